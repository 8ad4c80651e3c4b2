"""All that a version of a scheme fixes beside its texts, as a table that people read."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations.models import Sector

from .fields import AmountField, shown
from .models import SchemeVersion

FIELDS = [
    "in_force_from", "published_at", "opens_at", "closes_at", "activity_from", "activity_until", "applicant_sectors",
    "sign_in", "asks_de_minimis", "minimum_amount", "maximum_amount", "maximum_share", "advance_share", "path_a_up_to",
    "path_b_up_to", "clock_start", "decide_by", "decision_weeks", "extension_weeks", "supplement_days", "view_days",
    "offer_days", "report_weeks", "settlement_weeks", "payment_weeks", "terms_move", "distribution", "minimum_score",
    "smallest_useful", "freed_money_returns",
]  # fmt: skip


def parameters(version: SchemeVersion) -> list[tuple[str, str]]:
    """Return (what, how much) of each, in the active language."""
    fields = [version._meta.get_field(name) for name in FIELDS]
    return [(capfirst(field.verbose_name), value_of(version, field)) for field in fields]


def value_of(version: SchemeVersion, field: models.Field) -> str:
    value = getattr(version, field.name)
    if field.name == "applicant_sectors":
        return ", ".join(str(Sector(each).label) for each in value) or _("all")
    if value is None:
        return _("none")
    if isinstance(field, AmountField):
        return shown(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{date_format(moment)}, {date_format(moment, 'H:i')}"
    if isinstance(value, date):
        return date_format(value)
    return str(getattr(version, f"get_{field.name}_display")() if field.choices else value)
