"""The figures of indicators, a year at a time: typed, imported or reckoned, each saying which, from where and of when.

Dashboard, report, feeds and subscriptions all read from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from globalgoals.models import Indicator, Measurement, Unit

from .reckoned import RECKONERS
from .standing import Standing

ZERO = Decimal()


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator in a year; None unless it is reckoned, typed or imported."""

    year: int
    value: Decimal | None
    standing: Standing
    source: str = ""
    # The day of the measurement, or for what is reckoned the day on which it is read.
    as_of: date | None = None
    # The year is not over.
    is_provisional: bool = False
    measurement: Measurement | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None


def figures_of(indicators: Iterable[Indicator], years: Iterable[int], today: date) -> dict[int, list[Figure]]:
    """Return the figures of indicators by their key, for each year in order.

    A measurement that was entered goes before what is reckoned in years that the portal does not hold whole
    (`PolicyPlan.reckoned_from`). The indicators need their `ambition.chapter.plan` at hand.
    """
    indicators, years = list(indicators), list(years)
    past = [year for year in years if year <= today.year]
    entered = {
        (each.indicator_id, each.year): each
        for each in Measurement.objects.current().filter(indicator__in=indicators, year__in=years)
    }
    names = {each.reckoned_by for each in indicators if each.reckoned_by in RECKONERS}
    reckoned = {name: RECKONERS[name].by_year(past) for name in names}
    imported = {name: set(RECKONERS[name].imported(past)) for name in names}
    return {
        indicator.pk: [
            figure_of(indicator, year, entered.get((indicator.pk, year)), reckoned, imported, today) for year in years
        ]
        for indicator in indicators
    }


def figure_of(indicator, year, measurement, reckoned, imported, today) -> Figure:
    """Return the figure of one year, from what was entered and what the portal reckons, by name and year.

    `imported` holds by name the years of which imported records count along.
    """
    if year > today.year:
        return Figure(year, None, Standing.TO_COME)
    reckoner, is_provisional = RECKONERS.get(indicator.reckoned_by), year == today.year
    is_kept_here = year >= indicator.ambition.chapter.plan.reckoned_from
    if measurement and not (reckoner and is_kept_here):
        standing = Standing.IMPORTED if measurement.origin == Measurement.Origin.IMPORTED else Standing.TYPED
        return Figure(
            year, measurement.value, standing, measurement.source, measurement.measured_on, is_provisional, measurement
        )
    if reckoner:
        value = reckoned[indicator.reckoned_by].get(year, ZERO if is_kept_here and reckoner.is_zero else None)
        if value is not None:
            has_imported = year in imported[indicator.reckoned_by]
            standing = Standing.RECKONED_WITH_IMPORTED if has_imported else Standing.RECKONED
            return Figure(year, value, standing, "", today, is_provisional)
        if is_kept_here and reckoner.unit == Unit.RATIO:
            return Figure(year, None, Standing.UNDEFINED, is_provisional=is_provisional)
    return Figure(year, None, Standing.UNKNOWN, is_provisional=is_provisional)
