"""Objections (bezwaar): received, in time or not; repaired, extended, postponed, withdrawn; and the appeals after them.

Each is one transaction under the lock of the case; what cannot be done raises `ValidationError` with a text for that person.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import emails
from ..models import Appeal, Channel, DecisionDraft, DecisionKind, Objection
from ..objections import can_be_disputed, clock_of, is_in_time
from ..permissions import require
from ..reckoning.deadlines import amsterdam_day
from .application import locked


def refused(field: str, text: str, code="day") -> ValidationError:
    return ValidationError({field: ValidationError(text, code=code)})


@transaction.atomic
def receive(
    *, application, decision, text, by, received_on: date, posted_on=None, channel=Channel.PAPER, has_committee=True,
    late_reason="",
) -> Objection:  # fmt: skip
    """Keep an objection that came in on paper, also one that is late, and confirm it (Awb 6:14)."""
    application = locked(application)
    require(by, "receive_objection", application)
    return keep(
        application, decision, text, by, received_on, posted_on=posted_on, channel=channel,
        has_committee=has_committee, late_reason=late_reason,
    )  # fmt: skip


@transaction.atomic
def object_online(*, application, decision, text, by, late_reason="") -> Objection:
    """Object in the portal, as a member of the applicant: in the term, or later and say why (Awb 6:11)."""
    application, today = locked(application), timezone.localdate()
    mine = Objection.objects.filter(decision=decision, channel=Channel.ONLINE)
    if same := mine.filter(text=text, received_on=today).first():
        # The second of two clicks.
        return same
    if Objection.objects.open().filter(decision=decision).exists():
        raise ValidationError(_("You objected against this decision already. Send a message if there is more."))
    if mine.exclude(result="").exists():
        raise ValidationError(_("We decided on an objection against this decision. Now you can appeal to the court."))
    made = keep(application, decision, text, by, today, channel=Channel.ONLINE, late_reason=late_reason)
    if not is_in_time(made) and not late_reason.strip():
        raise refused("late_reason", _("The term is over. Say why your objection comes late (Awb 6:11)."), "late")
    emails.objection_came(objection=made)
    return made


def keep(application, decision, text, by, received_on, *, posted_on=None, **contents) -> Objection:
    """Write down an objection in a locked case, and tell who objects that it came in (Awb 6:14)."""
    decision = next((each for each in can_be_disputed(application) if each == decision), None)
    if decision is None:
        raise refused("decision", _("Against this decision one cannot object: it is not announced, or an appeal is."))
    if not text.strip():
        raise refused("text", _("Say why (Awb 6:5)."))
    if not amsterdam_day(decision.announced_at) <= received_on <= timezone.localdate():
        since = date_format(amsterdam_day(decision.announced_at))
        raise refused("received_on", _("Between the announcement, %(day)s, and today.") % {"day": since})
    if posted_on and posted_on > received_on:
        raise refused("posted_on", _("Nothing is posted after it was received."))
    if Objection.objects.filter(decision=decision, text=text, received_on=received_on).exists():
        raise refused("text", _("This objection is kept already."), "twice")
    made = Objection.objects.create(
        decision=decision, text=text, received_on=received_on, posted_on=posted_on, kept_by=by, **contents
    )
    made.decision.application = application
    emails.objection_received(objection=made, due_on=clock_of(made).due_on)
    return made


def opened(objection, by, action: str) -> Objection:
    """Return an objection that is open, locked with its case, for who may do something with it."""
    application = locked(objection.decision.application)
    require(by, action, application)
    found = Objection.objects.select_for_update(of=["self"]).select_related("decision").get(pk=objection.pk)
    if not found.is_open:
        raise ValidationError(_("This objection was decided on or withdrawn."), code="ended")
    found.decision.application = application
    return found


@transaction.atomic
def ask_repair(*, objection, what: str, due_on: date, by) -> Objection:
    """Ask for what is missing in an objection, once; meanwhile the term stands still (Awb 6:6, 7:10 lid 2)."""
    found = opened(objection, by, "ask_repair")
    if found.repair_asked_on:
        raise ValidationError(_("This was asked already."), code="twice")
    if not what.strip():
        raise refused("what", _("Say what is missing."))
    if due_on <= timezone.localdate():
        raise refused("due_on", _("Give at least one day."))
    found.repair_asked_on, found.repair_due_on = timezone.localdate(), due_on
    found.save()
    emails.objection_repair(objection=found, what=what)
    return found


@transaction.atomic
def note_repair(*, objection, repaired_on: date, by) -> Objection:
    """Note that what was missing came in: the term runs on."""
    found = opened(objection, by, "note_repair")
    if not found.is_unrepaired:
        raise ValidationError(_("Nothing is missing."), code="nothing")
    if not found.repair_asked_on <= repaired_on <= timezone.localdate():
        raise refused("repaired_on", _("Between the day on which it was asked and today."))
    found.repaired_on = repaired_on
    found.save()
    return found


@transaction.atomic
def extend(*, objection, by) -> Objection:
    """Put the decision off by six weeks, once, within the term, and tell who objects (Awb 7:10 lid 3)."""
    found = opened(objection, by, "extend_objection")
    if found.extended_on:
        raise ValidationError(_("The term was extended already."), code="extended")
    if clock_of(found).days_left(timezone.localdate()) < 0:
        raise ValidationError(_("The term is over: it cannot be extended any more."), code="late")
    found.extended_on = timezone.localdate()
    found.save()
    emails.objection_later(objection=found, due_on=clock_of(found).due_on)
    return found


@transaction.atomic
def postpone(*, objection, until: date, why: str, by) -> Objection:
    """Put the decision off further, with consent of who objects (Awb 7:10 lid 4)."""
    found = opened(objection, by, "postpone_objection")
    if not why.strip():
        raise refused("why", _("Say who consented, and how."))
    if until <= clock_of(found).due_on:
        raise refused("until", _("A day after the term, %(day)s.") % {"day": date_format(clock_of(found).due_on)})
    found.postponed_until, found.postponed_why = until, why.strip()
    found.save()
    emails.objection_later(objection=found, due_on=until)
    return found


@transaction.atomic
def excuse(*, objection, why: str, by) -> Objection:
    """Say why being late is not held against who objects (Awb 6:11)."""
    found = opened(objection, by, "excuse_objection")
    if is_in_time(found):
        raise ValidationError(_("This objection came in time."), code="in-time")
    if not why.strip():
        raise refused("why", _("Say why."))
    found.excuse = why.strip()
    found.save()
    return found


@transaction.atomic
def withdraw(*, objection, withdrawn_on: date, by) -> Objection:
    """Note that an objection was withdrawn (Awb 6:21); what was composed about it goes."""
    found = opened(objection, by, "withdraw_objection")
    if not found.received_on <= withdrawn_on <= timezone.localdate():
        raise refused("withdrawn_on", _("Between the day on which it was received and today."))
    found.withdrawn_on = withdrawn_on
    found.save()
    DecisionDraft.objects.filter(objection=found, corrects=None).delete()
    emails.objection_withdrawn(objection=found)
    return found


@transaction.atomic
def lodge_appeal(*, application, decision, lodged_on: date, court: str, by, case_number="") -> Appeal:
    """Note that an appeal was lodged against a decision on an objection (Awb 8:1)."""
    application = locked(application)
    require(by, "lodge_appeal", application)
    answers = application.decisions.announced().filter(kind=DecisionKind.OBJECTION)
    decision = answers.filter(pk=decision.pk).first()
    if decision is None:
        raise refused("decision", _("One appeals against a decision on an objection that was announced."))
    if not amsterdam_day(decision.announced_at) <= lodged_on <= timezone.localdate():
        since = date_format(amsterdam_day(decision.announced_at))
        raise refused("lodged_on", _("Between the announcement, %(day)s, and today.") % {"day": since})
    if decision.appeals.filter(ended_on=None).exists():
        raise ValidationError(_("An appeal against this decision runs already."), code="twice")
    return Appeal.objects.create(
        decision=decision, lodged_on=lodged_on, court=court, case_number=case_number, kept_by=by
    )


@transaction.atomic
def end_appeal(*, appeal, ended_on: date, outcome: str, by) -> Appeal:
    """Note how an appeal ended."""
    require(by, "end_appeal", locked(appeal.decision.application))
    found = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if found.ended_on:
        raise ValidationError(_("This appeal ended already."), code="ended")
    if not outcome.strip():
        raise refused("outcome", _("Say how it ended."))
    if not found.lodged_on <= ended_on <= timezone.localdate():
        raise refused("ended_on", _("Between the day on which it was lodged and today."))
    found.ended_on, found.outcome = ended_on, outcome.strip()
    found.save()
    return found
