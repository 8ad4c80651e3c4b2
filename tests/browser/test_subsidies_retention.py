"""What goes when, in the back-office: a case is held on its page, stays in the list of what is due, and goes after the hold."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from subsidies.models import Application

from ..factories import OrganisationFactory
from ..subsidies.retention_scene import aged, refused, settled
from ..subsidy_factories import ApplicationFactory, DeciderFactory, publish
from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser

TODAY = "/beheer/subsidies/retentionrun/today/"


@pytest.fixture
def cases(transactional_db, live_server):
    """What is due today: three refused cases, a settled one, the contact of another, a draft."""
    publish()
    found = [
        aged(refused(organisation=OrganisationFactory(name=f"Stichting Voorbeeld {name}")), "refused")
        for name in ("Schoon Water", "Muziek over de Grens van het Land", "Vrienden van Sibiu")
    ]
    aged(settled(), "granted"), aged(settled(), "contacts"), aged(ApplicationFactory(), "drafts")
    return found


def test_a_case_is_held_and_goes_after_the_hold(cases, live_server, browser, width):
    found, address, case = [], live_server.url, cases[0]
    page = signed_in(browser, address, DeciderFactory(name="K. Voorbeeld"), width)
    page.goto(f"{address}/beheer/subsidies/application/{case.pk}/change/")
    page.get_by_role("link", name="De zaak langer bewaren").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("link", name="Notitie")).to_be_visible()
    look(page, width, found, "hold-refused")
    page.get_by_role("link", name="Waarom: Dit veld is verplicht.").click()
    expect(page.get_by_role("radio", name="bezwaar of beroep")).to_be_focused()
    page.get_by_role("radio", name="bezwaar of beroep").check()
    page.get_by_label("Notitie").fill("Bezwaarschrift 2026-31 van 2 november.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name="Wordt langer bewaard")).to_be_visible()
    look(page, width, found, "case-held")
    page.goto(address + TODAY)
    held = page.get_by_role("table", name="Vastgehouden: geweigerd")
    expect(held.get_by_role("link", name=case.reference)).to_be_visible()
    expect(held.get_by_text("in bezwaar of beroep")).to_be_visible()
    look(page, width, found, "today")
    call_command("retention", "--remove")
    assert list(Application.objects.filter(pk__in=[each.pk for each in cases])) == [case]
    held.get_by_role("link", name=case.reference).click()
    page.get_by_role("link", name="De zaak niet meer langer bewaren").click()
    look(page, width, found, "end-hold")
    page.get_by_role("button", name="Beëindigen").click()
    call_command("retention", "--remove")
    page.goto(address + "/beheer/subsidies/retentionrun/")
    look(page, width, found, "runs")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_text(case.reference)).to_be_visible()
    look(page, width, found, "went")
    page.goto(address + "/beheer/subsidies/retentionterm/")
    look(page, width, found, "terms")
    page.get_by_role("link", name="geweigerd, buiten behandeling gelaten of ingetrokken").click()
    page.get_by_label("bewaard, in maanden").fill("6")
    page.locator("[name=_save]").click()
    expect(page.get_by_text("Geef ten minste 12 en ten hoogste 600 maanden op.")).to_be_visible()
    look(page, width, found, "term")
    assert found == []
