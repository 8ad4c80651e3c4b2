"""What changes the photos of a good practice. Each is one transaction; `by` is whoever does it, and stands in the history."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deventer_intl.picture_files import are_kept, hold_files, make, store_elsewhere

from ..models import GoodPractice, PracticePhoto
from ..models.practice_parts import MOST_PHOTOS


def add(*, photo, upload, by):
    """Add a photo (not saved yet) with the file of it."""
    try:
        # Before the transaction: it takes a second in which nobody need wait.
        made = make(upload)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    with transaction.atomic(), pghistory.context(user=by.pk):
        practice = alone(photo.practice)
        if twin := practice.photos.filter(digest=made.digest).first():
            # Sent twice, by a double click.
            return twin
        photo.position = number_anew(practice) + 1
        if photo.position > MOST_PHOTOS:
            text = _("There are %(most)s photos already. Remove one first.") % {"most": MOST_PHOTOS}
            raise ValidationError(text, code="too_many")
        photo.digest, photo.width, photo.height, photo.added_by = made.digest, made.width, made.height, by
        store_elsewhere(made)
        photo.save()
    return photo


def alone(practice):
    found = GoodPractice.objects.select_for_update(no_key=True).filter(pk=practice.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else removed this good practice."), code="gone")
    return found


def number_anew(practice):
    """Give the photos the places 1, 2, 3…; return how many there are."""
    photos = list(practice.photos.all())
    for position, photo in enumerate(photos, 1):
        photo.position = position
    practice.photos.bulk_update(photos, ["position"])
    return len(photos)


@transaction.atomic
def remove(*, photo, by):
    """Take a photo off its page, at once; its files go with the next round."""
    with pghistory.context(user=by.pk):
        practice = alone(photo.practice)
        photo.delete()
        number_anew(practice)


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
