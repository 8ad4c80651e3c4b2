"""When an event takes place, in words of the active language and on the clock of where it is held."""

from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .moments import DEVENTER


def with_weekday(day: date) -> str:
    """Return a day as friday 27 november 2026."""
    return pgettext("a day", "%(weekday)s %(date)s") % {"weekday": date_format(day, "l"), "date": date_format(day)}


def in_words(event) -> str:
    """Return from when until when an event takes place; the clock is named where it is not that of Deventer."""
    first, last = event.first_day, event.last_day
    if event.is_all_day:
        return with_weekday(first) if first == last else between(with_weekday(first), with_weekday(last))
    start, end = (time_format(at.time(), "H:i") for at in (event.local_start, event.local_end))
    if first == last:
        said = f"{with_weekday(first)}, {start}–{end}"
    else:
        said = between(f"{with_weekday(first)}, {start}", f"{with_weekday(event.local_end.date())}, {end}")
    if event.zone == DEVENTER:
        return said
    return _("%(when)s (local time: %(zone)s)") % {"when": said, "zone": event.get_zone_display()}


def between(first: str, last: str) -> str:
    return _("%(first)s until %(last)s") % {"first": first, "last": last}
