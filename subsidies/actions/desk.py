"""Who handles a case, and that it was taken along for the archive."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Application, CaseExport
from ..permissions import require
from .application import locked


@transaction.atomic
def take_on(*, application, by) -> Application:
    """Take a case on one's own desk, also from somebody else's; others may still act in it."""
    application = locked(application)
    require(by, "take_on", application)
    if application.is_draft:
        raise ValidationError(_("This application is not sent in yet."), code="state")
    application.handler = by
    application.save()
    return application


def note_export(*, application, files: int, sha256: str, by) -> CaseExport:
    """Keep that a case was taken along whole, by whom, and what its manifest was."""
    require(by, "export_case", application)
    return CaseExport.objects.create(application=application, files=files, sha256=sha256, made_by=by)
