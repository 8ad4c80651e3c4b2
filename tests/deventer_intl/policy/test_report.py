"""The report: made of snapshots alone, the same twice, with what is not known said; its tables and differences to the cent."""

import copy
import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deventer_intl.policy.report import report_of
from deventer_intl.policy.report.difference import difference_of
from deventer_intl.policy.report.tree import AmbitionWords, ChapterWords, PlanWords
from tests.factories import CountryFactory
from tests.policy_factories import AmbitionFactory, PolicyChapterFactory, PolicyPlanFactory, ReportTextFactory

from .report_scene import content, kept, row, year_2022, year_2025

WORDS = PlanWords(
    "2021-2026",
    "Ambitienota 2021-2026",
    2021,
    2026,
    chapters=(
        ChapterWords(1, "Handel", "Handel bevorderen.", (AmbitionWords("1", "Handel", "Wij stellen ons ten doel."),)),
        ChapterWords(2, "Synergie", ""),
    ),
)
ADDRESS = "/beleid/rapportage/2021-2026/"


def snapshot(content, number=1, reason=""):
    taken = datetime(content["year"] + 1, 1, 8, 12, tzinfo=UTC)
    return SimpleNamespace(
        content=content, number=number, reason=reason, is_provisional=content["provisional"], taken_at=taken
    )


def both():
    return {2025: snapshot(year_2025()), 2022: snapshot(year_2022(), 2, "Telfout hersteld")}


def section(report, key):
    found = [each for part in report.sections for each in (part, *part.sections) if each.key == key]
    return found[0]


def grid(report, part, key):
    blocks = [getattr(block, "grid", block) for block in section(report, part).blocks]
    return next(block for block in blocks if block.kind == "grid" and block.key == key)


def test_two_builds_are_equal_and_order_does_not_matter():
    first = report_of(WORDS, both(), {"samenvatting": "Het ging **goed**."})
    second = report_of(WORDS, dict(sorted(copy.deepcopy(both()).items())), {"samenvatting": "Het ging **goed**."})
    assert first == second
    assert first != report_of(WORDS, both(), {"samenvatting": "Anders."})


def test_each_year_says_which_snapshot_and_why_it_was_taken_anew():
    years = {each.year: each for each in report_of(WORDS, both(), {}, "en").years}
    assert years[2021].text == "nothing kept of this year"
    assert years[2022].text == "snapshot 2, taken on 8 January 2023; taken anew because: Telfout hersteld"
    assert not years[2023].is_kept
    provisional = report_of(WORDS, {2026: snapshot(content(2026, provisional=True))}, {}, "en").years[-1]
    assert provisional.text.startswith("provisional, the year was not over: snapshot 1")


def test_what_is_not_known_is_a_row_for_each_figure_with_its_years():
    gap, other = (row("1. Handel", what, "Niets ingevuld.", address=f"/{what}/") for what in ("Export", "Winst"))
    kept_of = {year: snapshot(content(year, gaps=gaps)) for year, gaps in ((2022, [gap, other]), (2024, [gap]))}
    gaps = grid(report_of(WORDS, kept_of, {}), "leemten", "gaps")
    assert [[cell.text for cell in each] for each in gaps.rows] == [
        ["1. Handel", "Export", "Niets ingevuld.", "2022, 2024"], ["1. Handel", "Winst", "Niets ingevuld.", "2022"],
    ]  # fmt: skip
    assert [each[1].address for each in gaps.rows] == ["/Export/", "/Winst/"]


def test_effort_and_result_stand_apart_with_all_years():
    report = report_of(WORDS, both(), {}, "en")
    [effort] = section(report, "hoofdstuk-1-inzet").blocks
    [result] = section(report, "hoofdstuk-1-resultaat").blocks
    assert (effort.slug, result.slug) == ("subsidie", "bedrijven-mee")
    assert [point.text for point in effort.points] == [
        "nothing kept of this year", "€1,250.50", *["nothing kept of this year"] * 2, "€2,000.75", "nothing kept of this year",
    ]  # fmt: skip
    assert [cell.text for cell in effort.grid.rows[0]][:3] == ["2022", "€1,250.50", "imported"]
    assert effort.unknown == "2021, 2023, 2024, 2026: nothing kept of this year"
    assert result.target_text == "Target: 25 a year"
    [undefined] = section(report, "hoofdstuk-2-resultaat").blocks
    assert undefined.points[4].text == "nothing to divide by yet"
    assert [quote.text for quote in section(report, "hoofdstuk-1-ambitie").blocks] == ["Wij stellen ons ten doel."]


def test_a_figure_has_footnotes_to_its_records_and_its_source():
    report = report_of(WORDS, both(), {}, "en")
    notes = {note.number: note for note in report.notes}
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))
    [effort] = section(report, "hoofdstuk-1-inzet").blocks
    of_2022, of_2025 = ([notes[number] for number in effort.points[place].notes] for place in (1, 4))
    assert [(note.text, note.address) for note in of_2022] == [
        ("Imported, source: Jaarrekening 2022 (fictief), bladzijde 81", "")
    ]
    assert of_2025[0].address == "/subsidies/register/IS-2025-0001/"
    assert (len(of_2025), of_2025[-1].address) == (6, "/beleid/cijfers/subsidie/2025/")


def test_money_adds_up_by_year_and_in_all():
    report = report_of(WORDS, both(), {}, "en")
    schemes, by_year = grid(report, "geld", "schemes"), grid(report, "geld", "money-by-year")
    granted = sum(cells[4].value for cells in schemes.rows)
    assert granted == schemes.foot[4].value == by_year.foot[2].value == Decimal("3251.25")
    # Of 2022 it is not known what was settled: the sum is of what is known.
    assert (by_year.rows[1][3].text, by_year.foot[3].value) == ("not known", Decimal("1500.25"))
    assert [cells[2].value for cells in by_year.rows] == [
        None, Decimal("1250.50"), None, None, Decimal("2000.75"), None,
    ]  # fmt: skip
    assert [block.text for block in section(report, "leemten").blocks if block.kind == "paragraph"] == [
        f"Of {year} nothing was kept." for year in (2021, 2023, 2024, 2026)
    ]


def test_a_table_that_is_too_long_says_so_and_still_adds_up_all():
    many = content(2025, grants=[row(str(at), "A", "B", "C", "1.01", None) for at in range(250)])
    report = report_of(WORDS, {2025: snapshot(many)}, {}, "en")
    grants = grid(report, "geld", "grants")
    assert (len(grants.rows), grants.foot[5].value) == (200, Decimal("252.50"))
    assert "50 more rows are in the file." in [
        block.text for block in section(report, "geld").blocks[2:] if block.kind == "paragraph"
    ]


@given(
    st.lists(st.decimals(0, 1_000_000, places=2), max_size=8), st.lists(st.decimals(0, 1_000_000, places=2), max_size=8)
)
def test_the_difference_of_sums_is_the_sum_of_differences(before, after):
    years = {
        year: content(year, grants=[row("", "A", "B", "C", str(amount), None) for amount in amounts])
        for year, amounts in ((2022, before), (2024, after))
    }
    sums = {cells[0].value: cells for cells in difference_of(years, 2022, 2024)[1].rows}
    assert sums["grants-4"][3].value == sum(after) - sum(before)
    back = {cells[0].value: cells for cells in difference_of(years, 2024, 2022)[1].rows}
    assert back["grants-4"][3].value == -sums["grants-4"][3].value


def test_what_is_not_known_of_one_year_has_no_difference():
    contents = {2022: year_2022(), 2025: year_2025()}
    rows = {cells[0].value: cells for cells in difference_of(contents, 2022, 2025)[0].rows}
    assert rows["subsidie"][3].value == Decimal("750.25")
    assert rows["prijs"][1].value is rows["prijs"][3].value is None
    assert rows["multiplier"][3].value is None
    nothing = difference_of(contents, 2021, 2025)[0].rows
    assert {cells[3].value for cells in nothing} == {None}


@pytest.fixture
def plan(db):
    plan = PolicyPlanFactory()
    AmbitionFactory(chapter=PolicyChapterFactory(plan=plan, number=1, title_nl="Handel"))
    PolicyChapterFactory(plan=plan, number=2, title_nl="Synergie")
    return plan


def test_without_a_snapshot_the_page_says_so_and_a_draft_is_nowhere(client, plan):
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert page.context["report"] is None
    assert client.get(f"{ADDRESS}schemes.csv").status_code == 404
    PolicyPlanFactory(slug="2027-2030", first_year=2027, last_year=2030, reckoned_from=2027, published_on=None)
    for address in ("", "verschil/", "schemes.csv"):
        assert client.get(f"/beleid/rapportage/2027-2030/{address}").status_code == 404


def test_the_page_shows_the_last_snapshot_of_each_year_with_its_text(client, plan):
    CountryFactory(name_nl="Oeganda")
    ReportTextFactory(plan=plan, text_nl="Het ging **goed**. <script>alert(1)</script>")
    kept(plan, year_2025())
    wrong = year_2022()
    wrong["indicators"][0]["value"] = "123456.00"
    kept(plan, wrong)
    kept(plan, year_2022(), number=2, reason="Telfout hersteld")
    page = client.get(ADDRESS)
    assert "Het ging <strong>goed</strong>" in page.text
    assert "<script>alert" not in page.text
    assert "123.456" not in page.text
    assert "Telfout hersteld" in page.text
    assert "€\u00a01.250,50" in page.text
    assert [each["count"] for each in page.context["map"].countries] == [8]


def cells_of(client, name):
    text = client.get(f"{ADDRESS}{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_each_table_is_a_file_that_says_what_was_imported_and_from_where(client, plan):
    kept(plan, year_2022())
    kept(plan, year_2025())
    with_names = client.get("/en" + ADDRESS + "schemes.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(with_names), delimiter=";"))
    assert [(each["Year"], each["Granted"], each["Imported"]) for each in rows] == [
        ("2022", "1250,50", "yes"), ("2025", "2000,75", "no"), ("2025", "0,00", "no"),
    ]  # fmt: skip
    assert rows[0]["Source"] == "Jaarrekening 2022 (fictief), bladzijde 81"
    assert rows[0]["Settled"] == ""
    for name in ("cijfers", "grants", "gaps", "missions"):
        assert cells_of(client, name)
    assert client.get(f"{ADDRESS}onbekend.csv").status_code == 404


@pytest.mark.parametrize(("query", "wrong"), [
    ("van=2022&tot=2022", {"tot"}), ("van=1999&tot=2025", {"van"}), ("van=x&tot=", {"van", "tot"}), ("van=2022", {"tot"}),
])  # fmt: skip
def test_years_that_cannot_be_compared_are_refused_at_the_field(client, plan, query, wrong):
    kept(plan, year_2022())
    page = client.get(f"{ADDRESS}verschil/?{query}")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == wrong
    assert page.context["grids"] == []


def test_the_difference_begins_with_the_first_and_the_last_year_kept(client, plan):
    kept(plan, year_2022())
    kept(plan, year_2025())
    page = client.get(f"{ADDRESS}verschil/")
    assert page.status_code == 200
    assert "+€\u00a0750,25" in page.text
