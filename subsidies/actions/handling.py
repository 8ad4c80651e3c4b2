"""What civil servants do with an application. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails
from ..clock import equal_days, term_of_days
from ..deadlines import amsterdam_day, set_aside_due
from ..models import Account, Decision, Ground, Intention, Message, StaffNote, SupplementRequest, Suspension
from ..permissions import require
from ..states import State
from . import ledger
from .application import close, locked, move_to


@transaction.atomic
def ask_supplement(*, application, text, by, evidence=(), steps=(), due_on=None) -> SupplementRequest:
    """Ask for what is missing; from tomorrow the decision clock stands still (Awb 4:5 lid 1, 4:15 lid 1 a)."""
    application = locked(application)
    require(by, "ask_supplement", application)
    move_to(application, State.SUPPLEMENT_REQUESTED, "ask_supplement")
    if not evidence and not steps:
        raise ValidationError(_("Choose at least one document or part that must be supplied."), code="nothing")
    today = timezone.localdate()
    due_on = due_on or term_of_days(today, application.version.supplement_days, application.version)
    if due_on <= today:
        raise ValidationError(_("Give at least one day."), code="due")
    application.save()
    request = SupplementRequest.objects.create(
        application=application, text=text, steps=list(steps), asked_by=by, due_on=due_on
    )
    request.evidence.set(evidence)
    emails.supplement_asked(request=request)
    return request


@transaction.atomic
def declare_complete(*, application, by) -> None:
    """Find that nothing is missing: from the moment that the last thing came in, the application stands in line."""
    application = locked(application)
    require(by, "declare_complete", application)
    move_to(application, State.UNDER_REVIEW, "declare_complete")
    supplied = application.supplement_requests.exclude(supplied_at=None).last()
    application.complete_at = application.complete_at or (supplied.supplied_at if supplied else application.received_at)
    application.save()
    application.supplement_requests.open().update(closed_at=timezone.now())
    ledger.serve_queue(application.ceiling)
    emails.found_complete(application=application)


@transaction.atomic
def extend(*, application, by) -> None:
    """Extend the term for the decision, once, and tell the applicant the new date, where the scheme gives that right."""
    application = locked(application)
    require(by, "extend", application)
    if not application.version.extension_weeks:
        raise ValidationError(_("This scheme gives no right to extend the term."), code="no-right")
    if application.extended_on or not application.can_be_withdrawn:
        raise ValidationError(_("The term was extended already, or the application is decided on."), code="extended")
    application.extended_on = timezone.localdate()
    application.save()
    emails.extended(application=application)


@transaction.atomic
def suspend(*, application, first_day, reason, by, last_day=None) -> Suspension:
    """Let the decision clock stand still with the written consent of the applicant (Awb 4:15 lid 2 a)."""
    application = locked(application)
    require(by, "suspend", application)
    if not application.can_be_withdrawn:
        raise ValidationError(_("The application is decided on."), code="state")
    if first_day < amsterdam_day(application.received_at):
        raise ValidationError({"first_day": _("This day is before the application was received.")})
    if last_day and last_day < first_day:
        raise ValidationError({"last_day": _("The last day comes before the first.")})
    if application.suspensions.filter(last_day=None).exists():
        raise ValidationError(_("The term is suspended already. First end that suspension."), code="suspended")
    return Suspension.objects.create(application=application, first_day=first_day, last_day=last_day, reason=reason)


@transaction.atomic
def resume(*, application, by) -> None:
    """End a suspension that had no end yet: today is its last day."""
    application = locked(application)
    require(by, "resume", application)
    today = timezone.localdate()
    suspension = application.suspensions.filter(last_day=None, first_day__lte=today).last()
    if suspension is None:
        raise ValidationError(_("The term is not suspended."), code="not-suspended")
    suspension.last_day = today
    suspension.save()


@transaction.atomic
def advise(*, application, by) -> None:
    """Hand an application that was assessed to the decider."""
    application = locked(application)
    require(by, "advise", application)
    move_to(application, State.TO_BE_DECIDED, "advise")
    application.assessed_by = by
    application.save()


@transaction.atomic
def send_back(*, application, reason, by) -> None:
    """Ask the assessor to look again, and say why; the reason stays in the case (Awb 3:2)."""
    application = locked(application)
    require(by, "send_back", application)
    move_to(application, State.UNDER_REVIEW, "send_back")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    application.save()
    StaffNote.objects.create(application=application, action="send_back", text=reason, noted_by=by)


def snapshot_of(ceiling) -> dict:
    """Return how a ceiling stands, in cents by account: what a later decision on an objection reckons with."""
    balances = ceiling.entries.balances()
    return {
        account: {ground: balances[account, ground] for ground in Ground} for account in Account if account != "free"
    }


STATE_AFTER = {
    Decision.Outcome.GRANT: State.GRANTED,
    Decision.Outcome.GRANT_IN_PART: State.GRANTED,
    Decision.Outcome.REFUSE: State.REFUSED,
    Decision.Outcome.LEAVE_OUT: State.LEFT_OUT,
}


def decide(*, application, outcome, grounds, by, amount=0, offer=False) -> Decision:
    """Decide on an application, within the ceiling; `amount` in cents.

    `offer` says that this is what remained of the ceiling, which the applicant may decline within the term of the scheme.
    """
    try:
        with transaction.atomic():
            return _decide(application, outcome, grounds, by, amount, offer)
    except IntegrityError as error:
        if getattr(error.__cause__.diag, "constraint_name", "") != "ledger_within_ceiling":
            raise
        raise ValidationError(
            _("There is not enough left under the ceiling for this amount."), code="ceiling"
        ) from None


def _decide(application, outcome, grounds, by, amount, offer):
    application = locked(application)
    require(by, "decide", application)
    check_amount(application, outcome, amount)
    if outcome == Decision.Outcome.LEAVE_OUT:
        check_term_of_leaving_out(application)
    today = timezone.localdate()
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        amount=amount,
        grounds=grounds,
        version=application.ceiling.version_for(amsterdam_day(application.received_at)),
        snapshot=snapshot_of(application.ceiling),
        assessed_by=None if outcome == Decision.Outcome.LEAVE_OUT else application.assessed_by,
        decided_by=by,
        offer_until=term_of_days(today, application.version.offer_days, application.version) if offer else None,
    )
    state = STATE_AFTER[outcome]
    if state == State.GRANTED:
        move_to(application, state, "decide")
        application.save()
        grant(application, amount, decision)
    else:
        close(application, state, "decide")
    ledger.release(application)
    ledger.serve_queue(application.ceiling)
    return decision


def check_amount(application, outcome, amount):
    wrong = {
        Decision.Outcome.GRANT: amount != application.requested,
        Decision.Outcome.GRANT_IN_PART: not 0 < amount < application.requested,
    }.get(outcome, amount != 0)
    if wrong:
        raise ValidationError(_("This amount does not belong to this outcome."), code="amount")


def check_term_of_leaving_out(application):
    """Leaving out is decided within four weeks after the term, or after what was supplied proved insufficient (4:5 lid 4)."""
    request = application.supplement_requests.last()
    if request is None:
        raise ValidationError(_("First ask the applicant for what is missing."), code="not-asked")
    today = timezone.localdate()
    if request.supplied_at is None and today <= request.due_on:
        raise ValidationError(_("The term for the supplement has not ended."), code="runs")
    since = amsterdam_day(request.supplied_at) if request.supplied_at else request.due_on
    if today > set_aside_due(since, equal_days()):
        raise ValidationError(_("Four weeks have passed: decide on the application itself."), code="late")


def grant(application, amount, decision):
    """Move what is granted, first from what was reserved, then from what was only asked."""
    for account in (Account.RESERVED, Account.POSSIBLE):
        if part := min(amount, ledger.standing(application, account)):
            ledger.move(application=application, source=account, target=Account.GRANTED, amount=part, decision=decision)
            amount -= part


@transaction.atomic
def announce(*, decision, by) -> None:
    """Make a decision known: from now on it holds, and the term for an objection runs (Awb 3:40, 3:41)."""
    application = locked(decision.application)
    require(by, "announce", application)
    decision = application.decisions.select_for_update().get(pk=decision.pk)
    if decision.announced_at:
        return
    decision.announced_at = timezone.now()
    decision.save()
    emails.decided(decision=decision)


@transaction.atomic
def intend(*, application, text, by) -> Intention:
    """Say what is intended against the applicant, and ask for a view first (Awb 4:7, 4:8)."""
    application = locked(application)
    require(by, "intend", application)
    due_on = term_of_days(timezone.localdate(), application.version.view_days, application.version)
    intention = Intention.objects.create(application=application, text=text, view_due_on=due_on)
    emails.intention(intention=intention)
    return intention


@transaction.atomic
def write(*, application, text, by) -> Message:
    """Send the applicant a message."""
    application = locked(application)
    require(by, "write", application)
    message = Message.objects.create(application=application, text=text, is_from_staff=True, sent_by=by)
    emails.message_from_staff(message=message)
    return message
