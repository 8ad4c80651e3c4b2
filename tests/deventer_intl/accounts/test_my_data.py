"""What the portal holds on somebody, forgetting it, and undoing a change of address."""

import io
import json
import re
import time
import zipfile
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deventer_intl.accounts import my_data
from deventer_intl.accounts.held import held_on
from deventer_intl.accounts.my_data import forget
from deventer_intl.models import Erasure, OutgoingMail, Subscription
from organisations.actions import membership as actions
from organisations.models import Invitation, Membership, Role, User

from ...conftest import sign_in
from ...factories import (
    DraftFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    PaperFactory,
    ProposedChangeFactory,
    RoomMessageFactory,
    SubscriptionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

PASSWORD = "een-lang-genoeg-wachtwoord"
SHEET = "organisations_userevent"


@pytest.fixture
def member():
    user = UserFactory(email="lid@voorbeeld.example", name="Jo Lid")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def history_of(pk):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT email, name, pgh_label FROM {SHEET} WHERE pgh_obj_id = %s ORDER BY pgh_id", [pk])
        return cursor.fetchall()


# --- Taking it along -------------------------------------------------------------------------------------------------


def test_everything_held_on_somebody_is_in_one_file_and_nothing_of_others(client, member):
    organisation = MembershipFactory(user=member, organisation__name="Stichting Eigen").organisation
    MembershipFactory(organisation=organisation, user__email="collega@voorbeeld.example", user__name="Collega")
    actions.invite(organisation=organisation, email="gast@voorbeeld.example", role="editor", language="nl", by=member)
    actions.claim(organisation=OrganisationFactory(name="Andere"), position="p", motivation="Daarom.", by=member)
    OutgoingMailFactory(recipients=[member.email], subject="Aan mij")
    OutgoingMailFactory(recipients=["collega@voorbeeld.example"], subject="Aan een ander")
    TOTP.activate(member, secret := generate_totp_secret())
    Authenticator.objects.all().delete()
    sign_in(client, member)
    client.post(reverse("my_details"), {"name": "Jo de Vries", "language": "en"})

    paper = PaperFactory(added_by=member)
    PaperFactory()
    DraftFactory(user=member, data={"summary_nl": ["Half een zin"]})
    DraftFactory(data={"summary_nl": ["Zin van een ander"]})
    ProposedChangeFactory(proposed_by=member, values={"name": "Nieuwe naam"})
    answer = client.get(reverse("download_my_data"))
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.namelist() == ["mijn-gegevens.json", f"stukken/{paper.pk}.pdf"]
        assert file.read(f"stukken/{paper.pk}.pdf").startswith(b"%PDF-")
        text = file.read("mijn-gegevens.json").decode()
    held = json.loads(text)
    assert held["account"]["name"] == "Jo de Vries"
    assert held["memberships"][0]["organisation__name"] == "Stichting Eigen"
    assert held["requests"][0]["motivation"] == "Daarom."
    assert [draft["data"] for draft in held["drafts"]] == [{"summary_nl": ["Half een zin"]}]
    assert [change["values"] for change in held["changes_proposed"]] == [{"name": "Nieuwe naam"}]
    assert held["invitations_sent"][0]["email"] == "gast@voorbeeld.example"
    assert [sent["subject"] for sent in held["mail"]] == ["Aan mij"]
    assert [change["name"] for change in held["changes_of_my_account"]] == ["Jo Lid", "Jo de Vries"]
    assert "organisations.User" in {change["pgh_obj_model"] for change in held["changes_by_me"]}
    assert {"sessions", "addresses", "second_factors", "groups", "invitations_accepted"} < held.keys()
    for not_theirs in ("Collega", "collega@", "Aan een ander", secret, "password"):
        assert not_theirs not in text


def test_rooms_and_news_are_in_the_file_and_go_or_lose_the_name(client, member):
    NetworkFactory(name_nl="Mijn Overleg", secretary=member)
    paper, message = PaperFactory(title="Mijn stuk", added_by=member), RoomMessageFactory(sent_by=member)
    PaperFactory(title="Stuk van een ander"), RoomMessageFactory(subject="Bericht van een ander")
    mine, other = SubscriptionFactory(email=member.email), SubscriptionFactory()
    sign_in(client, member)
    held = held_on(member)
    assert held["secretary_of"] == ["Mijn Overleg"]
    assert [item["title"] for item in held["papers_added"]] == ["Mijn stuk"]
    assert [item["subject"] for item in held["messages_to_networks"]] == [message.subject]
    assert [item["language"] for item in held["news"]] == [mine.language]
    assert held["account"]["shows_address_to_networks"] is True

    my_data.forget(member)
    assert list(Subscription.objects.all()) == [other]
    paper.refresh_from_db(), message.refresh_from_db()
    assert (paper.added_by, message.sent_by) == (None, None)


def test_who_has_a_password_shows_it_before_taking_data_or_leaving(client, member):
    member.set_password(PASSWORD)
    member.save()
    sign_in(client, member)
    for name in ("download_my_data", "delete_account"):
        for method in (client.get, client.post):
            answer = method(reverse(name))
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=member.pk).exists()
    client.post(f"{reverse('account_reauthenticate')}?next={reverse('download_my_data')}", {"password": PASSWORD})
    assert client.get(reverse("download_my_data")).status_code == 200


def test_data_is_not_asked_without_end(client, member):
    sign_in(client, member)
    answers = [client.get(reverse("download_my_data")).status_code for _n in range(12)]
    assert answers == [200] * 10 + [429] * 2


@pytest.mark.parametrize(
    "answers", [{"name": "x" * 151, "language": "nl"}, {"name": "Jo", "language": "xx"}, {"name": "\x00"}]
)
def test_details_that_are_not_right_are_answered_at_their_fields(client, member, answers):
    sign_in(client, member)
    page = client.post(reverse("my_details"), answers)
    assert page.status_code == 422
    assert "error-summary" in page.text
    member.refresh_from_db()
    assert (member.name, member.language) == ("Jo Lid", "nl")


# --- Forgetting it ---------------------------------------------------------------------------------------------------


def test_who_leaves_is_forgotten_and_the_history_keeps_no_name(client, member):
    organisation = MembershipFactory().organisation
    MembershipFactory(organisation=organisation, user=member, role=Role.EDITOR)
    InvitationFactory(organisation=organisation, email=member.email, accepted_at=timezone.now(), accepted_by=member)
    OutgoingMailFactory(recipients=[member.email], sent_at=timezone.now())
    sign_in(client, member)
    pk = member.pk
    page = client.post(reverse("delete_account"), follow=True)
    assert page.status_code == 200
    assert "verwijderd" in page.text
    assert not User.objects.filter(pk=pk).exists()
    assert not EmailAddress.objects.exists()
    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert list(organisation.memberships.values_list("role", flat=True)) == ["owner"]
    assert {(email, name) for email, name, _label in history_of(pk)} == {("", "")}
    assert [label for _email, _name, label in history_of(pk)] == ["insert", "delete"]
    [erasure] = Erasure.objects.all()
    assert (erasure.model, erasure.key) == ("organisations.user", pk)
    [message] = mail.outbox
    assert message.to == ["lid@voorbeeld.example"]
    assert client.get(reverse("member_home")).status_code == 302


def test_forgetting_reaches_earlier_addresses_other_browsers_and_the_notes_of_the_back_office(
    client, admin_client, member
):
    organisation = MembershipFactory().organisation
    InvitationFactory(organisation=organisation, email=member.email, accepted_at=timezone.now(), accepted_by=member)
    OutgoingMailFactory(recipients=[member.email], sent_at=timezone.now())
    other_browser = Client()
    sign_in(other_browser, member)
    other_browser.get(reverse("member_home"))
    sign_in(client, member)
    change_address(client, member, "nieuw@voorbeeld.example")
    change = reverse("admin:organisations_user_change", args=[member.pk])
    admin_client.post(change, {"email": member.email, "name": "Jo Lid", "is_active": "on"})
    assert LogEntry.objects.filter(object_repr="Jo Lid").exists()

    assert client.post(reverse("delete_account")).status_code == 302
    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not LogEntry.objects.filter(object_repr="Jo Lid").exists()
    assert not Session.objects.filter(session_key=other_browser.session.session_key).exists()


def test_a_last_owner_must_hand_over_first(client, member):
    MembershipFactory(user=member, organisation__name="Stichting Eigen")
    sign_in(client, member)
    assert "Stichting Eigen" in client.get(reverse("delete_account")).text
    assert client.post(reverse("delete_account")).status_code == 409
    assert User.objects.filter(pk=member.pk).exists()
    assert Membership.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["accept", "forget"])
def test_who_leaves_and_accepts_an_invitation_at_the_same_moment_leaves(first):
    member = UserFactory()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    organisation = MembershipFactory().organisation
    invitation = InvitationFactory(organisation=organisation, email=member.email)
    steps = {
        "accept": lambda: actions.accept(invitation=invitation, by=member),
        "forget": lambda: forget(User.objects.get(pk=member.pk)),
    }
    refused = []

    def second():
        try:
            steps[({*steps} - {first}).pop()]()
        except (ValidationError, Invitation.DoesNotExist, User.DoesNotExist) as error:
            refused.append(error)
        finally:
            connection.close()

    thread = Thread(target=second)
    with transaction.atomic():
        steps[first]()
        thread.start()
        time.sleep(0.3)
    thread.join()
    assert not User.objects.filter(pk=member.pk).exists()
    assert organisation.memberships.count() == 1


def test_a_civil_servant_is_removed_by_an_administrator(client, member):
    member.is_staff = True
    member.save()
    sign_in(client, member)
    assert client.post(reverse("delete_account")).status_code == 409
    assert User.objects.filter(pk=member.pk).exists()


def refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return True


def test_the_serving_role_erases_only_who_is_gone(as_serving_role):
    user = UserFactory(name="Jo")
    assert refused("SELECT erase_user_history(%s)", user.pk)
    assert refused(f"UPDATE {SHEET} SET name = '' WHERE pgh_obj_id = %s", user.pk)
    assert refused("INSERT INTO deventer_intl_erasure (model, key, erased_at) VALUES ('x', 1, now())")
    assert refused("DELETE FROM deventer_intl_erasure")
    assert [name for _email, name, _label in history_of(user.pk)] == ["Jo"]


def test_nobody_but_the_owner_switches_the_history_off(settings):
    organisation = OrganisationFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgrelid = 'organisations_organisation'::regclass"
        )
        [triggers] = cursor.fetchone()
        cursor.execute(f"SET ROLE {settings.SERVING_ROLE}")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [triggers])
        cursor.execute("UPDATE organisations_organisation SET name = 'Anders' WHERE id = %s", [organisation.pk])
        cursor.execute("RESET ROLE")
    assert list(organisation.events.order_by("pgh_id").values_list("name", flat=True))[-1] == "Anders"


# --- Undoing a change of address -------------------------------------------------------------------------------------


def code_in(message):
    return re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$|^[A-Z0-9]{6}$", message.body, re.MULTILINE)[0]


def change_address(client, user, new):
    """Change the address of a user as the portal does; return the link that was mailed to the old one."""
    client.post(reverse("account_email"), {"email": new, "action_add": ""})
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[-1])})
    user.refresh_from_db()
    assert user.email == new
    [notice] = [message for message in mail.outbox if message.to == ["lid@voorbeeld.example"]][-1:]
    assert new in notice.body
    return re.search(r"http://localhost:\d+(/\S+)", notice.body)[1]


def test_the_old_address_undoes_a_change_and_shuts_everyone_out(client, member):
    sign_in(client, member)
    link = change_address(client, member, "dief@voorbeeld.example")
    TOTP.activate(member, generate_totp_secret())
    visitor = Client()
    assert "dief@voorbeeld.example" in visitor.get(link).text
    member.refresh_from_db()
    assert member.email == "dief@voorbeeld.example", "a mail scanner that opens the link changes nothing"

    assert visitor.post(link)["Location"] == reverse("account_request_login_code")
    member.refresh_from_db()
    assert member.email == "lid@voorbeeld.example"
    [address] = EmailAddress.objects.all()
    assert (address.email, address.verified, address.primary) == ("lid@voorbeeld.example", True, True)
    assert not Authenticator.objects.exists()
    assert client.get(reverse("member_home")).status_code == 302, "whoever was in is out"
    assert visitor.post(link).status_code == 410, "once"


def test_a_link_to_undo_that_is_not_good_changes_nothing(client, member):
    sign_in(client, member)
    link = change_address(client, member, "nieuw@voorbeeld.example")
    assert client.post(link[:-4] + "xxx/").status_code == 410
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert Client().post(link).status_code == 410
    other = UserFactory(email="lid@voorbeeld.example")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    assert client.post(link).status_code == 410
    member.refresh_from_db()
    assert member.email == "nieuw@voorbeeld.example"


def test_a_link_to_undo_does_not_undo_a_later_change(client, member):
    sign_in(client, member)
    link = change_address(client, member, "nieuw@voorbeeld.example")
    Client().post(link)
    cache.clear()
    sign_in(client, User.objects.get())
    change_address(client, member, "nieuw@voorbeeld.example")
    assert Client().post(link).status_code == 410
    member.refresh_from_db()
    assert member.email == "nieuw@voorbeeld.example"


def test_a_thief_who_changes_the_address_twice_is_shut_out_all_the_same(client, member):
    sign_in(client, member)
    link = change_address(client, member, "dief@voorbeeld.example")
    cache.clear()
    client.post(reverse("account_email"), {"email": "dief2@voorbeeld.example", "action_add": ""})
    code = code_in(next(message for message in mail.outbox if message.to == ["dief2@voorbeeld.example"]))
    client.post(reverse("account_email_verification_sent"), {"code": code})
    member.refresh_from_db()
    assert member.email == "dief2@voorbeeld.example"
    visitor = Client()
    assert "dief2@voorbeeld.example" in visitor.get(link).text
    assert visitor.post(link).status_code == 302
    member.refresh_from_db()
    assert member.email == "lid@voorbeeld.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["lid@voorbeeld.example"]
    assert client.get(reverse("member_home")).status_code == 302


def test_a_thief_does_not_keep_the_old_address_by_signing_up_with_it(client, member):
    sign_in(client, member)
    link = change_address(client, member, "dief@voorbeeld.example")
    cache.clear()
    Client().post(reverse("account_signup"), {"name": "Dief", "email": "lid@voorbeeld.example", "password1": PASSWORD})
    assert User.objects.filter(email="lid@voorbeeld.example").exists()
    assert Client().post(link).status_code == 302
    assert [user.email for user in User.objects.all()] == ["lid@voorbeeld.example"]
    member.refresh_from_db()
    assert member.email == "lid@voorbeeld.example"


def test_the_history_holds_no_link_that_was_mailed(client, member):
    sign_in(client, member)
    link = change_address(client, member, "dief@voorbeeld.example")
    Client().post(link)
    [*_before, last] = member.events.order_by("pgh_id")
    assert last.pgh_context["url"] == "/account/adres-terug/…/"
