import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from playwright.sync_api import expect

from organisations.models import Organisation, Place

from ..factories import UserFactory
from .axe import violations
from .conftest import WIDTHS, code_of_app

pytestmark = pytest.mark.browser

# Of Django's own pages: rules that are advice, not WCAG, and that its markup does not follow.
ADVICE = {"region", "heading-order", "empty-table-header", "landmark-unique", "page-has-heading-one"}
FILE = "Naam;Sector;Website\r\nSt. Deventer-Roemenie;zorg;\r\nCafé Español;cultuur;\r\nGo Ahead Eagles;sport;{}\r\n"


def found_by_axe(page, width):
    """Return what axe finds on a page as it stands, on a wide screen and on a narrow one; leave it at its own width."""
    found = []
    for each in sorted(WIDTHS, key=lambda each: each == width):
        page.set_viewport_size({"width": each, "height": 900})
        found += [(each, page.url, *violation) for violation in violations(page) if violation[0] not in ADVICE]
        if page.evaluate("document.documentElement.scrollWidth") > each:
            found.append((each, page.url, "wider than the screen"))
    return found


def upload(page, portal, website):
    page.goto(portal + reverse("admin:organisations_organisation_import"))
    content = FILE.format(website).encode("cp1252")
    page.set_input_files("#id_file", {"name": "lijst.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Toon wat dit zou veranderen").click()


@pytest.fixture
def open_back_office(portal):
    """Return a function that signs in a civil servant through the login page."""
    user = UserFactory(email="beheer@voorbeeld.example", is_staff=True, is_superuser=True)
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    def sign_in(page):
        page.get_by_label("E-mail").fill(user.email)
        page.get_by_label("Wachtwoord").fill("geheim-voor-de-test")
        page.keyboard.press("Enter")
        page.get_by_label("code").fill(code_of_app(secret))
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="52 Nooit bevestigd")).to_be_visible()

    return sign_in


def test_civil_servant_signs_in_imports_and_looks_back(portal, open_back_office, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []

    page.goto(portal + "/beheer/")
    found += found_by_axe(page, width)
    open_back_office(page)
    found += found_by_axe(page, width)

    upload(page, portal, "geen adres")
    expect(page.get_by_text("website: Voer een geldige URL in.")).to_be_visible()
    found += found_by_axe(page, width)

    upload(page, portal, "https://voorbeeld.example/")
    page.get_by_label("Lijkt op een die wij hebben").select_option(label="Laat deze rij weg")
    page.get_by_role("button", name="Controleer mijn keuzes").click()
    page.get_by_role("button", name="Lees dit alles in").click()
    expect(page.get_by_text("Toegevoegde of gewijzigde organisaties: 2.")).to_be_visible()
    found += found_by_axe(page, width)

    eagles = Organisation.objects.get(slug="go-ahead-eagles")
    assert eagles.website == "https://voorbeeld.example/"
    page.goto(portal + reverse("admin:organisations_organisation_history", args=[eagles.pk]))
    found += found_by_axe(page, width)
    page.get_by_role("button", name="Zet deze versie terug").click()
    expect(page.get_by_text("Teruggezet zoals het was op")).to_be_visible()
    eagles.refresh_from_db()
    assert eagles.website == ""
    page.goto(portal + reverse("admin:organisations_organisation_change", args=[eagles.pk]))
    found += found_by_axe(page, width)
    page.goto(portal + reverse("admin:organisations_place_change", args=[Place.objects.get(slug="sibiu").pk]))
    found += found_by_axe(page, width)
    context.close()
    assert found == []


def test_back_office_keeps_to_its_own_content_policy(portal, open_back_office, page):
    page.goto(portal + "/beheer/")
    open_back_office(page)
    eagles = Organisation.objects.get(slug="go-ahead-eagles")
    page.goto(portal + reverse("admin:organisations_organisation_change", args=[eagles.pk]))
    # The autocomplete is script of Django's own, and works under the policy.
    page.locator("#presences-0 .field-country .select2-selection").click()
    page.keyboard.type("roeme")
    expect(page.get_by_role("option", name="Roemenië")).to_be_visible()
    page.goto(portal + reverse("admin:organisations_organisation_changelist"))
    assert page.errors == []
