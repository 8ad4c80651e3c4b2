"""Moments on the clock of a place: from a day and an hour as people say them to a moment, and back to days.

On the night summer time begins an hour is left out, on the night it ends one comes twice; what nobody can tell is refused.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DEVENTER = "Europe/Amsterdam"
# What the agenda reaches; an event that lasts longer is refused by the database as well.
FIRST_YEAR, LAST_YEAR = 1980, 2100
LONGEST = timedelta(days=366)


def moment(day: date, hour: time, zone: str = DEVENTER) -> datetime:
    """Return the moment, in UTC, at which the clock of a zone shows that day and hour.

    Raises `ValidationError` for an hour that this clock does not show that day, or shows twice.
    """
    local = datetime.combine(day, hour, ZoneInfo(zone))
    found = local.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        text = _("There is no %(hour)s that night: summer time begins, and the clock is put forward an hour.")
        raise ValidationError(text % {"hour": f"{hour:%H:%M}"}, code="no_such_hour")
    if local.replace(fold=1).astimezone(UTC) != found:
        text = _("It is %(hour)s twice that night, because summer time ends. Choose an hour before or after it.")
        raise ValidationError(text % {"hour": f"{hour:%H:%M}"}, code="twice")
    return found


def midnight(day: date, zone: str = DEVENTER) -> datetime:
    """Return the moment, in UTC, at which a day begins on the clock of a zone."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def span(
    first_day: date, start: time | None, last_day: date | None, end: time | None, zone: str = DEVENTER
) -> tuple[datetime, datetime]:
    """Return when something begins and ends, in UTC. Without hours it takes whole days; without a last day, one.

    Raises `ValidationError` with what is wrong at which of `starts_on`, `starts_time`, `ends_on` and `ends_time`.
    """
    last_day = last_day or first_day
    for name, day in (("starts_on", first_day), ("ends_on", last_day)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            text = _("Give a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError({name: ValidationError(text, code="year")})
    if start is None or end is None:
        begins, ends = midnight(first_day, zone), midnight(last_day + timedelta(days=1), zone)
    else:
        begins = at_field("starts_time", first_day, start, zone)
        ends = at_field("ends_time", last_day, end, zone)
    if ends <= begins:
        name = "ends_on" if last_day < first_day or start is None else "ends_time"
        raise ValidationError({name: ValidationError(_("The event ends before it begins."), code="order")})
    if ends - begins > LONGEST:
        text = _("An event lasts a year at most. Make a series of it, or give another last day.")
        raise ValidationError({"ends_on": ValidationError(text, code="too_long")})
    return begins, ends


def at_field(name: str, day: date, hour: time, zone: str) -> datetime:
    """Return a moment as `moment` does; what is wrong with it is said at a field."""
    try:
        return moment(day, hour, zone)
    except ValidationError as error:
        raise ValidationError({name: error}) from error
