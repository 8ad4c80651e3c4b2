"""Figures as they are read in a report. No database here."""

from django.utils import translation
from django.utils.translation import gettext as _

from ..shown import STANDINGS
from ..standing import Standing
from .tree import Note

# Of a year without a snapshot.
NOT_KEPT = "not-kept"


def standing_of(standing: str) -> str:
    """Return how a figure came to be, or why there is none."""
    return _("nothing kept of this year") if standing == NOT_KEPT else str(STANDINGS[standing])


def has_imported(standing: str) -> bool:
    return standing != NOT_KEPT and Standing(standing).has_imported


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
