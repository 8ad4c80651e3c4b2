"""Members of an organisation write an application together, and it is kept while they type."""

import pytest
from playwright.sync_api import expect

from organisations.models import Organisation

from ..subsidy_factories import PurposeFactory, SchemeVersionFactory, answered, publish
from .test_profile import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


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


def test_what_is_typed_is_kept_and_reckoned_while_typing(portal, page, browser, organisation, rules):
    sign_in(page, portal, member(organisation, "Eigenaar"), "/mijn/")
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
