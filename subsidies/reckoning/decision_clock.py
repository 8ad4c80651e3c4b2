"""The clock of a decision: when it is due, and each day on which the clock stood still (Awb 4:13 to 4:15)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from .terms import Term
from .working_days import ONE_DAY, working_day_from


@dataclass(frozen=True)
class Suspension:
    """Days on which the clock stands still, both included; `last_day` is None while the end is not known.

    A `last_day` on the day before `first_day` stands for no day at all; an earlier one raises `ValueError`.
    """

    first_day: date
    last_day: date | None
    article: str
    reason: str = ""

    def __post_init__(self):
        if self.last_day is not None and self.last_day < self.first_day - ONE_DAY:
            raise ValueError(f"A suspension ends before it starts: {self.first_day} to {self.last_day}")

    @classmethod
    def for_supplement(
        cls, requested_on: date, last_day_given: date | None, supplied_on: date | None = None, reason: str = ""
    ) -> "Suspension":
        """Return the suspension by a request to supplement an application (Awb 4:15 lid 1 a).

        From the day after the request up to and not including the day of supply, or through the last day given,
        whichever comes first. Requested on 1 March and supplied on 10 March: 8 days. Either date before the request
        raises `ValueError`.
        """
        ends = [last_day_given] if last_day_given else []
        if supplied_on:
            ends.append(supplied_on - ONE_DAY)
        if any(day and day < requested_on for day in (last_day_given, supplied_on)):
            raise ValueError(f"A supplement requested on {requested_on} cannot be supplied or due before that day")
        last_day = max(min(ends), requested_on) if ends else None
        return cls(requested_on + ONE_DAY, last_day, "Awb 4:15 lid 1 a", reason)


@dataclass(frozen=True)
class Extension:
    """A term by which the decision is put off once, as the scheme allows; the applicant was told on `notified_on`."""

    term: Term
    article: str
    notified_on: date


@dataclass(frozen=True)
class ClockLine:
    """A row of the clock as applicant and officer see it: days from `first_day` through `last_day`.

    `days` are those that the row adds to the due date: a day stopped twice counts in its first row, and a suspension
    or extension after the term had ended adds none. `last_day` is None for a suspension that is still open.
    """

    kind: Literal["term", "suspension", "extension", "moved", "postponed"]
    first_day: date
    last_day: date | None
    days: int
    article: str
    reason: str = ""


@dataclass(frozen=True)
class DecisionClock:
    """Due date = start + term + suspended days + extension.

    `start` is the day of receipt, of completeness or on which the window closed, as the scheme says; the term starts
    the day after. `as_of` is the day on which one looks: an open suspension counts through that day, and not at all
    when it is not given. `moves=False` where the scheme says that terms of municipal rules end on their day; `extra`
    are days equal to holidays by decree (Atw art. 3 lid 3). `fixed_end` is the day that a scheme names itself, in the place
    of the end of a term.
    """

    start: date
    term: Term
    suspensions: tuple[Suspension, ...] = ()
    extension: Extension | None = None
    article: str = "Awb 4:13"
    moves: bool = True
    extra: frozenset[date] = frozenset()
    as_of: date | None = None
    fixed_end: date | None = None

    @property
    def own_end(self) -> date:
        """The last day of the term itself, before anything stopped, extended or moved it."""
        return self.fixed_end or self.term.after(self.start)

    @property
    def due_on(self) -> date:
        """The last day on which the decision is in time; a projection unless `is_running`."""
        return self._moved(self._end(self.suspended_days, self._extension_counts), self._extension_counts)

    @property
    def is_running(self) -> bool:
        """Whether no suspension is open, so that `due_on` is certain and no projection."""
        return all(suspension.last_day is not None for suspension in self.suspensions)

    @property
    def suspended_days(self) -> int:
        """How many days were taken out by suspensions; a day that two of them name counts once."""
        return sum(days for _, days in self._counted)

    def seen_on(self, today: date) -> "DecisionClock":
        """Return this clock as it stands on a day."""
        return replace(self, as_of=today)

    def days_left(self, today: date) -> int:
        """Return the calendar days from today through the due date; 0 on that day, below 0 when overdue."""
        return (self.seen_on(today).due_on - today).days

    def is_overdue(self, today: date) -> bool:
        """Tell whether the due date has passed (Awb 4:17); that there was a decision before is not known here."""
        return self.days_left(today) < 0

    def stands_still(self, today: date) -> bool:
        """Tell whether today is a day on which the clock is stopped (Awb 4:15)."""
        return any(
            days and suspension.first_day <= today <= (suspension.last_day or today)
            for suspension, days in self.seen_on(today)._counted
        )

    def lines(self) -> list[ClockLine]:
        """Return the rows of the clock in the order of time; their days add up to those from start to `due_on`."""
        own_days = (self.own_end - self.start).days
        rows = [ClockLine("term", self.start + ONE_DAY, self.own_end, own_days, self.article)]
        rows += [
            ClockLine("suspension", each.first_day, each.last_day, days, each.article, each.reason)
            for each, days in self._counted
        ]
        end = self._end(self.suspended_days, extended=False)
        if self.extension:
            longer = self._end(self.suspended_days, self._extension_counts)
            until = self.extension.term.after(end)
            rows.append(ClockLine("extension", end + ONE_DAY, until, (longer - end).days, self.extension.article))
            end = longer
        if moved := (self.due_on - end).days:
            rows.append(ClockLine("moved", end + ONE_DAY, self.due_on, moved, "Atw 1 lid 1"))
        return rows

    def _end(self, suspended_days: int, extended: bool) -> date:
        """Return the end before it moves."""
        end = self.own_end + timedelta(days=suspended_days)
        return self.extension.term.after(end) if extended else end

    def _moved(self, end: date, extended: bool) -> date:
        """Move an end to a working day where the term that ends there, the extension or else the term, does so."""
        may_move = (
            self.extension.term.moves if extended else self.fixed_end or self.term.moves
        )  # Atw art. 4: as it is set
        return working_day_from(end, self.extra) if self.moves and may_move else end

    @cached_property
    def _walk(self) -> tuple[list[tuple[Suspension, int]], bool]:
        """Walk through time; what comes when the term has already ended does not revive it."""
        counted, total, extended, free_from = [], 0, False, self.start + ONE_DAY
        for happened_on, event in self._events():
            in_time = happened_on <= self._moved(self._end(total, extended), extended)
            if isinstance(event, Extension):
                extended = in_time
                continue
            first, last = max(event.first_day, free_from), event.last_day or self.as_of
            days = max((last - first).days + 1, 0) if in_time and last else 0
            if days:
                free_from = last + ONE_DAY
            counted.append((event, days))
            total += days
        return counted, extended

    def _events(self) -> Iterator[tuple[date, Suspension | Extension]]:
        """Yield suspensions and the extension by day; the longest of those that start together comes first."""
        suspensions = sorted(self.suspensions, key=lambda each: each.last_day or date.max, reverse=True)
        events = [(each.first_day, each) for each in suspensions]
        if self.extension:
            events.insert(0, (self.extension.notified_on, self.extension))
        return iter(sorted(events, key=lambda pair: pair[0]))

    @property
    def _counted(self) -> list[tuple[Suspension, int]]:
        return self._walk[0]

    @property
    def _extension_counts(self) -> bool:
        return self._walk[1]
