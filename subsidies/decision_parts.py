"""What a decision must say before it can be taken: each part with the article that asks for it, and how an amount came about."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .clock import set_aside_until
from .models import GRANTS, Application, BudgetLine, DecisionDraft, Outcome, RefusalGround
from .states import DECIDED, State, transition

STATE_AFTER = {
    Outcome.GRANT: State.GRANTED,
    Outcome.GRANT_IN_PART: State.GRANTED,
    Outcome.REFUSE: State.REFUSED,
    Outcome.LEAVE_OUT: State.LEFT_OUT,
}


@dataclass(frozen=True)
class Missing:
    """A part that is not there yet: the field of the draft it belongs to, and why it is needed."""

    field: str
    text: str
    article: str = ""

    def __str__(self):
        return f"{self.text} ({self.article})" if self.article else self.text


def missing(draft: DecisionDraft, today: date) -> list[Missing]:
    """Return what is still missing from a draft of a decision, as the law and the scheme ask for it."""
    found = [
        *about_outcome(draft),
        *in_leaving_out(draft, today),
        Missing("grounds", _("Give the grounds."), "Awb 3:46, 3:47") if not draft.grounds.strip() else None,
        Missing("mandate", _("Say who signs, and by which mandate."), "Awb 10:10")
        if not draft.mandate.strip()
        else None,
        *in_a_grant(draft, today),
        *in_a_refusal(draft, today),
        *to_publish(draft),
    ]
    return [each for each in found if each]


def require_whole(draft: DecisionDraft) -> None:
    """Stop what would be decided on a draft in which something is missing today; the codes are the fields."""
    if lacking := missing(draft, timezone.localdate()):
        raise ValidationError([ValidationError(str(each), code=each.field) for each in lacking])


def possible(draft: DecisionDraft) -> list[Outcome]:
    """Return the decisions that the state of the application leads to; a correction says what was decided.

    While an application is under review it is composed what will be decided once it is handed over.
    """
    state = draft.application.state
    if state in DECIDED:
        return [Outcome(draft.corrects.outcome)] if draft.corrects else []
    state = State.TO_BE_DECIDED if state == State.UNDER_REVIEW else state
    ways = {outcome: transition(state, after) for outcome, after in STATE_AFTER.items()}
    return [outcome for outcome, way in ways.items() if way and way.action == "decide"]


def about_outcome(draft):
    if not draft.outcome:
        yield Missing("outcome", _("Choose a decision."), "Awb 4:1, 4:25")
    elif draft.outcome not in possible(draft):
        text = _("This decision cannot be taken while the application is “%(state)s”.")
        yield Missing("outcome", text % {"state": draft.application.get_state_display()}, "Awb 4:5, 4:25")
    if draft.is_offer and draft.outcome != Outcome.GRANT_IN_PART:
        yield Missing("is_offer", _("Only what is granted in part can be declined."), "Awb 4:25 lid 2")
    if draft.amount and draft.outcome in (Outcome.REFUSE, Outcome.LEAVE_OUT):
        yield Missing("amount", _("Leave the amount empty: nothing is granted."), "Awb 4:31")


def in_leaving_out(draft, today):
    """An application is left out only for what was asked, and within four weeks; a correction of that is of words."""
    if draft.outcome != Outcome.LEAVE_OUT or draft.corrects or draft.outcome not in possible(draft):
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
        text = _("First announce the intention, and wait for the view of the applicant or the end of the term.")
        yield Missing("refusal_ground", text, "Awb 4:7, 4:12")


def was_heard(application: Application, today: date) -> bool:
    """Tell whether the applicant gave a view on what is intended, or let the term for it pass (Awb 4:7, 4:8)."""
    return any(each.view_given_at or each.view_due_on < today for each in application.intentions.all())


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


def label_of(what: str, application: Application) -> str:
    """Return what a row of the arithmetic is called, in the active language."""
    return {
        "costs": _("Costs in the budget"),
        "requested": _("Requested"),
        "share": _("Most by the scheme, %(share)s%% of the costs") % {"share": application.version.maximum_share},
        "maximum": _("Most by the scheme for one application"),
        "room": _("Available for this application under the ceiling"),
        "granted": _("Granted"),
    }[what]
