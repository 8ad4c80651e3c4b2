"""Figures as they are read in a report. No database here."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deventer_intl.amounts import format_amount

from .tree import Note


def shown(value: Decimal | str, kind: str) -> str:
    """Return a number in a unit of indicators or a kind of column, in the active language; euros to the cent.

    >>> with translation.override("nl"): shown(Decimal("1250.50"), "number")
    '1.250,5'
    """
    value = Decimal(value)
    if kind == "yes-no":
        return _("yes") if value else _("no")
    language = translation.get_language() or "nl"
    if kind == "euro":
        return format_amount(int(value * 100), language)
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if not language.startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    if kind == "percent":
        return f"{text}%"
    return _("%(number)s hours") % {"number": text} if kind == "hours" else text


def standing_of(standing: str) -> str:
    """Return how a figure came to be, or why there is none."""
    return {
        "reckoned": _("reckoned from the portal"),
        "typed": pgettext("figure", "entered"),
        "imported": _("imported"),
        "unknown": _("not known"),
        "undefined": _("nothing to divide by"),
        "to-come": _("still to come"),
        "not-kept": _("nothing kept of this year"),
    }[standing]


def in_language(cell) -> str:
    """Return a cell in the active language: it is kept in three, or is the same in each."""
    if not isinstance(cell, dict):
        return "" if cell is None else str(cell)
    language = (translation.get_language() or "nl")[:2]
    return next((cell[each] for each in (language, "nl", "en", "de") if cell.get(each)), "")


def year_text(year: int, is_provisional: bool) -> str:
    return _("%(year)s (provisional)") % {"year": year} if is_provisional else str(year)


class Notes:
    """The footnotes of a report while it is made: what was noted before keeps its number."""

    def __init__(self):
        self.numbers = {}

    def add(self, text: str, address: str = "") -> int:
        return self.numbers.setdefault((text, address), len(self.numbers) + 1)

    def all(self) -> tuple[Note, ...]:
        return tuple(Note(number, text, address) for (text, address), number in self.numbers.items())
