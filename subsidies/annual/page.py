"""The annual accounts as tables to read: each ceiling a row, what rests on Awb 4:25 lid 3 beneath it, and the totals."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..fields import shown
from ..models import Ceiling, Ground
from ..reckoning.year_end import NOTHING
from . import AnnualAccounts, Row, total_of
from .tables import DIFFERS, FIGURES, KNOWN, MOVED

GRANTED = ("granted", "freed", "lapsed", "holds", "settled", "paid")
OPEN = ("to_settle", "to_pay", "open", "to_recover", "recovered", "written_off")
# So many cases in which something differs are named.
MOST_NAMED = 20


@dataclass(frozen=True)
class Line:
    """A row of a table: cells as (name of the column, amount)."""

    label: str
    cells: list[tuple[str, str]]
    ceiling: Ceiling | None = None
    is_total: bool = False
    is_beyond: bool = False
    row: Row | None = None


def cells_of(figures, names, labels) -> list[tuple[str, str]]:
    return [(labels[name], shown(getattr(figures, name))) for name in names]


def lines_of(row: Row, label: str, names, *, with_amount: bool, **about) -> list[Line]:
    amount = [(_("Ceiling"), shown(row.amount) or "–")] if with_amount else []
    lines = [Line(label, amount + cells_of(row.ordinary, names, FIGURES), **about)]
    if row.beyond != NOTHING:
        beyond = [(_("Ceiling"), "")] if with_amount else []
        about = {**about, "ceiling": None, "is_beyond": True}
        lines.append(Line(Ground.OBJECTION.label, beyond + cells_of(row.beyond, names, FIGURES), **about))
    return lines


def in_groups(accounts: AnnualAccounts, lines) -> list[Line]:
    """Return the lines of the ceilings of the year with their total; then those of other years, and the total of all."""
    found = []
    for row in accounts.of_year:
        found += lines(row, str(row.ceiling), ceiling=row.ceiling)
    found += lines(total_of(accounts.of_year), _("Total %(year)s") % {"year": accounts.year}, is_total=True)
    if accounts.of_other_years:
        for row in accounts.of_other_years:
            found += lines(row, str(row.ceiling), ceiling=row.ceiling)
        found += lines(accounts.total, _("Total of all years"), is_total=True)
    return found


def granted_and_paid(accounts: AnnualAccounts) -> list[Line]:
    return in_groups(accounts, lambda row, label, **about: lines_of(row, label, GRANTED, with_amount=True, **about))


def still_open(accounts: AnnualAccounts) -> list[Line]:
    return in_groups(accounts, lambda row, label, **about: lines_of(row, label, OPEN, with_amount=False, **about))


def moved(accounts: AnnualAccounts) -> list[Line]:
    return in_groups(accounts, lambda row, label, **about: [Line(label, cells_of(row.moved, MOVED, FIGURES), **about)])


def known(accounts: AnnualAccounts) -> list[Line]:
    """Return what was decided and booked, each line with its row: whether it agrees is said beside it."""
    return in_groups(
        accounts, lambda row, label, **about: [Line(label, cells_of(row.known, KNOWN, KNOWN), row=row, **about)]
    )


def differences(accounts: AnnualAccounts, references: dict[int, str]) -> list[dict]:
    """Return of each ceiling that does not agree what differs, and in which cases: `references` are those to be named."""
    return [
        {
            "row": row,
            "amounts": [
                (DIFFERS[each.what], shown(each.ledger), shown(each.other), shown(each.cents))
                for each in row.differences
            ],
            "cases": [
                (case.application, references[case.application]) for case in row.wrong if case.application in references
            ][:MOST_NAMED],
            "number": len(row.wrong),
        }
        for row in accounts.rows
        if not row.agrees
    ]
