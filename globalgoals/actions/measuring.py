"""Figures of indicators: entering one, and correcting one. Nothing is overwritten: a correction is one more row."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Indicator, Measurement, Unit
from ..typed_numbers import MAY_BE_BELOW_ZERO, shown_value, unit_name


@transaction.atomic
def measure(*, indicator, year, value, measured_on, source, by, unit=None) -> Measurement:
    """Enter the first figure of a year. `unit` is that in which it was typed, where a form can have stood open."""
    indicator = locked(indicator)
    last = last_of(indicator, year)
    if last:
        text = _("There is a figure of %(year)s: %(value)s (%(source)s). Correct that one, with the reason.")
        params = {"year": year, "value": shown_value(last.value, last.unit), "source": last.source}
        raise ValidationError(text, code="exists", params=params)
    refuse(mistakes_in(indicator, year, value, measured_on, source, unit))
    return Measurement.objects.create(
        indicator=indicator,
        year=year,
        value=value,
        unit=indicator.unit,
        measured_on=measured_on,
        source=source,
        recorded_by=by,
    )


@transaction.atomic
def correct(*, measurement, value, measured_on, source, reason, by, unit=None) -> Measurement:
    """Put another figure in the place of one, with the reason; the first stays to be read."""
    indicator, year = locked(measurement.indicator), measurement.year
    last = last_of(indicator, year)
    if last != measurement:
        text = _("Somebody corrected this figure meanwhile: it is %(value)s now, because: %(reason)s")
        params = {"value": shown_value(last.value, last.unit), "reason": last.reason}
        raise ValidationError(text, code="corrected", params=params)
    mistakes = mistakes_in(indicator, year, value, measured_on, source, unit)
    if not reason.strip():
        mistakes["reason"] = _("Say why the figure is corrected.")
    if (value, measured_on, source) == (last.value, last.measured_on, last.source):
        mistakes["value"] = _("This is what stands there already.")
    refuse(mistakes)
    return Measurement.objects.create(
        indicator=indicator,
        year=year,
        value=value,
        unit=indicator.unit,
        measured_on=measured_on,
        source=source,
        corrects=last,
        reason=reason,
        recorded_by=by,
    )


def locked(indicator) -> Indicator:
    """Return an indicator that stays as it is until the transaction ends: two who measure it wait for each other."""
    chain = "ambition__chapter__plan"
    found = Indicator.objects.select_for_update(no_key=True, of=["self"]).select_related(chain)
    return found.get(pk=indicator.pk)


def last_of(indicator, year) -> Measurement | None:
    """Return the figure that holds of a year."""
    return indicator.measurements.current().filter(year=year).first()


def refuse(mistakes: dict[str, str]):
    if mistakes:
        raise ValidationError(mistakes)


def mistakes_in(indicator, year, value, measured_on, source, unit=None) -> dict[str, str]:
    """Return by field what keeps a figure from being entered."""
    found = mistakes_of_year(indicator, year, measured_on, timezone.localdate())
    if unit and unit != indicator.unit:
        text = _("Somebody changed the unit meanwhile: it is “%(unit)s” now. Look whether the value still fits.")
        found["value"] = text % {"unit": unit_name(indicator.unit)}
    elif wrong := mistake_of_value(value, indicator.unit):
        found["value"] = wrong
    if not source.strip():
        found["source"] = _("Say where the figure comes from.")
    return found


def mistake_of_value(value: Decimal, unit: str) -> str:
    if unit == Unit.YES_NO and value not in (0, 1):
        return _("Of yes or no, enter 1 or 0.")
    if value < 0 and unit not in MAY_BE_BELOW_ZERO:
        return _("This cannot be below zero. Type the number without a plus or minus sign.")
    return ""


def mistakes_of_year(indicator, year: int, measured_on: date, today: date) -> dict[str, str]:
    """Return by field what is wrong about the days of a figure; the indicator needs its plan at hand. No database here."""
    plan, found = indicator.ambition.chapter.plan, {}
    if year not in plan.years:
        text = _("%(year)s is no year of the plan, which runs from %(first)s to %(last)s.")
        found["year"] = text % {"year": year, "first": plan.first_year, "last": plan.last_year}
    elif year > today.year:
        found["year"] = _("%(year)s is still to come: nothing can be measured of it.") % {"year": year}
    elif indicator.is_reckoned and year >= plan.reckoned_from:
        text = _("From %(year)s on, the portal reckons this figure itself.")
        found["year"] = text % {"year": plan.reckoned_from}
    elif indicator.retired_on and year > indicator.retired_on.year:
        text = _("This indicator is no longer kept since %(day)s.")
        found["year"] = text % {"day": date_format(indicator.retired_on)}
    if measured_on > today:
        found["measured_on"] = _("The day of the measurement lies in the future.")
    elif measured_on.year < year:
        found["measured_on"] = _("A figure of %(year)s cannot have been measured before that year.") % {"year": year}
    return found
