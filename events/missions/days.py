"""When a delegation can come: from tomorrow, for some days, not too far ahead. No database here."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_DAYS = 30
# Who asks for later than this made a typing error.
FARTHEST = timedelta(days=731)


def refuse_days(first: date | None, last: date | None, *, today: date) -> None:
    """Refuse days on which nobody can be received; none at all means that the days are still open.

    Raises `ValidationError` with what is wrong at which of `starts_on` and `ends_on`.
    """
    if first is None and last is None:
        return
    if first is None or last is None:
        name = "starts_on" if first is None else "ends_on"
        raise ValidationError({name: _("Give both days, or neither.")}, code="half")
    if first <= today:
        raise ValidationError(
            {"starts_on": _("This day has begun or is over. Choose a day from tomorrow.")}, code="past"
        )
    if first > today + FARTHEST:
        raise ValidationError({"starts_on": _("Choose a day within two years.")}, code="far")
    if last < first:
        raise ValidationError({"ends_on": _("The last day cannot lie before the first.")}, code="order")
    if last >= first + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"ends_on": _("A visit lasts 30 days at most.")}, code="long")
