"""The ledger of a ceiling: what the actions do, and what PostgreSQL refuses whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from subsidies.actions import application as applications
from subsidies.actions import handling, ledger
from subsidies.models import Account, CeilingVersion, Decision, Distribution, Ground, LedgerEntry
from subsidies.states import State
from tests.factories import UserFactory
from tests.subsidy_factories import (
    CeilingFactory,
    CeilingVersionFactory,
    DeciderFactory,
    DecisionFactory,
    OfficerFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

FREE, POSSIBLE, RESERVED, GRANTED, PAID = (
    Account.FREE,
    Account.POSSIBLE,
    Account.RESERVED,
    Account.GRANTED,
    Account.PAID,
)


def granted(application, amount=None, **kwargs):
    amount = application.requested if amount is None else amount
    outcome = Decision.Outcome.GRANT if amount == application.requested else Decision.Outcome.GRANT_IN_PART
    return take_decision(
        application=application, outcome=outcome, amount=amount, grounds="Past.", by=DeciderFactory(), **kwargs
    )


def balances(application_or_ceiling):
    """Return what stands on each account, without those on which nothing does."""
    found = application_or_ceiling.entries.balances()
    return {account: found[account, "ordinary"] for account in Account if found[account, "ordinary"] > 0}


def insert(application, source, target, amount, *, ground="ordinary", version=None, decision=None):
    """Write a row of the ledger in raw SQL."""
    version = version or application.ceiling.versions.last()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO subsidies_ledgerentry "
            "(ceiling_id, version_id, application_id, source, target, amount, ground, decision_id, entered_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, now())",
            [application.ceiling_id, version.pk, application.pk, source, target, amount, ground, decision],
        )


def test_submitting_asks_reserving_holds_and_granting_moves():
    application = submitted(requested=1_200_00)
    assert balances(application) == {POSSIBLE: 1_200_00}
    assert application.ceiling.held() == 0
    ready(application)
    assert balances(application) == {RESERVED: 1_200_00}
    granted(application, 1_000_00)
    assert balances(application) == {GRANTED: 1_000_00}
    assert application.ceiling.held() == 1_000_00


def test_withdrawing_frees_at_once_for_the_next_in_line():
    first, second = submitted(requested=30_000_00), submitted(requested=20_000_00)
    ready(first)
    ready(second)
    assert (balances(first), balances(second)) == (
        {RESERVED: 30_000_00},
        {RESERVED: 13_000_00, POSSIBLE: 7_000_00},
    )
    applications.withdraw(application=first, by=UserFactory())
    assert (balances(first), balances(second)) == ({}, {RESERVED: 20_000_00})


def test_what_turns_out_incomplete_holds_nothing_and_stands_in_line_anew():
    first, second = submitted(requested=30_000_00), submitted(requested=20_000_00)
    ready(first)
    ready(second)
    officer = OfficerFactory()
    handling.send_back(application=first, reason="Kijk nog eens.", by=DeciderFactory())
    handling.ask_supplement(application=first, text="De offerte ontbreekt.", steps=["activiteit"], by=officer)
    first.refresh_from_db()
    assert first.complete_at is None
    assert (balances(first), balances(second)) == ({POSSIBLE: 30_000_00}, {RESERVED: 20_000_00})
    handling.declare_complete(application=first, by=officer)
    assert balances(first) == {RESERVED: 23_000_00, POSSIBLE: 7_000_00}


def test_who_comes_after_waits_for_the_first():
    first, second, third = submitted(requested=40_000_00), submitted(requested=5_000_00), submitted(requested=100_00)
    for application in (first, second, third):
        ready(application)
    assert balances(second) == {RESERVED: 3_000_00, POSSIBLE: 2_000_00}
    assert balances(third) == {POSSIBLE: 100_00}


def test_a_grant_above_what_is_left_is_refused_and_changes_nothing():
    first, second = submitted(requested=40_000_00), submitted(requested=5_000_00)
    ready(first)
    ready(second)
    granted(first)
    with pytest.raises(ValidationError) as error:
        granted(second)
    assert error.value.code == "ceiling"
    second.refresh_from_db()
    assert (second.state, second.decisions.count()) == (State.TO_BE_DECIDED, 0)
    assert balances(second) == {RESERVED: 3_000_00, POSSIBLE: 2_000_00}
    granted(second, 3_000_00, offer=True)
    assert balances(second.ceiling) == {GRANTED: 43_000_00}


def test_raw_sql_cannot_pass_the_ceiling(as_serving_role):
    application = submitted(requested=1_200_00)
    insert(application, FREE, GRANTED, 43_000_00)
    with pytest.raises(IntegrityError, match="ceiling would be exceeded"), transaction.atomic():
        insert(application, FREE, GRANTED, 1)
    assert application.ceiling.held() == 43_000_00


def test_raw_sql_cannot_take_what_is_not_there(as_serving_role):
    application = submitted(requested=1_200_00)
    for source, target, amount in [(POSSIBLE, FREE, 1_200_01), (RESERVED, FREE, 1), (GRANTED, PAID, 1)]:
        with pytest.raises(IntegrityError, match="more is taken"), transaction.atomic():
            insert(application, source, target, amount)


@pytest.mark.parametrize(("source", "target"), [(FREE, PAID), (FREE, FREE), (POSSIBLE, PAID), ("elsewhere", RESERVED)])
def test_raw_sql_cannot_move_money_another_way(as_serving_role, source, target):
    with pytest.raises(DatabaseError), transaction.atomic():
        insert(submitted(), source, target, 100)


@pytest.mark.parametrize("amount", [0, -1])
def test_raw_sql_cannot_move_nothing_or_less(as_serving_role, amount):
    with pytest.raises(IntegrityError, match="ledger_amount"), transaction.atomic():
        insert(submitted(), FREE, GRANTED, amount)


def test_raw_sql_cannot_name_another_version_or_ceiling(as_serving_role):
    application = submitted()
    richer = CeilingVersionFactory(ceiling=CeilingFactory(year=2020), amount=99_000_00)
    with pytest.raises(IntegrityError, match="not the version"), transaction.atomic():
        insert(application, FREE, GRANTED, 100, version=richer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subsidies_ledgerentry SET amount = 1",
        "DELETE FROM subsidies_ledgerentry",
        "TRUNCATE subsidies_ledgerentry CASCADE",
        "UPDATE subsidies_ceilingversion SET amount = 99000000",
        "DELETE FROM subsidies_ceilingversion",
        "TRUNCATE subsidies_ceilingversion CASCADE",
        "ALTER TABLE subsidies_ledgerentry DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
    ],
)
def test_nobody_who_serves_can_rewrite_the_ledger(as_serving_role, statement):
    submitted()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LedgerEntry.objects.get().amount == 1_200_00


@pytest.mark.parametrize(
    "statement", ["UPDATE subsidies_ledgerentry SET amount = 1", "DELETE FROM subsidies_ledgerentry"]
)
def test_the_owner_is_refused_too(statement):
    submitted()
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_lowering_does_not_touch_what_came_before_and_a_raise_holds_for_all():
    rules = publish()
    before = submitted(requested=1_000_00)
    year = rules.ceiling.year
    day = date(year + 1, 1, 1)
    CeilingVersionFactory(ceiling=rules.ceiling, number=2, amount=30_000_00, published_on=day, in_force_from=day)
    assert rules.ceiling.version_for(before.received_at.date()).amount == 43_000_00
    assert rules.ceiling.version_for(day).amount == 30_000_00
    CeilingVersionFactory(ceiling=rules.ceiling, number=3, amount=50_000_00, published_on=day, in_force_from=day)
    assert rules.ceiling.version_for(before.received_at.date()).amount == 50_000_00
    # The database reckons the same: it takes the row, and would refuse it with any other version.
    ready(before)
    assert {entry.version.number for entry in before.entries.all()} == {1, 3}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)])
@pytest.mark.parametrize("amounts", [(43, 30, 50), (43, 50, 45), (43, 30, 20), (10, 20, 20), (43,)])
def test_the_database_and_the_model_name_the_same_version(day, amounts):
    ceiling = CeilingFactory(year=2026)
    for number, amount in enumerate(amounts, 1):
        starts = date(2026, 1 + 3 * (number - 1), 1)
        CeilingVersionFactory(ceiling=ceiling, number=number, amount=amount, published_on=starts, in_force_from=starts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subsidies_ceiling_version(%s, %s)", [ceiling.pk, day])
        assert cursor.fetchone()[0] == ceiling.version_for(day).pk


def test_before_the_first_version_nothing_binds():
    ceiling = CeilingVersionFactory(ceiling=CeilingFactory(year=2026)).ceiling
    assert ceiling.version_for(date(2025, 12, 31)) is None


def test_an_amount_is_published_before_it_binds():
    with pytest.raises(IntegrityError, match="ceiling_published_first"), transaction.atomic():
        CeilingVersionFactory(published_on=date(2026, 2, 1), in_force_from=date(2026, 1, 1))


def test_after_an_objection_more_may_be_granted_visibly_apart():
    application = submitted(requested=1_200_00)
    insert(application, FREE, GRANTED, 43_000_00)
    with pytest.raises(IntegrityError, match="ledger_ground"), transaction.atomic():
        insert(application, FREE, GRANTED, 500_00, ground="4:25-3")
    decision = DecisionFactory(application=application)
    insert(application, FREE, GRANTED, 500_00, ground="4:25-3", decision=decision.pk)
    assert application.ceiling.held() == 43_000_00
    assert application.entries.balances()[GRANTED, Ground.OBJECTION] == 500_00


def test_the_ledger_is_written_in_read_committed_only(transactional_db):
    application = submitted()
    with pytest.raises(DatabaseError, match="READ COMMITTED"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        insert(application, FREE, GRANTED, 100)


def at_once(work, items):
    """Do the work on each of the items, each on a connection of its own; return what came of it."""

    def alone(item):
        try:
            return work(item)
        except (ValidationError, DatabaseError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(alone, items))


def test_64_deciders_at_once_never_exceed_the_ceiling(transactional_db):
    # In a scheme that reserves nothing beforehand all run for the same money.
    publish(distribution=Distribution.LOTTERY)
    waiting = [submitted(requested=1_000_00, organisation__slug=f"nummer-{n}") for n in range(64)]
    officer, decider = OfficerFactory(), DeciderFactory()
    for application in waiting:
        handling.declare_complete(application=application, by=officer)
        handling.advise(application=application, by=officer)
    assert waiting[0].ceiling.held() == 0

    def grant(application):
        return take_decision(
            application=application, outcome=Decision.Outcome.GRANT, amount=1_000_00, grounds="Past.", by=decider
        )

    results = at_once(grant, waiting)
    granted = [result for result in results if isinstance(result, Decision)]
    refused = [result for result in results if isinstance(result, ValidationError)]
    assert (len(granted), len(refused)) == (43, 21)
    assert waiting[0].ceiling.held() == 43_000_00


def test_64_connections_with_raw_sql_never_exceed_the_ceiling(transactional_db):
    publish()
    waiting = [submitted(requested=1_000_00, organisation__slug=f"nummer-{n}") for n in range(64)]
    results = at_once(lambda application: insert(application, FREE, GRANTED, 1_000_00), waiting)
    assert sum(result is None for result in results) == 43
    assert all(isinstance(result, IntegrityError) for result in results if result is not None)
    assert waiting[0].ceiling.held() == 43_000_00


def test_room_is_what_is_left_for_whom():
    application = submitted(requested=1_200_00)
    assert ledger.room(application.ceiling, application.received_at.date()) == 43_000_00
    ready(application)
    assert ledger.room(application.ceiling, application.received_at.date()) == 41_800_00
    assert CeilingVersion.objects.count() == 1
