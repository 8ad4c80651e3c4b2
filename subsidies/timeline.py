"""What happened in a case, as its applicant may see it, and what comes after."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import accounting
from .clock import decision_due_on
from .decision_parts.of_recovery import recoveries
from .fields import shown
from .models import Application
from .objections import lines_of
from .reckoning.bank_accounts import masked
from .reckoning.deadlines import amsterdam_day
from .states import State


@dataclass(frozen=True)
class Event:
    """A step in a case: when, under which article, in a few words; `phase` is done, now or later."""

    title: str
    moment: datetime | date | None = None
    article: str = ""
    text: str = ""
    phase: str = "done"

    @property
    def has_time(self) -> bool:
        return isinstance(self.moment, datetime)

    @property
    def order(self) -> datetime:
        if self.has_time:
            return self.moment
        return timezone.make_aware(datetime.combine(self.moment, time.max))


def events_of(application: Application) -> list[Event]:
    """Return what happened, oldest first, then what is still to come."""
    happened = [
        *about_receipt(application),
        *about_supplements(application),
        *about_completeness(application),
        *about_the_term(application),
        *about_intentions(application),
        *about_decisions(application),
        *about_the_account(application),
        *about_payments(application),
        *about_recoveries(application),
        *about_objections(application),
        *about_the_report(application),
        *about_sample(application),
    ]
    happened.sort(key=lambda event: event.order)
    coming = still_to_come(application)
    if coming:
        happened.append(replace(coming[0], phase="now"))
    return happened + coming[1:]


def about_receipt(application):
    yield Event(_("Received"), application.received_at, _("Awb, section 2.3"), _("You got a receipt by mail."))
    if application.state == State.WITHDRAWN:
        yield Event(_("Withdrawn"), application.closed_at, "", _("We do nothing more with the application."))


def about_completeness(application):
    if application.complete_at:
        yield Event(_("Complete"), application.complete_at, "Awb 4:2", _("This moment decides on the place in line."))


def about_supplements(application):
    for request in application.supplement_requests.all():
        yield Event(_("Supplement asked"), request.asked_at, "Awb 4:5 lid 1", request.text)
        if request.supplied_at:
            late = amsterdam_day(request.supplied_at) > request.due_on
            yield Event(
                _("Supplement received"), request.supplied_at, "", _("It came in after the last day.") if late else ""
            )


def about_the_term(application):
    if application.extended_on:
        yield Event(_("Term extended"), application.extended_on, "Awb 4:14")
    for suspension in application.suspensions.filter(first_day__lte=timezone.localdate()):
        yield Event(_("Clock stopped"), suspension.first_day, suspension.article, suspension.reason)


def about_intentions(application):
    for intention in application.intentions.all():
        yield Event(_("Intention announced"), intention.announced_at, "Awb 4:7", intention.text)
        if intention.view_given_at:
            yield Event(_("You gave your view"), intention.view_given_at, "Awb 4:8", intention.view)


def about_decisions(application):
    for decision in application.announced:
        what = _("Decision corrected: %(outcome)s") if decision.is_correction else _("Decision: %(outcome)s")
        yield Event(what % {"outcome": decision.get_outcome_display()}, decision.announced_at, "Awb 3:41")
        if decision.offer_accepted_at:
            yield Event(_("You keep what remained"), decision.offer_accepted_at)


def about_the_account(application):
    for change in application.iban_changes.all():
        yield Event(_("Another bank account given"), change.proposed_at, "", masked(change.iban))
        if change.outcome == change.Outcome.CONFIRMED:
            yield Event(_("The other bank account holds"), change.decided_at)
        elif change.outcome == change.Outcome.REFUSED:
            yield Event(_("The bank account stays as it was"), change.decided_at, "", change.note)


def about_payments(application):
    for suspension in application.payment_suspensions.all():
        yield Event(_("Payment suspended"), suspension.since, "Awb 4:56", suspension.reason)
        if suspension.ended_on:
            yield Event(_("Suspension of the payment ended"), suspension.ended_on, "Awb 4:56")
    for payment in application.payments.all():
        if payment.paid_on:
            yield Event(_("Paid: %(amount)s") % {"amount": shown(payment.amount)}, payment.paid_on, "Awb 4:87")
        if payment.returned_on:
            yield Event(_("The payment came back"), payment.returned_on, "", payment.return_reason)


def about_objections(application):
    """Yield what happened with objections; what was decided on them is among the decisions."""
    for line in lines_of(application) if application.announced else ():
        objection = line.objection
        text = "" if line.is_in_time else line.how
        yield Event(_("Objection received"), objection.received_on, "Awb 6:14", text)
        if objection.repair_asked_on:
            yield Event(_("Something is missing in the objection"), objection.repair_asked_on, "Awb 6:6")
        if objection.repaired_on:
            yield Event(_("What was missing in the objection came in"), objection.repaired_on, "Awb 6:6")
        if objection.extended_on:
            yield Event(_("Term for the objection extended"), objection.extended_on, "Awb 7:10 lid 3")
        if objection.withdrawn_on:
            yield Event(_("Objection withdrawn"), objection.withdrawn_on, "Awb 6:21")
        for appeal in line.appeals:
            yield Event(_("Appeal lodged"), appeal.lodged_on, "Awb 8:1", appeal.court)
            if appeal.ended_on:
                yield Event(_("The appeal ended"), appeal.ended_on, "", appeal.outcome)


def about_recoveries(application):
    for recovery in recoveries(application):
        for repayment in recovery.repayments.all():
            what = _("Paid back: %(amount)s") % {"amount": shown(repayment.amount)}
            yield Event(what, repayment.received_on, "Awb 4:57")
        if recovery.ended_at:
            text = _("The rest was written off.") if recovery.written_off else ""
            yield Event(_("Nothing is to be paid back any more"), recovery.ended_at, "", text)


def about_the_report(application):
    if term := accounting.final_term_of(application):
        until = _("Send your report by %(day)s.") % {"day": date_format(term.due_on)}
        yield Event(_("Final term for the report"), term.set_at, "Awb 4:44 lid 3", until)
    if report := accounting.sent_report_of(application):
        late = _("It came in after its last day.") if accounting.days_late(report) else ""
        yield Event(_("Report received"), report.submitted_at, "Awb 4:45", late)


def report_to_come(application):
    """Return the report as a step ahead, where it is asked and not there."""
    if not accounting.is_open(application):
        return []
    term = accounting.final_term_of(application)
    day = term.due_on if term else accounting.report_due_on(application)
    text = _("You tell us what you did and what it cost.")
    return [Event(_("Your report"), day, "Awb 4:44", text, "later")]


def about_sample(application):
    """Yield that it was drawn for a check, and what came of it; the note of the officer is no decision, and stays with staff."""
    check = getattr(application, "sample_check", None)
    if check is None:
        return
    text = _("Lots decided this. Until %(day)s you can show what became of it.")
    yield Event(_("Proof asked"), check.asked_at, "Awb 4:42", text % {"day": date_format(check.due_on)})
    if check.received_at:
        late = amsterdam_day(check.received_at) > check.due_on
        yield Event(_("Proof received"), check.received_at, "", _("The proof came after the last day.") if late else "")
    if check.closed_at:
        text = _("Nothing changes.") if check.outcome == check.Outcome.IN_ORDER else ""
        yield Event(_("Checked: %(outcome)s") % {"outcome": check.get_outcome_display()}, check.closed_at, "", text)


def still_to_come(application):
    """Return the steps ahead; the first of them is going on now."""
    state = application.shown_state
    decision = Event(
        _("Decision"),
        decision_due_on(application),
        "Awb 4:13",
        _("Then you have six weeks to object (Awb 6:7)."),
        "later",
    )
    paid, settled = Event(_("Payment"), phase="later"), Event(_("Settlement"), phase="later")
    match state:
        case State.SUBMITTED:
            checked = Event(_("We look whether everything is there"), phase="later")
            return [checked, Event(_("Assessment"), phase="later"), decision, paid, settled]
        case State.SUPPLEMENT_REQUESTED:
            waiting = Event(_("We wait for your supplement"), phase="later")
            return [waiting, Event(_("Assessment"), phase="later"), decision, paid, settled]
        case State.UNDER_REVIEW:
            text = _("Somebody else than who assesses takes the decision.")
            return [Event(_("Assessment"), text=text, phase="later"), decision, paid, settled]
        case State.TO_BE_DECIDED:
            return [decision, paid, settled]
        case State.GRANTED:
            payments = application.payments.standing()
            waiting = payments.filter(paid_on=None).first()
            if waiting:
                paid = to_be_paid(paid, waiting)
            report = report_to_come(application)
            return [paid, *report, settled] if waiting or not payments.exists() else [*report, settled]
        case State.SETTLED:
            waiting = application.payments.standing().filter(paid_on=None).first()
            return [to_be_paid(paid, waiting)] if waiting else []
    return []


def to_be_paid(event, payment):
    return replace(event, moment=payment.due_on, article="Awb 4:87", text=shown(payment.amount))
