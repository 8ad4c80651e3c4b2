"""Amounts of money, as the whole portal reads and writes them."""

from deventer_intl.amounts import LARGEST, NO_BREAK, AmountError, format_amount, parse_amount

__all__ = ["LARGEST", "NO_BREAK", "AmountError", "format_amount", "parse_amount"]
