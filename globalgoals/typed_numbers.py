"""The value of an indicator as people type and read it, by its unit. No database here."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deventer_intl.amounts import NO_BREAK, AmountError, format_amount, parse_amount

from .models import Unit

YES = {"1", "ja", "j", "yes", "y", "waar"}
NO = {"0", "nee", "n", "no", "onwaar"}
# A growth can be below zero; what is counted, paid or worked cannot.
MAY_BE_BELOW_ZERO = {Unit.PERCENT}
WHOLE = {Unit.NUMBER}
MOST_PERCENT = 1_000
MINUS = "-−–"


def unit_name(unit: str) -> str:
    """Return what a unit is called: "number" alone would be that of a chapter in other languages."""
    return _("count") if unit == Unit.NUMBER else str(Unit(unit).label)


def parse_value(text: str, unit: str) -> Decimal:
    """Return a value typed the Dutch way, with two decimals at most; raises `ValidationError` with a text for who typed it.

    >>> parse_value("1.250,5", Unit.EURO), parse_value("ja", Unit.YES_NO), parse_value("-2,5 %", Unit.PERCENT)
    (Decimal('1250.50'), Decimal('1'), Decimal('-2.50'))
    """
    text = text.strip()
    if unit == Unit.YES_NO:
        return yes_or_no(text)
    if unit == Unit.EURO:
        try:
            return hundredths(parse_amount(text))
        except AmountError as error:
            raise ValidationError(str(error), code=error.code) from None
    value = number(text, unit)
    if unit in WHOLE and value != value.to_integral_value():
        raise ValidationError(_("Type a whole number."), code="whole")
    if unit == Unit.PERCENT and not -100 <= value <= MOST_PERCENT:
        text = _("A percentage lies between -100 and %(most)s.")
        raise ValidationError(text, code="percent", params={"most": MOST_PERCENT})
    return value


def yes_or_no(text: str) -> Decimal:
    if text.casefold() in YES:
        return Decimal(1)
    if text.casefold() in NO:
        return Decimal(0)
    raise ValidationError(_("Type yes or no."), code="yes-no")


def number(text: str, unit: str) -> Decimal:
    if unit == Unit.PERCENT:
        text = text.removesuffix("%").rstrip()
    sign = -1 if unit in MAY_BE_BELOW_ZERO and text[:1] and text[0] in MINUS else 1
    if "€" in text or re.search("[a-z]", text, re.IGNORECASE):
        raise ValidationError(_("Type a number alone, without a unit or a currency."), code="unit")
    try:
        return sign * hundredths(parse_amount(text.lstrip(MINUS).strip() if sign < 0 else text))
    except AmountError as error:
        raise ValidationError(refusal_of(error.code, text), code=error.code) from None


def refusal_of(code: str, text: str) -> str:
    """Return in words of numbers what was said in words of amounts."""
    match code:
        case "sign":
            return _("This cannot be below zero. Type the number without a plus or minus sign.")
        case "decimals":
            return _("Type no more than two digits after the comma.")
        case "empty":
            return _("Type a number.")
        case "too_large":
            return _("This number is too large. The most is 100 million.")
        case "ambiguous" | "english":
            return _("Write the thousands with a point and the decimals after a comma, like 1.250,5.")
    return _("“%(text)s” is not a number that we can read. Write it like 1250 or 1.250,5.") % {"text": text[:40]}


def hundredths(whole: int) -> Decimal:
    return Decimal(whole) / 100 if whole % 100 else Decimal(whole // 100)


def shown_number(value: Decimal) -> str:
    """Return a number as the active language writes it: two decimals where there are any."""
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def shown_value(value: Decimal, unit: str) -> str:
    """Return a value as people read it, in the active language, with its unit: `€ 43.000`, `75 %`, `1,80×`, `12 uur`, `ja`."""
    if unit == Unit.YES_NO:
        return _("yes") if value else _("no")
    if unit == Unit.EURO:
        return format_amount(int(value * 100), get_language() or "nl")
    text = shown_number(value)
    match unit:
        case Unit.PERCENT:
            return f"{text}{NO_BREAK}%"
        case Unit.RATIO:
            return f"{text}×"
        case Unit.HOURS:
            return _("%(number)s hours") % {"number": text}
    return text
