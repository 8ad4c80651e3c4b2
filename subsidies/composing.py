"""What a decision starts with while it is composed, and how its amount comes about."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from . import decision_parts
from .actions import answering, correcting, recovering, settling
from .decision_parts import of_objection
from .fields import shown
from .letters import parts, wants_paper
from .models import GRANTS, SETTLES, Decision, DecisionDraft, DecisionKind


def draft_of(application, kind="") -> DecisionDraft:
    """Return the draft of a decision, or one that nobody saved yet: of a kind that is asked, else of what comes next.

    Once it was decided that is a correction.
    """
    draft = DecisionDraft.objects.select_related("saved_by", "corrects").filter(application=application).first()
    if draft is None:
        return begun_of(application, kind) if kind else correcting.draft_of(application) or begun(application)
    draft.application = application
    return draft


BEGUN = {DecisionKind.RECOVERY: recovering.begun, DecisionKind.OBJECTION: answering.begun}


def begun_of(application, kind: str) -> DecisionDraft:
    """Return a draft of a decision after the grant, with what is known already."""
    if kind in BEGUN:
        return BEGUN[kind](application)
    draft = settling.begun(application)
    if kind != DecisionKind.SETTLEMENT:
        draft.kind, draft.outcome, draft.amount, draft.lowering_ground, draft.grounds = kind, "", 0, "", ""
    return draft


def begun(application) -> DecisionDraft:
    """Return a draft with what follows from the application. What is published is written anew: it never is the applicant's."""
    return DecisionDraft.begun(
        application,
        activity_until=application.ends_on,
        reserves_budget=application.ceiling.year > timezone.localdate().year,
        mandate=last_mandate(application),
        is_on_paper=wants_paper(application),
    )


def last_mandate(application) -> str:
    """Return as whom the last decision under the same scheme was signed."""
    taken = Decision.objects.filter(application__ceiling__scheme=application.ceiling.scheme_id).order_by("decided_at")
    return taken.values_list("mandate", flat=True).last() or ""


@dataclass(frozen=True)
class Reckoning:
    """How an amount came about and what follows from it, as people read it in the active language."""

    rows: list[dict]
    # What follows from the amount, each with its article.
    facts: list[tuple[str, str, str]]
    too_much: list[str]


def reckoning_of(decision) -> Reckoning:
    """Return the reckoning of a decision that is proposed; what is too much may be said in several ways."""
    cents = {row["what"]: row["cents"] for row in decision.arithmetic}
    application = decision.application
    limits = ("share", "maximum", "room", "by_costs", "was_granted")
    limits = {DecisionKind.RECOVERY: ("overpaid",), DecisionKind.OBJECTION: ("most",)}.get(decision.kind, limits)
    most = [what for what in limits if decision.amount > cents.get(what, decision.amount)]
    return Reckoning(
        rows=parts.arithmetic(decision),
        facts=facts_of(decision),
        too_much=[
            _("This is more than: %(what)s (%(amount)s).")
            % {"what": decision_parts.label_of(what, application), "amount": shown(cents[what])}
            for what in most
        ],
    )


def facts_of(decision) -> list[tuple[str, str, str]]:
    if decision.kind == DecisionKind.OBJECTION:
        return facts_of_objection(decision)
    if decision.kind != DecisionKind.APPLICATION:
        return []
    return [
        (_("Refused"), "", shown(max(0, decision.application.requested - decision.amount))),
        (_("Paid in advance"), "Awb 4:95", shown(decision.advance)),
        (_("Settled"), "", decision.get_settlement_path_display() or "–"),
    ]


def facts_of_objection(decision) -> list[tuple[str, str, str]]:
    """Return what a decision on an objection does to the ceiling, before it is taken (Awb 4:25 lid 3)."""
    if decision.outcome not in (*GRANTS, *SETTLES):
        return []
    room = of_objection.room_of(decision.application, decision.amount)
    rows = [(_("Refused: beyond what was available"), "Awb 4:25 lid 3", shown(room.refused))]
    if decision.outcome in GRANTS:
        rows += [
            (_("Paid in advance"), "Awb 4:95", shown(decision.advance)),
            (_("Settled"), "", decision.get_settlement_path_display() or "–"),
        ]
    return rows
