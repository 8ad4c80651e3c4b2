"""The back-office of the subsidies: a case from receipt to decision, with axe on each page; nothing of it needs JavaScript."""

import os
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from subsidies.models import BudgetLine
from subsidies.states import State

from ..conftest import sign_in
from ..factories import OrganisationFactory
from ..subsidy_factories import (
    AttachmentFactory,
    BudgetLineFactory,
    DeciderFactory,
    EvidenceFactory,
    MessageFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)
from .test_backoffice import found_by_axe

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def world(transactional_db, live_server):
    """An application with what belongs to it, under published rules; the rules of another version in draft."""
    version = SchemeVersionFactory(
        conditions_nl="U bent gevestigd in Deventer.", rules_nl="Artikel 1.", extension_weeks=4
    )
    PurposeFactory(version=version)
    evidence = EvidenceFactory(version=version)
    publish(version)
    organisation = OrganisationFactory(name="Stichting Voorbeeld Schoon Water", slug="voorbeeld-water")
    application = submitted(organisation=organisation, requested=1_200_00)
    for position, (kind, label, amount) in enumerate(
        [("cost", "Pompen en vervoer", 2_000_00), ("own", "Eigen geld", 800_00), ("request", "Gevraagd", 1_200_00)]
    ):
        BudgetLineFactory(
            application=application, position=position, kind=BudgetLine.Kind(kind), label=label, amount=amount
        )
    AttachmentFactory(application=application, evidence=evidence)
    MessageFactory(application=application)
    for _n in range(3):
        submitted(organisation=OrganisationFactory(), requested=900_00)
    return application


def signed_in(browser, address, user, width, **options):
    """Return a page on which a civil servant is signed in."""
    client = Client()
    sign_in(client, user)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, **options)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def look(page, width, found, name):
    found += found_by_axe(page, width)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


def test_a_case_is_handled_from_receipt_to_decision(world, live_server, browser, width):
    found, address = [], live_server.url
    officer, decider = OfficerFactory(name="S. Voorbeeld"), DeciderFactory(name="K. Voorbeeld")
    page = signed_in(browser, address, officer, width)
    page.goto(address + "/beheer/")
    look(page, width, found, "start")
    page.get_by_role("link", name="Aanvragen om op volledigheid te controleren").click()
    expect(page.get_by_role("link", name=world.reference).first).to_be_visible()
    look(page, width, found, "list")
    page.get_by_role("link", name=world.reference).first.click()
    expect(page.get_by_role("heading", name="Wat u kunt doen")).to_be_visible()
    look(page, width, found, "case")

    page.get_by_role("link", name="Om een aanvulling vragen").click()
    page.get_by_role("button", name="Vragen en mailen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, width, found, "supplement-wrong")
    page.get_by_label("Projectplan").check()
    page.get_by_label("Wat ontbreekt").fill("De offerte ontbreekt.")
    page.get_by_role("button", name="Vragen en mailen").click()
    expect(page.get_by_text("Gedaan: Om een aanvulling vragen.")).to_be_visible()
    look(page, width, found, "case-stopped")
    for link, button in [
        ("De aanvraag compleet verklaren", "De aanvraag is compleet"),
        ("Aan de beslisser geven", "Overdragen"),
    ]:
        page.get_by_role("link", name=link).click()
        page.get_by_role("button", name=button).click()
    page.context.close()

    page = signed_in(browser, address, decider, width)
    page.goto(address + reverse("admin:subsidies_application_change", args=[world.pk]))
    page.get_by_role("link", name="Het besluit opstellen").click()
    look(page, width, found, "compose")
    page.get_by_role("button", name="Het ontwerp bewaren").click()
    expect(page.get_by_role("heading", name="Er ontbreken nog")).to_be_visible()
    look(page, width, found, "compose-unfinished")
    page.get_by_label("Een deel verlenen").check()
    page.get_by_label("Bedrag", exact=True).fill("1.000")
    # Reckoned while one types.
    expect(page.locator(".reckoning .sum")).to_contain_text("1.000")
    page.get_by_label("Waarom niet alles").select_option("scheme")
    page.get_by_label("Motivering").fill("Past ten dele.")
    page.get_by_label("Functie en mandaat").fill("teammanager, mandaatbesluit 2026")
    page.get_by_label("Titel in het openbare register").fill("Water bij scholen")
    page.get_by_label("Samenvatting in het openbare register").fill("Vijf scholen krijgen een pomp.")
    page.get_by_label("Deze teksten mogen gepubliceerd worden").check()
    page.get_by_role("button", name="Het ontwerp bewaren").click()
    expect(page.get_by_text("Er ontbreekt niets").first).to_be_visible()
    look(page, width, found, "compose-whole")
    page.get_by_role("link", name="Naar het besluit").click()
    look(page, width, found, "decide")
    page.get_by_role("button", name="Besluiten").click()
    page.get_by_role("link", name="Het besluit bekendmaken").click()
    look(page, width, found, "announce")
    page.get_by_role("button", name="Bekendmaken en mailen").click()
    expect(page.get_by_role("heading", name="Besluit bekendgemaakt")).to_be_visible()
    look(page, width, found, "case-decided")
    page.context.close()
    world.refresh_from_db()
    assert (world.state, world.decisions.get().amount) == (State.GRANTED, 1_000_00)
    assert found == []


def test_rules_ceiling_and_paper_without_javascript(world, live_server, browser, width):
    found, address = [], live_server.url
    plain = signed_in(browser, address, OfficerFactory(), width, java_script_enabled=False)
    plain.goto(address + reverse("admin:subsidies_application_add"))
    plain.get_by_label("Regeling en jaar").select_option(label=str(world.ceiling))
    plain.get_by_role("button", name="Volgende").click()
    plain.get_by_label("Ontvangen op").fill(date.today().isoformat())
    plain.get_by_label("Organisatie").select_option(label="Stichting Voorbeeld Schoon Water")
    plain.get_by_label("Titel").fill("Een koor uit Sibiu")
    plain.get_by_label("Gevraagd").fill("1.250,50")
    plain.get_by_role("button", name="De aanvraag invoeren").click()
    expect(plain.get_by_text("Ingevoerd als")).to_be_visible()
    plain.context.close()

    page = signed_in(browser, address, OfficerFactory(), width)
    names = {
        "paper": reverse("admin:subsidies_application_add") + f"?ceiling={world.ceiling_id}",
        "ceilings": reverse("admin:subsidies_ceiling_changelist"),
        "ceiling": reverse("admin:subsidies_ceiling_change", args=[world.ceiling_id]),
        "amount": reverse("admin:subsidies_ceiling_amount", args=[world.ceiling_id]),
        "ledger": reverse("admin:subsidies_ledgerentry_changelist"),
        "rules": reverse("admin:subsidies_schemeversion_change", args=[world.version_id]),
        "new-rules": reverse("admin:subsidies_schemeversion_add") + f"?ceiling={world.ceiling_id}",
        "carry-over": reverse("admin:subsidies_scheme_carry_over") + f"?year={world.ceiling.year}",
    }
    for name, path in names.items():
        assert page.goto(address + path).status == 200, name
        look(page, width, found, name)
    page.context.close()
    assert found == []
