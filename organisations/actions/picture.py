"""What changes the pictures of an organisation. Each is one transaction; `by` is whoever does it, and stands in the history.

What cannot be done raises `ValidationError` with a text for that person.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deventer_intl.picture_files import are_kept, make, store

from ..models import Picture
from ..models.picture import MOST_PHOTOS
from .membership import locked

# What a member says of a picture.
SAID = ["alt_nl", "alt_en", "alt_de", "project"]


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
            if twin := organisation.pictures.photos().filter(digest=made.digest, **said_of(picture)).first():
                # Sent twice, by a double click.
                return twin
            picture.position = number_anew(organisation.pictures.photos()) + 1
            refuse_too_many(picture.position)
        picture.digest, picture.width, picture.height = made.digest, made.width, made.height
        picture.save()
        store(made)
    return picture


def said_of(picture):
    return {name: getattr(picture, name) for name in SAID}


def refuse_too_many(number):
    if number > MOST_PHOTOS:
        text = _("There are %(most)s photos already. Remove one first.") % {"most": MOST_PHOTOS}
        raise ValidationError(text, code="too_many")


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
        picture.save(update_fields=SAID)
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


@transaction.atomic
def restore(*, organisation, event, by):
    """Bring a picture back to how it was at an event, also one that was removed, as long as its files are there."""
    with pghistory.context(user=by.pk):
        organisation = locked(organisation)
        picture = organisation.pictures.filter(pk=event.pgh_obj_id).first()
        is_gone = picture is None
        if is_gone:
            picture = Picture(pk=event.pgh_obj_id, organisation=organisation)
        for name in ("kind", "alt_nl", "alt_en", "alt_de", "digest", "width", "height"):
            setattr(picture, name, getattr(event, name))
        # Its project may have been removed since.
        picture.project = organisation.projects.filter(pk=event.project_id).first()
        others = organisation.pictures.filter(kind=picture.kind).exclude(pk=picture.pk)
        if picture.is_logo:
            others.delete()
        elif is_gone:
            picture.position = number_anew(others) + 1
            refuse_too_many(picture.position)
        picture.save()
        if not picture.is_logo:
            photos = list(others)
            photos.insert(event.position - 1, picture)
            number_anew(photos)
        # Only now: whoever removes files waits for this picture, and it for them.
        if not are_kept(picture):
            text = _("The file of this picture is no longer kept: it went a month after the picture. Add it again.")
            raise ValidationError(text, code="no_file")
