"""The clock of a decision on an objection (Algemene wet bestuursrecht, Awb 7:10): due when, and why."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from .decision_clock import ClockLine, DecisionClock, Extension, Suspension
from .terms import Term
from .working_days import ONE_DAY

WITHOUT_COMMITTEE = Term(6, "weeks")  # Awb 7:10 lid 1
WITH_COMMITTEE = Term(12, "weeks")  # Awb 7:10 lid 1, 7:13
EXTENSION = Term(6, "weeks")  # Awb 7:10 lid 3


@dataclass(frozen=True)
class ObjectionClock:
    """Due date = the last day to object + term + days of a repair + extension, or a later day with consent.

    `term_ended_on` is the last day of the term to object against the decision; the term to decide begins the day after.
    A repair is asked for (Awb 6:6), due and done on days of its own; `extra` are days equal to holidays by decree.
    """

    term_ended_on: date
    has_committee: bool = True
    repair_asked_on: date | None = None
    repair_due_on: date | None = None
    repaired_on: date | None = None
    extended_on: date | None = None
    postponed_until: date | None = None
    extra: frozenset[date] = frozenset()
    as_of: date | None = None

    @property
    def due_on(self) -> date:
        """The last day on which the decision is in time."""
        return max(filter(None, (self.clock.due_on, self.postponed_until)))

    def days_left(self, today: date) -> int:
        """Return the days from today through the due date; below 0 when overdue."""
        return (self.due_on - today).days

    def lines(self) -> list[ClockLine]:
        """Return the rows of the clock in the order of time; their days add up to those from the term to `due_on`."""
        rows = self.clock.lines()
        if days := (self.due_on - self.clock.due_on).days:
            first = self.clock.due_on + ONE_DAY
            rows.append(ClockLine("postponed", first, self.due_on, days, "Awb 7:10 lid 4"))
        return rows

    @cached_property
    def clock(self) -> DecisionClock:
        """The clock without what was postponed with consent."""
        extended = self.extended_on and Extension(EXTENSION, "Awb 7:10 lid 3", self.extended_on)
        return DecisionClock(
            start=self.term_ended_on,
            term=WITH_COMMITTEE if self.has_committee else WITHOUT_COMMITTEE,
            suspensions=self.suspensions,
            extension=extended or None,
            article="Awb 7:10 lid 1",
            extra=self.extra,
            as_of=self.as_of,
        )

    @property
    def suspensions(self) -> tuple[Suspension, ...]:
        """From the day after what is missing was asked, up to the day it came or through the last day given (lid 2)."""
        if self.repair_asked_on is None:
            return ()
        counted = Suspension.for_supplement(self.repair_asked_on, self.repair_due_on, self.repaired_on)
        return (replace(counted, article="Awb 7:10 lid 2"),)
