# ruff: noqa: F811  (fixtures of the other journeys)
"""An editor enters and corrects a figure, and imports decisions of earlier years: a file with mistakes, then a good one."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from deventer_intl.policy.importing.kinds import headers_of
from globalgoals.models import Measurement
from subsidies.models import PastDecision

from ..conftest import sign_in
from ..factories import OrganisationFactory
from ..policy_factories import IndicatorFactory
from ..subsidy_factories import EditorFactory, SchemeFactory
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Coöperatieve Vereniging Circulaire Grondstoffenverwerkingsbedrijven Deventer-Bergweide"
GOOD = f"2023;IS;43.000;{LONG};Een waterput voor een school;{{}};EUR;01-03-2023;;;Doos 12, map 3"
WRONG = "2023;IS;43.000;Stichting Onbekend;Een school;1,250;USD;01-03-2022;;;"


@pytest.fixture
def office(live_server, page):
    """The back-office with an indicator and an organisation, entered as an editor."""
    client = Client()
    sign_in(client, EditorFactory())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    SchemeFactory()
    OrganisationFactory(name=LONG)
    indicator = IndicatorFactory(
        slug="exporterende-bedrijven",
        name_nl="Bedrijven die exporteren",
        meaning_nl="Bedrijven met minstens een export in het jaar, in de hele gemeente, zoals het CBS ze telt.",
        source="CBS StatLine",
    )
    return live_server.url, indicator


def enter_and_correct(page, look, office):
    url, indicator = office
    page.goto(url + reverse("admin:globalgoals_indicator_figures", args=[indicator.pk]))
    found = look(page)
    page.get_by_role("link", name="2023 invoeren").click()
    found += look(page)
    page.get_by_label("Waarde").fill("twaalf")
    page.get_by_label("Gemeten op").fill("2024-01-15")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Vul alleen een getal in")).to_be_visible()
    found += look(page)
    page.get_by_label("Waarde").fill("1.250")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Opgeslagen: 2023, 1.250.")).to_be_visible()
    page.get_by_role("link", name="2023 corrigeren").click()
    page.get_by_label("Waarde").fill("1.275")
    page.get_by_label("Gemeten op").fill("2024-06-15")
    page.get_by_label("Waarom het wordt gecorrigeerd").fill("Het CBS stelde het cijfer bij")
    found += look(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Gecorrigeerd: Het CBS stelde het cijfer bij")).to_be_visible()
    assert [int(each.value) for each in Measurement.objects.all()] == [1250, 1275]
    return found + look(page)


def choose(page, *lines):
    content = "\r\n".join([";".join(headers_of("decisions")), *lines]).encode()
    page.get_by_label("Bron").fill("Jaarrekening 2023, gemeente Deventer")
    page.set_input_files("#id_file", {"name": "besluiten-2023.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Het bestand controleren").click()


def import_decisions(page, look, office):
    url, _indicator = office
    page.goto(url + reverse("admin:globalgoals_pastimport_changelist"))
    found = look(page)
    page.get_by_role("link", name="Besluiten van eerdere jaren inlezen").click()
    found += look(page)
    choose(page, GOOD.format("1.250,50"), WRONG)
    expect(page.get_by_text("Er staan 5 fouten in besluiten-2023.csv.")).to_be_visible()
    expect(page.get_by_label("Bron")).to_have_value("Jaarrekening 2023, gemeente Deventer")
    found += look(page)
    assert not PastDecision.objects.exists()
    choose(page, GOOD.format("1.250,50"), GOOD.format("99,75"))
    expect(page.get_by_text("2 rijen")).to_be_visible()
    found += look(page)
    page.get_by_role("button", name="Lees dit alles in").click()
    expect(page.get_by_text("Ingelezen: 2 rijen.")).to_be_visible()
    found += look(page)
    assert sorted(PastDecision.objects.values_list("amount", flat=True)) == [9_975, 125_050]
    page.get_by_role("link", name="De records").click()
    found += look(page)
    page.goto(f"{url}/subsidies/register/voor-het-portaal/")
    expect(page.get_by_text("Ingelezen, bron: Doos 12, map 3").first).to_be_visible()
    return found + look(page)


def test_editor_enters_corrects_and_imports(page, look, office):
    found = enter_and_correct(page, look, office)
    found += import_decisions(page, look, office)
    url, indicator = office
    for address in (
        reverse("admin:globalgoals_indicator_change", args=[indicator.pk]),
        reverse("admin:globalgoals_policyplan_change", args=[indicator.ambition.chapter.plan_id]),
        reverse("admin:globalgoals_policychapter_change", args=[indicator.ambition.chapter_id]),
        reverse("admin:globalgoals_ambition_change", args=[indicator.ambition_id]),
    ):
        page.goto(url + address)
        found += look(page)
    assert found == []
