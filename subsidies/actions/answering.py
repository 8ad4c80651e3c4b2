"""Deciding on an objection (beslissing op bezwaar, Awb 7:11, 7:12): by another than who took what is disputed, never for the worse.

Each is one transaction under the lock of the case; what cannot be done raises `ValidationError` with a text for that person.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..decision_parts import of_objection
from ..decision_parts.of_settlement import standing_decision
from ..decision_parts.parts import last_of
from ..models import (
    GRANTS,
    SETTLES,
    Account,
    Decision,
    DecisionDraft,
    DecisionKind,
    Objection,
    Outcome,
)
from ..permissions import took_disputed
from ..reckoning.deadlines import amsterdam_day
from ..states import State
from . import ledger, payment_plan, recovering
from .application import locked, move_to
from .settling import TAKEN_OVER, drafted, taken

CHANGES_AMOUNT = (*GRANTS, *SETTLES)


def begun(application) -> DecisionDraft:
    """Return a draft of the decision on the objection that waits, with what is known already, not saved."""
    objection = of_objection.next_objection(application)
    if objection is None:
        raise ValidationError(_("There is no objection that waits for a decision."), code="no-objection")
    disputed = objection.decision
    published = last_of(application, *GRANTS, Outcome.REFUSE, Outcome.LEAVE_OUT) or disputed
    return DecisionDraft.begun(
        application,
        kind=DecisionKind.OBJECTION,
        objection=objection,
        activity_until=disputed.activity_until or application.ends_on,
        obligations=disputed.obligations,
        reserves_budget=application.ceiling.year > timezone.localdate().year,
        pay_back_by=recovering.weeks_from_now(application) if disputed.outcome == Outcome.RECOVER else None,
        public_title=published.public_title,
        public_summary=published.public_summary,
        hides_place=published.hides_place,
        mandate=disputed.mandate,
        is_on_paper=disputed.is_on_paper,
        is_in_english=disputed.is_in_english,
    )


def proposed(draft, by=None) -> Decision:
    """Return the decision that a draft would make today, not saved."""
    application = draft.application
    amount = draft.amount if draft.outcome in (*CHANGES_AMOUNT, Outcome.RECOVER) else 0
    contents = {name: getattr(draft, name) for name in TAKEN_OVER} | {"amount": amount}
    if draft.outcome != Outcome.GRANT_IN_PART:
        contents["refusal_ground"] = ""
    if draft.outcome != Outcome.RECOVER:
        contents |= {"pay_back_by": None, "instalments": 1}
    path = path_of(draft, amount)
    grant = last_of(application, *GRANTS)
    return Decision(
        application=application,
        **contents,
        activity_until=draft.activity_until if draft.outcome in GRANTS else grant and grant.activity_until,
        advance=advance_of(draft, amount, path),
        arithmetic=of_objection.arithmetic(draft, amount),
        settlement_path=path,
        state_before=application.state,
        version=application.ceiling.version_for(amsterdam_day(application.received_at)),
        snapshot=ledger.snapshot_of(application.ceiling),
        assessed_by=draft.saved_by,
        decided_by=by,
    )


def path_of(draft, amount: int) -> str:
    """Return how what is granted is settled; what is settled already stays as it was."""
    grant = last_of(draft.application, *GRANTS)
    if draft.outcome in GRANTS and draft.application.state != State.SETTLED:
        return draft.application.version.settlement_path(amount) if amount > 0 else ""
    return grant.settlement_path if grant and draft.outcome in CHANGES_AMOUNT else ""


def advance_of(draft, amount: int, path: str) -> int:
    if draft.outcome in GRANTS:
        return payment_plan.advance_of(draft, amount, path)
    stands = standing_decision(draft.application)
    return min(stands.advance, amount) if stands and draft.outcome in SETTLES else 0


@transaction.atomic
def decide_on_objection(*, application, by) -> Decision:
    """Decide on an objection as it was proposed: once, by another than who took the disputed decision or proposed this one."""
    application = locked(application)
    draft = drafted(application, by, "decide_on_objection", DecisionKind.OBJECTION)
    if took_disputed(by, draft.objection):
        text = _("You took the decision that is disputed: somebody else decides on the objection (Awb 10:3 lid 3).")
        raise ValidationError(text, code="own-decision")
    objection = Objection.objects.select_for_update(of=["self"]).get(pk=draft.objection_id)
    if not objection.is_open:
        raise ValidationError(_("This objection was decided on or withdrawn."), code="ended")
    decision = taken(draft, by, proposed)
    objection.result = decision.objection_result
    objection.save()
    take_effect(application, decision)
    ledger.serve_queue(application.ceiling)
    return decision


def take_effect(application, decision) -> None:
    """Put what was decided in the place of what was disputed: the state, and the money under the ceiling."""
    if decision.outcome == Outcome.REOPEN:
        take_up_again(application)
    elif decision.outcome in CHANGES_AMOUNT:
        state = state_after(application, decision)
        if state != application.state:
            move_to(application, state, "decide_on_objection")
            application.closed_at = timezone.now() if state == State.SETTLED else None
            application.save()
        ledger.bring_to(application, decision.amount, decision)
    elif decision.outcome in (Outcome.DROP, Outcome.RECOVER):
        claim_less(application, decision)


def state_after(application, decision) -> State:
    if decision.outcome in SETTLES or application.state == State.SETTLED:
        return State.SETTLED
    return State.GRANTED


def take_up_again(application) -> None:
    """Take an application into consideration that was left out: what it asks may be granted again, and the term runs anew."""
    supplied = application.supplement_requests.exclude(supplied_at=None).last()
    move_to(application, State.UNDER_REVIEW, "decide_on_objection")
    application.complete_at = application.complete_at or (supplied.supplied_at if supplied else application.received_at)
    application.closed_at = application.extended_on = application.assessed_by = None
    application.reopened_on = timezone.localdate()
    application.save()
    ledger.move(application=application, source=Account.FREE, target=Account.POSSIBLE, amount=application.requested)


def claim_less(application, decision) -> None:
    """Claim less of what was paid too much, or nothing: the applicant keeps the rest."""
    claim = of_objection.recovery_of(decision.objection.decision)
    kept = claim.left - max(0, decision.amount - claim.came_in)
    if kept > 0:
        ledger.shift(
            application=application, source=Account.RECOVER, target=Account.LOST, amount=kept, decision=decision
        )


def made_known(application, decision) -> None:
    """Let what was decided hold for what is claimed back, and for the term; who calls this announces it, under the lock."""
    if decision.outcome == Outcome.REOPEN and not decision.is_correction and application.state == State.UNDER_REVIEW:
        application.reopened_on = timezone.localdate()
        application.save()
    disputes_claim = decision.kind == DecisionKind.OBJECTION and not decision.is_correction
    if disputes_claim and decision.outcome in (Outcome.DROP, Outcome.RECOVER):
        claim = of_objection.recovery_of(decision.objection.decision)
        less = claim.left - max(0, decision.amount - claim.came_in)
        recovering.waive(claim, less)
        if claim.left and decision.outcome == Outcome.RECOVER:
            recovering.arrange(claim, recovering.first_day(decision), decision.instalments)
    recovering.fit(application)
