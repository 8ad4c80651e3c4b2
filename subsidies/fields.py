"""Amounts of money: whole cents in the database, typed the Dutch way in forms."""

from django.db import models

from deventer_intl.amount_fields import AmountFormField, shown

__all__ = ["AmountField", "AmountFormField", "shown"]


class AmountField(models.BigIntegerField):
    """An amount in cents."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": AmountFormField, **kwargs})

    def shown(self, cents) -> str:
        """Return an amount as the history of a record shows it."""
        return shown(cents)
