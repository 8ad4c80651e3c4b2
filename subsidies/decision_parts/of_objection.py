"""What a decision on an objection must say (Awb 7:11, 7:12): what can come of it, and what of the ceiling it may take."""

from datetime import date

from django.utils.translation import gettext as _

from ..actions import ledger
from ..models import (
    GRANTS,
    ON_APPLICATIONS,
    SETTLES,
    Account,
    Application,
    Decision,
    DecisionDraft,
    Objection,
    ObjectionResult,
    Outcome,
)
from ..objections import is_in_time
from ..reckoning.deadlines import amsterdam_day
from ..reckoning.recovery import MOST_PARTS
from ..reckoning.room import Room, room_for
from ..reckoning.settlement import adjustment
from ..states import State
from . import of_application
from .of_settlement import STANDS, standing_decision
from .parts import Missing

REJECTED = (ObjectionResult.INADMISSIBLE, ObjectionResult.UNFOUNDED)


def next_objection(application: Application) -> Objection | None:
    """Return the objection on which is decided next: the one that was kept first, of those that are open."""
    found = Objection.objects.open().filter(decision__application=application).select_related("decision")
    return found.order_by("pk").first()


def possible(application: Application, kind: str) -> list[Outcome]:
    """Return what can be decided on the objection that waits, by what it disputes and how the case stands now."""
    objection = next_objection(application)
    return [Outcome.UPHOLD, *of_founded(application, objection.decision)] if objection else []


def of_founded(application, disputed) -> list[Outcome]:
    """Return what can come in the place of a disputed decision."""
    state, outcome, stands = application.state, disputed.outcome, standing_decision(application)
    if outcome == Outcome.RECOVER:
        claim = recovery_of(disputed)
        if claim is None or claim.ended_at:
            return []
        return [Outcome.RECOVER] if claim.came_in else [Outcome.DROP, Outcome.RECOVER]
    if outcome == Outcome.LEAVE_OUT:
        return [Outcome.REOPEN] if state == State.LEFT_OUT else []
    if outcome == Outcome.REFUSE:
        return list(GRANTS) if state == State.REFUSED else []
    if outcome == Outcome.REVOKE:
        before = GRANTS if disputed.state_before == State.GRANTED else SETTLES
        return list(before) if state == State.REVOKED else []
    if state == State.GRANTED and outcome in (*GRANTS, Outcome.LOWER):
        return list(GRANTS)
    if state == State.SETTLED and stands is not None:
        # On path A the grant is the settlement.
        if stands.outcome in GRANTS:
            return list(GRANTS) if outcome in GRANTS else []
        return list(SETTLES) if outcome in (*SETTLES, Outcome.LOWER) else []
    return []


def recovery_of(disputed):
    """Return the claim of a recovery that was announced, also where it was corrected."""
    while disputed is not None:
        if found := getattr(disputed, "recovery", None):
            return found
        disputed = disputed.corrects
    return None


def before(application, disputed) -> Decision | None:
    """Return what stood before a decision, or what it corrects, was taken."""
    while disputed.corrects:
        disputed = disputed.corrects
    earlier = [each for each in application.decisions.all() if each.outcome in STANDS and each.pk < disputed.pk]
    return earlier[-1] if earlier else None


def granted_first(application) -> int:
    """Return what was granted before anything was settled, in cents."""
    rows = (
        each.amount
        for each in reversed(list(application.decisions.all()))
        if each.outcome in GRANTS or (each.outcome == Outcome.LOWER and each.state_before == State.GRANTED)
    )
    return next(rows, 0)


def most(application, disputed) -> int:
    """Return the most that can come in the place of a disputed decision, in cents."""
    if disputed.outcome in (Outcome.REFUSE, *GRANTS):
        return application.requested
    if disputed.outcome in SETTLES:
        return granted_first(application)
    stood = before(application, disputed)
    return stood.amount if stood else 0


def standing_amount(application) -> int:
    stands = standing_decision(application)
    return stands.amount if stands else 0


def available_then(application) -> int:
    """Return what there was for an application at the first decision on it, in cents: of its reckoning."""
    decisions = [each for each in application.decisions.all() if each.outcome in ON_APPLICATIONS]
    rows = decisions[0].arithmetic if decisions else []
    return next((row["cents"] for row in rows if row["what"] == "room"), 0)


def room_of(application, amount: int) -> Room:
    """Return what an amount does to the ceiling, and what of it is not there (Awb 4:25 lid 3)."""
    stands = {account: ledger.standing(application, account) for account in Account if account != Account.FREE}
    owed = stands[Account.GRANTED] + stands[Account.SETTLED]
    claimed = stands[Account.RECOVER] + stands[Account.LOST]
    lacking = adjustment(max(0, amount), owed, stands[Account.PAID], claimed).lacking
    # What lapsed or is reserved of it is held already.
    kept = min(lacking, stands[Account.LAPSED] + stands[Account.RESERVED])
    now = ledger.room(application.ceiling, amsterdam_day(application.received_at))
    return room_for(max(0, amount), held=max(0, amount) - lacking + kept, now=now, then=available_then(application))


def missing(draft: DecisionDraft, today: date):
    objection = draft.objection
    if objection is None or not objection.is_open:
        yield Missing("outcome", _("There is no objection that waits for a decision."), "Awb 7:10")
        return
    yield from about_result(draft, objection)
    if draft.outcome in GRANTS:
        yield from about_grant(draft, objection.decision, today)
    elif draft.outcome in SETTLES:
        yield from about_settlement(draft, objection.decision)
    elif draft.outcome == Outcome.RECOVER:
        yield from about_recovery(draft, objection.decision, today)
    elif draft.amount:
        yield Missing("amount", _("Leave the amount empty: this decision has none."), "Awb 7:11")
    if draft.outcome in (*GRANTS, *SETTLES) and room_of(draft.application, draft.amount).refused:
        text = _("This is more than was available at the first decision, and more than there is now.")
        yield Missing("amount", text, "Awb 4:25 lid 3")


def about_result(draft, objection):
    if not draft.objection_result:
        yield Missing("objection_result", _("Say what the objection comes to."), "Awb 7:11")
    elif (draft.outcome == Outcome.UPHOLD) != (draft.objection_result in REJECTED):
        text = _("An objection that is rejected changes nothing; one that is founded, in part or whole, does.")
        yield Missing("objection_result", text, "Awb 7:11 lid 2")
    elif draft.objection_result == ObjectionResult.INADMISSIBLE:
        excused = is_in_time(objection) or objection.excuse
        if excused and not objection.is_unrepaired:
            text = _("It is admissible: it came in time or that is excused, and nothing is missing.")
            yield Missing("objection_result", text, "Awb 6:6, 6:11")


def about_more(draft, least: int, limit: int, *, equal: bool):
    if not (least if equal else least + 1) <= draft.amount <= limit:
        text = _("More than stands now, and no more than was asked, or was taken away: nobody comes out worse.")
        yield Missing("amount", text, "Awb 7:11")


def about_grant(draft, disputed, today):
    limit, requested = most(draft.application, disputed), draft.application.requested
    # Other duties can be all that is changed of a grant.
    yield from about_more(draft, standing_amount(draft.application), limit, equal=disputed.outcome in GRANTS)
    if (draft.outcome == Outcome.GRANT) != (draft.amount == requested):
        yield Missing("amount", _("All that is requested is granted; anything less is granted in part."), "Awb 4:31")
    if draft.outcome == Outcome.GRANT_IN_PART and not draft.refusal_ground:
        yield Missing("refusal_ground", _("Say why not all of it is granted."), "Awb 4:25, 4:35")
    yield from of_application.about_duties(draft, today)
    yield from of_application.to_publish(draft)


def about_settlement(draft, disputed):
    yield from about_more(draft, standing_amount(draft.application), most(draft.application, disputed), equal=False)
    if (draft.outcome == Outcome.SETTLE) != (draft.amount == granted_first(draft.application)):
        text = _("All that was granted is settled as granted; anything less is settled lower.")
        yield Missing("amount", text, "Awb 4:46")


def about_recovery(draft, disputed, today):
    claim = recovery_of(disputed)
    came_in = claim.came_in if claim else 0
    if not max(1, came_in) <= draft.amount < disputed.amount:
        text = _("Less than was claimed, and no less than came in already: nobody comes out worse.")
        yield Missing("amount", text, "Awb 7:11")
    if not draft.pay_back_by or draft.pay_back_by <= today:
        yield Missing("pay_back_by", _("Name a day to come by which it is paid back."), "Awb 4:86")
    if not 1 <= draft.instalments <= MOST_PARTS or draft.instalments > max(1, draft.amount - came_in):
        yield Missing("instalments", _("In one part to %(most)s, a month apart.") % {"most": MOST_PARTS}, "Awb 4:94")


def arithmetic(draft: DecisionDraft, amount: int) -> list[dict]:
    """Return how an amount comes about and what it does to the ceiling, as rows of what and how many cents."""
    application, disputed = draft.application, draft.objection and draft.objection.decision
    if disputed is None:
        return []
    if draft.outcome == Outcome.RECOVER:
        claim = recovery_of(disputed)
        rows = [("claimed_first", disputed.amount), ("came_in", claim.came_in if claim else 0), ("recovered", amount)]
    elif draft.outcome in (*GRANTS, *SETTLES):
        room = room_of(application, amount)
        rows = [("disputed", disputed.amount), ("most", most(application, disputed)), ("then", room.then)]
        rows += [("now", room.now), ("ordinary", room.ordinary), ("beyond", room.beyond)]
        rows.append(("granted" if draft.outcome in GRANTS else "settled", amount))
    elif not draft.outcome and {*GRANTS, *SETTLES} & {*of_founded(application, disputed)}:
        # What there is to choose from.
        room = room_of(application, 0)
        rows = [("disputed", disputed.amount), ("most", most(application, disputed))]
        rows += [("then", room.then), ("now", room.now)]
    else:
        return []
    return [{"what": what, "cents": cents} for what, cents in rows]
