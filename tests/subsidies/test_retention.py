"""What goes when its term ended, what of it stays, and what is held back."""

from datetime import timedelta

import pghistory
import pytest
import time_machine
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from subsidies import retention
from subsidies.actions import retaining
from subsidies.models import (
    Account,
    Answers,
    Application,
    LedgerEntry,
    RetentionClass,
    RetentionHold,
    RetentionRemoval,
)
from subsidies.retention import parts
from tests.subsidy_factories import (
    AnswersFactory,
    ApplicationFactory,
    AttachmentFactory,
    DeciderFactory,
    OfficerFactory,
    submitted,
)

from .retention_scene import (
    MARK,
    MARKED,
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


def due_today():
    return [(each.kind, each.application.pk, bool(each.held)) for each in retention.due(timezone.localdate())]


def standing():
    """Return what stands on each account under each ceiling."""
    return {
        ceiling: {key: cents for key, cents in rows.balances().items() if key[0] != Account.FREE}
        for ceiling in LedgerEntry.objects.values_list("ceiling", flat=True).distinct()
        for rows in [LedgerEntry.objects.filter(ceiling=ceiling)]
    }


def test_every_class_goes_on_the_day_after_its_term_and_not_before():
    cases = {
        "drafts": ApplicationFactory(),
        "contacts": refused(),
        "refused": refused(),
        "granted": settled(),
    }
    for kind, application in cases.items():
        aged(application, kind, days_left=1)
    young = {("contacts", cases["refused"].pk, False), ("contacts", cases["granted"].pk, False)}
    assert set(due_today()) == young
    for kind, application in cases.items():
        aged(application, kind)
    assert set(due_today()) == {(kind, application.pk, False) for kind, application in cases.items()}
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        assert set(due_today()) == young


def test_a_refused_case_goes_entirely(django_capture_on_commit_callbacks):
    application, other = aged(refused(), "refused"), refused(**dict.fromkeys(("plan", "postal_address"), "anders"))
    names = [
        *application.attachments.values_list("file", flat=True),
        *application.documents.values_list("file", flat=True),
    ]
    before, kept = standing(), where_found(other.plan)
    assert len(names) >= 2 and all(storages["private"].exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        run, failed = retaining.remove_all()
    assert failed == [] and standing() == before
    removal = run.removals.get()
    assert (removal.kind, removal.reference, removal.files) == ("refused", application.reference, len(names))
    assert removal.counts["application"] == removal.counts["message"] == removal.counts["attachmentevent"] == 1
    assert not any(storages["private"].exists(name) for name in names)
    with connection.cursor() as cursor:
        for part in parts.parts():
            for table, where in ((part.table, part.where()), (part.event_table, part.where_event())):
                if table:
                    cursor.execute(
                        f"SELECT count(*) FROM {table} WHERE {where.replace('$1', '%(pk)s')}", {"pk": application.pk}
                    )
                    assert cursor.fetchone()[0] == 0, table
    assert where_found(other.plan) == kept and other.decisions.count() == other.messages.count() == 1
    assert storages["private"].exists(other.attachments.get().file.name)


def test_of_a_settled_case_the_skeleton_stays():
    with pghistory.context(user=1):
        application = aged(settled(), "granted")
    decision, payment = application.decisions.get(), application.payments.get()
    before, rows = standing(), list(application.entries.values_list("pk", flat=True))
    run, failed = retaining.remove_all()
    assert failed == [] and standing() == before
    assert [each.kind for each in run.removals.all()] == ["granted"]
    after = Application.objects.with_names().get(pk=application.pk)
    same = ["reference", "organisation", "requested", "received_at", "closed_at", "starts_on", "ends_on", "state"]
    assert [getattr(after, name) for name in same] == [getattr(application, name) for name in same]
    assert (after.plan, after.contact_name, after.iban, after.submitted_by) == ("", "", "", None)
    emptied = after.decisions.get()
    assert after.title == emptied.public_title == decision.public_title
    same = ["amount", "outcome", "announced_at", "decided_at", "public_summary", "snapshot", "settlement_path"]
    assert [getattr(emptied, name) for name in same] == [getattr(decision, name) for name in same]
    day = timezone.localdate()
    assert (
        emptied.grounds
        == f"De motivering is op {day:%d-%m-%Y} verwijderd, omdat de bewaartermijn voorbij is (Archiefwet)."
    )
    assert (after.payments.get().amount, after.payments.get().paid_on) == (payment.amount, payment.paid_on)
    assert list(after.entries.values_list("pk", flat=True)) == rows
    assert list(after.countries.all()) == list(application.countries.all()) != []
    assert where_found(MARK) == []
    assert {event.pgh_context for entry in after.entries.all() for event in entry.events.all()} == {None}
    assert after.events.count() == after.documents.count() == after.messages.count() == 0


def test_of_a_closed_case_the_contact_goes_first(client):
    application = aged(settled(), "contacts")
    for text in (*MARKED.values(), application.contact_email):
        assert "subsidies_applicationevent" in where_found(text.split("\n")[0])
    run, failed = retaining.remove_all()
    assert failed == [] and [each.kind for each in run.removals.all()] == ["contacts"]
    for text in MARKED.values():
        assert where_found(text.split("\n")[0]) == []
    after = Application.objects.get(pk=application.pk)
    assert (after.plan, after.title) == (application.plan, application.title)
    assert after.messages.count() == after.documents.exclude(kind="receipt").count() == 1
    assert after.events.count() == application.events.count() > 0
    assert not Answers.objects.filter(application=application).exists()


def test_a_contact_that_is_noted_anew_goes_again():
    application = aged(refused(), "contacts")
    retaining.remove_all()
    assert due_today() == []
    as_owner("UPDATE subsidies_application SET contact_name = 'Ada' WHERE id = %s", application.pk)
    assert due_today() == [("contacts", application.pk, False)]
    retaining.remove_all()
    assert RetentionRemoval.objects.filter(key=application.pk).count() == 2
    assert Application.objects.get().contact_name == ""


def test_a_draft_goes_a_year_after_somebody_touched_it():
    draft, touched, mine = ApplicationFactory(title=MARK), ApplicationFactory(), ApplicationFactory()
    AnswersFactory(application=draft, data={"title": [MARK]})
    AttachmentFactory(application=draft, file_name=f"{MARK}.pdf")
    for each in (draft, touched):
        aged(each, "drafts")
    AnswersFactory(application=touched)
    retaining.remove_all()
    assert set(Application.objects.all()) == {touched, mine}
    assert where_found(MARK) == []
    removal = RetentionRemoval.objects.get()
    assert (removal.key, removal.reference, str(removal)) == (draft.pk, "", f"concept {draft.pk}")


def test_nothing_goes_twice():
    cases = [aged(refused(), "refused"), aged(settled(), "granted"), aged(refused(), "contacts")]
    retaining.remove_all()
    first = list(RetentionRemoval.objects.values_list("key", flat=True))
    assert sorted(first) == sorted(case.pk for case in cases)
    run, failed = retaining.remove_all()
    assert (list(run.removals.all()), failed) == ([], [])
    assert RetentionRemoval.objects.count() == 3


def test_a_case_under_hold_stays_until_it_is_ended():
    application, officer = aged(refused(), "refused"), OfficerFactory()
    hold = retaining.hold(application=application, reason="woo", note="Verzoek 14", by=officer)
    retaining.hold(application=application, reason="objection", note="Bezwaar 3", by=DeciderFactory())
    [found, contact] = retention.due(timezone.localdate())
    assert [str(why) for why in found.held] == ["in bezwaar of beroep", "gevraagd op grond van de Woo"]
    assert contact.kind == RetentionClass.CONTACTS and contact.held
    retaining.remove_all()
    assert Application.objects.filter(pk=application.pk).exists()
    retaining.end_hold(hold=hold, by=officer)
    retaining.remove_all()
    assert MARK in Application.objects.get(pk=application.pk).contact_name
    retaining.end_hold(hold=RetentionHold.objects.open().get(), by=officer)
    retaining.remove_all()
    assert not Application.objects.filter(pk=application.pk).exists()


def held_because(statement, application):
    as_owner(statement, application.pk)
    return {each.kind.value: [str(why) for why in each.held] for each in retention.due(timezone.localdate())}


def test_what_is_not_finished_is_held_without_anybody_saying_so():
    application = aged(settled(), "granted")
    found = held_because("UPDATE subsidies_payment SET paid_on = NULL WHERE application_id = %s", application)
    assert found == {"granted": ["een betaling is onderweg"], "contacts": ["een betaling is onderweg"]}
    as_owner("UPDATE subsidies_payment SET paid_on = '2001-01-01' WHERE application_id = %s", application.pk)
    found = held_because("UPDATE subsidies_decision SET announced_at = NULL WHERE application_id = %s", application)
    assert found["granted"] == found["contacts"] == ["een besluit is niet bekendgemaakt"]
    as_owner("UPDATE subsidies_decision SET announced_at = now() WHERE application_id = %s", application.pk)
    today = "(now() AT TIME ZONE 'Europe/Amsterdam')::date"
    found = held_because(f"UPDATE subsidies_intention SET view_due_on = {today} WHERE application_id = %s", application)
    assert found["granted"] == ["de aanvrager kan nog een zienswijze geven"]
    as_owner("UPDATE subsidies_intention SET view_due_on = '2001-01-01' WHERE application_id = %s", application.pk)
    found = held_because("DELETE FROM subsidies_ledgerentry WHERE target = 'paid' AND application_id = %s", application)
    assert found == {"granted": ["niet alles is vastgesteld, betaald en terugbetaald"], "contacts": []}


def test_a_case_that_is_open_is_in_no_class():
    application = submitted()
    as_owner("UPDATE subsidies_application SET closed_at = '2001-01-01' WHERE id = %s", application.pk)
    as_owner("UPDATE subsidies_applicationevent SET pgh_created_at = '2001-01-01'")
    assert due_today() == []


def test_a_refused_case_whose_ledger_is_not_zero_is_named_and_stays():
    application = aged(refused(), "refused")
    as_owner("DELETE FROM subsidies_ledgerentry WHERE target = 'free' AND application_id = %s", application.pk)
    whole, contact = retention.due(timezone.localdate())
    assert [str(why) for why in whole.held] == ["de regels in het grootboek tellen niet op tot nul"]
    assert contact.held == ()
    retaining.remove_all()
    assert [each.kind for each in RetentionRemoval.objects.all()] == ["contacts"]
    assert application.entries.exists() and application.messages.exists()


def test_the_term_runs_from_when_a_case_was_last_open():
    """Whoever writes an older end into a case gains nothing: the history says that it was open since."""
    application = refused()
    since = first_day_of_term("refused", timezone.localdate())
    as_owner("UPDATE subsidies_application SET closed_at = %s WHERE id = %s", since, application.pk)
    assert due_today() == []


def test_every_part_of_a_case_is_known():
    """A new part goes with its case, and stays of a settled one only if `parts.STAYS` says so: say here that you thought of it."""
    names = {part.name for part in parts.parts()}
    assert names - set(parts.STAYS) == {
        "accountabilityreport", "answers", "assessment", "attachment", "batchitem", "budgetline", "caseexport", "decisiondraft",
        "defaultnotice", "document", "finalterm", "glassbreak", "ibanchange", "intention", "message", "paymentsuspension",
        "reminder", "reportline", "reportphoto", "resultphoto", "retentionhold", "samplecheck", "score", "staffnote",
        "supplementrequest", "supplementrequest_evidence", "suspension",
    }  # fmt: skip
    assert set(parts.STAYS) <= names
    for part in parts.parts():
        for field in part.model._meta.local_fields:
            if part.name in parts.STAYS and field.get_internal_type() in ("CharField", "TextField", "EmailField"):
                kept = {
                    "application": {"state", "channel"},
                    "decision": {
                        "kind", "outcome", "objection_result", "lowering_ground", "refusal_ground", "public_title",
                        "public_summary", "settlement_path", "state_before",
                    },
                    "objection": {"channel", "result"},
                    "appeal": {"court", "case_number", "outcome"},
                    "payment": {"kind"},
                    "ledgerentry": {"source", "target", "ground"},
                    "goalofresult": {f"motivation_{code}" for code in ("nl", "en", "de")},
                    "publicresult": {f"{name}_{code}" for name in ("title", "text") for code in ("nl", "en", "de")},
                }.get(part.name, set())  # fmt: skip
                assert field.column in parts.STAYS[part.name] or field.column in kept, (part.name, field.column)
