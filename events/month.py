"""A month as a calendar shows it: weeks from monday to sunday, each day with what takes place."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Month:
    """A month of a year, from January of year 1 on."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """
        >>> Month(2026, 12).next
        Month(year=2027, month=1)
        """
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"

    def weeks(self, events) -> list[list[tuple[date, bool, list]]]:
        """Return its weeks, each of seven (day, whether it is of this month, what takes place that day)."""
        events = list(events)
        return [
            [(day, day.month == self.month, on(day, events) if day.month == self.month else []) for day in week]
            for week in Calendar().monthdatescalendar(self.year, self.month)
        ]


def on(day, events):
    return [event for event in events if event.first_day <= day <= event.last_day]
