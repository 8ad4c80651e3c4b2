"""Amounts of money in forms and on pages: whole cents inside, typed the Dutch way."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from .amounts import AmountError, format_amount, parse_amount


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


def shown(cents) -> str:
    """Return an amount as people read it, in the active language; "" for none."""
    return "" if cents is None else format_amount(cents, get_language() or "nl")
