"""What changes the photos of a good practice. Each is one transaction; `by` is whoever does it, and stands in the history."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deventer_intl.photo import add_photo, remove_photo
from deventer_intl.picture_files import are_kept, hold_files

from ..models import GoodPractice, PracticePhoto
from ..models.practice_parts import MOST_PHOTOS


def add(*, photo, upload, by):
    """Add a photo (not saved yet) with the file of it."""
    return add_photo(photo=photo, upload=upload, lock=lambda: alone(photo.practice), most=MOST_PHOTOS, by=by)


def alone(practice):
    found = GoodPractice.objects.select_for_update(no_key=True).filter(pk=practice.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else removed this good practice."), code="gone")
    return found


def remove(*, photo, by):
    """Take a photo off its page, at once; its files go with the next round."""
    remove_photo(photo=photo, lock=lambda: alone(photo.practice), by=by)


def take_over(*, practice, photos, by):
    """Show photos that are public elsewhere also with a good practice, in the transaction that is open.

    Of each the files are shared; one of which they are gone is left out.
    """
    photos = list(photos)[:MOST_PHOTOS]
    if not photos:
        return
    hold_files()
    kept = [photo for photo in photos if are_kept(photo)]
    PracticePhoto.objects.bulk_create(
        PracticePhoto(
            practice=practice,
            position=position,
            alt_nl=photo.alt,
            credit=photo.credit,
            has_consent=True,
            added_by=by,
            digest=photo.digest,
            width=photo.width,
            height=photo.height,
        )
        for position, photo in enumerate(kept, 1)
    )
