"""Accounts in the back-office: who may give rights, and what removing an account leaves."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from organisations.models import Role, User

from ...conftest import sign_in
from ...factories import ClaimFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def helper(client):
    """A civil servant who may change accounts, and is no administrator."""
    user = UserFactory(is_staff=True)
    rights = ["view_user", "add_user", "change_user", "delete_user"]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="organisations", codename__in=rights))
    sign_in(client, user)
    return user


def page(name, *args):
    return reverse(f"admin:organisations_user_{name}", args=args)


def test_who_may_change_accounts_gives_nobody_rights(client, helper):
    member = UserFactory()
    everything = {"is_active": "on", "is_staff": "on", "is_superuser": "on", "groups": [Group.objects.first().pk]}
    assert (
        client.post(page("change", member.pk), {"email": member.email, "name": "Nieuw", **everything}).status_code
        == 302
    )
    member.refresh_from_db()
    assert (member.name, member.is_staff, member.is_superuser, member.groups.count()) == ("Nieuw", False, False, 0)


def test_who_may_change_accounts_takes_over_none_of_the_back_office(client, helper):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    for other in (administrator, helper):
        assert client.post(page("change", other.pk), {"email": "mij@voorbeeld.example"}).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[other.pk])
        secret = {"password1": "een-lang-genoeg-wachtwoord", "password2": "een-lang-genoeg-wachtwoord"}
        assert client.post(password, {**secret, "usable_password": "true"}).status_code == 403
        assert client.post(page("delete", other.pk), {"post": "yes"}).status_code == 403
    client.post(
        page("changelist"), {"action": "delete_selected", "_selected_action": [administrator.pk], "post": "yes"}
    )
    assert User.objects.filter(pk=administrator.pk, is_superuser=True).exists()


def test_an_address_that_an_administrator_replaced_opens_nothing(admin_client):
    member = UserFactory(email="oud@voorbeeld.example")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    admin_client.post(page("change", member.pk), {"email": "Nieuw@voorbeeld.example", "name": "", "is_active": "on"})
    assert not EmailAddress.objects.exists()
    for name in ("oud", "nieuw"):
        cache.clear()
        Client().post(reverse("account_request_login_code"), {"email": f"{name}@voorbeeld.example"})
    assert [message.subject == "Onbekend account" for message in mail.outbox] == [True, False]


def test_an_account_that_an_administrator_removes_is_forgotten_too(admin_client):
    leaver = UserFactory(email="weg@voorbeeld.example", name="Gaat Weg", is_staff=True)
    MembershipFactory(user=leaver, role=Role.EDITOR, organisation=MembershipFactory().organisation)
    ClaimFactory(user=leaver)
    assert admin_client.post(page("delete", leaver.pk), {"post": "yes"}).status_code == 302
    second = UserFactory(name="Gaat Weg")
    chosen = {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"}
    assert admin_client.post(page("changelist"), chosen).status_code == 302
    assert not User.objects.filter(pk__in=[leaver.pk, second.pk]).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_userevent WHERE pgh_obj_id IN (%s, %s)", [leaver.pk, second.pk])
        assert {name for [name] in cursor.fetchall()} == {""}


def test_the_last_owners_of_an_organisation_are_not_removed(admin_client):
    first = MembershipFactory(organisation__name="Stichting Eigen")
    second = MembershipFactory(organisation=first.organisation)
    MembershipFactory(organisation=first.organisation, role=Role.EDITOR)
    both = {"action": "delete_selected", "_selected_action": [first.user_id, second.user_id], "post": "yes"}
    assert "Stichting Eigen" in admin_client.post(page("changelist"), both).text
    assert User.objects.filter(pk__in=[first.user_id, second.user_id]).count() == 2
    assert admin_client.post(page("delete", second.user_id), {"post": "yes"}).status_code == 302
    assert "Stichting Eigen" in admin_client.get(page("delete", first.user_id)).text
    admin_client.post(page("delete", first.user_id), {"post": "yes"})
    assert User.objects.filter(pk=first.user_id).exists()
