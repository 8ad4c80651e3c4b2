"""The rules of the policy that the database holds, tried in plain SQL."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ...factories import OrganisationFactory
from ...policy_factories import (
    IndicatorFactory,
    MeasurementFactory,
    PastDecisionFactory,
    PastEventFactory,
    PastImportFactory,
    PolicyPlanFactory,
)
from ...subsidy_factories import CeilingFactory, LedgerEntryFactory, SchemeFactory

pytestmark = pytest.mark.django_db
MEASURE = """
    INSERT INTO globalgoals_measurement (indicator_id, year, value, unit, measured_on, source, origin, reason, recorded_at, corrects_id)
    VALUES (%(indicator)s, %(year)s, %(value)s, %(unit)s, %(on)s, %(source)s, %(origin)s, %(reason)s, '2024-06-01', %(corrects)s)
"""


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, *params)


def refused(constraint, sql, *params):
    """Tell whether the database refuses this by that rule."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        run(sql, *params)
    return constraint in str(caught.value) or caught.value.__cause__.diag.constraint_name == constraint


def figure(indicator, **changes):
    said = {"year": 2023, "value": 5, "unit": "number", "on": "2024-01-02", "source": "CBS", "origin": "typed"}
    return {**said, "reason": "", "corrects": None, "indicator": indicator.pk, **changes}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("measurement_unit", {"unit": "euro"}),
        ("measurement_not_of_the_future", {"year": 2025}),
        ("measured_before_recorded", {"on": "2024-06-02"}),
        ("measurement_year", {"year": 1800}),
        ("measurement_source", {"source": ""}),
        ("measurement_origin", {"origin": "imported"}),
        ("measurement_corrected_with_reason", {"reason": "zomaar"}),
    ],
)
def test_database_refuses_a_figure(rule, changes):
    indicator = IndicatorFactory()
    assert refused(rule, MEASURE, figure(indicator, **changes))
    run(MEASURE, figure(indicator))


def test_database_refuses_a_third_answer_to_yes_or_no():
    indicator = IndicatorFactory(unit="yes-no")
    assert refused("measurement_yes_or_no", MEASURE, figure(indicator, unit="yes-no", value=2))
    run(MEASURE, figure(indicator, unit="yes-no", value=1))


def test_figure_of_a_year_is_there_once_and_is_corrected_once():
    first = MeasurementFactory(year=2023)
    assert refused("measurement_once_a_year", MEASURE, figure(first.indicator))
    correction = figure(first.indicator, corrects=first.pk, reason="Een tikfout")
    assert refused("measurement_corrects_its_own", MEASURE, {**correction, "year": 2022})
    assert refused("measurement_corrects_its_own", MEASURE, {**correction, "indicator": IndicatorFactory().pk})
    assert refused("measurement_corrected_with_reason", MEASURE, {**correction, "reason": ""})
    run(MEASURE, correction)
    assert refused("corrects_id", MEASURE, correction)


def test_figure_never_changes_and_never_goes():
    measurement = MeasurementFactory()
    assert refused("Cannot update", "UPDATE globalgoals_measurement SET value = 3 WHERE id = %s", [measurement.pk])
    assert refused("Cannot delete", "DELETE FROM globalgoals_measurement WHERE id = %s", [measurement.pk])
    run("UPDATE globalgoals_measurement SET recorded_by_id = NULL WHERE id = %s", [measurement.pk])


def test_unit_of_an_indicator_stays_once_it_was_measured():
    indicator = IndicatorFactory()
    change = "UPDATE globalgoals_indicator SET unit = %s WHERE id = %s"
    run(change, ["hours", indicator.pk])
    indicator.refresh_from_db()
    MeasurementFactory(indicator=indicator)
    assert refused("indicator_unit_stays", change, ["euro", indicator.pk])


@pytest.mark.parametrize(
    ("rule", "column", "value"),
    [
        ("indicator_side", "side", "both"),
        ("indicator_unit", "unit", "guilder"),
        ("indicator_target_range", "target_most", 3),
        ("indicator_typed_names_source", "source", ""),
        ("indicator_fresh_for", "fresh_for", 0),
    ],
)
def test_database_refuses_an_indicator(rule, column, value):
    indicator = IndicatorFactory()
    assert refused(rule, f"UPDATE globalgoals_indicator SET {column} = %s WHERE id = %s", [value, indicator.pk])


def test_database_refuses_years_of_a_plan():
    plan = PolicyPlanFactory()
    assert refused("policy_plan_years", "UPDATE globalgoals_policyplan SET last_year = 2020 WHERE id = %s", [plan.pk])
    draft = PolicyPlanFactory(slug="concept", published_on=None)
    assert refused(
        "policy_plan_first_year",
        "UPDATE globalgoals_policyplan SET published_on = '2024-01-01' WHERE id = %s",
        [draft.pk],
    )


def test_past_decisions_stay_within_the_one_ceiling_of_their_year():
    first = PastDecisionFactory(ceiling=1_000_00, amount=600_00)
    copy = """
        INSERT INTO subsidies_pastdecision (scheme_id, year, ceiling, organisation_id, purpose, amount, source, imported_with_id)
        SELECT scheme_id, year, %s, organisation_id, purpose, %s, %s, imported_with_id FROM subsidies_pastdecision WHERE id = %s
    """
    assert refused("past_decision_within_ceiling", copy, [1_000_00, 400_01, "Archief", first.pk])
    assert refused("past_decision_one_ceiling", copy, [2_000_00, 1, "Archief", first.pk])
    assert refused("past_decision_amount", copy, [1_000_00, 0, "Archief", first.pk])
    assert refused("past_decision_source", copy, [1_000_00, 1, "", first.pk])
    run(copy, [1_000_00, 400_00, "Archief", first.pk])
    assert refused(
        "past_decision_within_ceiling",
        "UPDATE subsidies_pastdecision SET amount = amount + 1 WHERE id = %s",
        [first.pk],
    )


def test_past_decision_is_not_of_a_year_in_the_ledger():
    entry = LedgerEntryFactory()
    decision = PastDecisionFactory(scheme=entry.ceiling.scheme, year=entry.ceiling.year - 1)
    change = "UPDATE subsidies_pastdecision SET year = %s WHERE id = %s"
    assert refused("past_decision_before_the_portal", change, [entry.ceiling.year, decision.pk])
    # A ceiling alone is no money.
    CeilingFactory(scheme=SchemeFactory(), year=entry.ceiling.year - 2)
    run(change, [entry.ceiling.year - 2, decision.pk])


@pytest.mark.parametrize(
    ("rule", "column", "value"),
    [
        ("past_event_day_in_year", "held_on", "2022-12-31"),
        ("past_event_source", "source", ""),
        ("past_event_kind", "kind", "party"),
    ],
)
def test_database_refuses_a_past_event(rule, column, value):
    event = PastEventFactory()
    assert refused(rule, f"UPDATE events_pastevent SET {column} = %s WHERE id = %s", [value, event.pk])


def test_file_is_imported_once_and_names_its_source():
    first, other = PastImportFactory(), PastImportFactory()
    change = "UPDATE globalgoals_pastimport SET {} = %s WHERE id = %s"
    assert refused("past_import_once", change.format("sha256"), [first.sha256, other.pk])
    assert refused("past_import_source", change.format("source"), ["", other.pk])
    assert refused("past_import_source", change.format("sha256"), ["X" * 64, other.pk])


def test_organisation_of_a_past_decision_stays():
    decision = PastDecisionFactory(organisation=OrganisationFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        run("DELETE FROM organisations_organisation WHERE id = %s", [decision.organisation_id])
        run("SET CONSTRAINTS ALL IMMEDIATE")
