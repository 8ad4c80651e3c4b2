"""What a snapshot of a year holds, as JSON: the one place where its form is laid down. No database here.

    {
      "form": 1, "plan": "2021-2026", "year": 2023, "provisional": false, "taken_on": "2024-01-08",
      "indicators": [{
        "slug": …, "chapter": 1, "name": {"nl": …, "en": …, "de": …}, "side": "effort", "unit": "euro", "direction": "up",
        "target": "25.00" | null, "target_most": null, "value": "12.00" | null, "standing": "reckoned", "source": …,
        "as_of": "2023-12-31" | null, "records": [{"title": …, "address": …, "day": … | null, "value": … | null, "source": …}]
      }],
      "tables": {"schemes": [{"cells": […], "address": …, "source": …}], …}
    }

Amounts and other numbers with decimals are text, so that no digit is lost.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from .tables import TABLES, Row, Table

FORM = 1


def canonical(content: Mapping) -> bytes:
    """Return content as the bytes that its SHA-256 is of: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Mapping) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def tables_of(content: Mapping) -> dict[str, Table]:
    """Return the tables of a snapshot by key, in the order of `TABLES`."""
    return {
        key: Table(kind, [Row(row["cells"], row["address"], row["source"]) for row in content["tables"].get(key, ())])
        for key, kind in TABLES.items()
    }


def is_whole(snapshot) -> bool:
    """Tell whether a snapshot still says what it said when it was taken."""
    return digest(snapshot.content) == snapshot.sha256


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not the same in two snapshots of a year: an indicator (`slug`) or a table (`key`), and what each says."""

    kind: str
    key: str
    before: str | None
    after: str | None


def differences(before: Mapping, after: Mapping) -> list[Difference]:
    """Return what changed from one content to another, the day on which each was read left aside."""
    found = []
    if before["provisional"] != after["provisional"]:
        found.append(Difference("provisional", "", None, None))
    old, new = ({each["slug"]: each for each in content["indicators"]} for content in (before, after))
    for slug in dict.fromkeys([*old, *new]):
        if lasting(old.get(slug)) != lasting(new.get(slug)):
            found.append(Difference("indicator", slug, value_of(old.get(slug)), value_of(new.get(slug))))
    for key in dict.fromkeys([*before["tables"], *after["tables"]]):
        rows = [content["tables"].get(key, []) for content in (before, after)]
        if rows[0] != rows[1]:
            found.append(Difference("table", key, *(str(len(each)) for each in rows)))
    return found


def lasting(indicator: Mapping | None) -> dict | None:
    """Return an indicator without the day on which the portal was read."""
    if indicator and indicator["standing"] in {"reckoned", "reckoned-imported", "undefined"}:
        return {**indicator, "as_of": None}
    return indicator and dict(indicator)


def value_of(indicator: Mapping | None) -> str | None:
    return indicator and indicator["value"]
