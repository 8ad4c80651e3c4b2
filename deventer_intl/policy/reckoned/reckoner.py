"""A figure that the portal reckons."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from globalgoals.models import Unit

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure: what it is called, where it stands, its day, and what it adds in the unit of the figure."""

    title: str
    # "" where it has no page, as what was imported.
    address: str = ""
    day: date | None = None
    value: Decimal | None = ONE
    # Where the record itself is from; "" of the portal.
    source: str = ""

    @property
    def is_imported(self) -> bool:
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure, as a goal or a country: what it is called, where it stands, and what it adds."""

    title: str
    address: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How a figure of one year is divided."""

    label: str
    parts: Callable[[int], list[Part]]
    # Why the parts are not the whole, where one record stands at two of them.
    remark: str = ""


def years_of(found: QuerySet) -> Iterable[int]:
    """Return of which years there are imported records."""
    return found.order_by().values_list("year", flat=True).distinct()


def nothing_of(_years: Iterable[int]) -> Iterable[int]:
    return ()


@dataclass(frozen=True, slots=True)
class Reckoner:
    """What reckons a figure.

    `by_year` takes years and returns, in a fixed number of queries, a value for each of them of which anything is found; euros
    with two decimals, never cents. What was imported of earlier years counts along with what the portal holds of them itself.
    `records` yields, for one year, the public records behind it; where `adds_up`, their values add up to the figure.
    """

    label: str
    unit: Unit
    by_year: Callable[[Iterable[int]], dict[int, Decimal | None]]
    records: Callable[[int], Iterator[Record]]
    # A year that is kept here and of which nothing is found is 0; else it is not known.
    is_zero: bool = True
    # Whether the values of the records add up to it: not so for what counts each country once, or divides.
    adds_up: bool = True
    breakdowns: tuple[Breakdown, ...] = ()
    # Of which years imported records count along.
    imported: Callable[[Iterable[int]], Iterable[int]] = nothing_of
