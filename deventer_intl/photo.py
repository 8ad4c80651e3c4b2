"""A photo of a record, made anew from what is uploaded: what all such photos say, and how one comes on the page and off it."""

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Deferrable, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .picture_files import make, store_elsewhere
from .pictures import WIDTHS, ShownInWidths
from .translation import Translated, in_three_languages


class Photo(ShownInWidths, models.Model):
    """A photo on the page of a record, which has it in `photos`. Its files are in the storage `pictures` (`picture_files.py`)."""

    position = models.PositiveSmallIntegerField(_("place"), default=1, editable=False)
    alt_nl, alt_en, alt_de = in_three_languages(_("what one sees"), required=True, max_length=250)
    credit = models.CharField(_("made by"), max_length=120)
    has_consent = models.BooleanField(_("everyone who can be recognised agrees that it is public"), default=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    digest = models.CharField(max_length=32, db_index=True, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)

    alt = Translated()

    class Meta:
        abstract = True

    def __str__(self):
        return self.alt_nl


def photo_constraints(of: str, most: int) -> list:
    """Return what holds of each photo of a record (the field `of`), which has at most so many."""
    return [
        models.UniqueConstraint(
            fields=[of, "position"], name=f"{of}_photo_position_once", deferrable=Deferrable.IMMEDIATE
        ),
        models.CheckConstraint(
            condition=Q(position__range=(1, most)) & ~Q(alt_nl="") & ~Q(credit=""),
            name=f"{of}_photo_says_what_and_whose",
        ),
        models.CheckConstraint(condition=Q(has_consent=True), name=f"{of}_photo_with_consent"),
        models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{32}$"), name=f"{of}_photo_digest"),
        models.CheckConstraint(
            condition=Q(width__range=(1, WIDTHS[-1]), height__gte=1), name=f"{of}_photo_width_and_height"
        ),
    ]


def add_photo(*, photo, upload, lock, most, by):
    """Add a photo (not saved yet) with the file of it; `lock` locks its record and returns that, or refuses."""
    try:
        # Before the transaction: it takes a second in which nobody need wait.
        made = make(upload)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    with transaction.atomic(), pghistory.context(user=by.pk):
        record = lock()
        if twin := record.photos.filter(digest=made.digest).first():
            # Sent twice, by a double click.
            return twin
        photo.position = number_anew(record) + 1
        if photo.position > most:
            text = gettext("There are %(most)s photos already. Remove one first.") % {"most": most}
            raise ValidationError(text, code="too_many")
        photo.digest, photo.width, photo.height, photo.added_by = made.digest, made.width, made.height, by
        store_elsewhere(made)
        photo.save()
    return photo


@transaction.atomic
def remove_photo(*, photo, lock, by):
    """Take a photo off the page of its record, at once; its files go with the next round."""
    with pghistory.context(user=by.pk):
        record = lock()
        photo.delete()
        number_anew(record)


def number_anew(record) -> int:
    """Give the photos of a record the places 1, 2, 3…; return how many there are."""
    photos = list(record.photos.all())
    for position, photo in enumerate(photos, 1):
        photo.position = position
    record.photos.bulk_update(photos, ["position"])
    return len(photos)
