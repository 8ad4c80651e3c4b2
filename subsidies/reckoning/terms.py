"""Terms of the law: how long they are and on which day they end (Algemene termijnenwet, Atw)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .working_days import ONE_DAY, working_day_from

Unit = Literal["days", "weeks", "months", "years"]

# Atw art. 4 under a: a longer term ends on its own day, and so does every term of years.
LONGEST_THAT_MOVES = {"days": 90, "weeks": 12, "months": 3, "years": 0}


@dataclass(frozen=True)
class Term:
    """A term as it is set: an amount, at least one, of a unit. Anything else raises `ValueError`."""

    amount: int
    unit: Unit

    def __post_init__(self):
        if self.unit not in LONGEST_THAT_MOVES:
            raise ValueError(f"A term is in days, weeks, months or years, not in {self.unit!r}")
        if type(self.amount) is not int or self.amount < 1:
            raise ValueError(f"A term is at least 1 of {self.unit}, not {self.amount!r}")

    @property
    def moves(self) -> bool:
        """Whether the end of this term moves to a working day (Atw art. 4, judged on the term as it is set)."""
        return self.amount <= LONGEST_THAT_MOVES[self.unit]

    def after(self, start: date) -> date:
        """Return the last day of this term when it starts the day after `start`; not yet moved."""
        if self.unit == "days":
            return start + timedelta(days=self.amount)
        if self.unit == "weeks":
            return start + timedelta(weeks=self.amount)
        return add_months(start, self.amount * (12 if self.unit == "years" else 1))


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day.

    >>> add_months(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_term(start: date, term: Term, *, moves: bool = True, extra: Iterable[date] = frozenset()) -> date:
    """Return the last day of a term that starts the day after `start`.

    It moves to the next working day (Atw art. 1 lid 1), and a term of three days or more holds at least two working
    days (art. 2), unless the term is longer than 90 days, twelve weeks or three months, or is of years (art. 4).
    `moves=False` is for terms from a municipal rule, where the scheme says that they end on their day. `extra` are
    days made equal to holidays by decree (art. 3 lid 3).
    """
    end = term.after(start)
    if not (moves and term.moves):
        return end
    extra = frozenset(extra)
    if end - start >= timedelta(days=3):  # Atw art. 2
        end = max(end, second_working_day(start, extra))
    return working_day_from(end, extra)


def second_working_day(start: date, extra: frozenset[date]) -> date:
    """Return the second working day after `start`."""
    first = working_day_from(start + ONE_DAY, extra)
    return working_day_from(first + ONE_DAY, extra)
