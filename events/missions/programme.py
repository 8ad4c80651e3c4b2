"""The programme of a mission, on the clocks of where people are: pure, of items that were read.

From days and hours as people say them to moments, and back to a list by day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models.clock import Zone
from ..moments import DEVENTER, at_field
from ..when import with_weekday

# Before the first day and after the last, for who travels.
TO_TRAVEL = timedelta(days=1)


@dataclass
class Day:
    """A day of the programme with what begins on it."""

    date: date
    items: list = field(default_factory=list)


def span(
    first_day: date, start: time, last_day: date | None, end: time, *, zone: str, ends_zone: str = ""
) -> tuple[datetime, datetime]:
    """Return when an item begins and ends, in UTC, each read on its own clock. Without a last day it ends on the first.

    Raises `ValidationError` with what is wrong at which of `starts_time`, `ends_time` and `ends_on`: an hour that a clock
    does not show that day or shows twice, an end that is not after the beginning.
    """
    last_day = last_day or first_day
    begins = at_field("starts_time", first_day, start, zone)
    ends = at_field("ends_time", last_day, end, ends_zone or zone)
    if ends <= begins:
        raise ValidationError({"ends_on" if last_day < first_day else "ends_time": order_of(zone, ends_zone)})
    return begins, ends


def order_of(zone: str, ends_zone: str) -> ValidationError:
    if ends_zone and ends_zone != zone:
        text = _("It ends before it begins. Give each hour on the clock of where one is then.")
    else:
        text = _("It ends before it begins. Give another last day if it goes on after midnight.")
    return ValidationError(text, code="order")


def refuse_other_days(first_day: date, last_day: date, mission_first: date | None, mission_last: date | None) -> None:
    """Raise `ValidationError`, at `starts_on` or `ends_on`, for a day on which the mission is not; a day before and after
    are for who travels.
    """
    if mission_first is None or mission_last is None:
        text = _("Give the days of the mission first: then it gets a programme.")
        raise ValidationError({"starts_on": ValidationError(text, code="no_days")})
    earliest, latest = mission_first - TO_TRAVEL, mission_last + TO_TRAVEL
    for name, day in (("starts_on", first_day), ("ends_on", last_day)):
        if not earliest <= day <= latest:
            text = _(
                "The mission is from %(first)s until %(last)s. Choose one of these days, or the day before or after."
            )
            words = {"first": with_weekday(mission_first), "last": with_weekday(mission_last)}
            raise ValidationError({name: ValidationError(text % words, code="other_day")})


def by_day(items: Iterable) -> list[Day]:
    """Return items by the day on which they begin where they begin, in order. One over midnight stands on its first day."""
    days: dict[date, Day] = {}
    for item in sorted(items, key=lambda item: (item.local_start.date(), item.starts_at, item.ends_at, item.pk)):
        day = item.local_start.date()
        days.setdefault(day, Day(day)).items.append(item)
    return list(days.values())


def in_words(item, usual: str = DEVENTER) -> str:
    """Return from when until when an item lasts: the hours alone, as it stands below its day.

    A clock is named where it is another than the `usual` one of the mission, or where the item ends on another than it
    began; the last day where that is not the first.
    """
    start, end = item.local_start, item.local_end
    first, last = time_format(start.time(), "H:i"), time_format(end.time(), "H:i")
    changes = bool(item.ends_zone) and item.ends_zone != item.zone
    if changes or item.zone != usual:
        first = on_clock(first, item.zone)
    if changes:
        last = on_clock(last, item.ends_zone)
    if start.date() != end.date():
        last = _("%(hour)s on %(day)s") % {"hour": last, "day": with_weekday(end.date())}
    elif not changes and item.zone != usual:
        return on_clock(f"{time_format(start.time(), 'H:i')}–{last}", item.zone)
    return f"{first} – {last}" if changes or start.date() != end.date() else f"{first}–{last}"


def on_clock(hour: str, zone: str) -> str:
    return _("%(hour)s (%(zone)s)") % {"hour": hour, "zone": Zone(zone).label}


def clock_in_words(zone: str, on: date | None) -> str:
    """Return on whose clock the hours are, and on a day by how much it differs from that of Deventer; "" for that one."""
    if zone == DEVENTER:
        return ""
    said = _("Hours are local: %(zone)s.") % {"zone": Zone(zone).label}
    return f"{said} {difference(zone, on)}" if on else said


def difference(zone: str, on: date) -> str:
    """Return, in words, how many hours a clock is ahead of that of Deventer at noon of a day; "" where it is not."""
    noon = datetime.combine(on, time(12))
    ahead = noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() - noon.replace(tzinfo=ZoneInfo(DEVENTER)).utcoffset()
    hours = round(ahead / timedelta(hours=1))
    if not hours:
        return _("It is as late there as in Deventer.")
    text = (
        ngettext("It is %(number)s hour later there than in Deventer.", "It is %(number)s hours later there than in Deventer.", hours)
        if hours > 0
        else ngettext("It is %(number)s hour earlier there than in Deventer.", "It is %(number)s hours earlier there than in Deventer.", -hours)
    )  # fmt: skip
    return text % {"number": abs(hours)}
