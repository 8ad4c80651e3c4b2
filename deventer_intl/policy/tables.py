"""The tables of a report: what each is called, its columns, and the rows as a snapshot keeps them. No database here.

A snapshot keeps rows alone, so that names of columns are read in the language of the reader, and a table is written the same way
as HTML, PDF, DOCX and CSV.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and what stands in it: "text", "reference", "number", "euro" (two decimals), "percent" or "day" (ISO)."""

    name: str
    kind: str = "text"
    # Whether the sum of the column means something.
    adds_up: bool = False


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table that every snapshot holds."""

    key: str
    title: str
    columns: tuple[Column, ...]
    # Said where there are no rows.
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. A cell is text, a number or an amount as text ("12.50"), {"nl": …, "en": …, "de": …}, or None."""

    cells: list
    # Where the record stands; "" where it has no page.
    address: str = ""
    # Where it is from; "" of the portal.
    source: str = ""

    @property
    def is_imported(self) -> bool:
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Table:
    kind: TableKind
    rows: list[Row] = field(default_factory=list)

    def sums(self) -> list[Decimal | None]:
        """Return for each column the sum of what is known of it, None for one that does not add up."""
        return [self.sum_of(at) if column.adds_up else None for at, column in enumerate(self.kind.columns)]

    def sum_of(self, at: int) -> Decimal:
        """Return the sum of what is known of a column."""
        return sum((Decimal(row.cells[at]) for row in self.rows if row.cells[at] is not None), Decimal())


EURO = {"kind": "euro", "adds_up": True}
NUMBER = {"kind": "number", "adds_up": True}

TABLES = {
    kind.key: kind
    for kind in (
        TableKind(
            "schemes",
            _("Subsidies by scheme"),
            (
                Column(_("Scheme")),
                Column(_("Ceiling"), "euro"),
                Column(_("Number"), **NUMBER),
                Column(_("Granted"), **EURO),
                Column(_("Settled"), **EURO),
                Column(_("Paid"), **EURO),
            ),
            _("No subsidy was granted in this year."),
        ),
        TableKind(
            "grants",
            _("Subsidies granted"),
            (
                Column(_("Reference"), "reference"),
                Column(_("Organisation")),
                Column(_("What for")),
                Column(_("Scheme")),
                Column(_("Granted"), **EURO),
                Column(_("Settled"), **EURO),
            ),
            _("No subsidy was granted in this year."),
        ),
        TableKind(
            "grants-by-goal",
            _("Subsidies by Global Goal"),
            (Column(_("Global Goal")), Column(_("Number"), **NUMBER), Column(_("Granted"), **EURO)),
            _("No subsidy was granted in this year."),
        ),
        TableKind(
            "grants-by-country",
            _("Subsidies by country"),
            # A subsidy for two countries stands at both, so that these do not add up.
            (Column(_("Country")), Column(_("Number"), "number"), Column(_("Granted"), "euro")),
            _("No subsidy was granted in this year."),
        ),
        TableKind(
            "organisations-by-sector",
            _("Organisations by sector"),
            (Column(_("Sector")), Column(_("Number"), **NUMBER), Column(_("Confirmed"), **NUMBER)),
        ),
        TableKind(
            "events",
            _("Events and theme meetings"),
            (Column(_("Day"), "day"), Column(_("Event")), Column(_("Organiser"))),
            _("No event is known of this year."),
        ),
        TableKind(
            "missions",
            _("Trade missions"),
            (Column(_("Day"), "day"), Column(_("Mission")), Column(_("Country")), Column(_("Companies"), **NUMBER)),
            _("No trade mission is known of this year."),
        ),
        TableKind(
            "results",
            _("What came of subsidies"),
            (
                Column(_("Reference"), "reference"),
                Column(_("What came of it")),
                Column(_("People reached"), **NUMBER),
                Column(_("Real costs"), **EURO),
            ),
            _("No result is published of this year."),
        ),
        TableKind(
            "gaps",
            _("What is not known"),
            (Column(_("Chapter")), Column(_("What")), Column(_("Why"))),
            _("Nothing is missing."),
        ),
    )
}
