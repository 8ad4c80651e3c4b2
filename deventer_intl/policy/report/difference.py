"""Two years beside each other: each figure and each sum, with what lies between. No database here."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from globalgoals.typed_numbers import shown_value

from ..snapshot_content import tables_of
from ..tables import TABLES
from .grids import sum_over
from .tree import Cell, Grid, Head
from .wording import has_imported, in_language, standing_of, year_text


def difference_of(contents: Mapping[int, Mapping], first: int, second: int) -> list[Grid]:
    """Return the indicators and the sums of the tables of two years, in the active language.

    Where one of both is not known there is no difference, and it says so.
    """
    heads = (
        Head(_("Figure")),
        *(Head(year_text(year, year in contents and contents[year]["provisional"]), True) for year in (first, second)),
        Head(_("Difference"), True),
    )
    pair = [contents.get(year) for year in (first, second)]
    return [
        Grid("figures", _("Figures"), heads, tuple(of_indicators(*pair))),
        Grid("sums", _("Sums"), heads, tuple(of_sums(*pair))),
    ]


def of_indicators(before, after):
    found = [{each["slug"]: each for each in content["indicators"]} if content else {} for content in (before, after)]
    for slug in dict.fromkeys([*found[0], *found[1]]):
        described = found[1].get(slug) or found[0][slug]
        cells = [figure(content, each.get(slug)) for content, each in zip((before, after), found, strict=True)]
        name = in_language(described["name"])
        yield (Cell(name, slug), *cells, between(*cells, described["unit"]))


def figure(content, kept) -> Cell:
    if content is None:
        return Cell(standing_of("not-kept"))
    if kept is None or kept["value"] is None:
        return Cell(standing_of(kept["standing"] if kept else "unknown"))
    value = Decimal(kept["value"])
    text = shown_value(value, kept["unit"])
    return Cell(_("%(figure)s (imported)") % {"figure": text} if has_imported(kept["standing"]) else text, value)


def of_sums(before, after):
    tables = [tables_of(content) if content else None for content in (before, after)]
    for key, kind in TABLES.items():
        columns = [(at, column) for at, column in enumerate(kind.columns) if column.adds_up]
        cells = [number_of_rows(each and each[key]) for each in tables]
        if not any(column.kind == "number" for _at, column in columns):
            name = _("%(table)s: rows") % {"table": kind.title}
            yield (Cell(name, f"{key}-rows"), *cells, between(*cells, "number"))
        for at, column in columns:
            cells = [sum_of(each and each[key], at, column) for each in tables]
            name = _("%(table)s: %(column)s") % {"table": kind.title, "column": column.name}
            yield (Cell(name, f"{key}-{at}"), *cells, between(*cells, column.kind))


def number_of_rows(table) -> Cell:
    return Cell(standing_of("not-kept")) if table is None else Cell(str(len(table.rows)), Decimal(len(table.rows)))


def sum_of(table, at, column) -> Cell:
    return Cell(standing_of("not-kept")) if table is None else sum_over([table], at, column)


def between(before: Cell, after: Cell, unit: str) -> Cell:
    if before.value is None or after.value is None:
        return Cell(_("not known"))
    value = after.value - before.value
    if unit == "yes-no":
        return Cell(_("changed") if value else _("the same"), value)
    if not value:
        return Cell(_("the same"), value)
    return Cell(("+" if value > 0 else "−") + shown_value(abs(value), unit), value)
