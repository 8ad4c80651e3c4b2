"""Figures of indicators of earlier years, from the rows of a sheet."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from globalgoals.actions.measuring import mistakes_of_year
from globalgoals.models import Indicator, Measurement, Unit
from globalgoals.typed_numbers import parse_value, shown_value, unit_name
from organisations.cells import labels, plain

from .cells import Cells, Problem
from .checked import doubles

# The fields of a figure, as the columns of a file are called.
COLUMN_OF = {"year": "jaar", "measured_on": "gemeten op"}


def indicators() -> dict[str, Indicator]:
    """Return the indicators by their address."""
    found = Indicator.objects.select_related("ambition__chapter__plan")
    return {plain(indicator.slug): indicator for indicator in found}


def units() -> dict[str, str]:
    """Return the units by all that they are called."""
    found = labels(Unit)
    for language in ("nl", "en", "de"):
        with override(language):
            found[plain(unit_name(Unit.NUMBER))] = Unit.NUMBER
    return found


def read(row: Cells, known, every: dict[str, Indicator], source: str, today: date) -> Measurement | None:
    """Return the figure of a row, None where something is wrong with it."""
    indicator = row.one_of("indicator", every, required=True)
    year = row.year(today, known.years)
    measured_on = row.day("gemeten op", today, required=True)
    unit = row.one_of("eenheid", units(), required=True)
    typed = row.text("waarde")
    if indicator is None or typed is None:
        return None
    if unit and unit != indicator.unit:
        text = _("“%(indicator)s” is measured in %(unit)s.")
        row.wrong("eenheid", text % {"indicator": indicator, "unit": unit_name(indicator.unit)})
    value = value_of(row, typed, indicator.unit)
    if year and measured_on:
        for field, text in mistakes_of_year(indicator, year, measured_on, today).items():
            row.wrong(COLUMN_OF[field], text)
    if row.problems:
        return None
    return Measurement(
        indicator=indicator,
        year=year,
        value=value,
        unit=indicator.unit,
        measured_on=measured_on,
        source=row.text("bron", required=False) or source,
        origin=Measurement.Origin.IMPORTED,
    )


def value_of(row, typed, unit):
    try:
        return parse_value(typed, unit)
    except ValidationError as error:
        row.wrong("waarde", error.messages[0])
        return None


def problems_of_all(records: list[tuple[int, Measurement]]) -> Iterator[Problem]:
    """Yield what is wrong with rows beside each other, and beside the figures that there are."""
    for row, before in doubles(records, same).items():
        text = _("This is of the same indicator and year as row %(number)s.")
        yield Problem(row, "", text % {"number": before})
    about = {measurement.indicator_id for _row, measurement in records}
    there = {same(each): each for each in Measurement.objects.current().filter(indicator__in=about)}
    for row, measurement in records:
        if last := there.get(same(measurement)):
            text = _("There is a figure of %(year)s: %(value)s (%(source)s). Correct it by hand, with the reason.")
            said = {"year": last.year, "value": shown_value(last.value, last.unit), "source": last.source}
            yield Problem(row, "waarde", text % said)


def same(measurement: Measurement) -> tuple:
    return measurement.indicator_id, measurement.year
