"""Deciding on an application: a decision is composed, taken within the ceiling by another than who assessed, and made known.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails, letters
from ..clock import term_of_days
from ..decision_parts import of_application, of_objection, require_whole
from ..models import GRANTS, Account, Decision, DecisionDraft, DecisionKind, Outcome
from ..models.decision import Contents
from ..permissions import require, who_and_when
from ..reckoning.deadlines import amsterdam_day
from ..states import State
from . import answering, correcting, ledger, payment_plan, recovering, settling
from .application import close, locked, move_to

# What a decision takes over from its draft as it stands there.
TAKEN_OVER = [field.name for field in Contents._meta.get_fields() if field.name != "advance"]


def moment_of(draft) -> str:
    """Return when a draft was last saved, as a form carries it; of one that is not there yet, which decision it corrects."""
    if draft.pk:
        return draft.saved_at.isoformat()
    return f"corrects {draft.corrects_id}" if draft.corrects_id else ""


@transaction.atomic
def compose(*, application, by, kind="", seen=None, **contents) -> DecisionDraft:
    """Write the draft of a decision, or write on in it: any part, right or wrong, may wait.

    `kind` is that of a decision after the one on the application; there is one draft at a time. `seen` is the moment of
    the draft that was written on: when somebody saved another one since, or decided, nothing is written over. Once it was decided it is a correction, whatever is in `contents`.
    """
    application = locked(application)
    require(by, "compose", application)
    if application.state not in who_and_when("compose")[1]:
        raise ValidationError(
            _("This cannot be done any more: the application is now “%(state)s”.")
            % {"state": application.get_state_display()},
            code="state",
        )
    draft = DecisionDraft.objects.filter(application=application).first() or begun(application, kind)
    if kind and kind != draft.kind:
        raise ValidationError(_("Another decision is being composed in this case: finish that, or throw it away."))
    if seen not in (None, moment_of(draft)):
        raise ValidationError(_("A colleague wrote on in this draft meanwhile."), code="changed")
    draft.application = application
    for name, value in contents.items():
        setattr(draft, name, value)
    if draft.corrects or draft.kind == DecisionKind.APPLICATION:
        correcting.hold(draft)
    draft.saved_at, draft.saved_by = timezone.now(), by
    draft.save()
    return draft


def begun(application, kind: str) -> DecisionDraft:
    """Return a draft that nobody saved yet: of a kind that is asked, of a correction once it was decided, or empty."""
    if kind == DecisionKind.OBJECTION:
        return answering.begun(application)
    if kind:
        return DecisionDraft.begun(application, kind=kind)
    return correcting.draft_of(application) or DecisionDraft.begun(application)


@transaction.atomic
def throw_draft_away(*, application, by) -> None:
    """Remove what was composed: another decision can be composed then. The history keeps what it said."""
    application = locked(application)
    require(by, "throw_draft_away", application)
    if not DecisionDraft.objects.filter(application=application).delete()[0]:
        raise ValidationError(_("There is no draft of a decision any more."), code="no-draft")


def decide(*, application, by) -> Decision:
    """Take the decision that was composed, if it is whole: once, within the ceiling, by another than who assessed."""
    try:
        with transaction.atomic():
            return take(application, by)
    except IntegrityError as error:
        if getattr(error.__cause__.diag, "constraint_name", "") != "ledger_within_ceiling":
            raise
        raise ValidationError(
            _("There is not enough left under the ceiling for this amount."), code="ceiling"
        ) from None


def take(application, by):
    application = locked(application)
    require(by, "decide", application)
    draft = DecisionDraft.objects.filter(application=application, kind=DecisionKind.APPLICATION).first()
    if draft is None or draft.corrects:
        raise ValidationError(_("There is no draft of a decision yet."), code="no-draft")
    draft.application = application
    require_whole(draft)
    decision = proposed(draft, by)
    decision.save()
    state = of_application.STATE_AFTER[draft.outcome]
    if state == State.GRANTED:
        move_to(application, state, "decide")
        application.save()
        grant(application, decision.amount, decision)
    else:
        close(application, state, "decide")
    ledger.release(application)
    ledger.serve_queue(application.ceiling)
    draft.delete()
    return decision


def proposed(draft, by=None) -> Decision:
    """Return the decision that a draft would make today, not saved; of a draft that is not whole, as far as it goes.

    `by` stays open until somebody decides.
    """
    if draft.corrects:
        return correcting.proposed(draft, by)
    if draft.kind != DecisionKind.APPLICATION:
        return PROPOSED[draft.kind](draft, by)
    application = draft.application
    rules, received_on = application.version, amsterdam_day(application.received_at)
    amount = draft.amount if draft.outcome in GRANTS else 0
    path = rules.settlement_path(amount) if amount else ""
    contents = {name: getattr(draft, name) for name in TAKEN_OVER} | {"amount": amount}
    if draft.outcome == Outcome.GRANT:
        contents["refusal_ground"] = ""
    room = ledger.standing(application, Account.RESERVED) + ledger.room(application.ceiling, received_on)
    if application.reopened_on:
        # Awb 4:25 lid 3: also what there was at the first decision.
        room = max(room, of_objection.available_then(application))
    return Decision(
        application=application,
        **contents,
        advance=payment_plan.advance_of(draft, amount, path),
        arithmetic=of_application.arithmetic(application, amount, room),
        settlement_path=path,
        version=application.ceiling.version_for(received_on),
        snapshot=ledger.snapshot_of(application.ceiling),
        assessed_by=None if draft.outcome == Outcome.LEAVE_OUT else application.assessed_by,
        decided_by=by,
        is_offer=draft.is_offer,
    )


# What the draft of each kind proposes, after the decision on the application.
PROPOSED = {
    DecisionKind.SETTLEMENT: settling.proposed,
    DecisionKind.CHANGE: settling.proposed,
    DecisionKind.RECOVERY: recovering.proposed,
    DecisionKind.OBJECTION: answering.proposed,
}


def grant(application, amount, decision):
    """Move what is granted, first from what was reserved, then from what was only asked."""
    accounts = [Account.RESERVED] if application.reopened_on else [Account.RESERVED, Account.POSSIBLE]
    for account in accounts:
        if part := min(amount, ledger.standing(application, account)):
            ledger.move(application=application, source=account, target=Account.GRANTED, amount=part, decision=decision)
            amount -= part
    if application.reopened_on and amount:
        grant_again(application, amount, decision)


def grant_again(application, amount, decision):
    """Grant what is not reserved of an application that was taken up again: the ceiling binds as at the first decision.

    What was only asked is freed first; what the ceiling has not left rests on Awb 4:25 lid 3, if there was so much then.
    """
    if of_objection.room_of(application, decision.amount).refused:
        text = _("This is more than was available at the first decision, and more than there is now (Awb 4:25 lid 3).")
        raise ValidationError(text, code="ceiling")
    ledger.release(application)
    ledger.hold_more(application, amount, Account.GRANTED, decision)


@transaction.atomic
def announce(*, decision, by, on_paper=False) -> None:
    """Make a decision known: from now on it holds, and the term for an objection runs (Awb 3:40, 3:41).

    `on_paper` sends the letter by post as well, where that does not happen already.
    """
    application = locked(decision.application)
    require(by, "announce", application)
    decision = application.decisions.select_for_update().get(pk=decision.pk)
    if decision.announced_at:
        return
    if decision.corrections.exists():
        raise ValidationError(_("This decision was corrected: announce the other one."), code="corrected")
    decision.announced_at = timezone.now()
    if decision.is_offer:
        rules = application.version
        decision.offer_until = term_of_days(timezone.localdate(), rules.offer_days, rules)
    decision.save()
    decision.application = application
    if not decision.is_offer:
        settling.settle_at_once(application, decision)
    payment_plan.plan(decision)
    recovering.begin(decision)
    answering.made_known(application, decision)
    letter, *_translation = letters.of_decision(decision, on_paper=on_paper)
    emails.decided(decision=decision, letter=letter)
