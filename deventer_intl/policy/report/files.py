"""The tables of a report as rows of a spreadsheet: all years, each saying whether it is provisional or imported. No database here."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..snapshot_content import tables_of
from ..tables import TABLES
from .grids import NUMBERS
from .wording import has_imported, in_language, standing_of

# All indicators; the other names are those of `TABLES`.
FIGURES = "cijfers"
NAMES = {FIGURES: gettext_lazy("All figures"), **{key: kind.title for key, kind in TABLES.items()}}


def table_of(name: str, contents: Mapping[int, Mapping], portal: str) -> tuple[list[str], list[list]]:
    """Return the header and the rows of a table over all years that were kept; `portal` goes before addresses."""
    rows = []
    for year, content in sorted(contents.items()):
        head = [str(year), yes_no(content["provisional"])]
        rows += [[*head, *row] for row in (figures(content) if name == FIGURES else cells(name, content, portal))]
    return [_("Year"), _("Provisional"), *header(name)], rows


def header(name) -> list[str]:
    if name == FIGURES:
        names = [_("Chapter"), _("Figure"), _("Side"), _("Unit"), _("Value"), _("How it came in"), _("Imported")]
        return [*names, _("Source"), _("As of"), _("Target"), _("Records")]
    return [*(str(column.name) for column in TABLES[name].columns), _("Imported"), _("Source"), _("Address")]


def figures(content):
    for each in content["indicators"]:
        yield [
            str(each["chapter"]),
            in_language(each["name"]),
            _("effort") if each["side"] == "effort" else _("result"),
            each["unit"],
            number(each["value"]),
            standing_of(each["standing"]),
            yes_no(has_imported(each["standing"])),
            each["source"],
            each["as_of"],
            number(each["target"]),
            str(len(each["records"])),
        ]


def cells(name, content, portal):
    table = tables_of(content)[name]
    for row in table.rows:
        values = [
            number(value) if column.kind in NUMBERS else in_language(value)
            for value, column in zip(row.cells, table.kind.columns, strict=True)
        ]
        yield [*values, yes_no(row.is_imported), row.source, row.address and portal + row.address]


def number(value):
    return None if value is None else Decimal(str(value))


def yes_no(value) -> str:
    return _("yes") if value else _("no")
