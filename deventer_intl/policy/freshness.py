"""How fresh a figure is, and how far it is towards its target. No database here; months are those of the calendar."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from organisations.freshness import months_after

HUNDRED = Decimal(100)


class Light(StrEnum):
    """How fresh: up to date, older than it should be, or nothing there."""

    CURRENT = "ok"
    OLD = "old"
    EMPTY = "none"


def light_of(as_of: date | None, today: date, *, fresh_for: int, is_reckoned: bool = False) -> Light:
    """Return the light of an indicator, from the day of its last figure; what the portal reckons is always up to date.

    >>> light_of(date(2026, 1, 31), date(2026, 7, 31), fresh_for=6), light_of(date(2026, 1, 31), date(2026, 7, 30), fresh_for=6)
    (<Light.OLD: 'old'>, <Light.CURRENT: 'ok'>)
    """
    if is_reckoned:
        return Light.CURRENT
    if as_of is None:
        return Light.EMPTY
    return Light.CURRENT if today < months_after(as_of, fresh_for) else Light.OLD


def is_met(value: Decimal, target: Decimal, direction: str) -> bool | None:
    """Return whether a target is met; None where more is neither better nor worse.

    Of "2 to 3" the target is 2: three is met, and so are four.
    """
    if direction == "none":
        return None
    return value <= target if direction == "down" else value >= target


def towards(value: Decimal, target: Decimal, direction: str) -> int:
    """Return how far a value is towards its target, in whole per cent, 0 to 100.

    Where less is better it is the target as a part of the value; a target of nothing is met or not.

    >>> towards(Decimal(22), Decimal(25), "up"), towards(Decimal(30), Decimal(25), "up"), towards(Decimal(50), Decimal(25), "down")
    (88, 100, 50)
    """
    part, whole = (target, value) if direction == "down" else (value, target)
    if whole <= 0:
        return 100 if part >= whole else 0
    return max(0, min(100, int(HUNDRED * part / whole)))
