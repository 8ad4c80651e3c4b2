"""Amounts of missions, as people read them."""

from django.utils.formats import number_format
from django.utils.translation import get_language


def in_euros(cents: int | None) -> str:
    """Return an amount in cents as € 1.250 or € 12,50 in the active language: no decimals for whole euros; "" for None.

    German puts the sign behind it.
    """
    if cents is None:
        return ""
    euros, rest = divmod(cents, 100)
    number = (
        number_format(euros, force_grouping=True) if not rest else number_format(cents / 100, 2, force_grouping=True)
    )
    return f"{number} €" if get_language() == "de" else f"€ {number}"
