"""Reading files of earlier years, and importing all of one or nothing."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from deventer_intl import spreadsheets
from deventer_intl.policy.importing.carrying_out import import_past, take_back
from deventer_intl.policy.importing.kinds import headers_of
from deventer_intl.policy.importing.reading import read_sheet
from deventer_intl.policy.importing.summary import summary_of
from deventer_intl.spreadsheets import Sheet, Unreadable
from events.models import PastEvent
from globalgoals.models import Measurement, PastImport
from subsidies.models import PastDecision

from ...factories import CountryFactory, GoalFactory, OrganisationFactory, UserFactory
from ...policy_factories import (
    IndicatorFactory,
    MeasurementFactory,
    PastDecisionFactory,
    PastImportFactory,
    PolicyPlanFactory,
)
from ...subsidy_factories import LedgerEntryFactory, SchemeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
DECISION = {
    "jaar": "2023", "regeling": "IS", "plafond": "43.000", "organisatie": "Stichting Een", "doel van de subsidie": "Een school",
    "bedrag": "1.250,50", "valuta": "EUR", "datum besluit": "01-03-2023", "land": "Oeganda", "global goal": "4",
}  # fmt: skip
EVENT = {"jaar": "2023", "datum": "2023-05-09", "soort": "themabijeenkomst over de Global Goals", "titel": "Avond"}
FIGURE = {"indicator": "jeugd", "jaar": "2023", "waarde": "1.250", "eenheid": "aantal", "gemeten op": "2024-01-02"}


@pytest.fixture(autouse=True)
def world():
    PolicyPlanFactory(), SchemeFactory(), GoalFactory(number=4), CountryFactory(iso2="UG", name_nl="Oeganda")
    IndicatorFactory(slug="jeugd", ambition__chapter__plan__first_year=2021)
    return OrganisationFactory(name="Stichting Een", slug="een", kvk_number="01234567", other_names="Eentje, Het Ene")


def checked(kind, *rows, source="Jaarrekening 2023"):
    headers = headers_of(kind)
    lines = [(number, [row.get(name, "") for name in headers]) for number, row in enumerate(rows, 2)]
    return read_sheet(kind, Sheet(headers, lines), source, TODAY)


def problems(kind, *rows):
    return [(problem.row, problem.column) for problem in checked(kind, *rows).problems]


def carry_out(found, sha256="a" * 64, name="oud.xlsx"):
    return import_past(checked=found, file_name=name, sha256=sha256, source="Jaarrekening 2023", by=UserFactory())


@pytest.mark.parametrize("called", ["stichting  een", "een", "01234567", "1234567", "Het Ene"])
def test_decision_is_imported_with_its_source(world, called):
    found = checked("decisions", DECISION | {"organisatie": called}, DECISION | {"bedrag": "100", "bron": "Doos 12"})
    assert found.problems == []
    made = carry_out(found)
    first, second = PastDecision.objects.order_by("pk")
    assert (first.organisation, first.amount, first.ceiling, first.goal_id) == (world, 125_050, 4_300_000, 4)
    assert (first.decided_on, first.country.iso2, first.source) == (date(2023, 3, 1), "UG", "Jaarrekening 2023")
    assert (second.source, second.imported_with, made.rows) == ("Doos 12", made, 2)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"organisatie": "Stichting Onbekend"}, "organisatie"),
        ({"valuta": "USD"}, "valuta"),
        ({"valuta": ""}, "valuta"),
        ({"bedrag": "0"}, "bedrag"),
        ({"bedrag": "-5"}, "bedrag"),
        ({"bedrag": "1,250"}, "bedrag"),
        ({"bedrag": "43.000,01"}, "bedrag"),
        ({"bedrag": "=SOM(A1:A3)"}, "bedrag"),
        ({"plafond": ""}, "plafond"),
        ({"jaar": "2027"}, "jaar"),
        ({"jaar": "2020", "datum besluit": ""}, "jaar"),
        ({"jaar": "2026", "datum besluit": ""}, "jaar"),
        ({"jaar": "vorig jaar"}, "jaar"),
        ({"datum besluit": "31-12-2022"}, "datum besluit"),
        ({"datum besluit": "31-02-2023"}, "datum besluit"),
        ({"regeling": "Onbekend"}, "regeling"),
        ({"land": "Atlantis"}, "land"),
        ({"global goal": "18"}, "global goal"),
        ({"doel van de subsidie": ""}, "doel van de subsidie"),
        ({"doel van de subsidie": "x" * 301}, "doel van de subsidie"),
    ],
)
def test_decision_that_cannot_be_is_refused_at_its_row_and_column(changes, column):
    good = DECISION | {"bedrag": "1"}
    found = checked("decisions", good, DECISION | changes)
    assert [(problem.row, problem.column) for problem in found.problems if problem.row] == [(3, column)]
    with pytest.raises(ValidationError):
        carry_out(found)
    assert not PastDecision.objects.exists() and not PastImport.objects.exists()


def test_nearest_names_are_said_of_an_organisation_that_we_do_not_have(world):
    OrganisationFactory(name="Stichting Deventer - Roemenië")
    [problem] = checked("decisions", DECISION | {"organisatie": "St. Deventer-Roemenie"}).problems
    assert "“St. Deventer-Roemenie”" in problem.text and "Stichting Deventer - Roemenië" in problem.text


def test_two_currencies_are_said_of_the_file_too():
    found = checked("decisions", DECISION, DECISION | {"valuta": "USD", "bedrag": "2"})
    assert [(each.row, each.column) for each in found.problems] == [(None, "valuta"), (3, "valuta")]
    assert "EUR, USD" in found.problems[0].text


def test_ceiling_holds_over_all_rows_and_what_was_imported_before(world):
    rows = [DECISION | {"bedrag": "20000"}, DECISION | {"bedrag": "20000,01"}, DECISION | {"bedrag": "2999,99"}]
    assert problems("decisions", *rows) == []
    assert problems("decisions", *rows, DECISION | {"bedrag": "0,01"}) == [(5, "bedrag")]
    PastDecisionFactory(ceiling=4_300_000, amount=100)
    assert problems("decisions", *rows) == [(4, "bedrag")]
    assert problems("decisions", DECISION | {"plafond": "50000"}) == [(2, "plafond")]
    # Of another year it is another ceiling.
    assert problems("decisions", DECISION | {"jaar": "2022", "datum besluit": "", "plafond": "50000"}) == []


def test_two_ceilings_of_one_year_are_refused():
    assert problems("decisions", DECISION, DECISION | {"plafond": "43.000,01", "bedrag": "1"}) == [(3, "plafond")]


def test_same_decision_twice_is_refused():
    assert problems("decisions", DECISION, DECISION) == [(3, "")]
    carry_out(checked("decisions", DECISION))
    assert problems("decisions", DECISION) == [(2, "")]


def test_year_in_the_ledger_is_refused():
    year = LedgerEntryFactory().ceiling.year
    PolicyPlanFactory(slug="volgend", first_year=2027, last_year=2030, reckoned_from=2028)
    row = DECISION | {"jaar": str(year), "datum besluit": ""}
    assert problems("decisions", row) == [(2, "jaar")]


def test_file_is_imported_once():
    carry_out(checked("decisions", DECISION))
    with pytest.raises(ValidationError, match=r"oud\.xlsx"):
        carry_out(checked("decisions", DECISION | {"bedrag": "5"}))
    assert PastDecision.objects.count() == 1


def test_what_somebody_imported_meanwhile_stops_the_whole_file():
    found = checked(
        "decisions", DECISION | {"bedrag": "1"}, DECISION | {"bedrag": "43000", "jaar": "2022", "datum besluit": ""}
    )
    PastDecisionFactory(year=2022, ceiling=4_300_000, amount=1)
    with pytest.raises(ValidationError, match="plafond"):
        carry_out(found)
    assert PastDecision.objects.count() == 1


def test_sums_are_shown_to_the_cent():
    summary = summary_of(checked("decisions", DECISION, DECISION | {"bedrag": "0,51"}))
    assert [cell.replace("\u00a0", " ") for cell in summary.sums[1][0]] == [
        "2023", "Internationale samenwerking", "2", "€ 1.251,01", "€ 43.000"
    ]  # fmt: skip
    assert summary.sums[1][-1][3] == summary.sums[1][0][3]
    assert [row[0] for row in summary.rows[1]] == ["2", "3"]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"jaar": "2022"}, "datum"),
        ({"soort": "feest"}, "soort"),
        ({"titel": ""}, "titel"),
        ({"organisatie": "Onbekend"}, "organisatie"),
        ({"bedrijven mee": "een paar"}, "bedrijven mee"),
        ({"bedrijven mee": "-1"}, "bedrijven mee"),
        ({"jaar": "2026", "datum": ""}, "jaar"),
    ],
)
def test_event_that_cannot_be_is_refused_at_its_row_and_column(changes, column):
    assert problems("events", EVENT | {"titel": "Anders"}, EVENT | changes) == [(3, column)]


def test_event_is_imported_with_its_source(world):
    row = EVENT | {"soort": "handelsmissie", "organisatie": "een", "bedrijven mee": "7", "land": "ug"}
    found = checked("events", row, EVENT | {"datum": ""})
    assert found.problems == []
    made = carry_out(found)
    first, second = PastEvent.objects.order_by("pk")
    assert (first.kind, first.organisation, first.companies, first.country.iso2) == ("mission", world, 7, "UG")
    assert (second.kind, second.held_on, second.source) == ("theme-meeting", None, "Jaarrekening 2023")
    assert {first.imported_with, second.imported_with} == {made}
    assert problems("events", EVENT | {"datum": ""}) == [(2, "")]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"indicator": "bestaat-niet"}, "indicator"),
        ({"eenheid": "euro"}, "eenheid"),
        ({"waarde": "12,5"}, "waarde"),
        ({"waarde": "-1"}, "waarde"),
        ({"waarde": ""}, "waarde"),
        ({"gemeten op": "29-11-2026"}, "gemeten op"),
        ({"gemeten op": "31-12-2021"}, "gemeten op"),
        ({"gemeten op": ""}, "gemeten op"),
        ({"jaar": "2019"}, "jaar"),
    ],
)
def test_figure_that_cannot_be_is_refused_at_its_row_and_column(changes, column):
    assert problems("figures", FIGURE | {"jaar": "2021"}, FIGURE | {"jaar": "2022"} | changes) == [(3, column)]


def test_figure_is_imported_and_one_that_exists_is_refused():
    found = checked("figures", FIGURE, FIGURE | {"jaar": "2022", "bron": "CBS"})
    assert found.problems == []
    made = carry_out(found)
    figures = Measurement.objects.order_by("year").values_list("year", "value", "origin", "source", "imported_with")
    assert list(figures) == [
        (2022, Decimal(1250), "imported", "CBS", made.pk),
        (2023, Decimal(1250), "imported", "Jaarrekening 2023", made.pk),
    ]
    assert problems("figures", FIGURE) == [(2, "waarde")]
    assert problems("figures", FIGURE | {"jaar": "2021"}, FIGURE | {"jaar": "2021"}) == [(3, "")]


def test_figure_that_was_entered_meanwhile_stops_the_whole_file():
    found = checked("figures", FIGURE | {"jaar": "2022"}, FIGURE)
    MeasurementFactory(indicator=found.records[0][1].indicator, year=2023)
    with pytest.raises(ValidationError):
        carry_out(found)
    assert Measurement.objects.count() == 1


def test_columns_that_are_missing_or_twice_are_named():
    with pytest.raises(Unreadable, match="waarde, eenheid, gemeten op"):
        read_sheet("figures", Sheet(["Indicator", "Jaar"], []), "bron", TODAY)
    with pytest.raises(Unreadable, match="jaar"):
        read_sheet("figures", Sheet(["Jaar", "year"], []), "bron", TODAY)


def test_numbers_and_formulas_in_a_workbook_are_read_as_they_are():
    book, content = Workbook(), io.BytesIO()
    book.active.append(["waarde", "som", "dag"])
    book.active.append([125.555, "=1+1", date(2024, 1, 2)])
    book.active.append([1250.5, 3, None])
    book.save(content)
    rows = [cells for _row, cells in spreadsheets.read("f.xlsx", content.getvalue(), formulas=True).rows]
    assert rows == [["125,555", "=1+1", "2024-01-02"], ["1250,5", "3", ""]]
    # Its own empty form comes back in each kind of file.
    for kind in spreadsheets.FORMATS:
        empty = spreadsheets.read(f"leeg.{kind}", spreadsheets.write(kind, headers_of("events"), []))
        assert (empty.header, empty.rows) == (headers_of("events"), [])


def test_wrong_import_is_taken_back_whole_and_its_history_stays():
    made = carry_out(checked("decisions", DECISION))
    other = PastDecisionFactory(imported_with=PastImportFactory(), year=2022)
    with pytest.raises(ValidationError):
        take_back(past_import=made, reason=" ", by=UserFactory())
    assert take_back(past_import=made, reason="Verkeerde bestand", by=UserFactory()) == 1
    assert list(PastDecision.objects.all()) == [other]
    gone = PastDecision.pgh_event_model.objects.get(pgh_label="delete")
    assert gone.amount == 125_050 and gone.pgh_context["taken_back"] == "Verkeerde bestand"
    figures = carry_out(checked("figures", FIGURE))
    with pytest.raises(ValidationError):
        take_back(past_import=figures, reason="Mag niet", by=UserFactory())
