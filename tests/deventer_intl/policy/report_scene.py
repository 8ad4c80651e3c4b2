"""Snapshots with fictitious years: what was imported, what the portal reckoned, what is not known, a provisional year."""

from deventer_intl.policy import snapshot_content
from tests.policy_factories import PolicySnapshotFactory


def indicator(slug, value, *, chapter=1, standing="imported", unit="number", side="outcome", **values):
    return {
        "slug": slug,
        "chapter": chapter,
        "name": {"nl": slug.capitalize(), "en": "", "de": ""},
        "side": side,
        "unit": unit,
        "direction": "up",
        "target": None,
        "target_most": None,
        "value": value,
        "standing": standing,
        "source": "Jaarrekening (fictief)" if standing == "imported" else "",
        "as_of": "2024-01-31" if value else None,
        "records": [],
        **values,
    }


def row(*cells, address="", source=""):
    return {"cells": list(cells), "address": address, "source": source}


def record(title, address="", source="", value=None):
    return {"title": title, "address": address, "day": None, "value": value, "source": source}


def content(year, *, indicators=(), provisional=False, **tables):
    return {
        "form": snapshot_content.FORM,
        "plan": "2021-2026",
        "year": year,
        "provisional": provisional,
        "taken_on": f"{year + 1}-01-08",
        "indicators": list(indicators),
        "tables": {name.replace("_", "-"): rows for name, rows in tables.items()},
    }


SOURCE = "Jaarrekening 2022 (fictief), bladzijde 81"
OEGANDA = {"nl": "Oeganda", "en": "Uganda", "de": "Uganda"}


def year_2022():
    return content(
        2022,
        indicators=[
            indicator("bedrijven-mee", "11.00", target="25.00"),
            indicator("subsidie", "1250.50", unit="euro", side="effort", source=SOURCE),
            indicator("prijs", None, chapter=2, standing="unknown", unit="yes-no", side="effort"),
        ],
        schemes=[row("Internationale samenwerking", "43000.00", 1, "1250.50", None, None, source=SOURCE)],
        grants=[
            row(
                None, "Stichting Voorbeeld", "Een school", "Internationale samenwerking", "1250.50", None, source=SOURCE
            )
        ],
        grants_by_goal=[row({"nl": "4. Kwaliteitsonderwijs", "en": "", "de": ""}, 1, "1250.50", source=SOURCE)],
        grants_by_country=[row(OEGANDA, 1, "1250.50", source=SOURCE)],
        events=[row(None, "Avond over Oeganda", "Stichting Voorbeeld", source=SOURCE)],
        gaps=[row("2. Synergie", "Prijs", "Er is niets ingevuld of ingevoerd.")],
    )


def year_2025():
    behind = [record(f"Zaak {number}", f"/subsidies/register/IS-2025-{number:04}/") for number in range(1, 8)]
    return content(
        2025,
        indicators=[
            indicator("bedrijven-mee", "22.00", standing="reckoned", target="25.00"),
            indicator("subsidie", "2000.75", standing="reckoned", unit="euro", side="effort", records=behind),
            indicator("prijs", "1.00", chapter=2, standing="reckoned", unit="yes-no", side="effort"),
            indicator("multiplier", None, chapter=2, standing="undefined", unit="ratio"),
        ],
        schemes=[
            row("Internationale samenwerking", "43000.00", 7, "2000.75", "1500.25", "1800.00"),
            row("Publieksevenementen", "5400.00", 0, "0.00", "0.00", "0.00"),
        ],
        grants=[
            row("IS-2025-0001", "Stichting Voorbeeld", "Water", "Internationale samenwerking", "2000.75", "1500.25",
                address="/subsidies/register/IS-2025-0001/")
        ],
        grants_by_goal=[row({"nl": "6. Schoon water en sanitair", "en": "", "de": ""}, 7, "2000.75")],
        grants_by_country=[row(OEGANDA, 7, "2000.75", address="/landen/ug/")],
        organisations_by_sector=[row({"nl": "Maatschappelijk", "en": "Civil society", "de": ""}, 40, 16)],
        events=[row("2025-03-04", "Thematische bijeenkomst", "Kerngroep", address="/agenda/thema/")],
        missions=[row("2025-05-01", "Missie naar Riga", {"nl": "Letland", "en": "Latvia", "de": ""}, 4)],
        results=[row("IS-2025-0001", "Vijf scholen hebben water.", 1200, "4001.50", address="/subsidies/register/IS-2025-0001/")],
    )  # fmt: skip


def kept(plan, content, *, number=1, **values):
    return PolicySnapshotFactory(
        plan=plan,
        year=content["year"],
        number=number,
        is_provisional=content["provisional"],
        content=content,
        sha256=snapshot_content.digest(content),
        **values,
    )
