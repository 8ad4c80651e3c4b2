"""Goals across sectors and countries: how many organisations of the directory, confirmed and not.

Counted over the entries of the directory, so that a cell holds as many as its link finds there.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from organisations.facets import COUNTRY, GOAL, SECTOR, SPAN, Choice, Choices, Kind
from organisations.models import DirectoryEntry, GoalTag

QUESTION = f"""
    SELECT tag.goal_id, facet, count(*) FILTER (WHERE tag.confirmed_on IS NOT NULL), count(*)
    FROM {GoalTag._meta.db_table} AS tag JOIN {DirectoryEntry._meta.db_table} AS entry USING (organisation_id)
    CROSS JOIN LATERAL unnest(entry.facets) AS facet
    WHERE facet / {SPAN} IN ({COUNTRY.number}, {SECTOR.number})
    GROUP BY tag.goal_id, facet
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many organisations work on a goal, and are in a sector or country; `address` finds them in the directory."""

    goal: Choice
    other: Choice
    confirmed: int
    unconfirmed: int
    address: str

    @property
    def in_row_of_goal(self) -> str:
        """Return what it is called on a narrow screen, where a row is a card."""
        return self.other.name

    @property
    def in_row_of_other(self) -> str:
        return f"{self.goal.id}. {self.goal.name}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The goals against one kind of facet. `cells` by (number of the goal, the other choice): only where there is anybody."""

    kind: Kind
    goals: list[Choice]
    others: list[Choice]
    cells: dict[tuple[int, Choice], Cell]

    @property
    def is_empty(self) -> bool:
        return not self.cells

    @property
    def by_goal(self) -> list[tuple[Choice, list[Cell | None]]]:
        """Return a row for each goal, with a cell or None for each of `others`."""
        return [(goal, [self.cells.get((goal.id, other)) for other in self.others]) for goal in self.goals]

    @property
    def by_other(self) -> list[tuple[Choice, list[Cell | None]]]:
        """Return a row for each of `others`, with a cell or None for each goal."""
        return [(other, [self.cells.get((goal.id, other)) for goal in self.goals]) for other in self.others]


def matrices(choices: Choices) -> tuple[Matrix, Matrix]:
    """Return goals by sector, all of them, and goals by country, those where anybody works on a goal: one query."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        rows = cursor.fetchall()
    cells = defaultdict(dict)
    for number, facet, confirmed, total in rows:
        goal, other = choices.by_facet[GOAL.number * SPAN + number], choices.by_facet[facet]
        address = f"{reverse('organisations:organisations')}?doel={number}&{other.kind.parameter}={other.slug}"
        cells[other.kind][number, other] = Cell(goal, other, confirmed, total - confirmed, address)
    every = choices.by_facet.values()
    goals = sorted((choice for choice in every if choice.kind == GOAL), key=lambda choice: choice.id)
    sectors = [choice for choice in every if choice.kind == SECTOR]
    countries = sorted({other for _goal, other in cells[COUNTRY]}, key=lambda choice: choice.name)
    return Matrix(SECTOR, goals, sectors, cells[SECTOR]), Matrix(COUNTRY, goals, countries, cells[COUNTRY])


def table(matrix: Matrix, name: str, site: str) -> tuple[list[str], list[list]]:
    """Return the header and the rows of a spreadsheet: one row for each goal and sector, or country, where there is anybody."""
    header = ["goal", "goal_name", name, f"{name}_name", "confirmed", "unconfirmed", "address"]
    rows = [
        [
            cell.goal.id,
            cell.goal.name,
            cell.other.slug,
            cell.other.name,
            cell.confirmed,
            cell.unconfirmed,
            site + cell.address,
        ]
        for _goal, cells in matrix.by_goal
        for cell in cells
        if cell
    ]
    return header, rows
