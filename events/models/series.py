"""Events that come back: every second Tuesday, the first of the month."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Series(models.Model):
    """How often an event comes back. Each time is an event of its own, which may differ or be left out.

    The days are those of the wall clock where it is held: after a change of summer time it begins at the same hour.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        MONTHLY_BY_DAY = "monthly-day", _("every month, on the same day")
        MONTHLY_BY_WEEKDAY = "monthly-weekday", _("every month, on the same weekday")
        MONTHLY_BY_LAST_WEEKDAY = "monthly-last", _("every month, on the last of that weekday")
        YEARLY = "yearly", _("every year")

    frequency = models.CharField(_("how often"), max_length=15, choices=Frequency)
    interval = models.PositiveSmallIntegerField(
        _("every so many"), default=1, help_text=_("2 with “every week”: every second week.")
    )
    first_on = models.DateField(_("first day"))
    until = models.DateField(_("last day at the latest"))

    class Meta:
        ordering = ["first_on", "pk"]
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        constraints = [
            models.CheckConstraint(condition=Q(interval__range=(1, 12)), name="series_interval"),
            models.CheckConstraint(
                condition=Q(until__gte=F("first_on")),
                name="series_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    @property
    def rhythm(self):
        """How often it comes back, in words of the active language."""
        if self.interval == 1:
            return self.get_frequency_display()
        texts = {
            "weekly": _("every %(number)s weeks"),
            "monthly-day": _("every %(number)s months, on the same day"),
            "monthly-weekday": _("every %(number)s months, on the same weekday"),
            "monthly-last": _("every %(number)s months, on the last of that weekday"),
            "yearly": _("every %(number)s years"),
        }
        return str(texts[self.frequency]) % {"number": self.interval}

    def __str__(self):
        return f"{self.get_frequency_display()}, {self.first_on}"
