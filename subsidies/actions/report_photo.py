"""The photos with a report, while it is written. Each is one transaction; `by` is whoever does it."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from deventer_intl.picture_files import make

from ..models import MOST_PHOTOS, ReportPhoto
from .attachment import forget_file
from .reporting import in_writing


def add(*, application, photo, upload, consent, by) -> ReportPhoto:
    """Keep a photo, made anew of an upload: nothing that a camera hides beside the picture is kept.

    `photo` says what one sees and who made it; `consent` are the words by which its consent was given.
    """
    # Before the transaction: it takes a moment in which nobody need wait.
    made = make(upload)
    content = made.files[made.width]
    with transaction.atomic():
        _application, report = in_writing(application)
        digest = sha256(content).hexdigest()
        if same := report.photos.filter(sha256=digest).first():
            # Sent twice, by a double click.
            return same
        photo.report, photo.position = report, free_place(report)
        photo.size, photo.sha256, photo.width, photo.height = len(content), digest, made.width, made.height
        photo.consent, photo.added_by = consent, by
        photo.file = ContentFile(content, name="photo.webp")
        photo.save()
    return photo


def free_place(report) -> int:
    taken = set(report.photos.values_list("position", flat=True))
    free = [place for place in range(1, MOST_PHOTOS + 1) if place not in taken]
    if not free:
        text = _("There are %(most)s photos already, the most there can be. Remove one first.")
        raise ValidationError(text % {"most": MOST_PHOTOS}, code="too_many")
    return free[0]


@transaction.atomic
def remove(*, photo, by) -> None:
    """Take a photo away from a report that was not sent in."""
    _application, report = in_writing(photo.report.application)
    # The second of two clicks finds nothing any more.
    report.photos.filter(pk=photo.pk).delete()
    forget_file(photo.file)
