"""The rules of a scheme as words on a page, in the groups of their form."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.models import Sector

from ..fields import AmountField, shown


def facts_of(version, fieldsets) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (title, [(label, value), …]) for each group; what is empty is left out."""
    groups = []
    for title, options in fieldsets:
        fields = [version._meta.get_field(name) for name in options["fields"]]
        rows = [(field.verbose_name, in_words(version, field)) for field in fields]
        groups.append((title or _("Rules"), [(label, value) for label, value in rows if value != ""]))
    return groups


def in_words(version, field) -> str:
    value = getattr(version, field.name)
    if isinstance(field, AmountField):
        return shown(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(Sector(number).label) for number in value) or _("all organisations")
    if field.choices:
        return str(getattr(version, f"get_{field.name}_display")())
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    return "" if value is None else str(value)
