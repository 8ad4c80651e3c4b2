"""What a decision must say before it can be taken, of each kind: a part lacks with the article that asks for it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Application, DecisionDraft, DecisionKind, Outcome
from . import of_application, of_objection, of_recovery, of_settlement
from .parts import Missing, in_every_decision

__all__ = ["Missing", "label_of", "missing", "possible", "possible_of", "require_whole"]

OF_KIND = {
    DecisionKind.APPLICATION: of_application,
    DecisionKind.SETTLEMENT: of_settlement,
    DecisionKind.CHANGE: of_settlement,
    DecisionKind.RECOVERY: of_recovery,
    DecisionKind.OBJECTION: of_objection,
}


def missing(draft: DecisionDraft, today: date) -> list[Missing]:
    """Return what is still missing from a draft of a decision, as the law and the scheme ask for it."""
    own = [] if draft.corrects and draft.kind != DecisionKind.APPLICATION else OF_KIND[draft.kind].missing(draft, today)
    return [*about_outcome(draft), *in_every_decision(draft), *own]


def require_whole(draft: DecisionDraft) -> None:
    """Stop what would be decided on a draft in which something is missing today; the codes are the fields."""
    if lacking := missing(draft, timezone.localdate()):
        raise ValidationError([ValidationError(str(each), code=each.field) for each in lacking])


def possible(draft: DecisionDraft) -> list[Outcome]:
    """Return the decisions that a draft may become; a correction says what was decided."""
    if draft.corrects:
        return [Outcome(draft.corrects.outcome)]
    return possible_of(draft.application, draft.kind)


def possible_of(application: Application, kind: str) -> list[Outcome]:
    """Return the decisions of a kind that can be taken in a case as it is now."""
    if kind == DecisionKind.APPLICATION:
        return of_application.possible(application)
    # Nothing new is decided while the applicant does not know what was decided before.
    if application.to_announce or kind not in OF_KIND:
        return []
    return OF_KIND[kind].possible(application, kind)


def about_outcome(draft):
    if not draft.outcome:
        yield Missing("outcome", _("Choose a decision."), "Awb 1:3")
    elif draft.outcome not in possible(draft):
        text = _("This decision cannot be taken while the application is “%(state)s”.")
        yield Missing("outcome", text % {"state": draft.application.get_state_display()}, "Awb 1:3")


def label_of(what: str, application: Application) -> str:
    """Return what a row of the arithmetic is called, in the active language."""
    return {
        "costs": _("Costs in the budget"),
        "requested": _("Requested"),
        "share": _("Most by the scheme, %(share)s%% of the costs") % {"share": application.version.maximum_share},
        "maximum": _("Most by the scheme for one application"),
        "room": _("Available for this application under the ceiling"),
        "granted": _("Granted"),
        "was_granted": _("Granted before"),
        "real_costs": _("Real costs"),
        "real_cover": _("Real cover by others"),
        "by_costs": _("Most by the real costs"),
        "settled": _("Settled"),
        "changed": _("Left of the subsidy"),
        "paid_already": _("Paid already"),
        "rest": _("Still to be paid"),
        "overpaid": _("Paid too much, to be paid back"),
        "claimed_before": _("Of which claimed back already"),
        "claimed_first": _("Claimed back first"),
        "came_in": _("Of which came in already"),
        "disputed": _("By the decision that is disputed"),
        "most": _("The most that this objection can bring"),
        "then": _("Available at the first decision"),
        "now": _("Available under the ceiling now"),
        "ordinary": _("More to be held under the ceiling"),
        "beyond": _("More to be held beyond the ceiling (Awb 4:25 lid 3)"),
        "recovered": _("To be paid back by this decision"),
    }[what]
