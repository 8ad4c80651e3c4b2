"""Amounts of money: whole cents in the database, typed the Dutch way in forms."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language

from .reckoning.amounts import AmountError, format_amount, parse_amount


class AmountFormField(forms.CharField):
    """Takes `1.250,50`, `€ 1250` and the like; gives cents."""

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        # Not `max_length`: what it is of a text cannot be asked of cents. A longer one is refused when it is read.
        kwargs.pop("max_length", None)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("maxlength", "40")
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        try:
            return parse_amount(value)
        except AmountError as error:
            raise ValidationError(str(error), code="amount") from None

    def prepare_value(self, value):
        return format_amount(value, "nl").replace("€", "").strip() if isinstance(value, int) else value


class AmountField(models.BigIntegerField):
    """An amount in cents."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": AmountFormField, **kwargs})

    def shown(self, cents) -> str:
        """Return an amount as the history of a record shows it."""
        return shown(cents)


def shown(cents) -> str:
    """Return an amount as people read it, in the active language; "" for none."""
    return "" if cents is None else format_amount(cents, get_language() or "nl")
