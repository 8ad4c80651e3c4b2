"""School years, each known by the calendar year in which it begins."""

from datetime import date

# A school year begins on 1 August: WVO 2020 art. 1.1, WEB art. 1.1.1. That of a hogeschool or university begins on
# 1 September (WHW art. 1.1 k); nothing is counted in the month between.
FIRST_MONTH = 8
# Years that people mean: what lies outside is a slip of the pen.
FIRST, LAST = 1950, 2100


def school_year_of(day: date) -> int:
    """Return in which calendar year the school year of a day began.

    >>> school_year_of(date(2026, 7, 31)), school_year_of(date(2026, 8, 1))
    (2025, 2026)
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def as_text(year: int | None) -> str:
    """Return a school year as people write it, "" for none; with the dash that stands between years.

    >>> as_text(2025)
    '2025–2026'
    """
    return f"{year}–{year + 1}" if year is not None else ""
