"""The penalty (dwangsom) that the municipality owes for a decision that is too late (Awb 4:17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .terms import Term, end_of_term
from .working_days import ONE_DAY

GRACE = Term(2, "weeks")  # Awb 4:17 lid 3


@dataclass(frozen=True)
class PenaltyRates:
    """What a day costs, in cents, for each stretch of (days, cents per day); with the source to check it against."""

    from_day: date
    stretches: tuple[tuple[int, int], ...]
    source: str

    @property
    def longest(self) -> int:
        """The most days that are paid."""
        return sum(days for days, _ in self.stretches)

    def amount(self, days: int) -> int:
        """Return what so many days cost, in cents; days past the longest cost nothing more."""
        total = 0
        for length, cents in self.stretches:
            paid = min(max(days, 0), length)
            total, days = total + paid * cents, days - paid
        return total


# Awb 4:17 lid 2, indexed by ministerial order: check each January and add a row. A notice received from `from_day` on falls
# under a row, as the order of 2018 has it.
PENALTY_RATES = (
    PenaltyRates(date(2009, 10, 1), ((14, 2000), (14, 3000), (14, 4000)), "Stb. 2009, 383"),
    PenaltyRates(date(2019, 1, 1), ((14, 2300), (14, 3500), (14, 4500)), "Stcrt. 2018, 65542"),
)


@dataclass(frozen=True)
class Penalty:
    """A penalty as it stands: its first day, days counted, amount in cents and the rates it was counted with."""

    first_day: date
    days: int
    amount: int
    rates: PenaltyRates


def penalty_for_late_decision(
    due_on: date,
    notice_received_on: date,
    today: date,
    announced_on: date | None = None,
    *,
    rates: Sequence[PenaltyRates] = PENALTY_RATES,
    extra: Iterable[date] = frozenset(),
) -> Penalty:
    """Return the penalty as it stands today (Awb 4:17); to be checked by a lawyer before it is paid.

    It starts on the day after two weeks from the notice of default (lid 3; those weeks move under Atw art. 1, the 42
    days do not, lid 1). The day on which the decision was announced is no longer one of default. A notice received
    before the due date has passed is none and raises `ValueError`, as does one older than the oldest rates. Not judged
    here are the grounds of lid 6 on which nothing is owed, and lid 7, which divides the amount among applicants.
    """
    if notice_received_on <= due_on:
        raise ValueError(f"A notice of default of {notice_received_on} came before the term ended, on {due_on}")
    held = [row for row in rates if row.from_day <= notice_received_on]
    if not held:
        raise ValueError(f"No rates are known for a notice of default of {notice_received_on}")
    row = max(held, key=lambda each: each.from_day)
    first_day = end_of_term(notice_received_on, GRACE, extra=extra) + ONE_DAY
    last_day = min(today, announced_on - timedelta(days=1)) if announced_on else today
    days = min(max((last_day - first_day).days + 1, 0), row.longest)
    return Penalty(first_day, days, row.amount(days), row)
