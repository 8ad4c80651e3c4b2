"""Signing in at the municipality and with eHerkenning, with a real provider (`tests/oidc_provider.py`) on the other side."""

import html
import logging
import re
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from deventer_intl.accounts.address_change import undo, undo_url
from deventer_intl.accounts.identity_providers import ASSURANCE, configuration
from deventer_intl.accounts.my_data import held_on
from deventer_intl.accounts.single_sign_on import check_groups
from organisations.models import Membership, Organisation, Role, User

from ...conftest import sign_in
from ...factories import OrganisationFactory, UserFactory
from ...identity_provider import IdentityProvider
from .test_signing_in import code_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

BACK_OFFICE, MEMBER_HOME = reverse("admin:index"), reverse("member_home")
LOGIN, SIGN_UP = reverse("account_login"), reverse("socialaccount_signup")
MAILED_CODE = reverse("account_email_verification_sent")

OFFICER = {"email": "j.jansen@deventer.example", "name": "J. Jansen", "groups": ["a1"]}
KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
VOLUNTEER = {KVK: "12345678", "acr": ASSURANCE + "loa3"}


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Pomp", kvk_number="12345678")


def begin(client, provider_id, prefix="", **data):
    """Press the button on the login page; return the address at the provider that the browser is led to."""
    page = client.post(prefix + reverse("openid_connect_login", args=[provider_id]), data)
    assert page.status_code == 200
    return html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)[1])


def at_provider(address):
    """Sign in at the provider; return the address that it sends the browser back to."""
    while urlsplit(address).hostname != "testserver":
        response = requests.get(address, allow_redirects=False, timeout=10)
        assert response.status_code == 302, response.text
        address = requests.compat.urljoin(address, response.headers["Location"])
    return address


def come_back(client, provider_id, **data):
    return client.get(at_provider(begin(client, provider_id, **data)))


def changed(address, **values):
    """Return an address with other values in its query; None leaves one out."""
    parts = urlsplit(address)
    query = {name: found[0] for name, found in parse_qs(parts.query).items()} | values
    return parts._replace(query=urlencode({name: value for name, value in query.items() if value})).geturl()


def records():
    """Return all that a sign-in could change."""
    users = {user.email: (user.is_staff, user.password, set(user.groups.all())) for user in User.objects.all()}
    addresses = set(EmailAddress.objects.values_list("user", "email", "verified", "primary"))
    accounts = list(SocialAccount.objects.order_by("pk").values())
    members = list(Membership.objects.order_by("pk").values())
    return users, addresses, accounts, members, list(Organisation.objects.order_by("pk").values())


def is_refused(page, status, words, before):
    """Assert that a page says what went wrong, in the look of the portal, and that nobody is signed in or changed."""
    assert page.status_code == status
    assert "<h1>Inloggen is niet gelukt</h1>" in page.text
    assert words in html.unescape(page.text)
    assert page.client.get(MEMBER_HOME).status_code == 302
    assert records() == before
    assert mail.outbox == []


# --- From the environment ---------------------------------------------------------------------------------------------


def test_without_configuration_nothing_is_there(client, named):
    named({})
    assert "oidc" not in client.get(LOGIN).text
    for provider_id in ("gemeente", "eherkenning", "openid_connect", "iets-anders"):
        for name in ("openid_connect_login", "openid_connect_callback"):
            assert client.get(reverse(name, args=[provider_id])).status_code == 404
            assert client.post(reverse(name, args=[provider_id])).status_code in {404, 405}
    assert client.get(SIGN_UP).status_code == 302


def test_a_provider_in_the_database_is_none(client, named):
    SocialApp.objects.create(
        provider="openid_connect", provider_id="gemeente", name="x", settings={"server_url": "https://login.example"}
    )
    named({})
    assert client.post(reverse("openid_connect_login", args=["gemeente"])).status_code == 404


def test_the_login_page_has_a_button_for_each_that_is_set(client, provider, named):
    page = client.get(LOGIN, {"next": "/mijn/"}).text
    assert "Inloggen met Gemeente Deventer" in page
    assert "Inloggen met eHerkenning" in page
    assert page.count('<input type="hidden" name="next" value="/mijn/">') == 4, "passkey, password and the two"
    named(provider.environment("OIDC_EHERKENNING"))
    page = client.get(LOGIN).text
    assert "Inloggen met eHerkenning" in page
    assert "Gemeente Deventer" not in page
    assert client.get(reverse("openid_connect_login", args=["gemeente"])).status_code == 404
    assert client.get(reverse("openid_connect_login", args=["openid_connect"])).status_code == 404


CLIENT = {
    "OIDC_STAFF_ISSUER": "https://login.example/tenant/v2.0",
    "OIDC_STAFF_CLIENT_ID": "x",
    "OIDC_STAFF_CLIENT_SECRET": "y",
    "OIDC_STAFF_GROUPS": "a=editors",
    "OIDC_STAFF_EMAIL_DOMAINS": "deventer.example",
}
BROKER = {
    "OIDC_EHERKENNING_ISSUER": "https://broker.example",
    "OIDC_EHERKENNING_CLIENT_ID": "x",
    "OIDC_EHERKENNING_CLIENT_SECRET": "y",
}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"OIDC_STAFF_ISSUER": "https://login.example"}, "OIDC_STAFF_CLIENT_ID and OIDC_STAFF_CLIENT_SECRET and"),
        ({"OIDC_STAFF_NAME": "Gemeente"}, "OIDC_STAFF_ISSUER and"),
        (CLIENT | {"OIDC_STAFF_GROUPS": ""}, "OIDC_STAFF_GROUPS must be set"),
        (CLIENT | {"OIDC_STAFF_EMAIL_DOMAINS": ""}, "OIDC_STAFF_EMAIL_DOMAINS must be set"),
        (CLIENT | {"OIDC_STAFF_ISSUER": "http://login.example"}, "must be an address that starts with https://"),
        (CLIENT | {"OIDC_STAFF_ISSUER": "login.example"}, "must be an address that starts with https://"),
        (CLIENT | {"OIDC_STAFF_GROUPS": "editors"}, "OIDC_STAFF_GROUPS must look like"),
        (CLIENT | {"OIDC_STAFF_GROUPS": "a=editors,=deciders"}, "OIDC_STAFF_GROUPS must look like"),
        (CLIENT | {"OIDC_STAFF_EMAIL_DOMAINS": "@deventer.nl"}, "must be domains like deventer.nl, not '@deventer.nl'"),
        (CLIENT | {"OIDC_STAFF_SECOND_FACTOR": "mfa"}, "OIDC_STAFF_SECOND_FACTOR must look like claim=value"),
        (CLIENT | {"OIDC_STAFF_GROUP": "a=editors"}, "OIDC_STAFF_GROUP is no variable of the portal"),
        ({"OIDC_EHERKENNING_LEVEL": "loa3"}, "OIDC_EHERKENNING_ISSUER and"),
        (BROKER | {"OIDC_EHERKENNING_LEVEL": "hoog"}, "must be one of loa2, loa2plus, loa3, loa4, not 'hoog'"),
    ],
)
def test_a_configuration_that_cannot_be_right_is_refused(environment, words):
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)):
        configuration(environment)


def test_a_configuration_that_is_right():
    staff, broker = configuration(CLIENT | BROKER | {"OIDC_STAFF_GROUPS": "a=editors, b = trade office"})
    assert staff["name"] == "Gemeente Deventer"
    assert staff["settings"]["groups"] == [["a", "editors"], ["b", "trade office"]]
    assert broker["settings"]["level"] == "loa3"


def test_a_group_that_is_not_there_is_an_error_of_the_check(named):
    named(CLIENT | {"OIDC_STAFF_GROUPS": "a=editors,b=redactie"})
    [error] = check_groups(None)
    assert "not there: redactie; there are editors" in error.msg
    named(CLIENT)
    assert check_groups(None) == []


# --- The protocol -----------------------------------------------------------------------------------------------------


def test_a_sign_in_starts_with_a_form_alone(provider):
    strict = Client(enforce_csrf_checks=True)
    address = reverse("openid_connect_login", args=["gemeente"])
    page = strict.get(address, {"next": MEMBER_HOME})
    assert "Inloggen met Gemeente Deventer" in page.text
    assert "http-equiv" not in page.text
    assert strict.post(address).status_code == 403


def test_what_the_provider_is_asked(client, provider):
    asked = parse_qs(urlsplit(begin(client, "eherkenning")).query)
    assert asked["redirect_uri"] == ["http://testserver/account/oidc/eherkenning/login/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    again = parse_qs(urlsplit(begin(client, "eherkenning")).query)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 16
        assert asked[name] != again[name]


def test_the_address_of_a_sign_in_changes_nothing_of_what_is_asked(client, provider):
    tricks = {
        "scope": "everything",
        "auth_params": "redirect_uri=https://elders.example&prompt=none",
        "process": "connect",
    }
    page = client.post(reverse("openid_connect_login", args=["gemeente"]) + "?" + urlencode(tricks), tricks)
    onward = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)[1]
    for trick in ("elders", "everything", "prompt", "connect"):
        assert trick not in onward


def test_in_every_language_the_provider_sends_back_to_one_address(client, provider):
    provider.behaves(claims={**OFFICER, "groups": []})
    address = begin(client, "gemeente", prefix="/en")
    assert parse_qs(urlsplit(address).query)["redirect_uri"][0].startswith("http://testserver/account/oidc/")
    page = client.get(at_provider(address))
    assert "Signing in did not work" in page.text
    assert '<html lang="en">' in page.text


def test_a_state_that_is_not_of_this_browser_or_not_there(client, provider):
    provider.behaves(claims=OFFICER)
    before = records()
    back = at_provider(begin(client, "gemeente"))
    stranger = Client()
    for browser, address in (
        (client, changed(back, state=None)),
        (client, changed(back, state="iets-anders")),
        (stranger, back),
        # Begun with the one, answered by the other.
        (client, back.replace("gemeente", "eherkenning")),
    ):
        is_refused(browser.get(address), 400, "Begin opnieuw.", before)


def test_an_answer_is_taken_once(client, provider):
    provider.behaves(claims=OFFICER)
    back = at_provider(begin(client, "gemeente"))
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    is_refused(client.get(back), 400, "Begin opnieuw.", records())


def test_a_code_of_another_sign_in_is_refused(client, provider):
    """The provider wants the PKCE verifier of the browser that asked for the code."""
    provider.behaves(claims=OFFICER)
    before = records()
    of_another = parse_qs(urlsplit(at_provider(begin(Client(), "gemeente"))).query)["code"][0]
    page = client.get(changed(at_provider(begin(client, "gemeente")), code=of_another))
    is_refused(page, 400, "Gemeente Deventer meldt dat inloggen niet is gelukt.", before)


def test_a_state_does_not_last(client, provider):
    provider.behaves(claims=OFFICER)
    before = records()
    back = at_provider(begin(client, "gemeente"))
    session = client.session
    states = session["socialaccount_states"]
    session["socialaccount_states"] = {key: [value[0], value[1] - 700, value[2]] for key, value in states.items()}
    session.save()
    is_refused(client.get(back), 400, "Begin opnieuw.", before)


HOUR_AGO = int(time.time()) - 3600
NOT_TRUSTED = "Wij weten niet zeker dat het antwoord van Gemeente Deventer echt is."
NO_ANSWER = "Gemeente Deventer geeft nu geen goed antwoord."
NOT_DONE = "Gemeente Deventer meldt dat inloggen niet is gelukt."
FAULTS = {
    "wrong nonce": (400, NOT_TRUSTED, {"claims": {**OFFICER, "nonce": "een-andere"}}),
    "no nonce": (400, NOT_TRUSTED, {"claims": {**OFFICER, "nonce": None}}),
    "wrong issuer": (400, NOT_TRUSTED, {"claims": {**OFFICER, "iss": "https://elders.example"}}),
    "no issuer": (400, NOT_TRUSTED, {"claims": {**OFFICER, "iss": None}}),
    "wrong audience": (400, NOT_TRUSTED, {"claims": {**OFFICER, "aud": "een-ander"}}),
    "audiences without party": (400, NOT_TRUSTED, {"claims": {**OFFICER, "aud": ["portaal", "een-ander"]}}),
    "another party": (400, NOT_TRUSTED, {"claims": {**OFFICER, "aud": ["portaal", "b"], "azp": "b"}}),
    "expired": (400, NOT_TRUSTED, {"claims": {**OFFICER, "exp": HOUR_AGO}}),
    "no expiry": (400, NOT_TRUSTED, {"claims": {**OFFICER, "exp": None}}),
    "of the future": (400, NOT_TRUSTED, {"claims": {**OFFICER, "iat": HOUR_AGO + 9_999}}),
    "no subject": (400, NOT_TRUSTED, {"claims": {**OFFICER, "sub": None}}),
    "key of another": (400, NOT_TRUSTED, {"claims": OFFICER, "sign": "other"}),
    "no signature": (400, NOT_TRUSTED, {"claims": OFFICER, "sign": "none"}),
    "signed with the secret": (400, NOT_TRUSTED, {"claims": OFFICER, "sign": "secret"}),
    "no such key": (400, NOT_TRUSTED, {"claims": OFFICER, "keys": [200, "application/json", '{"keys": []}']}),
    "keys that are none": (400, NOT_TRUSTED, {"keys": [200, "application/json", '{"keys": [1, {"kid": "ours"}]}']}),
    "shared key": (400, NOT_TRUSTED, {"keys": [200, "application/json", '{"keys":[{"kty":"oct","kid":"ours","k":"YQ"}]}']}),
    "userinfo of another": (400, NOT_TRUSTED, {"claims": {"groups": ["a1"]}, "userinfo": {"sub": "persoon-2"}}),
    "keys away": (503, NO_ANSWER, {"keys": [500, "text/html", "au"]}),
    "token is garbage": (502, NO_ANSWER, {"token": [200, "application/json", "{{{"]}),
    "token is a page": (502, NO_ANSWER, {"token": [200, "text/html", "<p>Welkom</p>"]}),
    "token is a number": (502, NO_ANSWER, {"token": [200, "application/json", "5"]}),
    "token is deep": (502, NO_ANSWER, {"token": [200, "application/json", "[" * 100_000]}),
    "token is empty": (502, NO_ANSWER, {"token": [200, "", ""]}),
    "token without an ID token": (400, NOT_TRUSTED, {"token": [200, "application/json", '{"access_token": "x"}']}),
    "token that is none": (400, NOT_TRUSTED, {"token": [200, "application/json", '{"id_token": "x.y.z"}']}),
    "token of another kind": (400, NOT_TRUSTED, {"token": [200, "application/json", '{"id_token": 7}']}),
    "token refused": (400, NOT_DONE, {"token": [400, "application/json", '{"error": "invalid_grant"}']}),
    "token endpoint away": (503, NO_ANSWER, {"token": [503, "text/plain", "later"]}),
    "stopped": (400, "U bent gestopt met inloggen bij Gemeente Deventer.", {"error": "access_denied"}),
    "error": (400, NOT_DONE, {"error": "server_error<script>"}),
    "no group": (403, "geeft u hier geen rol", {"claims": {**OFFICER, "groups": ["z9"]}}),
    "no groups claim": (403, "geeft u hier geen rol", {"claims": {**OFFICER, "groups": None}}),
    "groups elsewhere": (403, NOT_DONE, {"claims": {**OFFICER, "groups": None, "_claim_names": {"groups": "src1"}}}),
    "address elsewhere": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email": "j@elders.example"}}),
    "address below": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email": "j@x.deventer.example"}}),
    "address that is none": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email": ["x"]}}),
    "no address": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email": None}}),
    "long address": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email": "a" * 300 + "@deventer.example"}}),
    "not of the domain": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "xms_edov": False}}),
    "not verified": (403, "geen e-mailadres van de gemeente", {"claims": {**OFFICER, "email_verified": False}}),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_answer_is_a_clear_page_and_changes_nothing(client, provider, caplog, fault):
    status, words, behaviour = FAULTS[fault]
    provider.behaves(**behaviour)
    before = records()
    with caplog.at_level(logging.INFO):
        page = come_back(client, "gemeente")
    is_refused(page, status, words, before)
    assert "Sign-in with gemeente refused: " in caplog.text
    for secret in ("eyJ", "script", "@", "persoon-1", "een-geheim"):
        assert secret not in caplog.text


def test_an_answer_of_another_issuer_is_refused(client, provider):
    provider.behaves(claims=OFFICER)
    back = changed(at_provider(begin(client, "gemeente")), iss="https://elders.example")
    is_refused(client.get(back), 400, NOT_TRUSTED, records())


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        ({"discovery": [500, "text/plain", "au"]}, 503),
        ({"discovery": [200, "text/html", "<p>Onderhoud</p>"]}, 502),
        ({"discovery": [302, "text/plain", ""]}, 400),
        ({"changes": {"issuer": "https://elders.example"}}, 502),
        ({"changes": {"authorization_endpoint": "javascript:alert(1)"}}, 502),
        ({"changes": {"token_endpoint": None}}, 502),
        ({"wait": 1}, 503),
    ],
)
def test_a_provider_that_does_not_answer_well_is_a_page_before_anyone_leaves(
    client, provider, settings, behaviour, status
):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.4
    provider.behaves(**behaviour)
    before = records()
    page = client.post(reverse("openid_connect_login", args=["gemeente"]))
    is_refused(page, status, "Gemeente Deventer", before)


def test_a_provider_that_is_away(client, tmp_path, named, db):
    away = IdentityProvider(tmp_path)
    named(away.both())
    page = client.post(reverse("openid_connect_login", args=["gemeente"]))
    is_refused(page, 503, NO_ANSWER, records())


def test_a_client_that_the_provider_does_not_know(client, provider, named):
    named(provider.both(OIDC_STAFF_CLIENT_SECRET="verkeerd"))
    provider.behaves(claims=OFFICER)
    is_refused(come_back(client, "gemeente"), 400, NOT_DONE, records())


def test_a_provider_that_wants_the_secret_in_the_header(client, provider):
    provider.behaves(claims=OFFICER, changes={"token_endpoint_auth_methods_supported": ["client_secret_basic"]})
    assert come_back(client, "gemeente").status_code == 302


# --- The municipality -------------------------------------------------------------------------------------------------


def test_a_civil_servant_comes_for_the_first_time(client, provider):
    provider.behaves(claims=OFFICER)
    page = come_back(client, "gemeente", next="/organisaties/")
    assert page["Location"] == "/organisaties/"
    assert client.get(MEMBER_HOME).status_code == 200
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == ("j.jansen@deventer.example", "J. Jansen", True)
    assert [group.name for group in user.groups.all()] == ["editors"]
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert mail.outbox == []


def test_little_is_kept_and_no_token(client, provider):
    provider.behaves(claims={**OFFICER, "phone_number": "0570-123456", "given_name": "Jan"})
    come_back(client, "gemeente")
    account = SocialAccount.objects.get()
    assert account.extra_data == {"groups": ["editors"]}
    assert re.fullmatch("[0-9a-f]{64}", account.uid)
    assert SocialToken.objects.count() == 0
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert "eyJ" not in str(kept)
    assert "0570" not in str(kept)


def test_the_back_office_still_asks_for_a_second_factor(client, provider):
    provider.behaves(claims={**OFFICER, "amr": ["pwd", "mfa"]})
    come_back(client, "gemeente")
    page = client.get(BACK_OFFICE, follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_index")


@pytest.mark.parametrize("amr", ["mfa", ["pwd", "mfa"]])
def test_a_second_factor_of_the_municipality_counts_where_it_is_set(client, provider, named, amr):
    named(provider.both(OIDC_STAFF_SECOND_FACTOR="amr=mfa"))
    provider.behaves(claims={**OFFICER, "amr": amr})
    come_back(client, "gemeente")
    assert client.get(BACK_OFFICE).status_code == 200
    # It was shown in this session alone.
    other = Client()
    other.force_login(User.objects.get())
    assert other.get(BACK_OFFICE).status_code == 302


@pytest.mark.parametrize("amr", [None, "pwd", ["pwd"], "mfa2", {"mfa": 1}])
def test_another_claim_is_no_second_factor(client, provider, named, amr):
    named(provider.both(OIDC_STAFF_SECOND_FACTOR="amr=mfa"))
    provider.behaves(claims={**OFFICER, "amr": amr})
    come_back(client, "gemeente")
    assert client.get(BACK_OFFICE).status_code == 302


def officer(**fields):
    user = UserFactory(email=OFFICER["email"], **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_the_own_second_factor_is_asked_for_unless_the_municipality_saw_one(client, provider, named):
    TOTP.activate(officer(), generate_totp_secret())
    provider.behaves(claims={**OFFICER, "amr": ["mfa"]})
    assert come_back(client, "gemeente")["Location"] == reverse("mfa_authenticate")
    assert client.get(MEMBER_HOME).status_code == 302
    # Nothing is given or tied as long as the sign-in is not complete.
    assert not User.objects.get().is_staff
    assert SocialAccount.objects.count() == 0
    named(provider.both(OIDC_STAFF_SECOND_FACTOR="amr=mfa"))
    assert come_back(client, "gemeente")["Location"] == MEMBER_HOME
    assert client.get(BACK_OFFICE).status_code == 200


def test_an_existing_account_of_that_address_is_used_and_told(client, provider):
    user = officer()
    provider.behaves(claims={**OFFICER, "email": "J.Jansen@DEVENTER.example"})
    come_back(client, "gemeente")
    assert User.objects.get() == user
    assert SocialAccount.objects.get().user == user
    [message] = mail.outbox
    assert message.to == [user.email]
    assert "Gemeente Deventer" in message.body
    client.post(reverse("account_logout"))
    come_back(client, "gemeente")
    assert len(mail.outbox) == 1


def test_an_account_that_somebody_made_in_advance_is_taken_from_them(client, provider):
    """With the address of a civil servant, and never confirmed."""
    thief = Client()
    thief.post(
        reverse("account_signup"),
        {"name": "Dief", "email": OFFICER["email"], "password1": "een-wachtwoord-van-de-dief"},
    )
    mail.outbox.clear()
    provider.behaves(claims=OFFICER)
    come_back(client, "gemeente")
    assert client.get(MEMBER_HOME).status_code == 200
    user = User.objects.get()
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    thief.post(LOGIN, {"login": user.email, "password": "een-wachtwoord-van-de-dief"})
    assert thief.get(MEMBER_HOME).status_code == 302


def test_an_account_that_an_address_was_only_added_to_is_not_used(client, provider):
    thief = UserFactory(email="dief@voorbeeld.example")
    EmailAddress.objects.create(user=thief, email=thief.email, verified=True, primary=True)
    EmailAddress.objects.create(user=thief, email=OFFICER["email"])
    provider.behaves(claims=OFFICER)
    come_back(client, "gemeente")
    assert not User.objects.get(pk=thief.pk).is_staff
    assert SocialAccount.objects.count() == 0


def test_groups_follow_the_municipality_and_those_given_by_hand_stay(client, provider):
    provider.behaves(claims={**OFFICER, "groups": ["a1", "b2", "z9"]})
    come_back(client, "gemeente")
    user = User.objects.get()
    user.groups.add(Group.objects.get(name="finance"))
    assert {group.name for group in user.groups.all()} == {"editors", "deciders", "finance"}
    for theirs, ours in ((["b2"], {"deciders"}), ("c3", {"editors"}), (["a1", "c3"], {"editors"})):
        provider.behaves(claims={**OFFICER, "groups": theirs})
        come_back(client, "gemeente")
        assert {group.name for group in user.groups.all()} == {*ours, "finance"}


def test_who_has_no_group_any_more_is_no_civil_servant(client, provider):
    provider.behaves(claims=OFFICER)
    come_back(client, "gemeente")
    user = User.objects.get()
    user.groups.add(Group.objects.get(name="finance"))
    provider.behaves(claims={**OFFICER, "groups": []})
    page = come_back(Client(), "gemeente")
    assert page.status_code == 403
    user.refresh_from_db()
    assert not user.is_staff
    assert [group.name for group in user.groups.all()] == ["finance"]
    # Also where they are still signed in.
    assert client.get(BACK_OFFICE, follow=True).status_code == 403
    assert SocialAccount.objects.get().extra_data == {}


def test_a_group_that_is_no_longer_mapped_is_taken_away(client, provider, named):
    provider.behaves(claims={**OFFICER, "groups": ["a1", "b2"]})
    come_back(client, "gemeente")
    named(provider.both(OIDC_STAFF_GROUPS="a1=editors"))
    come_back(client, "gemeente")
    assert [group.name for group in User.objects.get().groups.all()] == ["editors"]


def test_a_civil_servant_made_by_hand_is_left_alone_by_a_refusal(client, provider):
    officer(is_staff=True)
    before = records()
    provider.behaves(claims={**OFFICER, "groups": []})
    is_refused(come_back(client, "gemeente"), 403, "geeft u hier geen rol", before)


def test_an_account_that_was_closed_stays_closed(client, provider):
    officer(is_active=False)
    before = records()
    provider.behaves(claims=OFFICER)
    page = come_back(client, "gemeente")
    assert page["Location"] == reverse("account_inactive")
    assert client.get(MEMBER_HOME).status_code == 302
    assert records() == before


def test_another_issuer_with_the_same_subject_is_somebody_else(client, provider, tmp_path, named):
    provider.behaves(claims=OFFICER)
    come_back(client, "gemeente")
    other = IdentityProvider(tmp_path)
    other.start()
    try:
        named(other.both())
        other.behaves(claims={**OFFICER, "email": "p.pieters@deventer.example"})
        come_back(Client(), "gemeente")
    finally:
        other.stop()
    assert sorted(User.objects.values_list("email", flat=True)) == [
        "j.jansen@deventer.example",
        "p.pieters@deventer.example",
    ]


def test_what_the_id_token_does_not_say_userinfo_may(client, provider):
    provider.behaves(claims={"groups": ["a1"]}, userinfo={"email": OFFICER["email"], "groups": ["b2"], "name": "X"})
    come_back(client, "gemeente")
    user = User.objects.get()
    assert [group.name for group in user.groups.all()] == ["editors"], "the ID token goes first"
    assert user.name == ""


# --- eHerkenning ------------------------------------------------------------------------------------------------------


def give_address(client, email="vrijwilliger@pomp.example"):
    return client.post(SIGN_UP, {"name": "J. Pomp", "email": email})


def give_code(client):
    return client.post(MAILED_CODE, {"code": code_in(mail.outbox[-1])})


def without_password(email):
    user = UserFactory(email=email)
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_a_first_sign_in_asks_for_an_address_and_its_code(client, provider, organisation):
    provider.behaves(claims={**VOLUNTEER, "email": "van-de-makelaar@elders.example", "name": "Jan"})
    page = client.get(come_back(client, "eherkenning", next="/organisaties/")["Location"])
    assert "Stichting Pomp" in page.text
    assert "van-de-makelaar" not in page.text
    assert give_address(client)["Location"] == MAILED_CODE
    # A step short of it, nothing is tied.
    assert client.get(MEMBER_HOME).status_code == 302
    assert SocialAccount.objects.count() == Membership.objects.count() == 0
    assert give_code(client)["Location"] == "/organisaties/"
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == ("vrijwilliger@pomp.example", "J. Pomp", False)
    assert user.groups.count() == 0
    assert SocialAccount.objects.get().user == user
    assert SocialAccount.objects.get().extra_data == {}
    membership = Membership.objects.get()
    assert (membership.organisation, membership.user, membership.role) == (organisation, user, Role.OWNER)
    client.post(reverse("account_logout"))
    assert come_back(client, "eherkenning")["Location"] == MEMBER_HOME
    assert Membership.objects.get() == membership
    assert client.get(MEMBER_HOME).status_code == 200
    assert User.objects.count() == 1


def test_the_same_name_of_the_client_at_both_is_no_trouble(client, provider, organisation):
    provider.behaves(claims={**VOLUNTEER, **OFFICER})
    come_back(client, "eherkenning")
    assert "eHerkenning" in client.get(SIGN_UP).text
    come_back(Client(), "gemeente")
    assert User.objects.get().email == OFFICER["email"]


REFUSALS = {
    "level below": (403, "Nodig is niveau EH3 of hoger", {**VOLUNTEER, "acr": ASSURANCE + "loa2plus"}),
    "unknown level": (403, "Nodig is niveau EH3 of hoger", {**VOLUNTEER, "acr": ASSURANCE + "loa9"}),
    "level without its name": (403, "Nodig is niveau EH3 of hoger", {**VOLUNTEER, "acr": "loa3"}),
    "level of another kind": (403, "Nodig is niveau EH3 of hoger", {**VOLUNTEER, "acr": ["loa3"]}),
    "no level": (403, "Nodig is niveau EH3 of hoger", {**VOLUNTEER, "acr": None}),
    "no number": (403, "geen KvK-nummer", {**VOLUNTEER, KVK: None}),
    "short number": (403, "geen KvK-nummer", {**VOLUNTEER, KVK: "1234567"}),
    "number with more": (403, "geen KvK-nummer", {**VOLUNTEER, KVK: "12345678\n"}),
    "number as a number": (403, "geen KvK-nummer", {**VOLUNTEER, KVK: 12345678}),
    "other digits": (403, "geen KvK-nummer", {**VOLUNTEER, KVK: "١٢٣٤٥٦٧٨"}),
    "number of nobody": (403, "geen organisatie met KvK-nummer 87654321", {**VOLUNTEER, KVK: "87654321"}),
    "number of one that ended": (403, "geen organisatie met KvK-nummer 11111111", {**VOLUNTEER, KVK: "11111111"}),
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_eherkenning_that_does_not_do_is_a_clear_page(client, provider, organisation, caplog, reason):
    OrganisationFactory(kvk_number="11111111", status=Organisation.Status.ENDED)
    status, words, claims = REFUSALS[reason]
    provider.behaves(claims=claims)
    before = records()
    is_refused(come_back(client, "eherkenning"), status, words, before)
    assert client.get(SIGN_UP).status_code == 302
    assert "12345678" not in caplog.text


@pytest.mark.parametrize(
    ("level", "said", "is_enough"),
    [("loa2", "loa2", True), ("loa2plus", "loa2", False), ("loa3", "loa4", True), ("loa4", "loa3", False)],
)
def test_the_level_is_a_lowest_one(client, provider, organisation, named, level, said, is_enough):
    named(provider.both(OIDC_EHERKENNING_LEVEL=level))
    provider.behaves(claims={**VOLUNTEER, "acr": ASSURANCE + said})
    assert come_back(client, "eherkenning").status_code == (302 if is_enough else 403)


def test_who_comes_after_the_owner_becomes_an_editor_and_the_owner_hears(client, provider, organisation):
    owner = without_password("eigenaar@pomp.example")
    Membership.objects.create(organisation=organisation, user=owner, role=Role.OWNER)
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    assert Membership.objects.get(user__email="vrijwilliger@pomp.example").role == Role.EDITOR
    assert mail.outbox[-1].to == [owner.email]
    # A second time changes and tells nothing.
    come_back(client, "eherkenning")
    assert Membership.objects.count() == 2
    assert len(mail.outbox) == 2


def test_an_owner_stays_an_owner(client, provider, organisation):
    owner = without_password("eigenaar@pomp.example")
    Membership.objects.create(organisation=organisation, user=owner, role=Role.OWNER)
    client.force_login(owner)
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    assert Membership.objects.get().role == Role.OWNER


def test_one_person_of_two_organisations_has_one_account(client, provider, organisation):
    OrganisationFactory(name="Stichting Bron", kvk_number="22222222")
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    provider.behaves(claims={**VOLUNTEER, KVK: "22222222"})
    come_back(client, "eherkenning")
    assert sorted(User.objects.get().memberships.values_list("organisation__name", flat=True)) == [
        "Stichting Bron",
        "Stichting Pomp",
    ]


def test_an_organisation_that_ends_before_the_code_gets_nobody(client, provider, organisation):
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    organisation.status = Organisation.Status.ENDED
    organisation.save()
    give_code(client)
    assert client.get(MEMBER_HOME).status_code == 200
    assert Membership.objects.count() == 0


def test_the_municipality_makes_no_member(client, provider, organisation):
    provider.behaves(claims={**OFFICER, **VOLUNTEER})
    come_back(client, "gemeente")
    assert Membership.objects.count() == 0


def test_eherkenning_makes_no_civil_servant(client, provider, organisation):
    provider.behaves(claims={**VOLUNTEER, **OFFICER, "groups": ["a1", "b2"], "roles": ["a1"]})
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    user = User.objects.get()
    assert not user.is_staff
    assert user.groups.count() == 0


def test_an_address_that_is_somebody_elses_gives_nothing_and_tells_nothing(client, provider, organisation):
    member = UserFactory(email="lid@voorbeeld.example")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    provider.behaves(claims=VOLUNTEER)
    answers = []
    for email in (member.email, "onbekend@voorbeeld.example"):
        browser = Client()
        come_back(browser, "eherkenning")
        page = browser.post(SIGN_UP, {"name": "J. Pomp", "email": email}, follow=True)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.text).replace(email, "")
        answers.append((page.redirect_chain, text))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[member.email], ["onbekend@voorbeeld.example"]]
    assert SocialAccount.objects.count() == 0


def test_who_did_not_get_to_the_code_starts_again_with_the_same_address(client, provider, organisation):
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    for browser in (client, Client()):
        cache.clear()
        page = browser.get(come_back(browser, "eherkenning")["Location"])
        assert "Stichting Pomp" in page.text
        give_address(browser)
    give_code(browser)
    assert browser.get(MEMBER_HOME).status_code == 200
    assert User.objects.count() == EmailAddress.objects.count() == SocialAccount.objects.count() == 1


def test_a_password_that_somebody_set_in_advance_does_not_open_the_account(client, provider, organisation):
    thief = Client()
    sign_up = {"name": "Dief", "email": "vrijwilliger@pomp.example", "password1": "een-wachtwoord-van-de-dief"}
    thief.post(reverse("account_signup"), sign_up)
    cache.clear()
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    assert Membership.objects.get().user.name == "J. Pomp"
    thief.post(LOGIN, {"login": sign_up["email"], "password": sign_up["password1"]})
    assert thief.get(MEMBER_HOME).status_code == 302
    assert Client().post(LOGIN, {"login": sign_up["email"], "password": sign_up["password1"]}).status_code == 422


def test_a_stranger_who_confirms_a_mistyped_address_gets_nothing(client, provider, organisation):
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client, "vreemde@voorbeeld.example")
    stranger = Client()
    stranger.post(reverse("account_request_login_code"), {"email": "vreemde@voorbeeld.example"})
    stranger.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    assert stranger.get(MEMBER_HOME).status_code == 200
    assert SocialAccount.objects.count() == 0
    come_back(client, "eherkenning")
    cache.clear()
    give_address(client)
    give_code(client)
    assert SocialAccount.objects.get().user.email == "vrijwilliger@pomp.example"


@pytest.mark.parametrize("email", ["", "geen-adres", "a" * 300 + "@voorbeeld.example", "x@y\x00.example"])
def test_an_address_that_is_none_is_named_at_its_field(client, provider, organisation, email):
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    page = client.post(SIGN_UP, {"name": "J. Pomp", "email": email})
    assert page.status_code == 422
    assert 'id="id_email_error"' in page.text
    assert mail.outbox == []


def test_a_member_adds_eherkenning_to_an_account(client, provider, organisation):
    member = without_password("lid@voorbeeld.example")
    client.force_login(member)
    assert "eHerkenning toevoegen" in client.get(MEMBER_HOME).text
    assert "eHerkenning toevoegen" in client.get(reverse("openid_connect_login", args=["eherkenning"])).text
    provider.behaves(claims=VOLUNTEER)
    assert come_back(client, "eherkenning")["Location"] == MEMBER_HOME
    assert SocialAccount.objects.get().user == member
    [message] = mail.outbox
    assert message.to == [member.email]
    client.post(reverse("account_logout"))
    come_back(client, "eherkenning")
    assert client.get(MEMBER_HOME).context["user"] == member


def numbers_of(client):
    return [record.get("kvk_number") for record in client.session["account_authentication_methods"]]


def test_the_session_keeps_for_which_organisations_somebody_came(client, provider, organisation):
    OrganisationFactory(name="Stichting Bron", kvk_number="22222222")
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    assert numbers_of(client)[-1] == "12345678"
    # Once more, while signed in, for another organisation.
    provider.behaves(claims={**VOLUNTEER, KVK: "22222222"})
    page = client.get(come_back(client, "eherkenning")["Location"]).text
    assert "Vanaf nu kunt u" not in page
    assert numbers_of(client)[-1] == "22222222"
    client.post(reverse("account_logout"))
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    assert set(numbers_of(client)) == {None, "12345678"}


def test_a_member_who_adds_eherkenning_came_with_it(client, provider, organisation):
    client.force_login(without_password("lid@voorbeeld.example"))
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    assert numbers_of(client) == ["12345678"]


def test_a_member_with_a_password_shows_it_before_adding_eherkenning(client, provider, organisation):
    member = UserFactory(email="lid@voorbeeld.example")
    member.set_password("een-lang-genoeg-wachtwoord")
    member.save()
    client.force_login(member)
    provider.behaves(claims=VOLUNTEER)
    page = client.post(reverse("openid_connect_login", args=["eherkenning"]))
    assert page["Location"].startswith(reverse("account_reauthenticate"))
    page = client.post(page["Location"], {"password": "een-lang-genoeg-wachtwoord"})
    onward = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)[1]
    assert client.get(at_provider(html.unescape(onward)))["Location"] == MEMBER_HOME
    assert SocialAccount.objects.get().user == member


def test_eherkenning_that_belongs_to_another_account_is_not_added(client, provider, organisation):
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    give_address(client)
    give_code(client)
    before = records()
    other = Client()
    other.force_login(without_password("ander@voorbeeld.example"))
    page = come_back(other, "eherkenning")
    assert page.status_code == 403
    assert "hoort al bij een ander account" in page.text
    assert records()[2] == before[2]


def test_who_undoes_a_change_of_address_ends_eherkenning_too(client, provider, organisation):
    """Whoever changed the address may have added it."""
    member = without_password("dief@voorbeeld.example")
    client.force_login(member)
    provider.behaves(claims=VOLUNTEER)
    come_back(client, "eherkenning")
    assert [way["provider"] for way in held_on(member)["sign_ins_elsewhere"]] == ["eherkenning"]
    undo(undo_url(member, "lid@voorbeeld.example").rstrip("/").rpartition("/")[2])
    assert SocialAccount.objects.count() == 0


def test_the_municipality_is_not_added_to_the_account_of_another(client, provider):
    """A colleague's session is left, not taken over."""
    sign_in(client, UserFactory(email="collega@deventer.example"))
    provider.behaves(claims=OFFICER)
    come_back(client, "gemeente")
    assert client.get(MEMBER_HOME).context["user"].email == OFFICER["email"]
    assert SocialAccount.objects.get().user.email == OFFICER["email"]
