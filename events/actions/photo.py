"""What changes the photos of an event. Each is one transaction; `by` is whoever does it, and stands in the history."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.picture_files import make, store_elsewhere

from ..models.photo import MOST_PHOTOS
from .agenda import locked


def add(*, photo, upload, by):
    """Add a photo (not saved yet) with the file of it, once its event has begun."""
    try:
        # Before the transaction: it takes a second in which nobody need wait.
        made = make(upload)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    with transaction.atomic(), pghistory.context(user=by.pk):
        event = locked(photo.event)
        if not event.is_published or event.is_cancelled or event.starts_at > timezone.now():
            raise ValidationError(_("Photos are added once the event has begun."), code="early")
        if twin := event.photos.filter(digest=made.digest).first():
            # Sent twice, by a double click.
            return twin
        photo.position = number_anew(event) + 1
        if photo.position > MOST_PHOTOS:
            text = _("There are %(most)s photos already. Remove one first.") % {"most": MOST_PHOTOS}
            raise ValidationError(text, code="too_many")
        photo.digest, photo.width, photo.height, photo.added_by = made.digest, made.width, made.height, by
        store_elsewhere(made)
        photo.save()
    return photo


def number_anew(event):
    """Give the photos of an event the places 1, 2, 3…; return how many there are."""
    photos = list(event.photos.all())
    for position, photo in enumerate(photos, 1):
        photo.position = position
    event.photos.bulk_update(photos, ["position"])
    return len(photos)


@transaction.atomic
def remove(*, photo, by):
    """Take a photo off the page of its event, at once; its files go with the next round."""
    with pghistory.context(user=by.pk):
        event = locked(photo.event)
        photo.delete()
        number_anew(event)
