"""The days of a series: how often something comes back, reckoned from its first day (RFC 5545, 3.3.10)."""

from datetime import date, datetime, time

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 100


def days(frequency: str, first: date, until: date, interval: int = 1) -> list[date]:
    """Return the days of a series from its first until its last, both included; `frequency` as in `Series.Frequency`.

    A month without that day (the 31st, a fifth Tuesday) is passed over, and so is 29 February in most years. Raises
    `ValidationError` for more than a hundred times, for a series of one, and for a first day that is not of the series.

    >>> days("monthly-weekday", date(2026, 12, 8), date(2027, 2, 28))
    [datetime.date(2026, 12, 8), datetime.date(2027, 1, 12), datetime.date(2027, 2, 9)]
    """
    rule = rrule(dtstart=at_noon(first), until=at_noon(until), interval=interval, **RULES[frequency](first))
    found = []
    for each in rule:
        found.append(each.date())
        if len(found) > MOST:
            text = _("This comes to more than %(most)s times. Choose an earlier last day.") % {"most": MOST}
            raise ValidationError(text, code="too_many")
    if not found or found[0] != first:
        text = _("The first day is not the last of its weekday in the month.")
        raise ValidationError(text, code="first")
    if len(found) == 1:
        raise ValidationError(_("Until that day it does not come back. Choose a later last day."), code="once")
    return found


def at_noon(day):
    return datetime.combine(day, time(12))


def nth_weekday(first):
    """Return the rule of the same weekday of each month: the second Tuesday."""
    return {"freq": MONTHLY, "byweekday": weekday(first.weekday(), (first.day - 1) // 7 + 1)}


RULES = {
    "weekly": lambda first: {"freq": WEEKLY},
    "monthly-day": lambda first: {"freq": MONTHLY, "bymonthday": first.day},
    "monthly-weekday": nth_weekday,
    "monthly-last": lambda first: {"freq": MONTHLY, "byweekday": weekday(first.weekday(), -1)},
    "yearly": lambda first: {"freq": YEARLY, "bymonth": first.month, "bymonthday": first.day},
}
