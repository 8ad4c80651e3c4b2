"""What civil servants do with an application. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails, letters
from ..clock import term_of_days
from ..models import Intention, Message, StaffNote, SupplementRequest, Suspension
from ..permissions import require
from ..reckoning.deadlines import amsterdam_day
from ..states import State
from . import ledger
from .application import locked, move_to
from .assessing import check_assessed


@transaction.atomic
def ask_supplement(*, application, text, by, evidence=(), steps=(), due_on=None, on_paper=False) -> SupplementRequest:
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
    # It turns out not to be complete: it holds no reservation, and takes its place in line when it is.
    application.complete_at = None
    application.save()
    ledger.unreserve(application)
    ledger.serve_queue(application.ceiling)
    request = SupplementRequest.objects.create(
        application=application, text=text, steps=list(steps), asked_by=by, due_on=due_on
    )
    request.evidence.set(evidence)
    emails.supplement_asked(request=request, letter=letters.of_supplement(request, on_paper=on_paper))
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
    check_assessed(application)
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


@transaction.atomic
def intend(*, application, text, by, on_paper=False) -> Intention:
    """Say what is intended against the applicant, and ask for a view first (Awb 4:7, 4:8)."""
    application = locked(application)
    require(by, "intend", application)
    due_on = term_of_days(timezone.localdate(), application.version.view_days, application.version)
    intention = Intention.objects.create(application=application, text=text, view_due_on=due_on)
    emails.intention(intention=intention, letter=letters.of_intention(intention, by, on_paper=on_paper))
    return intention


@transaction.atomic
def write(*, application, text, by) -> Message:
    """Send the applicant a message."""
    application = locked(application)
    require(by, "write", application)
    message = Message.objects.create(application=application, text=text, is_from_staff=True, sent_by=by)
    emails.message_from_staff(message=message)
    return message
