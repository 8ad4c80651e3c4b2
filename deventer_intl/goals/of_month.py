"""Which goal is that of a month."""

from datetime import date

GOALS = 17


def goal_of(day: date) -> int:
    """Return the number of the goal of the month in which a day lies: each in its turn, 1 in the month after 17.

    >>> goal_of(date(2026, 11, 1)), goal_of(date(2026, 12, 31)), goal_of(date(2027, 1, 1))
    (13, 14, 15)
    """
    return (day.year * 12 + day.month - 1) % GOALS + 1
