"""Values of indicators as people read them, in the active language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from globalgoals.models import Unit

from ..amounts import format_amount

NO_BREAK = "\N{NO-BREAK SPACE}"
MILLION = Decimal(1_000_000)


def shown(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit: `€ 43.000`, `75 %`, `1,8×`, `12 uur`, `ja`; decimals only where there are any; "" for none."""
    if value is None:
        return ""
    if unit == Unit.EURO:
        return format_amount(int(value * 100), get_language() or "nl")
    if unit == Unit.YES_NO:
        return _("yes") if value else _("no")
    number = plain(value)
    match unit:
        case Unit.PERCENT:
            return f"{number}{NO_BREAK}%"
        case Unit.RATIO:
            return f"{number}×"
        case Unit.HOURS:
            return _("%(number)s hours") % {"number": number}
    return number


def bare(value: Decimal, unit: str) -> str:
    """Return a value without its unit, as a chart writes it above a bar; what has more than six digits in millions."""
    if value >= MILLION:
        return _("%(number)s m") % {"number": plain((value / MILLION).quantize(Decimal("0.01")))}
    return shown(value, unit).strip(f"€{NO_BREAK}") if unit == Unit.EURO else plain(value)


def plain(value: Decimal) -> str:
    """Return a number as the active language writes it, without decimals that say nothing."""
    places = 0 if value == value.to_integral_value() else 2
    text = number_format(value, places, use_l10n=True, force_grouping=True)
    # 1,50 is said as 1,5.
    return text.removesuffix("0") if places else text


def target_of(indicator) -> str:
    """Return the target of a year in words, of what has a `target`, a `target_most` and a `unit`; "" for none."""
    if indicator.target is None or indicator.unit == Unit.YES_NO:
        return _("each year") if indicator.target else ""
    target = shown(indicator.target, indicator.unit)
    if indicator.target_most is None:
        return target
    return _("%(least)s to %(most)s") % {"least": target, "most": shown(indicator.target_most, indicator.unit)}
