"""Events of before this portal was, as a file of those years says it: apart from the agenda."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from globalgoals.models.policy import YEARS


@pghistory.track()
class PastEvent(models.Model):
    """An event, mission or theme meeting of an earlier year."""

    class Kind(models.TextChoices):
        EVENT = "event", _("event")
        MISSION = "mission", _("trade mission")
        THEME_MEETING = "theme-meeting", _("theme meeting on the Global Goals")
        HANSE = "hanse", _("Hanseatic Days")

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    # Not always known to the day.
    held_on = models.DateField(_("first day"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.EVENT)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="past_events",
        verbose_name=_("organisation"),
    )
    country = models.ForeignKey(
        "organisations.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="past_events",
        verbose_name=_("country"),
    )
    companies = models.PositiveIntegerField(_("companies that went along"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    imported_with = models.ForeignKey(
        "globalgoals.PastImport", models.PROTECT, related_name="past_events", verbose_name=_("import")
    )

    class Meta:
        ordering = ["-year", "-held_on", "title", "pk"]
        verbose_name = _("event of before the portal")
        verbose_name_plural = _("events of before the portal")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(year=ExtractYear("held_on")),
                name="past_event_day_in_year",
                violation_error_message=_("The day lies in another year."),
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(title=""), name="past_event_source"),
            models.CheckConstraint(
                condition=Q(kind__in=["event", "mission", "theme-meeting", "hanse"]), name="past_event_kind"
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.title}"
