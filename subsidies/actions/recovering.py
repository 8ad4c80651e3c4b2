"""Claiming back what was paid too much (terugvordering, Awb 4:57): decided by two, paid back in parts, booked as it comes in.

Each is one transaction under the lock of the case; what cannot be done raises `ValidationError` with a text for that person.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import emails
from ..clock import term_of_weeks
from ..decision_parts import of_recovery
from ..fields import shown
from ..models import Account, Decision, DecisionDraft, DecisionKind, Instalment, Outcome, Recovery, Repayment
from ..permissions import require
from ..reckoning.deadlines import amsterdam_day
from ..reckoning.recovery import MOST_PARTS, parts_of
from . import ledger
from .application import locked
from .settling import TAKEN_OVER, drafted, taken

# Awb 4:87: as long as the municipality has itself.
WEEKS_TO_PAY = 6


def begun(application) -> DecisionDraft:
    """Return a draft of a recovery of all that nobody claims yet, not saved."""
    stands = of_recovery.standing_decision(application)
    return DecisionDraft.begun(
        application,
        kind=DecisionKind.RECOVERY,
        outcome=Outcome.RECOVER,
        amount=max(0, of_recovery.unclaimed(application)),
        pay_back_by=weeks_from_now(application),
        mandate=stands.mandate if stands else "",
        is_on_paper=bool(stands and stands.is_on_paper),
        is_in_english=bool(stands and stands.is_in_english),
    )


def weeks_from_now(application) -> date:
    return term_of_weeks(timezone.localdate(), WEEKS_TO_PAY, application.version)


def proposed(draft, by=None) -> Decision:
    """Return the decision that a draft would make today, not saved."""
    application = draft.application
    rests_on = of_recovery.standing_decision(application)
    return Decision(
        application=application,
        **{name: getattr(draft, name) for name in TAKEN_OVER},
        arithmetic=of_recovery.arithmetic(application, draft.amount),
        state_before=application.state,
        version=rests_on and rests_on.version,
        snapshot=ledger.snapshot_of(application.ceiling),
        assessed_by=draft.saved_by,
        decided_by=by,
    )


@transaction.atomic
def recover(*, application, by) -> Decision:
    """Decide that it is paid back, as it was proposed; it is claimed when it is announced."""
    application = locked(application)
    return taken(drafted(application, by, "recover", DecisionKind.RECOVERY), by, proposed)


def begin(decision) -> Recovery | None:
    """Claim what a decision that is made known recovers; a correction claims nothing anew. Who calls this holds the lock."""
    if decision.kind != DecisionKind.RECOVERY or decision.is_correction:
        return None
    recovery = Recovery.objects.create(decision=decision, bound_until=of_recovery.bound_until(decision.application))
    arrange(recovery, first_day(decision), decision.instalments)
    return recovery


def first_day(decision) -> date:
    """Return by when the first part is paid back: as was decided, unless that day went by before it was announced."""
    if decision.pay_back_by and decision.pay_back_by > timezone.localdate():
        return decision.pay_back_by
    return weeks_from_now(decision.application)


def arrange(recovery, first: date, number: int) -> None:
    """Set by when the parts of what is left are paid back, in the place of what was set before."""
    recovery.instalments.filter(replaced_at=None).update(replaced_at=timezone.now())
    Instalment.objects.bulk_create(
        Instalment(recovery=recovery, number=n, due_on=due_on, amount=amount)
        for n, (due_on, amount) in enumerate(parts_of(recovery.left, number, first), 1)
    )


def opened(recovery, by, action: str) -> Recovery:
    """Return an open recovery with its case, both locked, for who may do something with it."""
    application = locked(recovery.decision.application)
    require(by, action, application)
    found = Recovery.objects.select_for_update(of=["self"]).select_related("decision").get(pk=recovery.pk)
    if found.ended_at:
        raise ValidationError(_("Nothing of this is to be paid back any more."), code="ended")
    if of_recovery.claimed(application) > of_recovery.overpaid(application):
        text = _("A decision that changes this claim waits to be announced. Announce it first.")
        raise ValidationError(text, code="announce")
    found.decision.application = application
    return found


@transaction.atomic
def reschedule(*, recovery, first_due: date, number: int, by) -> Recovery:
    """Agree on other parts for what is left (betalingsregeling, Awb 4:94), and tell the applicant."""
    found = opened(recovery, by, "reschedule")
    if first_due <= timezone.localdate():
        raise ValidationError({"first_due": _("Name a day to come.")})
    if not 1 <= number <= MOST_PARTS or number > found.left:
        raise ValidationError({"number": _("In one part to %(most)s, a month apart.") % {"most": MOST_PARTS}})
    arrange(found, first_due, number)
    emails.rearranged(recovery=found)
    return found


@transaction.atomic
def book_repayment(*, recovery, amount: int, received_on: date, bank_reference: str, by) -> Repayment:
    """Book what came in: once, and no more than is left."""
    found = opened(recovery, by, "book_repayment")
    reference = " ".join(bank_reference.split())
    check_repayment(found, amount, received_on, reference)
    return keep(found, amount, received_on, reference, by)


def check_repayment(recovery, amount, received_on, reference) -> None:
    if not reference:
        raise ValidationError({"bank_reference": _("Give the reference of the bank.")})
    if recovery.repayments.filter(bank_reference=reference).exists():
        raise ValidationError({"bank_reference": _("This is booked already.")}, code="twice")
    if amount <= 0:
        raise ValidationError({"amount": _("Type an amount above zero.")})
    if amount > recovery.left:
        text = _("Only %(left)s is left to be paid back. Send the rest back, and book what counts.")
        raise ValidationError({"amount": text % {"left": shown(recovery.left)}}, code="more")
    since = amsterdam_day(recovery.decision.announced_at)
    if not since <= received_on <= timezone.localdate():
        text = _("Between the day of the announcement, %(day)s, and today.")
        raise ValidationError({"received_on": text % {"day": date_format(since)}})


def keep(recovery, amount, received_on, reference, by) -> Repayment:
    """Write down what came in of a locked recovery, and free it under the ceiling if the scheme says so."""
    application = recovery.decision.application
    made = Repayment.objects.create(
        recovery=recovery, amount=amount, received_on=received_on, bank_reference=reference, booked_by=by
    )
    ledger.shift(
        application=application,
        source=Account.RECOVER,
        target=ledger.where_freed_goes(application),
        amount=amount,
        decision=recovery.decision,
    )
    end_if_done(recovery)
    ledger.serve_queue(application.ceiling)
    return made


def end_if_done(recovery) -> None:
    if not recovery.left:
        recovery.ended_at = timezone.now()
        recovery.save()


def came_back(payment, amount: int, returned_on: date, by) -> int:
    """Count what the bank sent back for what is claimed, the oldest claim first; return how much of it nobody claims."""
    open_ones = Recovery.objects.open().filter(decision__application=payment.application)
    for recovery in open_ones.select_for_update(of=["self"]).select_related("decision").order_by("pk"):
        recovery.decision.application = payment.application
        if part := min(amount, recovery.left):
            day = max(returned_on, amsterdam_day(recovery.decision.announced_at))
            keep(recovery, part, day, f"retour {payment.order} {payment.pk}", by)
            amount -= part
    return amount


@transaction.atomic
def write_off(*, recovery, reason: str, by) -> Recovery:
    """Give up what is left (kwijtschelding or buiteninvorderingstelling, Awb 4:94a), and say why."""
    found = opened(recovery, by, "write_off")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    application = found.decision.application
    found.written_off, found.written_off_by, found.written_off_why = found.left, by, reason.strip()
    found.ended_at = timezone.now()
    ledger.shift(
        application=application,
        source=Account.RECOVER,
        target=Account.LOST,
        amount=found.written_off,
        decision=found.decision,
    )
    found.save()
    return found


def fit(application) -> None:
    """Make what is claimed no more than what was paid too much by now, the newest claim first.

    Who calls this holds the lock, and makes a decision known that changed how much that is.
    """
    found = Recovery.objects.open().filter(decision__application=application).select_related("decision")
    open_ones = list(found.order_by("-pk"))
    excess = sum(each.left for each in open_ones) - of_recovery.overpaid(application)
    for recovery in open_ones:
        if excess > 0:
            excess -= waive(recovery, min(excess, recovery.left))


def waive(recovery, amount: int) -> int:
    """Claim so much less; return how much."""
    recovery.waived += amount
    recovery.save()
    end_if_done(recovery)
    return amount
