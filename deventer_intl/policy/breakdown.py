"""How a figure that the portal reckons is divided in one year, as people read it."""

from dataclasses import dataclass

from .reckoned import Part, Reckoner
from .shown import shown


@dataclass(frozen=True, slots=True)
class ShownBreakdown:
    """Each part with how its value is read, and how long its bar is in per cent of the longest."""

    label: str
    remark: str
    rows: list[tuple[Part, str, int]]


def breakdowns_of(reckoner: Reckoner, year: int) -> list[ShownBreakdown]:
    """Return how the figure of a year is divided; what has no parts is left out."""
    found = [(each, each.parts(year)) for each in reckoner.breakdowns]
    return [
        ShownBreakdown(str(each.label), str(each.remark), rows_of(parts, reckoner.unit))
        for each, parts in found
        if parts
    ]


def rows_of(parts: list[Part], unit: str) -> list[tuple[Part, str, int]]:
    most = max(part.value for part in parts)
    return [(part, shown(part.value, unit), int(part.value * 100 / most) if most else 0) for part in parts]
