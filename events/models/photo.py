"""Photos of an event, taken there."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.pictures import WIDTHS, ShownInWidths
from deventer_intl.translation import Translated, in_three_languages

from .event import Event

MOST_PHOTOS = 12


@pghistory.track()
class EventPhoto(ShownInWidths, models.Model):
    """A photo of an event, on its page. Its files are in the storage `pictures`, made anew (`picture_files.py`)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name=_("event"))
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
        ordering = ["event", "position"]
        verbose_name = _("photo of an event")
        verbose_name_plural = _("photos of events")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "position"], name="event_photo_position_once", deferrable=Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)) & ~Q(alt_nl="") & ~Q(credit=""),
                name="event_photo_says_what_and_whose",
            ),
            models.CheckConstraint(condition=Q(has_consent=True), name="event_photo_with_consent"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{32}$"), name="event_photo_digest"),
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDTHS[-1]), height__gte=1), name="event_photo_width_and_height"
            ),
        ]

    def __str__(self):
        return self.alt_nl
