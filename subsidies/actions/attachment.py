"""What comes with an application: added and removed while it is a draft; afterwards only what is asked, and nothing goes.

Each is one transaction; `by` is whoever does it. What cannot be done raises `ValidationError` with a text for that person.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.virus_scanner import ScannerDown, is_clean

from .. import attachment_files, emails
from ..models import Application, Attachment

LONGEST_NAME = 200


def alone(application) -> Application:
    """Lock an application alone, without its ceiling: who calls this moves no money and takes no further lock."""
    return Application.objects.select_for_update(no_key=True, of=["self"]).get(pk=application.pk)


def judged(name, content) -> tuple[str, str]:
    """Return the content type of a file and how the virus scan of it stands; what is wrong with it is said."""
    try:
        content_type = attachment_files.check(name, content)
    except attachment_files.Refused as refused:
        raise ValidationError(str(refused), code="file") from None
    try:
        clean = is_clean(content)
    except ScannerDown:
        return content_type, Attachment.Scan.WAITING
    if not clean:
        raise ValidationError(
            _("There is a virus in this file. We did not keep it. Scan your computer, and choose another file."),
            code="virus",
        )
    return content_type, Attachment.Scan.PASSED


def add(*, application, name, content, by, evidence=None) -> Attachment:
    """Keep a file with a draft, or with an application of which this very document is asked."""
    # Before the transaction: nobody need wait for the scanner.
    judgement = judged(name, content)
    with transaction.atomic():
        application = alone(application)
        request = refuse_unasked(application, evidence)
        return keep(
            application=application,
            name=name,
            content=content,
            judgement=judgement,
            evidence=evidence,
            request=request,
            by=by,
        )


def keep(*, application, name, content, judgement, evidence, request, by, report=None, since=None) -> Attachment:
    """Keep a file, judged already, with a locked application; `request` is the supplement that asked for it, if any.

    `report` is the report that it comes with, if any. `since` is when files were asked that take no place of another: what
    came before is neither the same nor in the way.
    """
    content_type, scan = judgement
    digest = sha256(content).hexdigest()
    since = since or (request and request.asked_at)
    beside = application.attachments.filter(**{"added_at__gte": since} if since else {})
    if same := beside.there().filter(evidence=evidence, report=report, sha256=digest).first():
        # Sent twice, by a double click.
        return same
    refuse_too_much(application.attachments if request else beside, len(content))
    if request:
        older = application.attachments.current().filter(evidence=evidence, added_at__lt=request.asked_at)
        older.update(replaced_at=timezone.now())
    return Attachment.objects.create(
        application=application,
        evidence=evidence,
        report=report,
        file=ContentFile(content, name=name),
        file_name=name[-LONGEST_NAME:],
        content_type=content_type,
        size=len(content),
        sha256=digest,
        scan=scan,
        added_by=by,
    )


def refuse_unasked(application, evidence):
    """Return the request this answers, or None for a draft; anything else is refused."""
    if application.is_draft:
        return None
    request = application.supplement_requests.open().first()
    if request is None or evidence is None or not request.evidence.filter(pk=evidence.pk).exists():
        raise ValidationError(
            _("This application was sent in. You can only add what we ask you for."), code="not-asked"
        )
    return request


def refuse_too_much(attachments, size):
    attachments = attachments.current()
    if attachments.count() >= attachment_files.MOST_FILES:
        text = _("There are %(most)s files already, the most there can be. Remove one first, or put some together.")
        raise ValidationError(text % {"most": attachment_files.MOST_FILES}, code="too_many")
    together = attachments.aggregate(sum=Sum("size"))["sum"] or 0
    if together + size > attachment_files.MOST_TOGETHER:
        text = _("All files together are larger than %(most)s MB. Make them smaller, or remove one.")
        raise ValidationError(text % {"most": attachment_files.MOST_TOGETHER // 1024**2}, code="too_large")


@transaction.atomic
def remove(*, attachment, by) -> None:
    """Take a file away from a draft."""
    if not alone(attachment.application).is_draft:
        raise ValidationError(_("This application was sent in. What came with it stays with it."), code="state")
    # The second of two clicks finds nothing any more.
    Attachment.objects.filter(pk=attachment.pk).delete()
    forget_file(attachment.file)


def forget_file(file):
    """Remove a file once it is certain that nothing names it; what fails here is removed at night (`tasks/cases.py`)."""
    transaction.on_commit(lambda: file.storage.delete(file.name), robust=True)


def rescan(*, attachment) -> None:
    """Ask the scanner once more about a file that waits; of one that holds a virus only the row is kept."""
    with attachment.file.open() as file:
        clean = is_clean(file.read())
    with transaction.atomic():
        alone(attachment.application)
        waiting = Attachment.objects.filter(pk=attachment.pk, scan=Attachment.Scan.WAITING)
        if clean:
            waiting.update(scan=Attachment.Scan.PASSED)
        elif waiting.update(scan=Attachment.Scan.INFECTED):
            forget_file(attachment.file)
            emails.infected(attachment=attachment)
