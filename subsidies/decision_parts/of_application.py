"""What a decision on an application must say: each part with the article that asks for it, and how an amount came about."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..clock import set_aside_until
from ..models import GRANTS, Application, BudgetLine, DecisionDraft, Outcome, RefusalGround
from ..states import State, transition
from .parts import Missing, not_heard, was_heard

STATE_AFTER = {
    Outcome.GRANT: State.GRANTED,
    Outcome.GRANT_IN_PART: State.GRANTED,
    Outcome.REFUSE: State.REFUSED,
    Outcome.LEAVE_OUT: State.LEFT_OUT,
}


def missing(draft: DecisionDraft, today: date):
    if draft.is_offer and draft.outcome != Outcome.GRANT_IN_PART:
        yield Missing("is_offer", _("Only what is granted in part can be declined."), "Awb 4:25 lid 2")
    if draft.amount and draft.outcome in (Outcome.REFUSE, Outcome.LEAVE_OUT):
        yield Missing("amount", _("Leave the amount empty: nothing is granted."), "Awb 4:31")
    yield from in_leaving_out(draft, today)
    yield from in_a_grant(draft, today)
    yield from in_a_refusal(draft, today)
    yield from to_publish(draft)


def possible(application: Application) -> list[Outcome]:
    """Return the decisions that the state of the application leads to.

    While an application is under review it is composed what will be decided once it is handed over.
    """
    state = State.TO_BE_DECIDED if application.state == State.UNDER_REVIEW else application.state
    ways = {outcome: transition(state, after) for outcome, after in STATE_AFTER.items()}
    return [outcome for outcome, way in ways.items() if way and way.action == "decide"]


def in_leaving_out(draft, today):
    """An application is left out only for what was asked, and within four weeks; a correction of that is of words."""
    if draft.outcome != Outcome.LEAVE_OUT or draft.corrects or draft.outcome not in possible(draft.application):
        return
    request, last_day = draft.application.supplement_requests.last(), set_aside_until(draft.application)
    if request is None:
        yield Missing("outcome", _("First ask the applicant for what is missing."), "Awb 4:5 lid 1")
    elif request.supplied_at is None and today <= request.due_on:
        yield Missing("outcome", _("The term for the supplement has not ended."), "Awb 4:5 lid 1")
    elif today > last_day:
        text = _("The last day to leave it out was %(day)s: decide on the application itself.")
        values = {"day": date_format(last_day)}
        yield Missing("outcome", text % values, "Awb 4:5 lid 4")


def in_a_grant(draft, today):
    if draft.outcome not in GRANTS:
        return
    requested = draft.application.requested
    if draft.outcome == Outcome.GRANT and draft.amount != requested:
        yield Missing("amount", _("All that is requested is not this amount: grant in part instead."), "Awb 4:31")
    if draft.outcome == Outcome.GRANT_IN_PART and not 0 < draft.amount < requested:
        yield Missing("amount", _("Type an amount below what is requested."), "Awb 4:31")
    yield from about_duties(draft, today)


def about_duties(draft, today):
    """What a grant says beside its amount."""
    if not draft.activity_until:
        yield Missing("activity_until", _("Say by when the activity is done."), "Awb 4:30, 4:47")
    if draft.advance is not None and not 0 <= draft.advance <= max(0, draft.amount):
        text = _("What is paid in advance is not below zero, and no more than is granted.")
        yield Missing("advance", text, "Awb 4:95")
    if draft.application.ceiling.year > today.year and not draft.reserves_budget:
        text = _("The budget of that year is not adopted yet: grant subject to it.")
        yield Missing("reserves_budget", text, "Awb 4:34")


def in_a_refusal(draft, today):
    """What a refusal asks for, also of a part of what was requested."""
    if draft.outcome not in (Outcome.GRANT_IN_PART, Outcome.REFUSE):
        return
    if not draft.refusal_ground:
        yield Missing("refusal_ground", _("Say why not all of it is granted."), "Awb 4:25, 4:35")
    if draft.refusal_ground == RefusalGround.MISTRUST and not was_heard(draft.application, today):
        yield Missing("refusal_ground", not_heard(), "Awb 4:7, 4:12")


def to_publish(draft):
    if not draft.public_title.strip():
        yield Missing("public_title", _("Write a title for the public register."))
    if not draft.public_summary.strip():
        yield Missing("public_summary", _("Write a summary for the public register."))
    if not draft.public_text_confirmed:
        yield Missing("public_text_confirmed", _("Confirm that the public texts may be published."))


def arithmetic(application: Application, amount: int, room: int) -> list[dict]:
    """Return how an amount came about (Awb 4:31), as rows of what and how many cents; `room` is left for this application."""
    costs = sum(line.amount for line in application.budget_lines.all() if line.kind == BudgetLine.Kind.COST)
    rules = application.version
    rows = [("costs", costs), ("requested", application.requested)]
    if rules.maximum_share is not None and costs:
        rows.append(("share", costs * rules.maximum_share // 100))
    if rules.maximum_amount is not None:
        rows.append(("maximum", rules.maximum_amount))
    rows += [("room", room), ("granted", amount)]
    return [{"what": what, "cents": cents} for what, cents in rows]
