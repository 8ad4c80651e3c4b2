"""The documents that are asked for, each with the files that are there for it."""

from dataclasses import dataclass, field

from .models import Application, Attachment, Evidence, SchemeVersion


@dataclass
class Slot:
    """A document that is asked for, or the place of all other files (`evidence` is None)."""

    evidence: Evidence | None
    is_required: bool
    files: list[Attachment] = field(default_factory=list)
    form: object = None

    @property
    def key(self) -> str:
        return str(self.evidence.pk) if self.evidence else ""

    @property
    def is_filled(self) -> bool:
        return any(not file.is_infected for file in self.files)


def asked_with_application(rules: SchemeVersion | None):
    """Return the documents that the rules ask for with the application."""
    return rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION) if rules else Evidence.objects.none()


def slots_of_draft(application: Application) -> list[Slot]:
    """Return a slot for each document that is asked for today, and one for other files."""
    slots = [Slot(each, each.is_required) for each in asked_with_application(application.ceiling.rules())]
    return filled([*slots, Slot(None, False)], application.attachments.current())


def slots_of_request(request) -> list[Slot]:
    """Return a slot for each document that a request for a supplement names, with what came since."""
    slots = [Slot(each, True) for each in request.evidence.all()]
    return filled(slots, request.application.attachments.current().filter(added_at__gte=request.asked_at))


def slots_of_report(application) -> list[Slot]:
    """Return a slot for each document that is asked for with the report, and one for other files."""
    asked = application.version.evidence_set.filter(moment=Evidence.Moment.REPORT)
    slots = [Slot(each, each.is_required) for each in asked]
    report = getattr(application, "report", None)
    return filled([*slots, Slot(None, False)], report.attachments.current() if report else [])


def filled(slots, attachments):
    by_evidence = {slot.evidence.pk if slot.evidence else None: slot for slot in slots}
    for attachment in attachments:
        # Of other rules than today's: shown with the other files.
        slot = by_evidence.get(attachment.evidence_id) or by_evidence.get(None)
        if slot:
            slot.files.append(attachment)
    return slots


def missing(application: Application) -> list[Evidence]:
    """Return the required documents of which a draft has no file."""
    return [slot.evidence for slot in slots_of_draft(application) if slot.is_required and not slot.is_filled]
