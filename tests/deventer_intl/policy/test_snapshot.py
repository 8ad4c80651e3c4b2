"""Snapshots: what they hold, when they are refused, that nothing moves while they are read, and that they stay."""

import sys
from datetime import date
from decimal import Decimal
from threading import Thread
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from deventer_intl.models import PolicySnapshot
from deventer_intl.policy import snapshot_content
from deventer_intl.policy.actions import snapshot as actions
from deventer_intl.policy.tables import Row
from globalgoals.models import Measurement
from tests.factories import UserFactory
from tests.policy_factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PolicyChapterFactory,
    PolicyPlanFactory,
    PolicySnapshotFactory,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_tables")]


@pytest.fixture
def no_tables(monkeypatch):
    """The tables are another module's; here there are none."""
    module = SimpleNamespace(tables_of_year=lambda plan, year: {})
    monkeypatch.setitem(sys.modules, "deventer_intl.policy.tables_of_year", module)
    return module


@pytest.fixture
def plan():
    return PolicyPlanFactory()


def indicator_of(plan, **values):
    return IndicatorFactory(ambition=AmbitionFactory(chapter=PolicyChapterFactory(plan=plan, number=1)), **values)


def test_a_snapshot_keeps_what_is_known_and_says_what_is_not(plan, no_tables):
    first = indicator_of(plan, slug="bekend", unit="euro", target=Decimal("10000"))
    IndicatorFactory(ambition=first.ambition, slug="onbekend")
    MeasurementFactory(indicator=first, value=Decimal("9999.99"), unit="euro")
    no_tables.tables_of_year = lambda plan, year: {"schemes": [Row(["Samenwerking", "1.00", 1, "1.00", None, None])]}
    by = UserFactory()
    with time_machine.travel("2026-11-28 12:00Z", tick=False):
        snapshot = actions.take(plan=plan, year=2023, by=by)
    snapshot.refresh_from_db()
    known, unknown = snapshot.content["indicators"]
    assert (known["value"], known["standing"], known["as_of"]) == ("9999.99", "typed", "2023-12-31")
    assert (known["target"], known["source"]) == ("10000.00", "CBS StatLine, tabel 1")
    assert (unknown["value"], unknown["standing"]) == (None, "unknown")
    assert snapshot.content["tables"]["schemes"][0]["cells"][1] == "1.00"
    assert (snapshot.number, snapshot.is_provisional, snapshot.taken_by) == (1, False, by)
    assert snapshot_content.is_whole(snapshot)


@pytest.mark.parametrize("year", [2020, 2027, 2026])
def test_a_year_of_no_plan_or_still_to_come_is_refused(plan, year):
    with time_machine.travel("2025-06-01 12:00Z"), pytest.raises(ValidationError) as refused:
        actions.take(plan=plan, year=year, by=UserFactory())
    assert list(refused.value.message_dict) == ["year"]
    assert PolicySnapshot.objects.count() == 0


def test_anew_only_with_a_reason_and_when_something_changed(plan):
    measured, by = MeasurementFactory(indicator=indicator_of(plan)), UserFactory()
    actions.take(plan=plan, year=2023, by=by)
    with pytest.raises(ValidationError) as no_reason:
        actions.take(plan=plan, year=2023, by=by, reason="  ")
    assert list(no_reason.value.message_dict) == ["reason"]
    with pytest.raises(ValidationError):
        actions.take(plan=plan, year=2023, by=by, reason="Zomaar")
    MeasurementFactory(indicator=measured.indicator, value=13, corrects=measured, reason="Telfout")
    second = actions.take(plan=plan, year=2023, by=by, reason="Telfout hersteld")
    assert (second.number, second.reason) == (2, "Telfout hersteld")
    assert [each.content["indicators"][0]["value"] for each in PolicySnapshot.objects.all()] == ["12.00", "13.00"]


def test_the_unfinished_year_is_provisional_and_then_final(plan):
    indicator_of(plan)
    with time_machine.travel("2025-12-31 12:00Z"):
        assert actions.take(plan=plan, year=2025, by=None).is_provisional
    with time_machine.travel("2026-01-02 12:00Z"):
        final = actions.take(plan=plan, year=2025, by=None, reason="Het jaar is voorbij")
    assert (final.number, final.is_provisional) == (2, False)


def test_what_is_written_while_it_is_read_is_wholly_in_it_or_not_at_all(plan, no_tables):
    """Between reading the figures and the tables, another connection changes both."""
    measured = MeasurementFactory(indicator=indicator_of(plan))

    def elsewhere():
        MeasurementFactory(indicator=measured.indicator, value=99, corrects=measured, reason="Nieuw")
        connection.close()

    def tables_of_year(plan, year):
        writer = Thread(target=elsewhere)
        writer.start()
        writer.join()
        return {"results": [Row([str(Measurement.objects.current().get().value), None, None, None])]}

    no_tables.tables_of_year = tables_of_year
    kept = actions.take(plan=plan, year=2023, by=None)
    assert Measurement.objects.current().get().value == 99
    assert kept.content["indicators"][0]["value"] == "12.00"
    assert kept.content["tables"]["results"][0]["cells"][0] == "12.00"


def test_two_at_once_make_one(plan, no_tables):
    indicator_of(plan)

    def elsewhere():
        no_tables.tables_of_year = lambda plan, year: {}
        actions.take(plan=plan, year=2023, by=None)
        connection.close()

    def tables_of_year(plan, year):
        other = Thread(target=elsewhere)
        other.start()
        other.join()
        return {}

    no_tables.tables_of_year = tables_of_year
    with pytest.raises(ValidationError) as refused:
        actions.take(plan=plan, year=2023, by=None)
    assert refused.value.messages
    assert PolicySnapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("UPDATE deventer_intl_policysnapshot SET content = '{}'", ProgrammingError),
        ("UPDATE deventer_intl_policysnapshot SET reason = 'x', number = 2", ProgrammingError),
        ("DELETE FROM deventer_intl_policysnapshot", ProgrammingError),
        ("number = 3, reason = 'x'", IntegrityError),
        ("number = 2", IntegrityError),
        ("year = 2027, number = 1", IntegrityError),
        ("year = 2026, number = 1", IntegrityError),
        ("year = 2024, number = 1, provisional = true", IntegrityError),
    ],
)
def test_the_database_refuses_what_no_snapshot_may_be(plan, statement, error):
    with time_machine.travel(date(2025, 6, 1)):
        made = PolicySnapshotFactory(plan=plan)
    if not statement.startswith(("UPDATE", "DELETE")):
        values = {"year": "2023", "number": "2", "reason": "''", "provisional": "false"}
        values |= dict(part.split(" = ") for part in statement.split(", "))
        statement = (
            "INSERT INTO deventer_intl_policysnapshot"
            " (plan_id, year, number, is_provisional, reason, content, sha256, taken_at)"
            f" SELECT plan_id, {values['year']}, {values['number']}, {values['provisional']}, {values['reason']},"
            " content, sha256, taken_at FROM deventer_intl_policysnapshot"
        )
    with pytest.raises(error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(PolicySnapshot.objects.values_list("pk", "number")) == [(made.pk, 1)]


def test_what_the_owner_of_the_tables_changed_is_noticed(plan):
    made = PolicySnapshotFactory(plan=plan)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deventer_intl_policysnapshot DISABLE TRIGGER USER")
        cursor.execute("""UPDATE deventer_intl_policysnapshot SET content = jsonb_set(content, '{plan}', '"x"')""")
        cursor.execute("ALTER TABLE deventer_intl_policysnapshot ENABLE TRIGGER USER")
    assert snapshot_content.is_whole(made)
    made.refresh_from_db()
    assert not snapshot_content.is_whole(made)
