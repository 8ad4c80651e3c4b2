"""The real data of the Hanseatic Days, from `data/hanseatic_days.json`: each year with its source."""

import json
from pathlib import Path

from organisations.loading import load
from organisations.models import Place

from .models import HanseaticDays, HanseResult


def load_hanseatic_days(folder: Path) -> None:
    """Load the years; a host that a person removed leaves its years out."""
    rows = json.loads((folder / "hanseatic_days.json").read_text(encoding="utf-8"))
    places = {place.slug: place for place in Place.objects.filter(slug__in=[row["host"] for row in rows])}
    for row in rows:
        results, host = row.pop("results", []), places.get(row.pop("host"))
        days = host and load(HanseaticDays, {"year": row.pop("year")}, {**row, "host": host})
        for result in results if days else []:
            load(HanseResult, {"days": days, "strand": result.pop("strand")}, result)
