"""Amounts of money as people type and read them; inside they are whole cents."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST = 100_000_000_00  # cents
LONGEST_TEXT = 40
NO_BREAK = "\u00a0"

CURRENCY = re.compile(r"^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$", re.IGNORECASE)
# The Dutch way: points or spaces between thousands, a comma before one or two decimals or a dash.
WHOLE = r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+"
DUTCH = re.compile(rf"({WHOLE})(?:,([0-9]{{1,2}}|[-–]))?")
# A point with one or two digits behind it and no other sign can only be a decimal point.
DECIMAL_POINT = re.compile(r"([0-9]+)\.([0-9]{1,2})")
COMMAS_FOR_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
TOO_MANY_DECIMALS = re.compile(r"[0-9. ]+,[0-9]{3,}")
BELOW_ZERO = re.compile(r"^[(+\-−–]|[+\-−–]\s*[0-9€e]|[0-9]\s*[-−–]$", re.IGNORECASE)


class AmountError(ValueError):
    """A text that is no amount; its message is for the person who typed it, in the language of the reader.

    `message` and `params` are as Django's `ValidationError` takes them; `code` names the reason.
    """

    def __init__(self, message: str | Promise, code: str, **params: str):
        super().__init__(message)
        self.message, self.code, self.params = message, code, params

    def __str__(self) -> str:
        return str(self.message) % self.params


def parse_amount(text: str, *, may_be_zero: bool = True) -> int:
    """Return the cents of an amount typed the Dutch way; raises `AmountError` for what can be read in two ways or none.

    Read are `1.250,50`, `€ 1250`, `1250,5`, `1 250`, `1.250,-`, `EUR 1250`, and `1250.50`; `1.250` is twelve hundred and
    fifty. Refused are `1,250`, English `12,345.67`, a third decimal, signs, exponents, digits other than 0-9, nothing,
    more than € 100 million, and zero where it may not be.

    >>> parse_amount("€ 1.250,5")
    125050
    """
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        # Read no further: the time that these patterns take grows with the square of the blanks in a text.
        raise _unreadable()
    body = CURRENCY.sub("", text, count=1).strip()
    if not body:
        raise AmountError(_("Type an amount."), "empty")
    found = DUTCH.fullmatch(body) or DECIMAL_POINT.fullmatch(body)
    if not found:
        raise _refusal(body)
    whole, decimals = found.groups()
    cents = int(re.sub(r"[.\s]", "", whole)) * 100 + int((decimals or "").strip("-–").ljust(2, "0"))
    if cents > LARGEST:
        raise AmountError(_("This amount is too large. The most is 100 million euros."), "too_large")
    if not (cents or may_be_zero):
        raise AmountError(_("The amount must be more than zero."), "zero")
    return cents


def _refusal(body: str) -> AmountError:
    """Return the error that says best why a text is no amount."""
    if BELOW_ZERO.search(body):
        return AmountError(_("Type the amount without a plus or minus sign."), "sign")
    if COMMAS_FOR_THOUSANDS.fullmatch(body):
        return _commas_for_thousands(body)
    if TOO_MANY_DECIMALS.fullmatch(body):
        return AmountError(_("Type no more than two digits after the comma: an amount is in whole cents."), "decimals")
    return _unreadable()


def _unreadable() -> AmountError:
    return AmountError(_("This is not an amount that we can read. Write it like 1250 or 1.250,50."), "unreadable")


def _commas_for_thousands(body: str) -> AmountError:
    """Return the error for an amount that may be written the English way, with what to write instead."""
    dutch = body.translate(str.maketrans(",.", ".,"))
    if body.count(",") > 1 or "." in body:
        return AmountError(
            _("Write the thousands with a point and the cents after a comma: %(dutch)s."), "english", dutch=dutch
        )
    return AmountError(
        _(
            "“%(text)s” can be read in two ways. Write %(dutch)s for thousands, or two digits after the comma for cents."
        ),
        "ambiguous",
        text=body,
        dutch=dutch,
    )


def format_amount(cents: int, language: str) -> str:
    """Return an amount in cents as a language writes it; cents only where there are any, and no line breaks in it.

    Dutch `€ 1.250,50`, German `1.250,50 €`, and `€1,250.50` in English and every other language.
    """
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    english = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
    continental = english.translate(str.maketrans(",.", ".,"))
    match language.split("-")[0].lower():
        case "nl":
            return f"{sign}€{NO_BREAK}{continental}"
        case "de":
            return f"{sign}{continental}{NO_BREAK}€"
    return f"{sign}€{english}"
