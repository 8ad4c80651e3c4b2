"""Members of an organisation write an application and send it in, with and without JavaScript."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation
from subsidies.models import Application

from ..subsidy_factories import PurposeFactory, SchemeVersionFactory, answered, publish
from .test_membership import look  # noqa: F401
from .test_profile import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]

SLUG = "internationale-samenwerking"


@pytest.fixture
def rules(portal):
    version = SchemeVersionFactory()
    PurposeFactory(version=version)
    PurposeFactory(version=version, position=2, label_nl="Activiteit met de stedenband")
    return publish(version)


@pytest.fixture
def organisation(portal):
    return Organisation.objects.get(slug="saxion")


def following(page):
    page.get_by_role("button", name="Volgende stap").click()


def fill_in(page, look, found):  # noqa: F811
    """Fill in the first three steps."""
    found += look(page)
    page.get_by_label("Rekeningnummer (IBAN)").fill("NL91 ABNA 0417 1643 01")
    page.get_by_label("Op naam van").fill("Saxion")
    following(page)
    expect(page.get_by_role("alert")).to_contain_text("IBAN")
    found += look(page)
    page.get_by_label("Rekeningnummer (IBAN)").fill("nl91 abna 0417 1643 00")
    following(page)
    page.get_by_label("Hoe heet uw activiteit?").fill("Water bij vijf scholen")
    page.get_by_label("Humanitair project").check()
    page.get_by_label("Wat gaat u doen").fill("Vijf scholen krijgen een pomp.")
    year = timezone.localdate().year
    page.get_by_label("Eerste dag").fill(f"{year}-12-01")
    page.get_by_label("Laatste dag").fill(f"{year}-12-31")
    found += look(page)
    following(page)
    page.get_by_label("Land 1").fill("Kenia")
    page.get_by_label("Schoon water").check()
    found += look(page)
    following(page)


def type_budget(page):
    page.get_by_label("Regel 1: post").fill("Pompen")
    page.get_by_label("Regel 1: bedrag").first.fill("2.450,50")
    page.locator("#id_cover_0_amount").fill("1.000")
    page.locator("#id_cover_2_amount").fill("€ 1200")


def send(page, portal, draft):
    page.goto(f"{portal}/mijn/aanvragen/concept/{draft.pk}/controleren/")
    page.get_by_label("naar waarheid").check()
    page.get_by_label("namens deze organisatie").check()
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    page.wait_for_url("**/mijn/aanvragen/IS-*/")


def test_member_applies_without_javascript(portal, browser, width, look, organisation, rules):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    found = []
    sign_in(page, portal, member(organisation, "Eigenaar"), f"/subsidies/{SLUG}/aanvragen/")
    found += look(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    fill_in(page, look, found)

    type_budget(page)
    page.locator("button[name=add][value=cover]").click()
    expect(page.locator("#id_cover_3_label")).to_be_visible()
    following(page)
    expect(page.get_by_role("alert")).to_contain_text("250,50 te weinig dekking")
    found += look(page)
    page.get_by_label("Regel 4: welke").fill("Fonds Voorbeeld")
    page.locator("#id_cover_3_amount").fill("250,50")
    following(page)

    draft = Application.objects.get()
    page.goto(f"{portal}/mijn/aanvragen/concept/{draft.pk}/controleren/")
    expect(page.get_by_text("NL91 ABNA 0417 1643 00")).to_be_visible()
    found += look(page)
    send(page, portal, draft)
    assert found == []
    context.close()


def test_what_is_typed_is_kept_and_reckoned_while_typing(portal, page, browser, organisation, rules):
    sign_in(page, portal, member(organisation, "Eigenaar"), f"/subsidies/{SLUG}/aanvragen/")
    draft = answered(rules=rules, organisation=organisation, begroting={})
    address = f"{portal}/mijn/aanvragen/concept/{draft.pk}/begroting/"
    page.goto(address)
    type_budget(page)
    expect(page.locator("[data-difference]")).to_contain_text("250,50")
    page.locator("button[name=add][value=cover]").click()
    page.keyboard.press("Tab")
    page.keyboard.type("Fonds Voorbeeld")
    page.keyboard.press("Tab")
    page.keyboard.type("250,50")
    expect(page.get_by_text("Kosten en dekking zijn gelijk")).to_be_visible()
    expect(page.locator("[data-brings]")).to_contain_text("1,04")
    expect(page.get_by_role("status").last).to_contain_text("Bewaard om")

    # A colleague on another device sees it, and changes the same.
    other = browser.new_context().new_page()
    sign_in(other, portal, member(organisation, "Collega"), "/mijn/")
    other.goto(address)
    expect(other.get_by_text("Eigenaar was hier om")).to_be_visible()
    expect(other.get_by_label("Regel 4: welke")).to_have_value("Fonds Voorbeeld")
    other.locator("#id_costs_0_amount").fill("3.000")
    other.get_by_role("button", name="Bewaar en ga later verder").click()
    expect(other.get_by_text("U kunt later verdergaan")).to_be_visible()
    other.context.close()
    page.locator("#id_costs_0_amount").fill("2.451")
    expect(page.get_by_role("status").last).to_contain_text("Een collega wijzigde")
    following(page)
    expect(page.get_by_role("alert").first).to_contain_text("3.000")
    page.get_by_label("Neem dit in plaats van wat ik typte").check()
    page.locator("#id_cover_0_amount").fill("1.549,50")
    following(page)
    draft.refresh_from_db()
    assert draft.answers.get(step="begroting").data["costs"][:2] == ["Pompen", "3.000"]
    send(page, portal, draft)
    page.errors = [error for error in page.errors if "409" not in error and "404" not in error]
    assert page.errors == []
