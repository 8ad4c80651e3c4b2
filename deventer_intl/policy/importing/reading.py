"""A sheet with what is known of earlier years becomes what it would add, and what is wrong with it."""

from datetime import date

from deventer_intl.spreadsheets import Sheet

from . import decisions, events, figures
from .cells import Cells, Problem
from .checked import Checked
from .kinds import Kind, columns_of
from .known import Known


def read_sheet(kind: str, sheet: Sheet, source: str, today: date) -> Checked:
    """Return what importing a sheet would add; raises `Unreadable` where it has not the columns. `source` is that of the file."""
    columns, ignored = columns_of(kind, sheet)
    known, problems, records = Known(), [], []
    every = figures.indicators() if kind == Kind.FIGURES else {}
    rows = [Cells(number, cells, columns) for number, cells in sheet.rows]
    for row in rows:
        match kind:
            case Kind.DECISIONS:
                record = decisions.read(row, known, source, today)
            case Kind.EVENTS:
                record = events.read(row, known, source, today)
            case Kind.FIGURES:
                record = figures.read(row, known, every, source, today)
        problems += row.problems
        if record:
            records.append((row.number, record))
    problems += known.problems()
    unknown = {number for number, _name in known.unknown}
    records = [(number, record) for number, record in records if number not in unknown]
    problems += problems_between(kind, rows, records)
    return Checked(kind, records, in_order(problems), ignored)


def problems_between(kind, rows, records) -> list[Problem]:
    """Return what is wrong with rows beside each other."""
    match kind:
        case Kind.DECISIONS:
            named = {row.cells.get("valuta", "").strip().upper() for row in rows} - {""}
            currencies = {"EUR" if name in decisions.EUROS else name[:20] for name in named}
            return list(decisions.problems_of_all(records, currencies))
        case Kind.EVENTS:
            return list(events.problems_of_all(records))
    return list(figures.problems_of_all(records))


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems as they stand in the file, those of the whole file first."""
    return sorted(problems, key=lambda problem: (problem.row or 0, problem.column))
