"""The tables of the snapshots over all years, with their sums. No database here."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from ..snapshot_content import tables_of
from ..tables import TABLES
from .lines import day
from .tree import Cell, Grid, Head
from .wording import Notes, in_language, shown, year_text

NUMBERS = {"number", "euro", "percent"}
# So many rows stand in a report; the CSV file has them all.
MOST_ROWS = 200


def grid_of(key: str, contents: Mapping[int, Mapping], notes: Notes) -> Grid:
    """Return a table over all years that were kept, each row with its year and, where it was imported, its source."""
    kind, rows = TABLES[key], []
    tables = {year: tables_of(content)[key] for year, content in sorted(contents.items())}
    for year, table in tables.items():
        head = Cell(year_text(year, contents[year]["provisional"]), str(year))
        rows += [(head, *cells_of(row, kind.columns, notes)) for row in table.rows]
    heads = (Head(_("Year")), *(Head(str(column.name), column.kind in NUMBERS) for column in kind.columns))
    return Grid(key, str(kind.title), heads, tuple(rows), foot_of(kind, tables.values()), str(kind.empty))


def cells_of(row, columns, notes) -> list[Cell]:
    cells = [cell(value, column.kind) for value, column in zip(row.cells, columns, strict=True)]
    marks = (notes.add(_("Imported, source: %(source)s") % {"source": row.source}),) if row.source else ()
    # The link stands at the first cell that is no day.
    place = next((at for at, column in enumerate(columns) if column.kind == "text"), 0)
    cells[place] = Cell(cells[place].text, cells[place].value, row.address, marks)
    return cells


def cell(value, kind) -> Cell:
    if value is None or value == "":
        return Cell(_("not known"))
    if kind in NUMBERS:
        return Cell(shown(str(value), kind), Decimal(str(value)))
    return Cell(day(value) if kind == "day" else in_language(value), in_language(value))


def foot_of(kind, tables) -> tuple[Cell, ...]:
    """Return the row of sums over all years, and nothing where no column adds up."""
    if not any(column.adds_up for column in kind.columns):
        return ()
    sums = [None] * len(kind.columns)
    for table in tables:
        for place, value in enumerate(table.sums()):
            if value is not None:
                sums[place] = (sums[place] or Decimal()) + value
    cells = [
        Cell("") if value is None else Cell(shown(value, column.kind), value)
        for value, column in zip(sums, kind.columns, strict=True)
    ]
    return (Cell(_("All years")), *cells)


def money_by_year(years, contents: Mapping[int, Mapping]) -> Grid:
    """Return what the schemes come to in each year of the plan, one without a snapshot too."""
    columns = [(at, column) for at, column in enumerate(TABLES["schemes"].columns) if column.adds_up]
    heads = (Head(_("Year")), *(Head(str(column.name), True) for _at, column in columns))
    rows = []
    for year in years:
        if year not in contents:
            nothing = [Cell(_("nothing kept of this year")), *[Cell("–")] * (len(columns) - 1)]
            rows.append((Cell(str(year), str(year)), *nothing))
            continue
        sums = tables_of(contents[year])["schemes"].sums()
        head = Cell(year_text(year, contents[year]["provisional"]), str(year))
        rows.append((head, *(Cell(shown(sums[at], column.kind), sums[at]) for at, column in columns)))
    totals = [sum((row[place + 1].value or Decimal() for row in rows), Decimal()) for place in range(len(columns))]
    foot = (
        Cell(_("All years kept")),
        *(Cell(shown(total, column.kind), total) for total, (_at, column) in zip(totals, columns, strict=True)),
    )
    return Grid("money-by-year", _("Subsidies by year"), heads, tuple(rows), foot)


def at_a_glance(contents: Mapping[int, Mapping], lines) -> Grid:
    """Return all indicators with their figure of each year that was kept."""
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
    )
    return Grid("at-a-glance", _("All figures at a glance"), heads, rows)


def shortened(grid: Grid) -> tuple[Grid, int]:
    """Return a table as it stands in a report, and how many rows are left to the file; its sums are of all."""
    rest = max(len(grid.rows) - MOST_ROWS, 0)
    return Grid(grid.key, grid.caption, grid.heads, grid.rows[:MOST_ROWS], grid.foot, grid.empty), rest
