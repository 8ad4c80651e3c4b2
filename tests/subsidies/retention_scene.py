"""Closed cases with something in every part, and time that passed over them as only the owner of the database can say."""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from subsidies.actions import application as applications
from subsidies.actions import deciding, paying
from subsidies.models import Application, RetentionTerm
from subsidies.states import State
from tests.subsidy_factories import (
    AMSTERDAM,
    AnswersFactory,
    AssessmentFactory,
    AttachmentFactory,
    BatchItemFactory,
    BudgetLineFactory,
    CaseExportFactory,
    DeciderFactory,
    DefaultNoticeFactory,
    EvidenceFactory,
    FinanceFactory,
    GlassBreakFactory,
    IbanChangeFactory,
    IntentionFactory,
    MessageFactory,
    PaymentSuspensionFactory,
    ReminderFactory,
    SchemeVersionFactory,
    ScoreFactory,
    StaffNoteFactory,
    SupplementRequestFactory,
    SuspensionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

# In nobody else's case.
MARK = "Zwaluwstaart"
MARKED = {
    "contact_name": f"{MARK} de Vries",
    "contact_email": f"{MARK.lower()}@voorbeeld.example",
    "contact_phone": f"06-{MARK}",
    "postal_address": f"{MARK}laan 1\n7411 AA Deventer",
    "iban": f"NL02{MARK}123",
    "account_holder": f"Rekening {MARK}",
}


def rules_with_a_document():
    """Return the rules of this year, published, with a document to ask for."""
    version = SchemeVersionFactory()
    EvidenceFactory(version=version)
    return publish(version)


def as_owner(statement, *values):
    """Change what nobody changes: the triggers obey the owner, as they do in the function that removes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger%%' AND tgrelid::regclass::text LIKE 'subsidies%%'"
        )
        cursor.execute(statement, values)
        cursor.execute("SELECT set_config('pgtrigger.ignore', '', true)")


def first_day_of_term(kind, due_on) -> date:
    """Return when the term of a class must have begun to end on a day."""
    months = RetentionTerm.objects.get(kind=kind).months
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date - make_interval(months => %s))::date", [due_on, months])
        return cursor.fetchone()[0]


def aged(application, kind, *, days_left=0):
    """Let a case have come to its end so long ago that its term ends in so many days; return it."""
    since = first_day_of_term(kind, timezone.localdate() + timedelta(days=days_left))
    moment = datetime.combine(since, time(12), AMSTERDAM)
    as_owner("UPDATE subsidies_applicationevent SET pgh_created_at = %s WHERE pgh_obj_id = %s", moment, application.pk)
    as_owner(
        "UPDATE subsidies_attachmentevent SET pgh_created_at = %s WHERE application_id = %s", moment, application.pk
    )
    as_owner("UPDATE subsidies_answers SET saved_at = %s WHERE application_id = %s", moment, application.pk)
    as_owner(
        "UPDATE subsidies_payment SET paid_on = %s WHERE application_id = %s AND order_id IS NOT NULL",
        since,
        application.pk,
    )
    as_owner("UPDATE subsidies_intention SET view_due_on = %s WHERE application_id = %s", since, application.pk)
    closed = None if application.is_draft else moment
    as_owner(
        "UPDATE subsidies_application SET closed_at = %s, created_at = %s WHERE id = %s", closed, moment, application.pk
    )
    return Application.objects.with_names().get(pk=application.pk)


def busy(application):
    """Let something happen in every part of a case that was sent in."""
    text = f"{MARK} schrijft."
    MessageFactory(application=application, text=text)
    AttachmentFactory(application=application, file_name=f"{MARK}.pdf")
    AnswersFactory(application=application, step="organisatie", data={"contact_name": [MARKED["contact_name"]]})
    BatchItemFactory(application=application, error=text)
    BudgetLineFactory(application=application, label=text)
    ScoreFactory(assessment=AssessmentFactory(application=application, comment=text), comment=text)
    PaymentSuspensionFactory(application=application, reason=text, ended_on=timezone.localdate())
    CaseExportFactory(application=application)
    DefaultNoticeFactory(application=application, note=text)
    GlassBreakFactory(application=application, reason=text)
    IntentionFactory(application=application, text=text)
    ReminderFactory(application=application)
    StaffNoteFactory(application=application, text=text)
    supplement = SupplementRequestFactory(application=application, text=text, closed_at=timezone.now())
    supplement.evidence.set(application.version.evidence_set.all())
    SuspensionFactory(application=application, last_day=timezone.localdate(), reason=text)
    return application


def another_account(application):
    """Let the applicant give another account and somebody confirm it."""
    change = IbanChangeFactory(
        application=application,
        old_iban=application.iban,
        old_holder=application.account_holder,
        iban=MARKED["iban"] + "4",
        holder=MARKED["account_holder"],
    )
    change.outcome, change.note = change.Outcome.CONFIRMED, f"Gebeld met {MARK}."
    change.decided_at, change.decided_by = timezone.now(), FinanceFactory()
    change.save()
    application.iban, application.account_holder = change.iban, change.holder
    application.save()


def refused(**values):
    """Return a case that was refused, and told so, with something in every part."""
    application = ready(submitted(**{**MARKED, "plan": f"Plan van {MARK}", **values}))
    busy(application)
    decision = take_decision(application=application, outcome="refuse", grounds=f"{MARK} past niet.")
    deciding.announce(decision=decision, by=DeciderFactory())
    return Application.objects.with_names().get(pk=application.pk)


def settled(**values):
    """Return a case that was granted, paid and settled, with something in every part."""
    application = ready(submitted(**{**MARKED, "title": f"Feest van {MARK}", "plan": f"Plan van {MARK}", **values}))
    another_account(application)
    busy(application)
    decision = take_decision(application=application, grounds=f"{MARK} past.", obligations=f"{MARK} meldt zich.")
    deciding.announce(decision=decision, by=DeciderFactory())
    payment, clerk = application.payments.get(), FinanceFactory()
    paying.approve(order=paying.order(payments=[payment], by=FinanceFactory()), by=clerk)
    paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)
    with transaction.atomic():
        applications.close(applications.locked(application), State.SETTLED)
    return Application.objects.with_names().get(pk=application.pk)


def where_found(text, prefix="subsidies_") -> list[str]:
    """Return the tables in which a text stands in whatever column."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for table in sorted(name for [name] in cursor.fetchall() if name.startswith(prefix)):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" AS t WHERE t::text ILIKE %s)', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found
