"""How many theme meetings there were in a year, beside the two to three that the note promises. No database here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Ambitienota Internationaal Beleid 2021-2026, chapter 6: "jaarlijks 2 à 3 thematische bijeenkomsten ondersteunen".
LEAST, MOST = 2, 3
FIRST_YEAR, LAST_YEAR = 2021, 2026


@dataclass(frozen=True)
class Year:
    """A year, with how many meetings are over by a day and how many are still to come in it."""

    year: int
    held: int
    to_come: int
    is_over: bool

    @property
    def standing(self) -> str:
        """Return "met" from two meetings on, else "open" while the year lasts, and "below" after it."""
        if self.held >= LEAST:
            return "met"
        return "below" if self.is_over else "open"

    @property
    def missing(self) -> int:
        """Return how many meetings the year lacks even when all that are planned take place."""
        return max(0, LEAST - self.held - self.to_come)


def by_year(last_days: Iterable[date], today: date) -> list[Year]:
    """Return the years from the beginning of the note until today or the last meeting, the latest first.

    `last_days` holds the last day of each meeting that was not cancelled; one on `today` still counts as to come.

    >>> [(each.year, each.held, each.to_come) for each in by_year([date(2022, 3, 1), date(2022, 9, 9)], date(2022, 5, 1))]
    [(2022, 1, 1), (2021, 0, 0)]
    """
    days = list(last_days)
    years = {day.year for day in days}
    first, last = min({FIRST_YEAR, today.year, *years}), max({today.year, *years})
    return [
        Year(
            year,
            held=sum(day.year == year and day < today for day in days),
            to_come=sum(day.year == year and day >= today for day in days),
            is_over=year < today.year,
        )
        for year in range(last, first - 1, -1)
    ]


def width_of(number: int, years: list[Year]) -> int:
    """Return how wide a bar for so many meetings is, of 600; the widest is the year with most, or what is promised."""
    return round(600 * number / max([MOST, *(each.held + each.to_come for each in years)]))
