"""What changes the photos of an event. Each is one transaction; `by` is whoever does it, and stands in the history."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.photo import add_photo, remove_photo

from ..models.photo import MOST_PHOTOS
from .agenda import locked


def add(*, photo, upload, by):
    """Add a photo (not saved yet) with the file of it, once its event has begun."""
    return add_photo(photo=photo, upload=upload, lock=lambda: begun(photo.event), most=MOST_PHOTOS, by=by)


def begun(event):
    event = locked(event)
    if not event.is_published or event.is_cancelled or event.starts_at > timezone.now():
        raise ValidationError(_("Photos are added once the event has begun."), code="early")
    return event


def remove(*, photo, by):
    """Take a photo off the page of its event, at once; its files go with the next round."""
    remove_photo(photo=photo, lock=lambda: locked(photo.event), by=by)
