"""The real data of the Hanseatic Days and of trade missions, from `data/*.json`: each record with its source."""

import json
from pathlib import Path

from organisations.loading import load
from organisations.models import Organisation, Place

from .models import HanseaticDays, HanseResult, Mission


def load_hanseatic_days(folder: Path) -> None:
    """Load the years; a host that a person removed leaves its years out."""
    rows = json.loads((folder / "hanseatic_days.json").read_text(encoding="utf-8"))
    places = {place.slug: place for place in Place.objects.filter(slug__in=[row["host"] for row in rows])}
    for row in rows:
        results, host = row.pop("results", []), places.get(row.pop("host"))
        days = host and load(HanseaticDays, {"year": row.pop("year")}, {**row, "host": host})
        for result in results if days else []:
            load(HanseResult, {"days": days, "strand": result.pop("strand")}, result)


def load_missions(folder: Path) -> None:
    """Load what the note plans, as ideas without days: it says of no mission when it was, or whether it was."""
    for row in json.loads((folder / "missions.json").read_text(encoding="utf-8")):
        places = list(Place.objects.filter(slug__in=row.pop("places")))
        leader = Organisation.objects.filter(slug=row.pop("led_by")).first()
        key = {"slug": row.pop("slug")}
        load(Mission, key, {**row, "led_by": leader, "is_published": True}, {"places": places})
