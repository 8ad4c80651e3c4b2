"""A member supplies a budget and a document that were asked, with the table of the form, and gives another account."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation
from subsidies.actions import application as actions
from subsidies.actions import handling
from subsidies.models import IbanChange

from ..organisations.test_paper_files import PDF
from ..subsidy_factories import DECLARED, EvidenceFactory, OfficerFactory, SchemeVersionFactory, answered, publish
from .test_membership import look  # noqa: F401
from .test_profile import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def case(portal):
    """A case in which the budget and a plan are asked."""
    rules = SchemeVersionFactory()
    evidence = EvidenceFactory(version=rules, label_nl="Projectplan", is_required=False)
    publish(rules)
    organisation = Organisation.objects.get(slug="saxion")
    user = member(organisation, "Eigenaar")
    draft = answered(rules=rules, organisation=organisation, by=user)
    case = actions.submit(application=draft, by=user, declared=DECLARED)
    handling.ask_supplement(
        application=case,
        text="Splits de reiskosten uit.",
        steps=["begroting"],
        evidence=[evidence],
        by=OfficerFactory(),
    )
    return case, user


@pytest.mark.parametrize("with_javascript", [False, True])
def test_member_supplies_a_budget_and_a_document(portal, browser, width, look, case, with_javascript):  # noqa: F811
    application, user = case
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=with_javascript)
    page = context.new_page()
    page.set_default_timeout(15_000)
    found, wrong = [], []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    sign_in(page, portal, user, f"/mijn/aanvragen/{application.reference}/aanvulling/")
    page.get_by_role("link", name="Begroting").click()
    expect(page.get_by_label("Regel 1: post")).to_have_value("Pompen")
    found += look(page)
    page.locator("#id_costs_1_amount").fill("500")
    if with_javascript:
        expect(page.locator("[data-difference]")).to_contain_text("100,50")
    page.get_by_role("button", name="Bewaren").last.click()
    expect(page.get_by_role("alert")).to_contain_text("100,50 te veel dekking")
    found += look(page)
    page.locator("button[name=add][value=costs]").click()
    page.locator("#id_costs_3_label").fill("Visum")
    page.locator("#id_costs_3_amount").fill("100,50")
    page.get_by_role("button", name="Bewaren").last.click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard")
    page.get_by_label("Bestand").first.set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Toevoegen").click()
    found += look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Verstuur de aanvulling").click()
    expect(page.get_by_role("heading", name="U hoeft nu niets te doen")).to_be_visible()
    assert [line.label for line in application.budget_lines.filter(kind="cost")] == ["Pompen", "Reis", "Visum"]

    page.get_by_role("link", name="Andere bankrekening doorgeven").click()
    found += look(page, page.url)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("IBAN").fill("NL44 RABO 0123 4567 89")
    page.get_by_label("Op naam van").fill("Saxion")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("wacht op controle")).to_be_visible()
    found += look(page, page.url)
    assert IbanChange.objects.get().proposed_at <= timezone.now()
    assert (found, wrong) == ([], [])
    context.close()
