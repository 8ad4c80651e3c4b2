"""Figures for programs: CSV of all of a plan, JSON of one, with where each is from."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from globalgoals.models import PolicyPlan

from .dashboard import Line
from .tables_of_year import named, spelled

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
COLUMNS = [
    "plan", "chapter", "indicator", "name", "side", "unit", "year", "value", "target", "standing", "provisional", "source",
    "as_of", "address",
]  # fmt: skip


def rows_of(plan: PolicyPlan, lines: list[Line]) -> Iterator[list]:
    """Yield a row for each figure of each year, in the order of `COLUMNS`."""
    for line in lines:
        indicator = line.indicator
        for figure in line.figures:
            yield [
                plan.slug,
                indicator.ambition.chapter.number,
                indicator.slug,
                str(indicator.name),
                indicator.side,
                indicator.unit,
                figure.year,
                figure.value,
                indicator.target,
                str(figure.standing),
                figure.is_provisional,
                figure.source or settings.PORTAL_URL,
                figure.as_of,
                settings.PORTAL_URL + indicator.get_absolute_url(),
            ]


def as_json(line: Line) -> dict:
    """Return a figure with its years and its source line; numbers are text, so that no digit is lost."""
    indicator = line.indicator
    with translation.override("nl"):
        address = settings.PORTAL_URL + indicator.get_absolute_url()
    return {
        "id": indicator.slug,
        "name": named(indicator),
        "meaning": named(indicator, "meaning"),
        "plan": indicator.ambition.chapter.plan.slug,
        "chapter": {"number": indicator.ambition.chapter.number, "title": named(indicator.ambition.chapter, "title")},
        "side": indicator.side,
        "unit": indicator.unit,
        "target": None if indicator.target is None else str(indicator.target),
        "targetMost": None if indicator.target_most is None else str(indicator.target_most),
        "years": [
            {
                "year": figure.year,
                "value": None if figure.value is None else str(figure.value),
                "standing": str(figure.standing),
                "provisional": figure.is_provisional,
                "source": figure.source,
                "asOf": figure.as_of.isoformat() if figure.as_of else None,
            }
            for figure in line.figures
        ],
        "sourceLine": spelled(lambda: source_line(line)),
        "address": address,
        "licence": LICENCE,
    }


def source_line(line: Line) -> str:
    """Return where a figure is from, to stand below it elsewhere."""
    last = line.last
    own = last.source if last and last.source else ""
    parts = ["Deventer Internationaal", own, last.as_of.isoformat() if last and last.as_of else ""]
    return ", ".join(part for part in parts if part)
