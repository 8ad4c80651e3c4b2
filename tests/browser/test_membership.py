import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from organisations.actions import membership as actions
from organisations.models import Claim, Organisation

from ..factories import UserFactory
from .test_accounts import mailed_code
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def page(browser, width):
    """A browser without JavaScript: nothing of this needs it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def whole(page):
    """Return a page as it stands, once it has come in: a click may have led away from the one that was there."""
    standing = ""
    while "</main>" not in standing:
        page.wait_for_load_state()
        standing = page.content()
    return standing


@pytest.fixture
def look(browser, width):
    """Return a function that looks with axe at the page where another browser is."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    looking = context.new_page()

    def look(page, address=None):
        context.add_cookies(page.context.cookies())
        # What came of a form has no address: axe gets it as it stands, in the place of an answer.
        if address is None:
            standing = whole(page)
            looking.route(page.url, lambda route: route.fulfill(body=standing, content_type="text/html"), times=1)
        looking.goto(page.url)
        return found_by_axe(looking, width)

    yield look
    context.close()


def sign_up(page, name, email):
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_role("button", name="Account maken").click()
    page.get_by_label("code").fill(mailed_code())
    page.get_by_role("button", name="Bevestigen").click()


def test_member_signs_up_claims_a_page_and_invites_a_colleague(portal, page, look, browser, width, open_back_office):  # noqa: F811
    found = []
    page.goto(f"{portal}/organisaties/saxion/")
    page.get_by_role("link", name="Is dit uw organisatie?").click()
    page.get_by_role("link", name="Maak er een").click()
    sign_up(page, "Jo Jansen", "jo@voorbeeld.example")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saxion")
    found += look(page)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 2 fouten")
    expect(page).to_have_title(re.compile(r"^\(2 fouten\)"))
    found += look(page)
    page.get_by_label("Uw functie").fill("Secretaris")
    page.get_by_label("Waarom u").fill("Ik sta op de website.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("status")).to_contain_text("ontvangen")
    found += look(page)

    office = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    office.get_by_role("link", name="1 Aanvragen voor een pagina").click()
    expect(office.get_by_role("link", name="Saxion")).to_be_visible()
    found += found_by_axe(office, width)
    office.get_by_role("link", name="Saxion").click()
    office.get_by_role("button", name="Besluit").click()
    expect(office.locator(".errornote")).to_be_visible()
    found += found_by_axe(office, width)
    office.get_by_label("Goedkeuren").check()
    office.get_by_role("button", name="Besluit").click()
    expect(office.get_by_text("Besloten en gemaild.")).to_be_visible()
    office.context.close()
    assert Claim.objects.get().outcome == "approved"
    assert mail.outbox[-1].to == ["jo@voorbeeld.example"]

    page.goto(f"{portal}/mijn/")
    page.get_by_role("link", name="Mensen").click()
    found += look(page)
    page.get_by_role("link", name="Een collega uitnodigen").click()
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="uitnodiging").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mailadres")
    found += look(page)
    page.get_by_label("E-mailadres").fill("collega@voorbeeld.example")
    page.get_by_role("button", name="uitnodiging").click()
    expect(page.get_by_role("status")).to_contain_text("collega@voorbeeld.example")
    found += look(page)

    link = re.search(r"http://localhost:\d+(/\S+)", mail.outbox[-1].body)[1]
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    colleague = context.new_page()
    colleague.goto(portal + link)
    found += look(colleague, portal + link)
    colleague.get_by_role("link", name="Account maken").click()
    expect(colleague.get_by_label("E-mailadres")).to_have_value("collega@voorbeeld.example")
    sign_up(colleague, "Co Collega", "collega@voorbeeld.example")
    colleague.get_by_role("button", name="uitnodiging").click()
    expect(colleague.get_by_role("heading", name="Wie deze pagina beheert")).to_be_visible()
    found += look(colleague)
    colleague.goto(portal + link)
    expect(colleague.get_by_role("heading", level=1)).to_contain_text("werkt niet meer")
    found += look(colleague)
    context.close()

    page.reload()
    page.get_by_role("link", name=re.compile("Rol wijzigen.*Co Collega")).click()
    found += look(page)
    page.get_by_label("Eigenaar").check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Stoppen met beheren").click()
    found += look(page)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_text("U beheert nog geen pagina")).to_be_visible()
    assert [membership.user.name for membership in Organisation.objects.get(slug="saxion").memberships.all()] == [
        "Co Collega"
    ]
    assert found == []


def test_member_comes_aboard_with_the_code_of_a_letter(portal, page, look):
    organisation = Organisation.objects.get(slug="saxion")
    code = actions.invite_by_letter(organisation=organisation, by=UserFactory(is_staff=True))
    found = []
    page.goto(f"{portal}/mijn/code/")
    page.get_by_role("link", name="Maak er een").click()
    sign_up(page, "Jo Jansen", "jo@voorbeeld.example")
    page.get_by_label("Code").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Code op de brief")
    found += look(page)
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saxion")
    found += look(page)
    page.get_by_role("button", name="uitnodiging").click()
    expect(page.get_by_text("Jo Jansen").first).to_be_visible()
    assert organisation.has_owner
    assert found == []


def test_somebody_new_adds_an_organisation_takes_data_along_and_leaves(portal, page, look):
    found = []
    page.goto(f"{portal}/mijn/nieuwe-organisatie/")
    page.get_by_role("link", name="Maak er een").click()
    sign_up(page, "Jo Jansen", "jo@voorbeeld.example")
    page.get_by_role("button", name="publicatie").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Naam", exact=True).fill("Stichting Voorbeeld Water")
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("Uw functie").fill("Voorzitter")
    page.get_by_label("Waarom u").fill("Ik ben de oprichter.")
    page.get_by_role("button", name="publicatie").click()
    expect(page.get_by_text("Het publiek ziet deze pagina nog niet")).to_be_visible()
    found += look(page)

    page.goto(f"{portal}/mijn/gegevens/")
    found += look(page)
    page.get_by_label("naam").fill("Jo de Vries")
    page.get_by_role("button", name="Bewaren").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "mijn-gegevens.zip"
    page.get_by_role("link", name="account verwijderen").click()
    expect(page.get_by_role("link", name="Stichting Voorbeeld Water")).to_be_visible()
    found += look(page)
    Organisation.objects.get(name="Stichting Voorbeeld Water").delete()
    page.reload()
    found += look(page)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_text("Uw account is verwijderd")).to_be_visible()
    assert found == []


def test_staff_invite_owners(portal, browser, width, open_back_office):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    found = []
    page.goto(portal + reverse("admin:organisations_organisation_change", args=[Organisation.objects.first().pk]))
    page.get_by_role("link", name="Een eigenaar uitnodigen").click()
    found += found_by_axe(page, width)
    page.get_by_role("button", name="Uitnodigen").click()
    found += found_by_axe(page, width)
    page.get_by_label("per brief").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Uitnodigen").click()
    assert download.value.suggested_filename == "uitnodigingen.pdf"
    for name in ("invitation", "membership", "claim"):
        page.goto(portal + reverse(f"admin:organisations_{name}_changelist"))
        found += found_by_axe(page, width)
    page.goto(portal + reverse("admin:organisations_organisation_changelist") + "?aboard=invited")
    found += found_by_axe(page, width)
    context.close()
    assert found == []
