"""The annual accounts and the open obligations as files: amounts as numbers, in euros."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..fields import shown
from ..models import Ground
from ..reckoning.year_end import NOTHING, Difference, Figures
from . import AnnualAccounts, Row, total_of
from .obligations import Obligations

FIGURES = {
    "granted": gettext_lazy("Granted"),
    "freed": gettext_lazy("Freed"),
    "lapsed": gettext_lazy("Lapsed"),
    "holds": gettext_lazy("Still granted or settled"),
    "settled": gettext_lazy("Settled"),
    "paid": gettext_lazy("Paid"),
    "to_settle": gettext_lazy("To be paid: granted, not settled"),
    "to_pay": gettext_lazy("To be paid: settled"),
    "open": gettext_lazy("Still to be paid"),
    "to_recover": gettext_lazy("To be recovered"),
    "recovered": gettext_lazy("Recovered"),
    "written_off": gettext_lazy("Written off"),
}
KNOWN = {
    "holds": gettext_lazy("By the decisions: granted or settled"),
    "settled": gettext_lazy("By the decisions: settled"),
    "ordered": gettext_lazy("On approved payment orders"),
    "paid": gettext_lazy("Booked: paid"),
    "recovered": gettext_lazy("Booked: recovered"),
    "written_off": gettext_lazy("Booked: written off"),
}
MOVED = ("granted", "settled", "paid", "recovered", "written_off", "freed", "lapsed")
# What differs, as it is said of a row.
DIFFERS = {
    "holds": gettext_lazy("granted or settled"),
    "paid": gettext_lazy("paid"),
    "recovered": gettext_lazy("recovered"),
    "written_off": gettext_lazy("written off"),
    "account": gettext_lazy("on the wrong account: settled and not, or the other way round"),
}


def euros(cents: int | None) -> Decimal | str:
    """Return an amount as a spreadsheet reckons with it; "" for none.

    >>> euros(120005)
    Decimal('1200.05')
    """
    return "" if cents is None else Decimal(cents).scaleb(-2)


def in_words(difference: Difference) -> str:
    return _("%(what)s: ledger %(ledger)s, elsewhere %(other)s") % {
        "what": DIFFERS[difference.what],
        "ledger": shown(difference.ledger),
        "other": shown(difference.other),
    }


def table_of(accounts: AnnualAccounts) -> tuple[list[str], list[list]]:
    """Return the header and the rows of the accounts: each ceiling, on each ground apart, and the totals."""
    header = [_("Scheme"), _("Year"), _("Ground"), _("As it stood at the end of"), _("Ceiling")]
    header += [str(label) for label in FIGURES.values()]
    header += [_("In %(year)s: %(what)s") % {"year": accounts.year, "what": FIGURES[name]} for name in MOVED]
    header += [str(label) for label in KNOWN.values()]
    header += [_("Entered after this day"), _("Agrees with the ledger")]
    rows = []
    for row in accounts.rows:
        rows += lines_of(row, [str(row.ceiling.scheme), row.ceiling.year], accounts.day)
    rows += lines_of(total_of(accounts.of_year), [_("Total"), accounts.year], accounts.day)
    if accounts.of_other_years:
        rows += lines_of(accounts.total, [_("Total"), _("all")], accounts.day)
    return header, rows


def lines_of(row: Row, names: list, day) -> list[list]:
    """Return the line of a ceiling, and beneath it that of what rests on Awb 4:25 lid 3, where there is any.

    What was decided and booked, and what moved, is of both together.
    """
    found = [*names, Ground.ORDINARY.label, day.isoformat(), euros(row.amount), *cells_of(row.ordinary)]
    found += [euros(getattr(row.moved, name)) for name in MOVED]
    found += [euros(getattr(row.known, name)) for name in KNOWN]
    found += [euros(row.entered_later), "; ".join(map(in_words, row.differences)) or _("yes")]
    if row.beyond == NOTHING:
        return [found]
    beyond = [*names, Ground.OBJECTION.label, day.isoformat(), "", *cells_of(row.beyond)]
    return [found, beyond + [""] * (len(found) - len(beyond))]


def cells_of(figures: Figures) -> list:
    return [euros(getattr(figures, name)) for name in FIGURES]


def table_of_obligations(found: Obligations) -> tuple[list[str], list[list]]:
    header = [
        _("Reference"), _("Organisation"), _("Scheme"), _("Year"), _("Granted"), _("Settled"), _("Paid"),
        _("Still to be paid"), _("Expected to be settled by"),
    ]  # fmt: skip
    rows = [
        [
            row.application.reference, row.application.organisation.name, str(row.application.ceiling.scheme),
            row.application.ceiling.year, euros(row.granted), euros(row.settled), euros(row.paid), euros(row.open),
            row.settled_by.isoformat() if row.settled_by else "",
        ]
        for row in found.rows
    ]  # fmt: skip
    if found.hidden:
        rest = found.total.open - sum(row.open for row in found.rows)
        rows.append(
            [_("Cases that are shut to you: %(number)s") % {"number": found.hidden}, *[""] * 6, euros(rest), ""]
        )
    return header, [*rows, [_("Total"), *[""] * 6, euros(found.total.open), ""]]
