"""The Trade Office makes the programme and adds papers, beside a colleague who does so too; both widths, with and without script."""

import pytest

from events.models import MissionItem, Stage

from ..event_factories import MissionCompanyFactory, MissionFactory
from ..organisations.test_paper_files import PDF
from .test_mission_desk import enter, look, page  # noqa: F401

pytestmark = pytest.mark.browser
DESK = "/handelsmissies/naar-riga/trade-office/programma/"


@pytest.fixture
def mission(portal, folder):
    mission = MissionFactory(
        slug="naar-riga",
        title_nl="Handelsreis naar Riga voor de maakindustrie",
        stage=Stage.PREPARING,
        zone="Europe/Riga",
    )
    MissionCompanyFactory(mission=mission, organisation__name="Waterpompenfabriek Overijssel-Gelderland BV")
    return mission


def fill(page, mission, **values):  # noqa: F811
    for name, value in {"starts_on": mission.starts_on.isoformat(), **values}.items():
        page.fill(f"[name={name}]", value)


def test_a_programme_with_papers_is_made_changed_and_cleared(portal, page, client, mission):  # noqa: F811
    found = []
    enter(page, portal, client)
    page.goto(portal + DESK)
    look(page, found)
    page.click("text=Aan het programma toevoegen")
    page.select_option("[name=kind]", "visit")
    fill(page, mission, title_nl="Bezoek aan de haven", starts_time="14:00", ends_time="13:00")
    page.click("button:has-text('Bewaren')")
    assert "Het eindigt voordat het begint" in page.inner_text(".error-summary")
    assert page.input_value("[name=title_nl]") == "Bezoek aan de haven"
    look(page, found)
    page.fill("[name=ends_time]", "15:30")
    page.click("button:has-text('Bewaren')")
    assert "14:00–15:30" in page.inner_text(".programme")
    look(page, found)

    # A colleague changes the same while the form is open.
    page.click(".programme >> text=Wijzig")
    MissionItem.objects.update(venue="Pier 2")
    page.fill("[name=venue]", "Pier 3")
    page.click("button:has-text('Bewaren')")
    assert "Pier 2" in page.inner_text(".error-summary") and page.input_value("[name=venue]") == "Pier 3"
    look(page, found)
    page.check("[name=theirs-venue]")
    page.click("button:has-text('Bewaren')")
    assert "Pier 2" in page.inner_text(".programme")

    page.click("text=Document toevoegen")
    page.fill("[name=title]", "Vluchtgegevens")
    page.set_input_files("[name=file]", {"name": "vlucht.docx", "mimeType": "application/pdf", "buffer": PDF})
    page.click("button:has-text('Bewaren')")
    assert page.input_value("[name=title]") == "Vluchtgegevens" and page.locator(".error-summary").is_visible()
    look(page, found)
    page.set_input_files("[name=file]", {"name": "vlucht.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click("button:has-text('Bewaren')")
    assert "Vluchtgegevens" in page.inner_text(".docs")
    page.click("text=Wat deelnemers zien")
    assert "Vluchtgegevens" in page.inner_text("main") and "Bezoek aan de haven" in page.inner_text("main")
    look(page, found)

    page.goto(portal + DESK)
    page.click(".programme >> text=Verwijder")
    look(page, found)
    page.click("text=Ja, verwijderen")
    page.click(".docs >> text=Verwijder")
    page.click("text=Ja, verwijderen")
    assert page.locator(".programme").count() == page.locator(".docs").count() == 0
    look(page, found)
    assert found == []
