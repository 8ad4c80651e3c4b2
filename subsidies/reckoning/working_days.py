"""Days as the law counts them: Amsterdam days, recognised holidays and working days (Algemene termijnenwet, Atw)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ONE_DAY = timedelta(days=1)

# Atw art. 3 lid 1 and 2, as the library names them. 5 May is not among them: it knows that day in lustrum years only.
RECOGNISED = {
    "Nieuwjaarsdag",
    "Goede vrijdag",
    "Tweede paasdag",
    "Koninginnedag",
    "Koningsdag",
    "Hemelvaartsdag",
    "Tweede pinksterdag",
    "Eerste kerstdag",
    "Tweede kerstdag",
}


def amsterdam_day(moment: datetime) -> date:
    """Return the day it was in Deventer at an aware moment; a naive one raises `ValueError`."""
    if moment.utcoffset() is None:
        raise ValueError(f"A moment without a time zone belongs to no day: {moment!r}")
    return moment.astimezone(AMSTERDAM).date()


@cache
def statutory_holidays(year: int) -> frozenset[date]:
    """Return the days of a year that Atw art. 3 lid 1 and 2 name themselves; Sundays are no part of it."""
    calendar = holidays.country_holidays("NL", years=year, language="nl")
    named = {day for day in calendar if RECOGNISED.intersection(calendar.get_list(day))}
    # Atw art. 3 lid 1: "de vijfde mei", every year.
    return frozenset(named | {date(year, 5, 5)})


def recognised_holidays(year: int, extra: Iterable[date] = frozenset()) -> frozenset[date]:
    """Return the recognised holidays of a year (Atw art. 3).

    `extra` are days made equal by decree (lid 3); those of other years are left out. King's day is the day it is
    celebrated: 27 April, or the 26th when that is a Sunday; before 2014 Queen's day.
    """
    return statutory_holidays(year) | {day for day in extra if day.year == year}


def is_working_day(day: date, extra: Iterable[date] = frozenset()) -> bool:
    """Tell whether a day is not a Saturday, Sunday or recognised holiday (Atw art. 1 and 3)."""
    return day.weekday() < 5 and day not in recognised_holidays(day.year, extra)


def working_day_from(day: date, extra: Iterable[date] = frozenset()) -> date:
    """Return the day itself, or the next working day (Atw art. 1 lid 1)."""
    extra = frozenset(extra)
    while not is_working_day(day, extra):
        day += ONE_DAY
    return day
