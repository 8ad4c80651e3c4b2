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
