"""The report: an editor keeps the figures of imported years and writes a text; a reader reads it and compares two years."""

import importlib.util
import re
import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from deventer_intl.policy.loading import load_plan
from deventer_intl.policy.tables import Row
from globalgoals.models import Indicator, Measurement, PastImport, PolicyPlan
from tests.factories import UserFactory
from tests.policy_factories import MeasurementFactory, PastImportFactory

from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser

PLAN = Path(__file__).resolve().parents[2] / "globalgoals" / "data" / "policy.json"
SOURCE = "Jaarrekening (fictief), bladzijde 81"


def rows_of_year(plan, year):
    """What a year of before the portal may hold; of 2023 nothing."""
    if year == 2023:
        return {}
    amount, school = str(Decimal(year) + Decimal("0.25")), "Een school bouwen met en voor de mensen die er wonen"
    return {
        "schemes": [Row(["Internationale samenwerking", "43000.00", 1, amount, None, None], source=SOURCE)],
        "grants": [
            Row([None, "Stichting Voorbeeld", school, "Internationale samenwerking", amount, None], source=SOURCE)
        ],
    }


@pytest.fixture
def plan(transactional_db, live_server, monkeypatch):
    if not importlib.util.find_spec("deventer_intl.policy.tables_of_year"):
        module = SimpleNamespace(tables_of_year=rows_of_year)
        monkeypatch.setitem(sys.modules, "deventer_intl.policy.tables_of_year", module)
    load_plan(PLAN)
    plan = PolicyPlan.objects.get()
    imported = PastImportFactory(kind=PastImport.Kind.FIGURES, source=SOURCE)
    for slug in ("exporterende-bedrijven", "bijdrage-trade-office"):
        indicator = Indicator.objects.get(slug=slug)
        for year in (2022, 2024):
            MeasurementFactory(
                indicator=indicator,
                year=year,
                value=Decimal(year) + Decimal("0.50" if indicator.unit == "euro" else 0),
                source=SOURCE,
                origin=Measurement.Origin.IMPORTED,
                imported_with=imported,
            )
    return plan


def editor():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="editors"))
    return user


def take(page, address, year, found, width):
    page.goto(address + reverse("admin:deventer_intl_policysnapshot_plan", args=["2021-2026"]))
    page.get_by_role("link", name=str(year), exact=True).click()
    page.get_by_role("button", name="Maak een momentopname").click()
    expect(page.get_by_text(f"Momentopname 1 van {year} is gemaakt.")).to_be_visible()
    look(page, width, found, f"snapshot-{year}")


@pytest.mark.parametrize("width", [1280, 320])
def test_an_editor_keeps_years_and_writes_and_a_reader_reads_and_compares(plan, live_server, browser, width):
    found, address = [], live_server.url
    page = signed_in(browser, address, editor(), width, java_script_enabled=False)
    page.goto(f"{address}/beleid/rapportage/2021-2026/")
    expect(page.get_by_text("Er is nog geen rapportage")).to_be_visible()
    page.context.close()
    page = signed_in(browser, address, editor(), width)
    for year in (2022, 2023, 2024):
        take(page, address, year, found, width)
    # Once more: not without a reason, and not where nothing changed.
    page.get_by_role("button", name="Maak een momentopname").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, width, found, "snapshot-refused")
    page.get_by_label("Waarom hij opnieuw wordt gemaakt").fill("Zomaar")
    page.get_by_role("button", name="Maak een momentopname").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is niets veranderd")
    page.goto(address + reverse("admin:deventer_intl_policysnapshot_plan", args=["2021-2026"]))
    look(page, width, found, "plan")
    page.get_by_role("link", name="Samenvatting").click()
    look(page, width, found, "text")
    page.get_by_label("tekst (Markdown)").fill("De export **groeide** in deze jaren.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Opgeslagen.")).to_be_visible()
    page.context.close()

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/beleid/rapportage/2021-2026/")
    expect(page.get_by_text("De export groeide in deze jaren.")).to_be_visible()
    expect(page.get_by_text("Van 2021 is niets vastgelegd.")).to_be_visible()
    expect(page.get_by_text("€ 2.022,50").first).to_be_visible()
    look(page, width, found, "report")
    page.get_by_role("link", name="Het verschil tussen twee jaren").click()
    expect(page.get_by_role("row", name=re.compile("Exporterende bedrijven"))).to_contain_text("+2")
    look(page, width, found, "difference")
    page.goto(f"{address}/beleid/rapportage/2021-2026/verschil/?van=2022&tot=2022")
    expect(page.get_by_role("alert")).to_contain_text("Kies twee verschillende jaren")
    look(page, width, found, "difference-refused")
    context.close()
    assert found == []
