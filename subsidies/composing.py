"""What a decision starts with while it is composed, and how its amount comes about."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from . import decision_parts
from .actions import correcting
from .fields import shown
from .letters import parts, wants_paper
from .models import Decision, DecisionDraft


def draft_of(application) -> DecisionDraft:
    """Return the draft of a decision, or one that nobody saved yet: once it was decided, the draft of a correction."""
    draft = DecisionDraft.objects.select_related("saved_by", "corrects").filter(application=application).first()
    if draft is None:
        return correcting.draft_of(application) or begun(application)
    draft.application = application
    return draft


def begun(application) -> DecisionDraft:
    """Return a draft with what follows from the application. What is published is written anew: it never is the applicant's."""
    return DecisionDraft(
        application=application,
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
    refused: str
    advance: str
    settlement: str
    too_much: list[str]


def reckoning_of(decision) -> Reckoning:
    """Return the reckoning of a decision that is proposed; what is too much may be said in several ways."""
    cents = {row["what"]: row["cents"] for row in decision.arithmetic}
    application = decision.application
    most = [what for what in ("share", "maximum", "room") if decision.amount > cents.get(what, decision.amount)]
    return Reckoning(
        rows=parts.arithmetic(decision),
        refused=shown(max(0, application.requested - decision.amount)),
        advance=shown(decision.advance),
        settlement=decision.get_settlement_path_display(),
        too_much=[
            _("This is more than: %(what)s (%(amount)s).")
            % {"what": decision_parts.label_of(what, application), "amount": shown(cents[what])}
            for what in most
        ],
    )
