import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from organisations.models import Draft, Organisation, Role

from ..factories import MembershipFactory
from .test_backoffice import found_by_axe
from .test_membership import look  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]

PASSWORD = "een-lang-genoeg-wachtwoord"


@pytest.fixture
def organisation(portal):
    return Organisation.objects.get(slug="saxion")


def member(organisation, name, role=Role.OWNER):
    user = MembershipFactory(organisation=organisation, role=role, user__name=name).user
    user.email = f"{name.lower()}@voorbeeld.example"
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(page, portal, user, target):
    page.goto(f"{portal}/account/login/?next={target}")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(f"{portal}{target}")


def save(page):
    page.get_by_role("button", name="Opslaan en publiceren").click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")


def open_section(page, name):
    """Open a section from the overview; of several, the form of a new one."""
    page.locator("main li").get_by_role("link", name=name).click()
    if page.get_by_role("link", name="Toevoegen").is_visible():
        page.get_by_role("link", name="Toevoegen").click()


def test_member_fills_every_section_without_javascript(portal, browser, width, look, organisation):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    found = []
    sign_in(page, portal, member(organisation, "Eigenaar"), "/mijn/organisaties/saxion/")
    found += look(page)

    open_section(page, "Samenvatting en verhaal")
    page.get_by_label("Samenvatting in het Nederlands").fill("Wij wisselen studenten uit.")
    page.get_by_label("Uw verhaal in het Nederlands").fill("Een **verhaal**.")
    save(page)

    open_section(page, "Sector, thema")
    page.get_by_label("Onderwijs").first.check()
    page.get_by_label("Roemeens").check()
    found += look(page)
    save(page)

    open_section(page, "Waar en wat")
    page.get_by_label("Land", exact=True).select_option(label="Kenia")
    page.get_by_label("Stad of regio").fill("Nairobi")
    page.get_by_label("Wat daar wordt gedaan in het Nederlands").fill("Stages")
    found += look(page)
    save(page)
    page.get_by_role("link", name="Saxion").first.click()

    open_section(page, "Global Goals")
    page.get_by_label("Doel").first.select_option(label="4. Kwaliteitsonderwijs")
    page.get_by_label("Rang").select_option(index=1)
    page.get_by_label("Waarom dit doel in het Nederlands").fill("Leren over grenzen heen.")
    page.get_by_label("Subdoelen").fill("9.9")
    page.get_by_role("button", name="Opslaan en publiceren").click()
    expect(page.get_by_role("alert")).to_contain_text("Doel 4 heeft geen subdoel 9.9")
    found += look(page)
    page.get_by_label("Subdoelen").fill("4.7")
    save(page)
    page.get_by_role("link", name="Saxion").first.click()

    open_section(page, "Projecten en activiteiten")
    page.get_by_label("Titel in het Nederlands").fill("Uitwisseling")
    page.get_by_label("Soort").select_option(index=1)
    page.get_by_label("Aantal mensen").fill("25")
    found += look(page)
    save(page)
    page.get_by_role("link", name="Saxion").first.click()

    open_section(page, "Aanbod en vraag")
    page.get_by_label("biedt").check()
    page.get_by_label("Soort").select_option(index=1)
    page.get_by_label("In één zin in het Nederlands").fill("Gastcolleges")
    save(page)
    page.get_by_role("link", name="Verwijderen").first.click()
    found += look(page)
    page.go_back()
    page.get_by_role("link", name="Saxion").first.click()

    open_section(page, "Naam, KvK-nummer en website")
    page.get_by_label("Naam", exact=True).fill("Saxion Deventer")
    page.get_by_role("button", name="Stuur naar het International Office").click()
    expect(page.get_by_text("Het International Office kijkt hiernaar")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.get_by_text("Wij wisselen studenten uit.").first).to_be_visible()
    found += look(page)

    page.goto(f"{portal}/organisaties/saxion/")
    for text in (
        "Wij wisselen studenten uit.",
        "Stages",
        "Sibiu",
        "Leren over grenzen heen.",
        "Uitwisseling",
        "Gastcolleges",
    ):
        expect(page.get_by_text(text).first).to_be_visible()
    found += look(page)
    context.close()
    assert found == []


def test_what_is_typed_survives_a_reload(portal, page, organisation, width):
    page.set_default_timeout(10_000)
    sign_in(page, portal, member(organisation, "Eigenaar"), "/mijn/organisaties/saxion/bewerken/verhaal/")
    page.get_by_label("Uw verhaal in het Nederlands").fill("Halverwege een **zin**")
    expect(page.locator(".preview strong")).to_have_text("zin")
    expect(page.locator("[data-kept]")).to_contain_text("Bewaard om")
    page.get_by_label("Samenvatting in het Nederlands").fill("Nog net getypt")
    # Gone before the moment has passed.
    page.reload()
    expect(page.get_by_label("Uw verhaal in het Nederlands")).to_have_value("Halverwege een **zin**")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Samenvatting in het Nederlands")).to_have_value("Nog net getypt")
    organisation.refresh_from_db()
    assert organisation.summary_nl == ""
    page.get_by_role("button", name="Gooi het weg").click()
    expect(page.get_by_label("Samenvatting in het Nederlands")).to_have_value("")
    page.wait_for_timeout(300)
    assert not Draft.objects.exists()
    assert page.errors == []


def test_two_editors_at_once_lose_nothing(portal, browser, organisation, width):
    pages, found = [], []
    url = "/mijn/organisaties/saxion/bewerken/verhaal/"
    for name, role in (("Eigenaar", Role.OWNER), ("Redacteur", Role.EDITOR)):
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        sign_in(page, portal, member(organisation, name, role), url)
        pages.append(page)
    first, second = pages
    first.get_by_label("Samenvatting in het Nederlands").fill("Van de eigenaar")
    second.get_by_label("Samenvatting in het Nederlands").fill("Van de redacteur")
    save(first)
    second.get_by_role("button", name="Opslaan en publiceren").click()
    expect(second.get_by_role("alert")).to_contain_text("Iemand anders wijzigde intussen hetzelfde")
    expect(second.get_by_role("alert")).to_contain_text("Van de eigenaar")
    expect(second.get_by_label("Samenvatting in het Nederlands")).to_have_value("Van de redacteur")
    found += found_by_axe(second, width)
    second.get_by_label("Samenvatting in het Nederlands").fill("Van ons beiden")
    save(second)
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Van ons beiden"
    assert found == []
    for page in pages:
        page.context.close()
