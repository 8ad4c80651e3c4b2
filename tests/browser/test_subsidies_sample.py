"""Sample control: an officer draws, the applicant sends proof, the officer finds a fault; the public can repeat the draw."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from subsidies.actions import deciding

from ..factories import MembershipFactory, OrganisationFactory
from ..organisations.test_paper_files import PDF
from ..subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    SampleFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)
from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def cases(transactional_db, live_server):
    """Three grants that were settled at once, and a sample that was prepared yesterday."""
    rules = publish(SchemeVersionFactory(path_a_up_to=5_000_00))
    SampleFactory(ceiling=rules.ceiling)
    yesterday, by, cases = timezone.localdate() - timedelta(days=1), DeciderFactory(), []
    for name in ("Stichting Voorbeeld Schoon Water", "Koor De Fictieve IJssel", "Vereniging Voorbeeld"):
        case = ready(submitted(organisation=OrganisationFactory(name=name), requested=900_00))
        deciding.announce(decision=take_decision(application=case, by=by, activity_until=yesterday), by=by)
        cases.append(case)
    return cases


def test_from_the_draw_to_a_fault(cases, live_server, browser, width):
    found, address, ceiling = [], live_server.url, cases[0].ceiling
    officer = signed_in(browser, address, OfficerFactory(name="S. Voorbeeld"), width)
    officer.goto(address + reverse("admin:subsidies_ceiling_change", args=[ceiling.pk]))
    officer.get_by_role("link", name="Steekproefcontrole").click()
    look(officer, width, found, "sample-prepared")
    officer.get_by_label("Hoeveel").fill("9")
    officer.get_by_role("button", name="Trek en vraag om bewijs").click()
    expect(officer.get_by_role("alert")).to_contain_text("van 1 tot en met 3")
    look(officer, width, found, "sample-wrong")
    officer.get_by_label("Hoeveel").fill("2")
    officer.get_by_role("button", name="Trek en vraag om bewijs").click()
    expect(officer.get_by_text("Getrokken en om bewijs gevraagd: 2.")).to_be_visible()
    look(officer, width, found, "sample-drawn")

    check = ceiling.samples.get().checks.select_related("application__organisation").first()
    user = MembershipFactory(organisation=check.application.organisation).user
    member = signed_in(browser, address, user, width)
    member.goto(f"{address}/mijn/aanvragen/{check.application.reference}/")
    look(member, width, found, "sample-case")
    member.get_by_role("link", name="Stuur bewijs").click()
    member.get_by_role("button", name="Verstuur het bewijs").click()
    expect(member.get_by_role("alert")).to_contain_text("uw antwoord is leeg")
    look(member, width, found, "sample-empty")
    member.get_by_label("Bestand", exact=True).set_input_files(
        {"name": "programma.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    member.get_by_role("button", name="Toevoegen").click()
    member.get_by_label("Wat u hebt gedaan").fill("Het concert ging door, met 40 mensen.")
    look(member, width, found, "sample-answer")
    member.get_by_role("button", name="Verstuur het bewijs").click()
    expect(member.get_by_role("heading", name="Bewijs ontvangen")).to_be_visible()
    look(member, width, found, "sample-answered")
    member.goto(f"{address}/subsidies/{ceiling.scheme.slug}/steekproef/{ceiling.year}/")
    look(member, width, found, "sample-public")
    member.context.close()

    officer.get_by_role("link", name=check.application.reference).click()
    look(officer, width, found, "sample-came")
    officer.get_by_role("link", name="Sluit de steekproefcontrole").click()
    officer.get_by_label("een fout").check()
    officer.get_by_role("button", name="Sluit en mail").click()
    expect(officer.get_by_role("alert")).to_be_visible()
    look(officer, width, found, "sample-close")
    officer.get_by_label("Notitie").fill("De bonnen zijn van een ander jaar.")
    officer.get_by_role("button", name="Sluit en mail").click()
    expect(officer.get_by_role("link", name="Zet de wijziging op")).to_be_visible()
    look(officer, width, found, "sample-closed")
    officer.get_by_role("link", name="Zet de wijziging op").click()
    expect(officer.get_by_role("button", name="Het ontwerp bewaren")).to_be_visible()
    officer.context.close()
    assert found == []
