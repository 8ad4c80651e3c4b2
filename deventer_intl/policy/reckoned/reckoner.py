"""A figure that the portal reckons."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from globalgoals.models import Unit


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure: what it is called, where it stands, its day, and what it adds in the unit of the figure."""

    title: str
    # "" where it has no page, as what was imported.
    address: str
    day: date | None = None
    value: Decimal | None = None
    # Where the record itself is from; "" of the portal.
    source: str = ""

    @property
    def is_imported(self) -> bool:
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Reckoner:
    """What reckons a figure.

    `by_year` takes years and returns a value for each of them in a fixed number of queries, None where it is not defined (nothing
    to divide by) and no entry where nothing is known; euros with two decimals, never cents. `records` yields, for one year, the
    public records behind it, imported ones included; for units that add up, their values add up to the figure.
    """

    label: str
    unit: Unit
    by_year: Callable[[Iterable[int]], dict[int, Decimal | None]]
    records: Callable[[int], Iterator[Record]]
    # A list of the portal that shows the same records, for a year; None: the page of the figure lists them.
    address: Callable[[int], str] | None = None
