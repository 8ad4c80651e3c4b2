"""What changes the pictures of an organisation. Each is one transaction; `by` is whoever does it, and stands in the history.

What cannot be done raises `ValidationError` with a text for that person.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Picture
from ..models.picture import MOST_PHOTOS
from ..picture_files import make, store
from .membership import locked


def add(*, picture, upload, by):
    """Add a picture (one that was not saved yet) with the file of it; a new logo takes the place of the old one."""
    try:
        # Before the transaction: it takes a second in which nobody need wait.
        made = make(upload)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    with transaction.atomic(), pghistory.context(user=by.pk):
        organisation = locked(picture.organisation)
        if picture.is_logo:
            organisation.pictures.logos().delete()
        else:
            picture.position = number_anew(organisation.pictures.photos()) + 1
            if picture.position > MOST_PHOTOS:
                text = _("There are %(most)s photos already. Remove one first.") % {"most": MOST_PHOTOS}
                raise ValidationError(text, code="too_many")
        picture.digest, picture.width, picture.height = made.digest, made.width, made.height
        picture.save()
        store(made)
    return picture


def number_anew(photos):
    """Give photos the places 1, 2, 3…, in one statement; return how many there are."""
    photos = list(photos)
    for position, photo in enumerate(photos, 1):
        photo.position = position
    Picture.objects.bulk_update(photos, ["position"])
    return len(photos)


@transaction.atomic
def change(*, picture, by, place=None):
    """Save what was changed of a picture, and put a photo at a place among the others, counted from 1."""
    with pghistory.context(user=by.pk):
        organisation = locked(picture.organisation)
        if not organisation.pictures.filter(pk=picture.pk).exists():
            raise ValidationError(_("Somebody removed this picture a moment ago."), code="removed")
        picture.save(update_fields=["alt_nl", "alt_en", "alt_de", "project"])
        if place is not None:
            photos = list(organisation.pictures.photos().exclude(pk=picture.pk))
            photos.insert(place - 1, picture)
            number_anew(photos)


@transaction.atomic
def remove(*, picture, by):
    """Take a picture off the page; its files stay for a while (`picture_files.py`)."""
    with pghistory.context(user=by.pk):
        organisation = locked(picture.organisation)
        picture.delete()
        number_anew(organisation.pictures.photos())
