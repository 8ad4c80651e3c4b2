"""Photos of an event, taken there."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from deventer_intl.photo import Photo, photo_constraints

from .event import Event

MOST_PHOTOS = 12


@pghistory.track()
class EventPhoto(Photo):
    """A photo of an event, on its page."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name=_("event"))

    class Meta:
        ordering = ["event", "position"]
        verbose_name = _("photo of an event")
        verbose_name_plural = _("photos of events")
        constraints = photo_constraints("event", MOST_PHOTOS)
