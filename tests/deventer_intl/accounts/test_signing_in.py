import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from deventer_intl.accounts.forms import NewAccountForm
from organisations.models import User

from ...conftest import sign_in
from ...factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

BACK_OFFICE = reverse("admin:index")
PASSWORD = "een-lang-genoeg-wachtwoord"


@pytest.fixture
def member():
    user = UserFactory(email="lid@voorbeeld.example")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def code_in(message):
    return re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$|^[A-Z0-9]{6}$", message.body, re.MULTILINE)[0]


def test_sign_up_needs_the_code_that_was_mailed(client):
    page = client.post(
        reverse("account_signup"), {"name": "Nieuw Lid", "email": "nieuw@voorbeeld.example"}, follow=True
    )
    assert page.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert client.get(reverse("member_home")).status_code == 302
    [message] = mail.outbox
    assert message.to == ["nieuw@voorbeeld.example"]
    assert message.subject == "Bevestig uw e-mailadres"
    [html] = [alternative.content for alternative in message.alternatives]
    assert code_in(message) in html
    assert "<img" not in html
    wrong = client.post(reverse("account_email_verification_sent"), {"code": "FOUT-FOUT"})
    assert wrong.status_code == 422
    assert client.get(reverse("member_home")).status_code == 302
    client.post(reverse("account_email_verification_sent"), {"code": code_in(message)})
    assert client.get(reverse("member_home")).status_code == 200
    assert EmailAddress.objects.get(email="nieuw@voorbeeld.example").verified


def test_a_password_that_another_set_in_advance_ends_when_the_owner_of_the_address_comes(client):
    thief = {"name": "Dief", "email": "slachtoffer@voorbeeld.example", "password1": PASSWORD}
    Client().post(reverse("account_signup"), thief)
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": thief["email"]})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    assert client.get(reverse("member_home")).status_code == 200
    cache.clear()
    page = Client().post(reverse("account_login"), {"login": thief["email"], "password": PASSWORD})
    assert page.status_code == 422


def test_who_signs_up_with_a_password_and_the_code_keeps_it(client):
    new = {"name": "Nieuw", "email": "nieuw@voorbeeld.example", "password1": PASSWORD}
    client.post(reverse("account_signup"), new)
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[-1])})
    client.post(reverse("account_logout"))
    assert client.post(reverse("account_login"), {"login": new["email"], "password": PASSWORD}).status_code == 302
    assert client.get(reverse("member_home")).status_code == 200


def test_an_administrator_made_with_capitals_in_the_address_signs_in(client):
    User.objects.create_superuser("Beheer@Voorbeeld.example", PASSWORD)
    assert client.post(reverse("account_login"), {"login": "Beheer@Voorbeeld.example", "password": PASSWORD})[
        "Location"
    ] == reverse("account_email_verification_sent")
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[-1])})
    assert client.get(reverse("member_home")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_on_sign_up_one_makes_the_account(client, monkeypatch):
    answers = {"name": "Nieuw", "email": "nieuw@voorbeeld.example"}
    validated = NewAccountForm.clean

    def clean(form):
        cleaned = validated(form)
        # The other click gets here first.
        User.objects.create_user(answers["email"])
        return cleaned

    monkeypatch.setattr(NewAccountForm, "clean", clean)
    page = client.post(reverse("account_signup"), answers)
    assert page["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1


def test_sign_in_by_a_code_works_once(client, member):
    client.post(reverse("account_request_login_code"), {"email": member.email})
    code = code_in(mail.outbox[-1])
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("member_home")).status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("member_home")).status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_request_login_code", "account_reset_password"])
def test_no_page_tells_whether_an_address_is_known(client, member, name):
    answers = []
    for email in (member.email, "onbekend@voorbeeld.example"):
        cache.clear()
        client.cookies.clear()
        page = client.post(reverse(name), {"name": "Iemand", "email": email}, follow=True)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.text).replace(email, "")
        answers.append((page.status_code, page.redirect_chain, text))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[member.email], ["onbekend@voorbeeld.example"]]
    assert User.objects.filter(email=member.email).count() == 1


def test_wrong_password_says_the_same_for_known_and_unknown(client, member):
    pages = [
        client.post(reverse("account_login"), {"login": email, "password": "verkeerd-wachtwoord"}).text.replace(
            email, ""
        )
        for email in (member.email, "onbekend@voorbeeld.example")
    ]
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page) for page in pages]
    assert pages[0] == pages[1]
    assert "error-summary" in pages[0]


def test_attempts_are_limited_for_all_processes_together(client, member):
    codes = [
        client.post(reverse("account_login"), {"login": member.email, "password": f"verkeerd-{n}"}).status_code
        for n in range(40)
    ]
    assert codes[-1] == 429
    # Where every process looks.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM deventer_intl_cache WHERE cache_key LIKE '%account:login_failed%'")
        assert cursor.fetchone()[0] > 0
    right = client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    assert right.status_code == 429


@pytest.mark.parametrize(
    "email", ["", "geen-adres", "a" * 300 + "@voorbeeld.example", '"een naam"@voorbeeld', "x@y\x00.example", "ünï@çodé"]
)
@pytest.mark.parametrize("name", ["account_signup", "account_request_login_code", "account_reset_password"])
def test_an_address_that_is_none_is_named_at_its_field(client, name, email):
    page = client.post(reverse(name), {"name": "Iemand", "email": email})
    assert page.status_code == 422
    assert "<title>(1 fout) " in page.text
    assert 'id="id_email_error"' in page.text
    assert mail.outbox == []


def test_limits_are_not_forgotten_when_many_come(client, member):
    wrong = {"login": member.email, "password": "verkeerd-wachtwoord"}
    while client.post(reverse("account_login"), wrong).status_code != 429:
        pass
    for n in range(600):
        cache.set(f"later-{n}", [1], 300)
    assert client.post(reverse("account_login"), wrong).status_code == 429


@pytest.mark.parametrize("credential", ["[]", "{}", '"x"', '{"id": 1}', '{"response": []}', "\x00", "[[", "NaN"])
def test_a_passkey_that_is_none_is_refused(client, credential):
    assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code < 500
    sign_in(client, UserFactory())
    client.get(reverse("mfa_add_webauthn"))
    assert client.post(reverse("mfa_add_webauthn"), {"credential": credential, "name": "x"}).status_code == 422


def test_who_comes_into_the_back_office(client):
    """A stranger is led to the sign-in, a member is refused, staff must show a second factor."""
    page = client.get(BACK_OFFICE, follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("account_login"))

    sign_in(client, UserFactory())
    assert client.get(BACK_OFFICE, follow=True).status_code == 403

    staff = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(staff)
    page = client.get(BACK_OFFICE, follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_index")
    assert "tweede factor" in page.text

    sign_in(client, staff)
    assert client.get(BACK_OFFICE).status_code == 200


def test_a_second_factor_that_was_shown_for_another_does_not_count(client):
    """Who changes account in the same browser starts anew."""
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(BACK_OFFICE).status_code == 302


def test_sign_in_with_a_password_asks_staff_for_the_second_factor(client, member):
    member.is_staff = member.is_superuser = True
    member.save()
    TOTP.activate(member, generate_totp_secret())
    page = client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert client.get(BACK_OFFICE).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "123456"})
    assert client.get(BACK_OFFICE).status_code == 302


def test_nobody_signs_in_at_an_address_of_the_admin(client, member):
    member.is_staff = True
    member.save()
    page = client.post(reverse("admin:login"), {"username": member.email, "password": PASSWORD})
    assert page.status_code == 302
    assert client.get(reverse("member_home")).status_code == 302


def test_every_page_of_an_account_opens_in_three_languages(client, member):
    sign_in(client, member)
    names = [
        "member_home",
        "account_email",
        "account_change_password",
        "mfa_index",
        "usersessions_list",
        "account_logout",
    ]
    addresses = [reverse(name) for name in names]
    for prefix in ("", "/en", "/de"):
        for address in addresses:
            page = client.get(prefix + address)
            assert page.status_code == 200, prefix + address
            assert "no-store" in page["Cache-Control"]
            assert "style=" not in page.text
