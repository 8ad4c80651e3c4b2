"""The tables of the snapshots over all years, with their sums. No database here."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from globalgoals.typed_numbers import shown_value

from ..snapshot_content import tables_of
from ..tables import TABLES, Table
from .lines import day
from .tree import Cell, Grid, Head
from .wording import Notes, in_language, year_text

NUMBERS = {"number", "euro", "percent"}
# So many rows stand in a report; the CSV file has them all.
MOST_ROWS = 200


class Tables:
    """The tables of the snapshots of a plan, by year."""

    def __init__(self, contents: Mapping[int, Mapping]):
        self.by_year = {year: tables_of(content) for year, content in sorted(contents.items())}
        self.heads = {
            year: Cell(year_text(year, content["provisional"]), str(year)) for year, content in contents.items()
        }

    def of(self, key: str) -> dict[int, Table]:
        return {year: tables[key] for year, tables in self.by_year.items()}


def grid_of(key: str, tables: Tables, notes: Notes) -> tuple[Grid, int]:
    """Return a table over all years that were kept, and how many of its rows are left to the file; the sums are of all.

    Each row stands with its year and, where it was imported, its source.
    """
    kind, found = TABLES[key], tables.of(key)
    rows = [(year, row) for year, table in found.items() for row in table.rows]
    cells = tuple((tables.heads[year], *cells_of(row, kind.columns, notes)) for year, row in rows[:MOST_ROWS])
    heads = (Head(_("Year"), is_short=True), *map(head_of, kind.columns))
    grid = Grid(key, str(kind.title), heads, cells, foot_of(kind, found.values()), _("Nothing is known."))
    return grid, max(len(rows) - MOST_ROWS, 0)


def head_of(column) -> Head:
    return Head(str(column.name), column.kind in NUMBERS, column.kind in {"day", "reference"})


def cells_of(row, columns, notes) -> list[Cell]:
    cells = [cell(value, column.kind) for value, column in zip(row.cells, columns, strict=True)]
    marks = (notes.add(_("Imported, source: %(source)s") % {"source": row.source}),) if row.source else ()
    # The link stands at the first text that is known.
    known = (
        at for at, column in enumerate(columns) if column.kind in {"text", "reference"} and cells[at].value is not None
    )
    place = next(known, 0)
    cells[place] = Cell(cells[place].text, cells[place].value, row.address, marks)
    return cells


def cell(value, kind) -> Cell:
    if value is None or value == "":
        # What was imported had no reference of ours.
        return Cell("–" if kind == "reference" else _("not known"))
    if kind in NUMBERS:
        return Cell(shown_value(Decimal(str(value)), kind), Decimal(str(value)))
    return Cell(day(value) if kind == "day" else in_language(value), in_language(value))


def foot_of(kind, tables) -> tuple[Cell, ...]:
    """Return the row of sums over all years, and nothing where no column adds up."""
    if not any(column.adds_up for column in kind.columns):
        return ()
    sums = [sum_over(tables, at, column) if column.adds_up else Cell("") for at, column in enumerate(kind.columns)]
    return (Cell(_("All years")), *sums)


def sum_over(tables, at, column) -> Cell:
    """Return the sum of a column over tables; where there are rows and nothing of it is known, it says so."""
    values = [row.cells[at] for table in tables for row in table.rows]
    if values and all(value is None for value in values):
        return Cell(_("not known"))
    total = sum((table.sum_of(at) for table in tables), Decimal())
    return Cell(shown_value(total, column.kind), total)


def money_by_year(years, tables: Tables) -> Grid:
    """Return what the schemes come to in each year of the plan, one without a snapshot too."""
    columns = [(at, column) for at, column in enumerate(TABLES["schemes"].columns) if column.adds_up]
    found, rows = tables.of("schemes"), []
    for year in years:
        if year in found:
            rows.append((tables.heads[year], *(sum_over([found[year]], at, column) for at, column in columns)))
        else:
            nothing = [Cell(_("nothing kept of this year")), *[Cell("–")] * (len(columns) - 1)]
            rows.append((Cell(str(year), str(year)), *nothing))
    heads = (Head(_("Year"), is_short=True), *(Head(str(column.name), True) for _at, column in columns))
    foot = (Cell(_("All years kept")), *(sum_over(found.values(), at, column) for at, column in columns))
    return Grid("money-by-year", _("Subsidies by year"), heads, tuple(rows), foot)


def gaps_by_figure(tables: Tables) -> Grid:
    """Return what is not known, a row for each figure and reason with its years: the file has a row for each year."""
    found = {}
    for year, table in tables.of("gaps").items():
        for row in table.rows:
            chapter, what, why = map(in_language, row.cells)
            found.setdefault((chapter, what, why), (row.address, []))[1].append(year)
    rows = tuple(
        (Cell(chapter, chapter), Cell(what, what, address), Cell(why, why), Cell(", ".join(map(str, years))))
        for (chapter, what, why), (address, years) in sorted(found.items())
    )
    kind = TABLES["gaps"]
    heads = (*map(head_of, kind.columns), Head(_("Years")))
    return Grid("gaps", str(kind.title), heads, rows, (), _("Nothing is missing in the years that were kept."))


def at_a_glance(contents: Mapping[int, Mapping], lines) -> Grid:
    """Return the indicators of which anything is known, with their figure of each year that was kept."""
    heads = (
        Head(_("Figure")),
        *(Head(year_text(year, content["provisional"]), True) for year, content in contents.items()),
    )
    rows = tuple(
        (
            Cell(line.name, line.name),
            *(Cell(point.text, point.value) for point in line.points if point.year in contents),
        )
        for line in lines
        if line.grid.rows
    )
    return Grid("at-a-glance", _("All figures at a glance"), heads, rows)
