"""A row of a file: what its cells say, and what is wrong with them, by column. No database here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deventer_intl.amounts import AmountError, parse_amount
from organisations.cells import as_date, plain


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in which row of the file (None: the file as a whole) and which column ("": the row as a whole)."""

    row: int | None
    column: str
    text: str


class Cells:
    """The cells of one row by column. Each method returns what a cell says, or None where it is empty or wrong (`problems`)."""

    def __init__(self, number: int, cells: list[str], columns: list[str]):
        self.number, self.problems = number, []
        self.cells = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        if len(cells) > len(columns):
            self.wrong("", _("This row has more cells than there are columns."))
        for column, cell in self.cells.items():
            if cell.startswith("="):
                self.wrong(column, _("This is a formula. Paste it as a value."))
            elif re.match(r"'[=+\-@]", cell):
                # The mark that our own export puts before what a spreadsheet would take for a formula.
                self.cells[column] = cell[1:]

    def wrong(self, column: str, text: str) -> None:
        self.problems.append(Problem(self.number, column, text))

    def text(self, column: str, *, required: bool = True, most: int = 300) -> str | None:
        """Return a text on one line."""
        cell = " ".join(self.cells.get(column, "").split())
        if cell.startswith("="):
            # Said already.
            return None
        if not cell:
            if required:
                self.wrong(column, _("This cell is empty."))
            return None
        if len(cell) > most:
            text = _("This is longer than %(most)s characters.")
            self.wrong(column, text % {"most": most})
            return None
        return cell

    def year(self, today: date, years: set[int]) -> int | None:
        """Return the year of a row: one of a plan, and not to come."""
        cell = self.text("jaar")
        if cell is None:
            return None
        cell = re.sub(r"[.,]0+$", "", cell)
        if not re.fullmatch(r"[0-9]{4}", cell):
            self.wrong("jaar", _("“%(cell)s” is no year. Write it as 2023.") % {"cell": cell[:30]})
        elif int(cell) > today.year:
            self.wrong("jaar", _("%(year)s is still to come.") % {"year": cell})
        elif int(cell) not in years:
            self.wrong("jaar", _("%(year)s is in no policy plan.") % {"year": cell})
        else:
            return int(cell)
        return None

    def day(self, column: str, today: date, *, required: bool = False, year: int | None = None) -> date | None:
        """Return a day that has been; with `year`, one in that year."""
        cell = self.text(column, required=required)
        if cell is None:
            return None
        try:
            day = as_date(cell)
        except ValidationError as error:
            self.wrong(column, error.messages[0])
            return None
        if day > today:
            self.wrong(column, _("This day lies in the future."))
        elif year and day.year != year:
            self.wrong(column, _("This day is not in %(year)s.") % {"year": year})
        else:
            return day
        return None

    def amount(self, column: str) -> int | None:
        """Return an amount in cents, more than zero."""
        cell = self.text(column)
        if cell is None:
            return None
        try:
            return parse_amount(cell, may_be_zero=False)
        except AmountError as error:
            self.wrong(column, str(error))
            return None

    def whole(self, column: str, most: int = 100_000) -> int | None:
        """Return a whole number that may be left out."""
        cell = self.text(column, required=False)
        if cell is None:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", cell) or int(cell) > most:
            self.wrong(column, _("Type a whole number, from 0 to %(most)s.") % {"most": most})
            return None
        return int(cell)

    def one_of[T](self, column: str, choices: Mapping[str, T], *, required: bool = False) -> T | None:
        """Return the choice that a cell names, in whatever way it is spelled."""
        cell = self.text(column, required=required)
        if cell is None:
            return None
        chosen = choices.get(plain(cell))
        if chosen is None:
            self.wrong(column, _("“%(cell)s” is not in the list.") % {"cell": cell[:60]})
        return chosen
