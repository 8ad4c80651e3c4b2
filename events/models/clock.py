"""On whose clock something stands: moments are kept in UTC, and read on the clock of where it is."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _


class Zone(models.TextChoices):
    """Where the clock hangs: time zones of the tz database in which Deventer has its events."""

    AMSTERDAM = "Europe/Amsterdam", _("Deventer, Central Europe")
    LONDON = "Europe/London", _("United Kingdom")
    RIGA = "Europe/Riga", _("Riga, the Baltic")
    BUCHAREST = "Europe/Bucharest", _("Sibiu, Romania")
    KAMPALA = "Africa/Kampala", _("Uganda")


class OnItsClock:
    """Something with `starts_at`, `ends_at` and a `zone`."""

    @property
    def zone_at_end(self):
        return self.zone

    @property
    def local_start(self):
        """When it begins, on the clock of where it begins."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self):
        """When it ends, on the clock of where it ends."""
        return self.ends_at.astimezone(ZoneInfo(self.zone_at_end))
