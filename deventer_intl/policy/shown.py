"""Values of indicators, and how they are known, as people read them in the active language. No database here."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from globalgoals.models import Unit
from globalgoals.typed_numbers import shown_number, shown_value

from ..amounts import NO_BREAK
from .standing import Standing

MILLION = Decimal(1_000_000)
# How a figure came to be, or why there is none.
STANDINGS = {
    Standing.RECKONED: gettext_lazy("reckoned from the portal"),
    Standing.RECKONED_WITH_IMPORTED: gettext_lazy("reckoned, with what was imported"),
    Standing.TYPED: pgettext_lazy("figure", "entered"),
    Standing.IMPORTED: gettext_lazy("imported"),
    Standing.UNKNOWN: gettext_lazy("not known"),
    Standing.UNDEFINED: gettext_lazy("nothing to divide by yet"),
    Standing.TO_COME: gettext_lazy("still to come"),
}


def shown(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit; "" for none."""
    return "" if value is None else shown_value(value, unit)


def bare(value: Decimal, unit: str) -> str:
    """Return a value without its unit, as a chart writes it above a bar; what has more than six digits in millions."""
    if value >= MILLION:
        return _("%(number)s m") % {"number": shown_number((value / MILLION).quantize(Decimal("0.01")))}
    return shown(value, unit).strip(f"€{NO_BREAK}") if unit == Unit.EURO else shown_number(value)


def legend_of(chart) -> str:
    """Return how the bars of a chart are read, where they are not all of one kind; "" otherwise."""
    if chart is None:
        return ""
    texts = [
        _("Lighter bar: imported from before the portal.") if chart.has_imported else "",
        _("Dashed bar: the year is not over.") if chart.has_provisional else "",
    ]
    return " ".join(filter(None, texts))


def target_of(indicator) -> str:
    """Return the target of a year in words, of what has a `target`, a `target_most` and a `unit`; "" for none."""
    if indicator.target is None or indicator.unit == Unit.YES_NO:
        return _("each year") if indicator.target else ""
    target = shown(indicator.target, indicator.unit)
    if indicator.target_most is None:
        return target
    return _("%(least)s to %(most)s") % {"least": target, "most": shown(indicator.target_most, indicator.unit)}
