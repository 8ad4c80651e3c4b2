"""The role that serves removes nothing by hand, and through the function nothing that is not due."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from subsidies import retention
from subsidies.actions import retaining
from subsidies.models import Application, RetentionClass, RetentionHold, RetentionRemoval, RetentionRun, RetentionTerm
from subsidies.retention import parts
from tests.factories import TargetFactory
from tests.subsidy_factories import (
    AppealFactory,
    ApplicationFactory,
    BudgetLineFactory,
    FinalTermFactory,
    InstalmentFactory,
    ObjectionFactory,
    OfficerFactory,
    RecoveryFactory,
    RepaymentFactory,
    RetentionHoldFactory,
    RetentionRemovalFactory,
    RetentionRunFactory,
    SampleCheckFactory,
    granted,
    reported,
)

from .result_scene import published
from .retention_scene import (
    MARK,
    aged,
    as_owner,
    first_day_of_term,
    refused,
    rules_with_a_document,
    settled,
    where_found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    return rules_with_a_document()


@pytest.fixture
def due():
    """A case that was refused, whose term ended today."""
    return aged(refused(), "refused")


@pytest.fixture
def run():
    return RetentionRunFactory()


def execute(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def remove(run, kind, application):
    return execute("SELECT subsidies_remove(%s, %s, %s)", run.pk, kind, application.pk)


def test_the_function_removes_what_is_due(due, run, as_serving_role):
    assert remove(run, "refused", due) == 1
    assert not Application.objects.filter(pk=due.pk).exists()
    assert RetentionRemoval.objects.get().run == run


def test_the_job_runs_as_the_serving_role(due, as_serving_role):
    granted, draft = settled(), ApplicationFactory()
    execute("RESET ROLE")
    aged(granted, "granted"), aged(draft, "drafts")
    execute("SET ROLE deventer_serving")
    _run, failed = retaining.remove_all()
    assert failed == []
    assert {each.kind for each in RetentionRemoval.objects.all()} == {"refused", "granted", "drafts"}


def a_report():
    """A report that was sent in, with a line of costs."""
    case = granted()
    BudgetLineFactory(application=case)
    return reported(case)


# What comes after a grant, each made in a case of its own.
AFTER_THE_GRANT = {
    "accountabilityreport": a_report,
    "reportline": a_report,
    "reportphoto": published,
    "finalterm": FinalTermFactory,
    "samplecheck": SampleCheckFactory,
    "objection": ObjectionFactory,
    "appeal": AppealFactory,
    "recovery": RecoveryFactory,
    "instalment": InstalmentFactory,
    "repayment": RepaymentFactory,
    **dict.fromkeys(["publicresult", "publicresult_countries", "goalofresult", "resultphoto"], published),
}
# What is written anew while a case is handled; the history keeps what was taken away (below).
WORKING = {
    "answers", "attachment", "batchitem", "budgetline", "decisiondraft", "reminder", "application_countries",
    "supplementrequest_evidence", "resultphoto", "publicresult_countries", "goalofresult", "goalofapplication_targets", "goalofresult_targets",
}  # fmt: skip


@pytest.mark.parametrize("part", parts.parts(), ids=lambda part: part.name)
def test_nobody_removes_a_part_of_a_case_by_hand(due, run, as_serving_role, part):
    if part.name in ("payment", "ibanchange"):
        execute("RESET ROLE")
        settled()
        execute("SET ROLE deventer_serving")
    if part.name in AFTER_THE_GRANT:
        execute("RESET ROLE")
        AFTER_THE_GRANT[part.name]()
        execute("SET ROLE deventer_serving")
    if part.name.endswith("_targets"):
        execute("RESET ROLE")
        record = published() if part.name == "goalofresult_targets" else due
        claim = record.goal_tags.first()
        claim.targets.add(TargetFactory(goal=claim.goal))
        execute("SET ROLE deventer_serving")
    if part.name == "retentionhold":
        retaining.hold(application=due, reason="woo", note="Verzoek 14", by=OfficerFactory())
    with pytest.raises(DatabaseError, match="permission denied"):
        execute(f"TRUNCATE {part.table} CASCADE")
    if part.event_table:
        for statement in ("DELETE FROM {}", "UPDATE {} SET pgh_label = 'x'", "TRUNCATE {} CASCADE"):
            with pytest.raises(DatabaseError):
                execute(statement.format(part.event_table))
    if part.name == "decisiondraft":
        return
    if part.name not in WORKING:
        with pytest.raises(DatabaseError):
            execute(f"DELETE FROM {part.table}")
        return
    before = execute(f"SELECT 1 FROM {part.event_table}") if part.event_table else 0
    gone = execute(f"DELETE FROM {part.table}")
    assert gone > 0
    if part.event_table:
        assert execute(f"SELECT 1 FROM {part.event_table}") == before + gone


@pytest.mark.parametrize(
    "setting", ["pgtrigger.ignore", "session_replication_role"], ids=["triggers ignored", "as a replica"]
)
def test_no_setting_opens_the_history(due, as_serving_role, setting):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, CASE %s WHEN 'pgtrigger.ignore' THEN array_agg(tgname)::text ELSE 'replica' END, true)"
            " FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'",
            [setting, setting],
        )
        cursor.execute("DELETE FROM subsidies_message")


def test_after_the_function_the_triggers_hold_again(due, run, as_serving_role):
    other = refused()
    with transaction.atomic():
        remove(run, "refused", due)
        with pytest.raises(DatabaseError, match="Cannot delete"):
            execute("DELETE FROM subsidies_message WHERE application_id = %s", other.pk)
        execute("UPDATE subsidies_message SET text = 'Anders' WHERE application_id = %s", other.pk)
    assert other.messages.get().events.count() == 2


@pytest.mark.parametrize("kind", RetentionClass.values)
def test_the_function_refuses_what_is_one_day_too_young(run, kind):
    case = {"drafts": ApplicationFactory, "granted": settled}.get(kind, refused)()
    aged(case, kind, days_left=1)
    execute("SET ROLE deventer_serving")
    for each in (kind, "alles"):
        with pytest.raises(IntegrityError, match="is not due"):
            remove(run, each, case)
    execute("RESET ROLE")


def test_the_function_refuses_another_class_than_that_of_the_case(run, as_serving_role):
    execute("RESET ROLE")
    granted = aged(settled(), "granted")
    execute("SET ROLE deventer_serving")
    for kind in ("refused", "drafts"):
        with pytest.raises(IntegrityError, match="is not due"):
            remove(run, kind, granted)
    assert MARK in Application.objects.get(pk=granted.pk).plan


@pytest.mark.parametrize("reason", RetentionHold.Reason.values)
def test_the_function_obeys_a_hold(due, run, as_serving_role, reason):
    RetentionHoldFactory(application=due, reason=reason)
    for kind in ("refused", "contacts"):
        with pytest.raises(IntegrityError, match="is held"):
            remove(run, kind, due)


def test_the_function_obeys_a_payment_on_its_way(run, as_serving_role):
    execute("RESET ROLE")
    granted = aged(settled(), "granted")
    as_owner("UPDATE subsidies_payment SET paid_on = NULL")
    execute("SET ROLE deventer_serving")
    for kind in ("granted", "contacts"):
        with pytest.raises(IntegrityError, match="is held"):
            remove(run, kind, granted)


def test_the_function_takes_no_day_that_is_to_come(as_serving_role):
    execute("RESET ROLE")
    young = aged(refused(), "refused", days_left=1)
    execute("SET ROLE deventer_serving")
    tomorrow = timezone.localdate() + timedelta(days=1)
    run = RetentionRunFactory(day=tomorrow, backups_until=tomorrow)
    assert [each.kind for each in retention.due(tomorrow)] == ["refused"]
    with pytest.raises(IntegrityError, match="nothing is removed without a run of today or before"):
        remove(run, "refused", young)


def test_the_function_wants_a_run_that_was_not_dry(due, as_serving_role):
    for run in (RetentionRunFactory(is_dry=True), RetentionRun(pk=0), RetentionRun(pk=None)):
        with pytest.raises(IntegrityError, match="nothing is removed without a run"):
            remove(run, "refused", due)


def test_an_end_that_is_written_back_makes_nothing_due(run, as_serving_role):
    application = refused()
    since = first_day_of_term("refused", timezone.localdate())
    execute("UPDATE subsidies_application SET closed_at = %s WHERE id = %s", since, application.pk)
    execute(
        "INSERT INTO subsidies_applicationevent SELECT (jsonb_populate_record(e, jsonb_build_object('pgh_id', 1e9::bigint,"
        " 'pgh_created_at', '2001-01-01', 'state', 'refused'))).* FROM subsidies_applicationevent e"
        " WHERE pgh_obj_id = %s ORDER BY pgh_id DESC LIMIT 1",
        application.pk,
    )
    with pytest.raises(IntegrityError, match="is not due"):
        remove(run, "refused", application)


def test_a_shorter_term_holds_after_four_weeks(run, as_serving_role):
    execute("RESET ROLE")
    young = aged(refused(), "refused", days_left=200)
    execute("SET ROLE deventer_serving")
    # In two steps, and back and forth: the longest of these weeks counts.
    for months in (40, 12, 13, 12):
        execute("UPDATE subsidies_retentionterm SET months = %s WHERE kind = 'refused'", months)
        with pytest.raises(IntegrityError, match="is not due"):
            remove(run, "refused", young)
    for values in ("months_before = 12, shortened_at = NULL", "months_before = NULL", "shortened_at = '2001-01-01'"):
        execute(f"UPDATE subsidies_retentionterm SET {values} WHERE kind = 'refused'")
        with pytest.raises(IntegrityError, match="is not due"):
            remove(run, "refused", young)
    execute("RESET ROLE")
    as_owner("UPDATE subsidies_retentionterm SET shortened_at = now() - interval '29 days' WHERE kind = 'refused'")
    execute("SET ROLE deventer_serving")
    assert remove(run, "refused", young) == 1


def test_a_longer_term_holds_at_once(due, run, as_serving_role):
    execute("UPDATE subsidies_retentionterm SET months = 61 WHERE kind = 'refused'")
    with pytest.raises(IntegrityError, match="is not due"):
        remove(run, "refused", due)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subsidies_retentionterm SET months = 0",
        "UPDATE subsidies_retentionterm SET months = 11 WHERE kind = 'refused'",
        "UPDATE subsidies_retentionterm SET months = 601",
        "UPDATE subsidies_retentionterm SET kind = 'drafts' WHERE kind = 'contacts'",
        "DELETE FROM subsidies_retentionterm",
        "TRUNCATE subsidies_retentionterm",
        "INSERT INTO subsidies_retentionterm (kind, months) VALUES ('granted', 84)",
        "UPDATE subsidies_retentionhold SET note = 'Anders'",
        "UPDATE subsidies_retentionhold SET since = since - 1",
        "UPDATE subsidies_retentionhold SET ended_on = since",
        "UPDATE subsidies_retentionhold SET ended_on = since - 1, ended_by_id = held_by_id WHERE ended_on IS NULL",
        "UPDATE subsidies_retentionhold SET ended_on = NULL, ended_by_id = NULL WHERE ended_on IS NOT NULL",
        "DELETE FROM subsidies_retentionhold",
        "UPDATE subsidies_retentionrun SET day = day + 1",
        "UPDATE subsidies_retentionrun SET is_dry = false",
        "DELETE FROM subsidies_retentionrun",
        "INSERT INTO subsidies_retentionrun (made_at, day, is_dry) VALUES (now(), now(), false)",
        "UPDATE subsidies_retentionremoval SET counts = '{}'",
        "DELETE FROM subsidies_retentionremoval",
        "INSERT INTO subsidies_retentionremoval (run_id, kind, key, reference, counts, files, removed_at)"
        " SELECT id, 'refused', 7, '', '{}', 0, now() FROM subsidies_retentionrun LIMIT 1",
        "CREATE OR REPLACE FUNCTION subsidies_remove(bigint, text, bigint) RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]'",
        "DROP FUNCTION subsidies_remove(bigint, text, bigint)",
        "SELECT subsidies_retention_statements('refused')",
    ],
)
def test_terms_holds_and_records_are_not_rewritten(as_serving_role, statement):
    execute("RESET ROLE")
    RetentionRemovalFactory()
    hold, officer = RetentionHoldFactory(), OfficerFactory()
    retaining.end_hold(hold=hold, by=officer)
    RetentionHoldFactory(application=hold.application, reason="objection")
    execute("SET ROLE deventer_serving")
    with pytest.raises(DatabaseError):
        execute(statement)


def test_others_may_not_call_it(due, run):
    execute("CREATE ROLE passer_by")
    execute("SET ROLE passer_by")
    for call in ("subsidies_remove(1, 'refused', 1)", "subsidies_retention_due(now()::date)"):
        with pytest.raises(ProgrammingError, match="denied"):
            execute(f"SELECT {call}")
    execute("RESET ROLE")


def test_a_table_of_the_caller_is_not_taken_for_ours(run, as_serving_role):
    """The function runs as the owner, and looks in our schema first."""
    application = refused()
    execute("CREATE TEMP TABLE subsidies_retentionterm AS SELECT * FROM public.subsidies_retentionterm")
    execute("UPDATE pg_temp.subsidies_retentionterm SET months = 0")
    with pytest.raises(IntegrityError, match="is not due"):
        remove(run, "refused", application)


def test_what_goes_goes_whole_or_not(due, run, as_serving_role):
    execute("RESET ROLE")
    # A table that names the case, and of which no part knows.
    execute("CREATE TABLE elsewhere (application_id bigint REFERENCES subsidies_application)")
    execute("INSERT INTO elsewhere VALUES (%s)", due.pk)
    tables = where_found(MARK)
    execute("SET ROLE deventer_serving")
    with pytest.raises(IntegrityError):
        remove(run, "refused", due)
    assert where_found(MARK) == tables and not RetentionRemoval.objects.exists()


def test_terms_are_there_from_the_start():
    found = dict(RetentionTerm.objects.values_list("kind", "months"))
    assert found == {"drafts": 12, "contacts": 24, "refused": 60, "granted": 120}
