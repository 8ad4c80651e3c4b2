"""The policy plan from its file, which holds the words of the note and indicators of our own."""

import json
from pathlib import Path

from globalgoals.models import Ambition, Indicator, PolicyChapter, PolicyPlan
from organisations.loading import load


def load_plan(path: Path) -> None:
    row = json.loads(path.read_text(encoding="utf-8"))
    chapters = row.pop("chapters")
    plan = load(PolicyPlan, {"slug": row.pop("slug")}, row)
    for chapter in chapters if plan else ():
        load_chapter(plan, chapter)


def load_chapter(plan: PolicyPlan, row: dict) -> None:
    ambitions = row.pop("ambitions")
    chapter = load(PolicyChapter, {"plan": plan, "number": row.pop("number")}, row)
    for position, ambition in enumerate(ambitions if chapter else (), 1):
        load_ambition(chapter, position, ambition)


def load_ambition(chapter: PolicyChapter, position: int, row: dict) -> None:
    indicators = row.pop("indicators")
    ambition = load(Ambition, {"chapter": chapter, "position": position}, row)
    for place, indicator in enumerate(indicators if ambition else (), 1):
        load(Indicator, {"slug": indicator.pop("slug")}, {**indicator, "ambition": ambition, "position": place})
