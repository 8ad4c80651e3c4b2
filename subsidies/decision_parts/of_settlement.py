"""What must be said when a subsidy is settled, lowered or revoked; and how that amount comes about."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import accounting
from ..models import (
    AFTER_SETTLEMENT,
    AT_SETTLEMENT,
    BEFORE_SETTLEMENT,
    GRANTS,
    SETTLES,
    Application,
    DecisionDraft,
    DecisionKind,
    LoweringGround,
    Outcome,
)
from ..reckoning.settlement import suggested
from ..states import State
from .parts import Missing, last_of, not_heard, was_heard

# The report is there, or was waited for long enough.
CAN_SETTLE = (accounting.ReportState.RECEIVED, accounting.ReportState.LAPSED)
# What a decision of each kind is about: the last of these says how much stands.
STANDS = (*GRANTS, Outcome.LOWER, *SETTLES, Outcome.REVOKE)


def standing_decision(application: Application):
    """Return the decision that says how much is granted or settled now, None where nothing is."""
    return last_of(application, *STANDS)


def granted(application: Application) -> int:
    """Return how much is granted or settled now, in cents."""
    decision = standing_decision(application)
    return decision.amount if decision else 0


def possible(application: Application, kind: str) -> list[Outcome]:
    """Return how a grant can be settled, or changed, in the state that the application is in."""
    decision = standing_decision(application)
    if decision is None or decision.announced_at is None or application.open_offer:
        return []
    if kind == DecisionKind.SETTLEMENT:
        return list(SETTLES) if application.state == State.GRANTED else []
    return [Outcome.LOWER, Outcome.REVOKE] if application.state in (State.GRANTED, State.SETTLED) else []


def grounds_for(application: Application, kind: str) -> tuple[LoweringGround, ...]:
    """Return on which grounds less can be settled, or a subsidy be taken back, now."""
    if kind == DecisionKind.SETTLEMENT:
        return AT_SETTLEMENT
    return BEFORE_SETTLEMENT if application.state == State.GRANTED else AFTER_SETTLEMENT


def missing(draft: DecisionDraft, today: date):
    yield from about_amount(draft)
    yield from about_ground(draft, today)
    if draft.kind == DecisionKind.SETTLEMENT:
        yield from about_time(draft, today)


def about_amount(draft):
    stands = granted(draft.application)
    if draft.outcome == Outcome.SETTLE and draft.amount != stands:
        yield Missing("amount", _("This is not what was granted: settle lower instead."), "Awb 4:46 lid 1")
    if draft.outcome == Outcome.SETTLE_LOWER and not 0 <= draft.amount < stands:
        yield Missing("amount", _("Type an amount below what was granted, zero or more."), "Awb 4:46")
    if draft.outcome == Outcome.LOWER and not 0 < draft.amount < stands:
        yield Missing("amount", _("Type an amount below what stands now, and above zero."), "Awb 4:48, 4:49")
    if draft.outcome == Outcome.REVOKE and draft.amount:
        yield Missing("amount", _("Leave the amount empty: nothing is left of the subsidy."), "Awb 4:48, 4:49")


def about_ground(draft, today):
    if draft.outcome not in (Outcome.SETTLE_LOWER, Outcome.LOWER, Outcome.REVOKE):
        return
    decision = standing_decision(draft.application)
    if draft.lowering_ground not in grounds_for(draft.application, draft.kind):
        yield Missing("lowering_ground", _("Say on which ground."), "Awb 4:46, 4:48, 4:49")
    elif draft.lowering_ground != LoweringGround.COSTS and not was_heard(
        draft.application, today, since=decision.announced_at
    ):
        yield Missing("lowering_ground", not_heard(), "Awb 4:7, 4:8")


def about_time(draft, today):
    """Nothing is settled before there is something to settle: the activity is over, and who must report did, or had the time."""
    decision = standing_decision(draft.application)
    done = decision.activity_until if decision else None
    if done and today <= done and draft.lowering_ground in ("", LoweringGround.COSTS):
        text = _("The activity is done by %(day)s: settle after that.")
        yield Missing("outcome", text % {"day": date_format(done)}, "Awb 4:44, 4:47")
    elif (
        accounting.is_asked(draft.application)
        and accounting.report_state_of(draft.application, today) not in CAN_SETTLE
    ):
        text = _("First wait for the report, or set a final term for it and let that pass.")
        yield Missing("outcome", text, "Awb 4:44 lid 3, 4")


def by_the_report(application: Application) -> tuple[int, int, int] | None:
    """Return the real costs, the real cover by others and what the grant comes to by these, in cents; None without a report."""
    report = accounting.sent_report_of(application)
    if report is None:
        return None
    real = report.figures.real
    costs, cover = real.total_costs, real.total_cover - real.requested
    return costs, cover, suggested(granted(application), costs, cover, application.version.maximum_share)


def arithmetic(draft: DecisionDraft, amount: int, paid: int) -> list[dict]:
    """Return how it comes about what stands after a decision, as rows of what and how many cents; `paid` was paid already."""
    rows = [("was_granted", granted(draft.application))]
    what = "changed"
    if draft.kind == DecisionKind.SETTLEMENT:
        what, reported = "settled", by_the_report(draft.application)
        rows += zip(("real_costs", "real_cover", "by_costs"), reported, strict=True) if reported else ()
    rows += [(what, amount), ("paid_already", paid)]
    rows.append(("overpaid", paid - amount) if paid > amount else ("rest", amount - paid))
    return [{"what": what, "cents": cents} for what, cents in rows]
