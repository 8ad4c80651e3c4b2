"""What changes with everything that is done in a case: a page that is behind the times does nothing."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from .models import AccountabilityReport, Appeal, FinalTerm, Instalment, Objection, Recovery, Repayment, SampleCheck

BESIDE = (
    "messages",
    "staff_notes",
    "suspensions",
    "intentions",
    "supplement_requests",
    "decisions",
    "iban_changes",
    "payments",
    "retention_holds",
)


# What hangs on a decision, by the way to its case.
ON_DECISIONS = {
    Objection: "decision__application",
    Appeal: "decision__application",
    Recovery: "decision__application",
    Instalment: "recovery__decision__application",
    Repayment: "recovery__decision__application",
}


def stamp_of(application) -> str:
    """Return a text that is another one as soon as anything was done in a case."""
    event = application.events.aggregate(last=Max("pgh_id"))["last"]
    draft = application.saved_draft
    beside = [
        *(getattr(application, name).count() for name in BESIDE),
        application.attachments.handed_in().count(),
        application.assessments.aggregate(last=Max("saved_at"))["last"],
        application.suspensions.filter(last_day=None).count(),
        application.iban_changes.waiting().count(),
        application.decisions.filter(announced_at=None).count(),
        application.payment_suspensions.filter(ended_on=None).count(),
        draft.saved_at.isoformat() if draft else "",
        AccountabilityReport.objects.filter(application=application).exclude(submitted_at=None).exists(),
        FinalTerm.objects.filter(application=application).exists(),
        # Nothing, where it was not drawn.
        SampleCheck.objects.filter(application=application).values_list("received_at", "closed_at").first() or "",
    ]
    if application.decisions.exists():
        beside += [
            model.pgh_event_model.objects.filter(**{way: application}).aggregate(last=Max("pgh_id"))["last"]
            for model, way in ON_DECISIONS.items()
        ]
    return "-".join(map(str, [event, *beside]))


def require_fresh(application, stamp: str | None) -> None:
    """Refuse what somebody sends from a page of a case that is behind the times."""
    if stamp != stamp_of(application):
        text = _("This case changed since you opened this page, or you sent the form twice. Look again, then decide.")
        raise ValidationError(text, code="stale")
