"""What must be done once something was granted: what is composed is decided on, and what is over is settled."""

from datetime import date

from ..decision_parts import missing, of_recovery, possible_of
from ..decision_parts.of_settlement import standing_decision
from ..models import DecisionKind
from ..objections import clock_of
from ..permissions import DECIDER, FINANCE, OFFICER, TAKEN_BY
from ..reckoning.deadlines import Term, end_of_term
from ..states import UNDECIDED, WITH_DECISION, State
from . import report_work
from .task import assessors_of, task


def to_decide_on(case, dates):
    """Yield that a decision is composed in a case that was decided on: whole, it waits for who decides."""
    draft = case.saved_draft if case.state in WITH_DECISION else None
    if draft is None:
        return
    draft.application = case
    is_settlement = draft.kind == DecisionKind.SETTLEMENT and not draft.corrects
    day, article = settlement_due(case, dates) if is_settlement else (None, "")
    if draft.objection and not draft.corrects:
        day, article = clock_of(draft.objection, dates.today, dates.extra).due_on, "Awb 7:10"
    if missing(draft, dates.today):
        yield task("compose", case, (OFFICER, DECIDER), article, day, amount=draft.amount)
        return
    kind = "correct" if draft.corrects else TAKEN_BY[draft.kind]
    not_by = assessors_of(case) if draft.corrects else assessors_of(case) | {draft.saved_by_id}
    if draft.objection and not draft.corrects:
        # Awb 10:3 lid 3.
        not_by |= {draft.objection.decision.decided_by_id}
    yield task(kind, case, (DECIDER,), article, day, amount=draft.amount, not_by=not_by)


def to_settle(case, dates):
    """Yield that the municipality settles a grant by itself: nothing is composed yet, and the activity is over (Awb 4:47)."""
    if case.state != State.GRANTED or case.saved_draft or not possible_of(case, DecisionKind.SETTLEMENT):
        return
    decision = standing_decision(case)
    if decision.settlement_path == "B" and decision.activity_until and decision.activity_until < dates.today:
        day, article = settlement_due(case, dates)
        yield task("propose", case, (OFFICER,), article, day, amount=decision.amount)


def to_account(case, dates):
    """Yield what is to be done about the report on a grant, until its settlement is composed (Awb 4:44)."""
    if case.state == State.GRANTED and not case.saved_draft:
        for kind, roles, article in report_work.of_case(case, dates.today, dates.extra):
            yield task(kind, case, roles, article, None)


def to_check_by_sample(case, dates):
    """Yield that proof came for a grant that was drawn, or that the last day for it is over (VNG model-ASV 15)."""
    for check in case.checks:
        if check.received_at or check.due_on < dates.today:
            yield task("judge_sample" if check.received_at else "no_proof", case, (OFFICER,), "Awb 4:42", None)


def settlement_due(case, dates) -> tuple[date | None, str]:
    """Return the last day to settle a grant, and the article: of the municipality itself on path B, on a report on path C."""
    decision = standing_decision(case)
    if decision is None or decision.settlement_path != "B" or not decision.activity_until:
        return None, "Awb 4:44"
    rules = case.version
    term = Term(rules.settlement_weeks, "weeks")
    return end_of_term(decision.activity_until, term, moves=rules.terms_move, extra=dates.extra), "Awb 4:47"


def to_recover(case, dates):
    """Yield that what was paid too much is not claimed, or does not come back in time (Awb 4:57)."""
    if case.state in UNDECIDED:
        return
    open_ones = [each for each in of_recovery.recoveries(case) if each.ended_at is None]
    left = of_recovery.overpaid(case) - sum(each.left for each in open_ones)
    if left > 0 and not case.saved_draft and not case.to_announce:
        yield task("claim", case, (OFFICER, DECIDER), "Awb 4:57 lid 4", of_recovery.bound_until(case), amount=left)
    for recovery in open_ones:
        if late := recovery.late_on(dates.today):
            yield task("late_part", case, (FINANCE,), "Awb 4:57", recovery.next_part.due_on, amount=late)


def to_answer(case, dates):
    """Yield that an objection waits for a decision, which nobody composes yet (Awb 7:10)."""
    if case.state not in WITH_DECISION:
        return
    draft = case.saved_draft
    for decision in case.decisions.all():
        for objection in decision.objections.all():
            if objection.is_open and not (draft and draft.objection_id == objection.pk):
                objection.decision = decision
                due_on = clock_of(objection, dates.today, dates.extra).due_on
                yield task("answer", case, (OFFICER, DECIDER), "Awb 7:10", due_on, amount=decision.amount)
