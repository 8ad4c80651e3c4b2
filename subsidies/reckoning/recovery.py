"""Paying back in parts: how much each is and when it is due, and which of them are covered. Amounts are in whole cents."""

from collections.abc import Iterable
from datetime import date

from .terms import add_months

# A municipality that waits longer than three years gives a loan.
MOST_PARTS = 36


def parts_of(amount: int, number: int, first: date) -> list[tuple[date, int]]:
    """Return equal parts of an amount, each with its last day, a month after the one before; the first bears the remainder.

    Raises `ValueError` where there is no such number of parts, or a part would be nothing.

    >>> parts_of(10_00, 3, date(2027, 1, 31))
    [(datetime.date(2027, 1, 31), 334), (datetime.date(2027, 2, 28), 333), (datetime.date(2027, 3, 31), 333)]
    """
    if not 1 <= number <= MOST_PARTS or amount < number:
        raise ValueError(f"{amount} cents cannot be paid back in {number} parts")
    each, rest = divmod(amount, number)
    return [(add_months(first, n), each + (rest if n == 0 else 0)) for n in range(number)]


def covered(amounts: list[int], left: int) -> list[int]:
    """Return how much of each part is still to come, where `left` is to come of all: the first ones are covered first."""
    paid, found = max(0, sum(amounts) - left), []
    for amount in amounts:
        found.append(max(0, amount - paid))
        paid = max(0, paid - amount)
    return found


def late(parts: Iterable[tuple[date, int]], day: date) -> int:
    """Return how much should have come in before a day, of parts with their last day and what is still to come of each."""
    return sum(rest for due_on, rest in parts if due_on < day)
