import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from ..factories import UserFactory
from .conftest import code_of_app
from .test_backoffice import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def mailed_code():
    return re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$|^[A-Z0-9]{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def test_civil_servant_signs_up_adds_an_app_and_enters(portal, browser, width):
    """Without JavaScript: nothing of this needs it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/mijn/")
    page.get_by_role("link", name="Maak er een").click()
    page.get_by_label("Uw naam").fill("Nieuwe Ambtenaar")
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is 1 fout")
    page.get_by_label("E-mailadres").fill("nieuw@voorbeeld.example")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("code").fill(mailed_code())
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn pagina")

    user = EmailAddress.objects.get(email="nieuw@voorbeeld.example").user
    user.is_staff = user.is_superuser = True
    user.save()
    page.goto(f"{portal}/beheer/")
    expect(page.get_by_text("Voor het beheer is een tweede factor nodig.")).to_be_visible()
    page.goto(f"{portal}/account/2fa/totp/activate/")
    secret = page.get_by_label("Geheim").input_value()
    page.get_by_label("code", exact=False).last.fill(code_of_app(secret))
    page.get_by_role("button", name="Toevoegen").click()
    page.goto(f"{portal}/account/logout/")
    page.get_by_role("button", name="Uitloggen").click()

    page.goto(f"{portal}/beheer/")
    page.get_by_role("link", name="Mail mij een code").click()
    page.get_by_label("E-mailadres").fill("nieuw@voorbeeld.example")
    page.locator("main form button").first.click()
    page.get_by_label("code").fill(mailed_code())
    page.get_by_role("button", name="Bevestigen").click()
    expect(page).to_have_url(re.compile("/account/2fa/authenticate/"))
    page.get_by_label("code").fill(code_of_app(secret))
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", name="Wat aandacht vraagt")).to_be_visible()
    context.close()


def test_passkey_opens_the_back_office_at_once(portal, browser, width):
    user = UserFactory(email="sleutel@voorbeeld.example", is_staff=True, is_superuser=True)
    user.set_password("een-lang-genoeg-wachtwoord")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    page.goto(f"{portal}/account/login/?next=/account/2fa/webauthn/add/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill("een-lang-genoeg-wachtwoord")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    # A new key is a thing of weight: it asks for the password once more.
    expect(page.get_by_role("heading", level=1)).to_have_text("Bevestig dat u het bent")
    page.get_by_label("Wachtwoord").fill("een-lang-genoeg-wachtwoord")
    page.get_by_role("button", name="Bevestigen").click()
    page.locator("#id_name").fill("Laptop")
    page.locator("#id_passwordless").check()
    page.locator("main form button").first.click()
    expect(page).not_to_have_url(re.compile("/add/"))
    page.goto(f"{portal}/account/logout/")
    page.get_by_role("button", name="Uitloggen").click()

    page.goto(f"{portal}/beheer/")
    page.get_by_role("button", name="passkey").click()
    expect(page.get_by_role("heading", name="Wat aandacht vraagt")).to_be_visible()
    assert errors == []
    context.close()


def test_axe_finds_nothing_on_the_pages_of_an_account(portal, browser, width):
    user = UserFactory(email="lid@voorbeeld.example")
    user.set_password("een-lang-genoeg-wachtwoord")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    for address in ("signup", "login/code", "password/reset", "login"):
        page.goto(f"{portal}/account/{address}/")
        found += found_by_axe(page, width)
        page.locator("main form button").first.click()
        expect(page.get_by_role("alert")).to_be_visible()
        found += found_by_axe(page, width)
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill("een-lang-genoeg-wachtwoord")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn pagina")
    pages = [
        "email",
        "password/change",
        "2fa",
        "2fa/totp/activate",
        "2fa/webauthn",
        "2fa/webauthn/add",
        "sessies",
        "logout",
    ]
    for address in ["mijn", *(f"account/{name}" for name in pages), "en/account/2fa", "de/account/email"]:
        page.goto(f"{portal}/{address}/")
        found += found_by_axe(page, width)
    context.close()
    assert found == []
