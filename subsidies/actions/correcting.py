"""Correcting a decision: a new decision that names the old one, with the same outcome and amounts, and other words.

Nothing moves under the ceiling, nothing is paid because of it. Another outcome or amount takes an objection or a
revocation (Awb 4:48, 7:11), not a correction.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..decision_parts import require_whole
from ..models import Decision, DecisionDraft
from ..models.decision import Contents
from ..permissions import require
from ..states import WITH_DECISION
from .application import locked

# What a correction leaves as it was decided.
KEPT = (
    "kind",
    "objection",
    "objection_result",
    "outcome",
    "amount",
    "lowering_ground",
    "pay_back_by",
    "instalments",
    "advance",
    "is_offer",
)
REWORDED = [field.name for field in Contents._meta.get_fields() if field.name not in KEPT]


def last_decision(application) -> Decision | None:
    """Return the decision that a correction would take the place of: the last one, that is not corrected itself."""
    return application.decisions.filter(corrections=None).last()


def draft_of(application) -> DecisionDraft | None:
    """Return the draft of a correction, as the decision says it now, unsaved; None where there is nothing to correct."""
    decision = last_decision(application) if application.state in WITH_DECISION else None
    if decision is None:
        return None
    contents = {name: getattr(decision, name) for name in (*KEPT, *REWORDED)}
    return DecisionDraft.begun(application, corrects=decision, **contents)


def hold(draft) -> None:
    """Make a draft in a case that is decided on a correction, with what that keeps; in any other it corrects nothing."""
    application = draft.application
    draft.corrects = last_decision(application) if application.state in WITH_DECISION else None
    if draft.corrects:
        for name in KEPT:
            setattr(draft, name, getattr(draft.corrects, name))


def proposed(draft, by=None) -> Decision:
    """Return the decision that the draft of a correction would make today, not saved."""
    corrected = draft.corrects
    return Decision(
        application=draft.application,
        corrects=corrected,
        **{name: getattr(draft, name) for name in REWORDED},
        **{name: getattr(corrected, name) for name in KEPT if name != "is_offer"},
        # What is offered already is answered with the decision that offered it.
        is_offer=corrected.is_offer and not was_announced(corrected),
        arithmetic=corrected.arithmetic,
        settlement_path=corrected.settlement_path,
        state_before=corrected.state_before,
        version=corrected.version,
        snapshot=corrected.snapshot,
        assessed_by=corrected.assessed_by,
        decided_by=by,
    )


def was_announced(decision) -> bool:
    """Tell whether the applicant has a decision, or the one that it corrects."""
    return decision.announced_at is not None or decision.is_correction


@transaction.atomic
def correct(*, application, by) -> Decision:
    """Take the correction that was composed, if it is whole: by another than who assessed."""
    application = locked(application)
    require(by, "correct", application)
    draft = DecisionDraft.objects.filter(application=application).select_related("corrects").first()
    if application.state not in WITH_DECISION or draft is None or draft.corrects is None:
        raise ValidationError(_("There is no draft of a correction yet."), code="no-draft")
    if draft.corrects != last_decision(application):
        raise ValidationError(_("The decision was corrected meanwhile. Compose it anew."), code="stale")
    draft.application = application
    require_whole(draft)
    decision = proposed(draft, by)
    decision.save()
    draft.delete()
    return decision
