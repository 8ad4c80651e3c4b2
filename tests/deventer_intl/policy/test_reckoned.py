"""What the portal reckons itself: the same as the register says, to the cent, and as the records behind it add up to."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from deventer_intl.policy.actions.snapshot import content_of
from deventer_intl.policy.dashboard import chapters_of, lines_of
from deventer_intl.policy.figures import Standing, figures_of
from deventer_intl.policy.freshness import is_met, light_of, towards
from deventer_intl.policy.reckoned import RECKONERS
from deventer_intl.policy.reckoned.grants import euros
from deventer_intl.policy.report import report_now
from deventer_intl.policy.tables import TABLES, Table
from deventer_intl.policy.tables_of_year import tables_of_year
from globalgoals.models import Indicator, PolicyPlan, Unit
from organisations.models import Organisation
from subsidies import register
from subsidies.actions import deciding
from subsidies.models import LedgerEntry

from ...event_factories import EventFactory, MissionCompanyFactory, MissionFactory, VisitFactory
from ...factories import (
    CountryFactory,
    HanseCityFactory,
    NetworkFactory,
    OrganisationFactory,
    PlaceFactory,
    SchoolExchangeFactory,
)
from ...policy_factories import (
    IndicatorFactory,
    MeasurementFactory,
    PastDecisionFactory,
    PastEventFactory,
    PolicyChapterFactory,
    PolicyPlanFactory,
    PolicySnapshotFactory,
)
from ...practice_factories import GoodPracticeFactory
from ...prize_factories import PastWinnerFactory
from ...subsidy_factories import ApplicationFactory, CeilingFactory, DeciderFactory, ready, submitted, take_decision

pytestmark = pytest.mark.django_db
FILE = settings.BASE_DIR / "globalgoals" / "data" / "policy.json"
COOPERATION = "internationale-samenwerking"


def in_the_file():
    plan = json.loads(FILE.read_text(encoding="utf-8"))
    return [
        indicator
        for chapter in plan["chapters"]
        for ambition in chapter["ambitions"]
        for indicator in ambition["indicators"]
    ]


def test_each_indicator_of_the_file_is_typed_with_a_source_or_reckoned_in_its_unit():
    named = {each["reckoned_by"] for each in in_the_file()} - {""}
    assert named == set(RECKONERS)
    for each in in_the_file():
        if each["reckoned_by"]:
            assert RECKONERS[each["reckoned_by"]].unit == each["unit"], each["slug"]
        else:
            assert each["source"], each["slug"]


@pytest.fixture
def ceiling():
    return CeilingFactory(scheme__slug=COOPERATION, scheme__code="IS", year=timezone.localdate().year)


def granted(ceiling, cents, *, announce=True, **values):
    """Return an application to which an amount was granted, and unless said otherwise told."""
    by = DeciderFactory()
    application = ready(submitted(**({} if "draft" in values else {"ceiling": ceiling, "requested": cents}), **values))
    decision = take_decision(application=application, amount=cents, by=by, public_title="Water")
    if announce:
        deciding.announce(decision=decision, by=by)
    return application


def held(ceiling):
    """Return what the ledger holds as granted, settled or paid under a ceiling, in cents."""
    balances = LedgerEntry.objects.filter(ceiling=ceiling).balances()
    return sum(cents for (account, _ground), cents in balances.items() if account in {"granted", "settled", "paid"})


def test_euros_granted_are_those_of_the_register_and_the_ledger(ceiling):
    year = ceiling.year
    granted(ceiling, 123_45)
    granted(ceiling, 20_000_01)
    granted(ceiling, 99_99, announce=False)
    found = RECKONERS["granted_cooperation"].by_year([year - 1, year])
    assert found == {year: Decimal("20123.46")}
    assert euros(register.totals(register.in_force())["granted"]) == found[year]
    # What was decided and not made known stands in the ledger, and not in public.
    assert euros(held(ceiling)) == found[year] + Decimal("99.99")
    rows = list(RECKONERS["granted_cooperation"].records(year))
    assert sum(row.value for row in rows) == found[year]
    assert all(row.address.startswith("/subsidies/register/IS-") for row in rows)


def test_what_was_imported_counts_along_and_is_marked(ceiling):
    past = PastDecisionFactory(scheme=ceiling.scheme, year=2023, amount=100_01, organisation__legal_form="sole-trader")
    granted(ceiling, 200_02)
    reckoner = RECKONERS["granted_cooperation"]
    assert reckoner.by_year([2022, 2023, ceiling.year]) == {2023: Decimal("100.01"), ceiling.year: Decimal("200.02")}
    assert set(reckoner.imported([2022, 2023, ceiling.year])) == {2023}
    [row] = reckoner.records(2023)
    assert row.is_imported and row.source == past.source and row.value == Decimal("100.01")
    assert past.organisation.name not in row.title
    indicator = IndicatorFactory(
        reckoned_by="granted_cooperation",
        unit=Unit.EURO,
        source="",
        ambition__chapter__plan__last_year=ceiling.year + 1,
    )
    [line] = lines_of([indicator], indicator.ambition.chapter.plan, timezone.localdate())
    standings = {figure.year: figure.standing for figure in line.figures if figure.is_known}
    assert standings == {2023: "reckoned-imported", ceiling.year: "reckoned"}
    assert [bar.year for bar in line.chart.bars if bar.is_imported] == [2023] and "ingelezen" in line.legend


def test_goals_and_what_has_none_add_up_to_what_was_granted_and_countries_do_not(ceiling):
    granted(ceiling, 300_00)
    without = ApplicationFactory(ceiling=ceiling, requested=100_01)
    without.countries.add(CountryFactory(), CountryFactory(iso2="RO", iso3="ROU", name_nl="Roemenië"))
    granted(ceiling, 100_01, draft=without)
    tables = {key: Table(TABLES[key], rows) for key, rows in tables_of_year(PolicyPlanFactory(), ceiling.year).items()}
    total = Decimal("400.01")
    assert tables["schemes"].sums()[3] == tables["grants"].sums()[4] == tables["grants-by-goal"].sums()[2] == total
    assert [row.cells[0]["nl"] for row in tables["grants-by-goal"].rows][-1] == "Zonder doel"
    assert sum(Decimal(row.cells[2]) for row in tables["grants-by-country"].rows) > total
    assert euros(register.totals(register.in_force())["granted"]) == total


def test_a_figure_is_divided_by_goal_and_country_and_the_page_shows_both(ceiling, client):
    granted(ceiling, 300_00)
    without = ApplicationFactory(ceiling=ceiling, requested=100_01)
    without.countries.add(CountryFactory(), CountryFactory(iso2="RO", iso3="ROU", name_nl="Roemenië"))
    granted(ceiling, 100_01, draft=without)
    PastDecisionFactory(scheme=ceiling.scheme, year=2023, amount=50_00)
    reckoner = RECKONERS["granted_cooperation"]
    by_goal, by_country = (each.parts(ceiling.year) for each in reckoner.breakdowns)
    assert sum(part.value for part in by_goal) == reckoner.by_year([ceiling.year])[ceiling.year] == Decimal("400.01")
    assert ("Zonder doel", "", Decimal("100.01")) == (by_goal[-1].title, by_goal[-1].address, by_goal[-1].value)
    assert Decimal("100.01") in {part.value for part in by_country if part.title == "Roemenië"}
    assert [part.value for part in reckoner.breakdowns[0].parts(2023)] == [Decimal(50)]
    indicator = IndicatorFactory(
        reckoned_by="granted_cooperation",
        unit=Unit.EURO,
        source="",
        ambition__chapter__plan__last_year=ceiling.year + 1,
    )
    for address in (indicator.get_absolute_url(), f"{indicator.get_absolute_url()}{ceiling.year}/"):
        page = client.get(address).content.decode()
        assert "Per Global Goal" in page and "Zonder doel" in page and "100,01" in page and "Roemenië" in page


def test_organisations_are_divided_by_sector_as_they_were():
    OrganisationFactory.create_batch(2, sector=2, confirmed_on=timezone.localdate())
    OrganisationFactory(sector=3)
    year = timezone.localdate().year
    [sectors], [confirmed] = (RECKONERS[name].breakdowns for name in ("sectors", "confirmed_profiles"))
    assert [part.value for part in sectors.parts(year)] == [2, 1] and sectors.parts(year - 1) == []
    assert [part.value for part in confirmed.parts(year)] == [2]


def test_nothing_to_divide_by_is_not_zero():
    plan = PolicyPlanFactory(reckoned_from=2020)
    indicator = IndicatorFactory(ambition__chapter__plan=plan, reckoned_by="multiplier", unit=Unit.RATIO, source="")
    [figure] = figures_of([indicator], [timezone.localdate().year], timezone.localdate())[indicator.pk]
    assert (figure.standing, figure.value) == (Standing.UNDEFINED, None)


def test_a_year_kept_here_with_nothing_is_zero_and_one_before_it_is_not_known():
    plan = PolicyPlanFactory()
    indicator = IndicatorFactory(ambition__chapter__plan=plan, reckoned_by="missions", source="")
    figures = figures_of([indicator], [2025, 2026, 2999], date(2026, 12, 1))[indicator.pk]
    assert [figure.standing for figure in figures] == [Standing.UNKNOWN, Standing.RECKONED, Standing.TO_COME]
    assert figures[1].value == 0 and figures[1].is_provisional


@pytest.fixture
def world(ceiling):
    """Something of all that is counted, in this year and in 2023, and something of each that must not count."""
    today = timezone.localdate()
    granted(ceiling, 100_00)
    place = PlaceFactory(slug="luebeck")
    HanseCityFactory(place=place)
    mission = MissionFactory(
        stage="closed", starts_on=today.replace(month=1, day=2), ends_on=today.replace(month=1, day=4)
    )
    mission.places.add(place)
    MissionCompanyFactory(mission=mission, state="selected", decided_at=timezone.now())
    MissionFactory(stage="cancelled", starts_on=today.replace(month=1, day=2), ends_on=today.replace(month=1, day=4),
                   reason_nl="Te weinig bedrijven.")  # fmt: skip
    VisitFactory(place=place, starts_on=today.replace(month=1, day=5), ends_on=today.replace(month=1, day=5))
    SchoolExchangeFactory(school_year=today.year, pupils=12, students=None)
    OrganisationFactory(confirmed_on=today)
    GoodPracticeFactory()
    network = NetworkFactory(slug="kerngroep-deventer4globalgoals")
    moment = timezone.now() - timezone.timedelta(days=3)
    EventFactory(kind="theme", network=network, starts_at=moment, ends_at=moment + timezone.timedelta(hours=2))
    PastEventFactory(year=2023, kind="mission", companies=7)
    PastEventFactory(year=2023, kind="theme-meeting")
    PastWinnerFactory(year=2023)
    return today.year


@pytest.mark.parametrize("name", RECKONERS)
def test_records_add_up_to_the_figure_in_a_fixed_number_of_queries(world, name):
    reckoner, years = RECKONERS[name], [2023, world]
    with CaptureQueriesContext(connection) as few:
        found = reckoner.by_year(years)
    with CaptureQueriesContext(connection) as many:
        assert {year: value for year, value in reckoner.by_year([2021, *years]).items() if year in years} == found
    if name != "sectors":
        assert len(many) == len(few)
    if reckoner.adds_up:
        for year in years:
            assert sum(row.value for row in reckoner.records(year)) == (found.get(year) or 0), (name, year)


def test_the_world_counts_what_it_should(world):
    expected = {
        "missions": {2023: 1, world: 1}, "mission_companies": {2023: 7, world: 1}, "visits": {world: 1},
        "hanse_cities": {world: 1}, "youth": {world: 12}, "confirmed_profiles": {world: 1}, "practices": {world: 1},
        "theme_meetings": {2023: 1, world: 1}, "prize": {2023: 1}, "public_events": {}, "mission_contracts": {},
    }  # fmt: skip
    assert {name: RECKONERS[name].by_year([2023, world]) for name in expected} == expected


def test_sectors_of_a_past_year_are_those_of_then():
    organisation = OrganisationFactory(sector=2)
    year = timezone.localdate().year
    assert RECKONERS["sectors"].by_year([year - 1, year]) == {year: 1}
    Organisation.objects.filter(pk=organisation.pk).update(status="archived")
    assert RECKONERS["sectors"].by_year([year]) == {}


def test_the_dashboard_costs_a_fixed_number_of_queries(ceiling):
    plan = PolicyPlanFactory()

    def queries():
        with CaptureQueriesContext(connection) as found:
            chapters_of(plan, timezone.localdate())
        return len(found)

    for number in (1, 2):
        IndicatorFactory(
            ambition__chapter=PolicyChapterFactory(plan=plan, number=number), reckoned_by="missions", source=""
        )
    few = queries()
    for number in range(3, 9):
        IndicatorFactory(
            ambition__chapter=PolicyChapterFactory(plan=plan, number=number), reckoned_by="missions", source=""
        )
    assert queries() == few


@given(st.decimals(0, 10**6, places=2), st.decimals("0.01", 10**6, places=2), st.sampled_from(["up", "down", "none"]))
def test_towards_a_target_is_between_0_and_100_and_full_when_met(value, target, direction):
    percent = towards(value, target, direction)
    assert 0 <= percent <= 100
    if is_met(value, target, direction):
        assert percent == 100
    elif direction != "none":
        assert percent < 100


def test_what_is_due_is_what_has_no_green_light():
    today, plan = date(2026, 8, 31), PolicyPlanFactory()
    days = [None, date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2025, 8, 31), date(2026, 8, 30)]
    for day in days:
        for months in (1, 6, 12):
            indicator = IndicatorFactory(ambition__chapter__plan=plan, fresh_for=months)
            if day:
                MeasurementFactory(indicator=indicator, year=day.year - 1, measured_on=day)
    IndicatorFactory(reckoned_by="missions", source=""), IndicatorFactory(retired_on=today)
    kept = Indicator.objects.in_use().select_related("ambition__chapter__plan")
    lines = lines_of(kept, plan, today)
    due = set(Indicator.objects.due(today))
    assert due == {line.indicator for line in lines if line.light != "ok"} and 0 < len(due) < len(lines)


def test_more_than_two_to_three_is_met_and_less_is_better_where_it_is():
    assert is_met(Decimal(4), Decimal(2), "up") and not is_met(Decimal(1), Decimal(2), "up")
    assert is_met(Decimal(1), Decimal(2), "down") and is_met(Decimal(1), Decimal(2), "none") is None
    assert light_of(None, date(2026, 1, 1), fresh_for=6) == "none"


def test_the_plan_of_the_note_is_loaded_and_known_indicators_are_reckoned(loaded):
    plan = PolicyPlan.objects.current(2026)
    assert [chapter.number for chapter in plan.chapters.all()] == [1, 2, 3, 4, 5, 6]
    assert Indicator.objects.count() == len(in_the_file())
    assert len(chapters_of(plan, date(2026, 11, 28))) == 6


def test_dashboard_snapshot_report_register_and_ledger_say_the_same_to_the_cent(ceiling, client):
    plan, year = PolicyPlanFactory(last_year=ceiling.year + 1), ceiling.year
    indicator = IndicatorFactory(
        ambition__chapter__plan=plan, reckoned_by="granted_cooperation", unit=Unit.EURO, side="effort", source=""
    )
    granted(ceiling, 1_234_56), granted(ceiling, 7_000_01)
    PastDecisionFactory(scheme=ceiling.scheme, year=2023, amount=2_000_02)
    euros_of_year = Decimal("8234.57")
    for each in (2023, year):
        content = content_of(plan, each, timezone.localdate())
        PolicySnapshotFactory(plan=plan, year=each, content=content)
    report = report_now(plan)
    [line] = [line for line in every_line(report.sections) if line.slug == indicator.slug]
    [money] = [grid for grid in every_grid(report.sections) if grid.key == "grants"]
    [chapter] = chapters_of(plan, timezone.localdate())
    on_dashboard = {figure.year: figure.value for figure in chapter.lines[0].figures if figure.is_known}
    in_report = {point.year: point.value for point in line.points if point.is_known}
    assert (
        on_dashboard[year] == in_report[year] == euros(register.totals(register.in_force())["granted"]) == euros_of_year
    )
    assert on_dashboard[2023] == in_report[2023] == Decimal("2000.02")
    assert euros(held(ceiling)) == euros_of_year
    assert any(cell.value == euros_of_year + Decimal("2000.02") for cell in money.foot)
    assert client.get(f"{indicator.get_absolute_url()[:-1]}.json").json()["years"][year - 2021]["value"] == "8234.57"


def every_block(sections):
    for section in sections:
        yield from section.blocks
        yield from every_block(section.sections)


def every_line(sections):
    return [block for block in every_block(sections) if block.kind == "line"]


def every_grid(sections):
    return [block for block in every_block(sections) if block.kind == "grid"]
