"""Settling a grant (vaststelling), lowering it and revoking it: proposed by one, decided by another, within what was granted.

Each is one transaction; what cannot be done raises `ValidationError` with a text for that person, and nothing has changed.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..decision_parts import missing, of_settlement, require_whole
from ..fields import shown
from ..models import Account, Decision, DecisionDraft, DecisionKind, LoweringGround, Outcome
from ..models.decision import Contents
from ..permissions import require, who_and_when
from ..states import State
from . import ledger, payment_plan
from .application import close, locked, move_to

# What follows from the grant is not composed.
TAKEN_OVER = [field.name for field in Contents._meta.get_fields() if field.name not in ("advance", "activity_until")]


def proposed(draft, by=None) -> Decision:
    """Return the decision that a draft would make today, not saved; `by` stays open until somebody decides."""
    application = draft.application
    stands = of_settlement.standing_decision(application)
    amount = stands.amount if stands and draft.outcome == Outcome.SETTLE else draft.amount
    contents = {name: getattr(draft, name) for name in TAKEN_OVER} | {"amount": amount}
    if draft.outcome == Outcome.SETTLE:
        contents["lowering_ground"] = ""
    return Decision(
        application=application,
        **contents,
        # What stays to be paid before the settlement, of a grant that is lowered.
        advance=min(stands.advance if stands else 0, amount),
        arithmetic=of_settlement.arithmetic(draft, amount, ledger.standing(application, Account.PAID)),
        settlement_path=stands.settlement_path if stands else "",
        activity_until=stands and stands.activity_until,
        state_before=application.state,
        version=stands and stands.version,
        snapshot=ledger.snapshot_of(application.ceiling),
        assessed_by=draft.saved_by,
        decided_by=by,
    )


def drafted(application, by, action: str, *kinds) -> DecisionDraft:
    """Return the whole draft of a decision of some kinds in a locked case, composed by another than who decides."""
    require(by, action, application)
    if application.state not in who_and_when(action)[1]:
        text = _("This cannot be done any more: the application is now “%(state)s”.")
        raise ValidationError(text % {"state": application.get_state_display()}, code="state")
    draft = DecisionDraft.objects.filter(application=application, kind__in=kinds, corrects=None).first()
    if draft is None:
        raise ValidationError(_("There is no draft of a decision yet."), code="no-draft")
    draft.application = application
    require_whole(draft)
    return draft


def taken(draft, by, propose=proposed) -> Decision:
    """Take a draft as the decision that it proposes."""
    decision = propose(draft, by)
    decision.save()
    draft.delete()
    return decision


@transaction.atomic
def settle(*, application, by) -> Decision:
    """Settle a grant as it was proposed (Awb 4:42, 4:46); what is planned and not paid yet is planned anew when it is announced."""
    application = locked(application)
    decision = taken(drafted(application, by, "settle", DecisionKind.SETTLEMENT), by)
    payment_plan.cancel(application)
    close(application, State.SETTLED, "settle")
    ledger.bring_to(application, decision.amount, decision)
    ledger.serve_queue(application.ceiling)
    return decision


@transaction.atomic
def revoke(*, application, by) -> Decision:
    """Take back all or a part of a grant, before (Awb 4:48) or after it was settled (Awb 4:49)."""
    application = locked(application)
    decision = taken(drafted(application, by, "revoke", DecisionKind.CHANGE), by)
    payment_plan.cancel(application)
    if decision.outcome == Outcome.REVOKE:
        close(application, State.REVOKED, "revoke")
    ledger.bring_to(application, decision.amount, decision)
    ledger.serve_queue(application.ceiling)
    return decision


def settle_at_once(application, decision) -> None:
    """Settle what is granted and settled in one decision (path A, Awb 4:42), when that is known and cannot be declined any more."""
    if decision.settlement_path != "A" or application.state != State.GRANTED:
        return
    # A correction that is being composed stays.
    move_to(application, State.SETTLED, "settle")
    application.closed_at = timezone.now()
    application.save()
    ledger.bring_to(application, decision.amount, decision)


@transaction.atomic
def settle_kept_offer(*, application) -> bool:
    """Settle what remained and was offered, once it is kept or the term to decline it is over; tell whether it was."""
    application = locked(application)
    decision = of_settlement.standing_decision(application)
    if decision is None or decision.announced_at is None or decision.awaits_answer():
        return False
    before = application.state
    settle_at_once(application, decision)
    return application.state != before


def can_be_proposed(application, today) -> bool:
    """Tell whether nothing stands in the way of settling a grant as it was granted: not the law, nor the reported costs."""
    draft = as_granted(application)
    reported = of_settlement.by_the_report(application)
    return draft.amount > 0 and not missing(draft, today) and (reported is None or reported[-1] == draft.amount)


@transaction.atomic
def propose(*, application, by) -> DecisionDraft:
    """Propose to settle a grant as it was granted; somebody else decides."""
    application = locked(application)
    require(by, "propose", application)
    if DecisionDraft.objects.filter(application=application).exists():
        raise ValidationError(_("A decision is being composed in this case."), code="draft")
    draft = as_granted(application)
    draft.saved_by = by
    require_whole(draft)
    draft.save()
    return draft


def as_granted(application) -> DecisionDraft:
    """Return a draft that settles at what was granted, not saved."""
    draft, reported = begun(application), of_settlement.by_the_report(application)
    draft.outcome, draft.amount, draft.lowering_ground = Outcome.SETTLE, of_settlement.granted(application), ""
    draft.grounds = grounds_of(True, reported)
    return draft


def begun(application) -> DecisionDraft:
    """Return a draft of a settlement with what is known already, not saved: by the reported costs, where there is a report."""
    stands = of_settlement.standing_decision(application)
    amount = granted = stands.amount if stands else 0
    if reported := of_settlement.by_the_report(application):
        amount = reported[-1]
    return DecisionDraft.begun(
        application,
        kind=DecisionKind.SETTLEMENT,
        outcome=Outcome.SETTLE if amount == granted else Outcome.SETTLE_LOWER,
        amount=amount,
        lowering_ground="" if amount == granted else LoweringGround.COSTS,
        grounds=grounds_of(amount == granted, reported),
        mandate=stands.mandate if stands else "",
        is_on_paper=bool(stands and stands.is_on_paper),
        is_in_english=bool(stands and stands.is_in_english),
    )


def grounds_of(as_granted: bool, reported) -> str:
    """Return the grounds that a settlement begins with, in the language of its letter."""
    with translation.override(settings.LANGUAGE_CODE):
        if not as_granted:
            return _("By your report the activity cost %(costs)s, of which others covered %(cover)s.") % {
                "costs": shown(reported[0]),
                "cover": shown(reported[1]),
            }
        if reported:
            return _("By your report the activity was done, and the duties of the subsidy were met (Awb 4:46 lid 1).")
        return _("By what we know the activity was done, and the duties of the subsidy were met (Awb 4:46 lid 1).")
