"""Half-years: the only moments that the portal knows of Shelter City."""

from datetime import date
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2018, 2099


class HalfYear(NamedTuple):
    """A half of a calendar year: 1 is January to June, 2 is July to December."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """Return the half-year in which a day falls.

        >>> HalfYear.of(date(2026, 6, 30)), HalfYear.of(date(2026, 7, 1))
        (HalfYear(year=2026, half=1), HalfYear(year=2026, half=2))
        """
        return cls(day.year, 1 if day.month <= 6 else 2)

    def plus(self, halves: int) -> "HalfYear":
        """Return the half-year that many halves later, earlier where negative.

        >>> HalfYear(2026, 1).plus(-1), HalfYear(2026, 1).plus(3)
        (HalfYear(year=2025, half=2), HalfYear(year=2027, half=2))
        """
        year, half = divmod(self.year * 2 + self.half - 1 + halves, 2)
        return HalfYear(year, half + 1)
