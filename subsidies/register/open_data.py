"""The register as open data: CSV, JSON, and the 360Giving data standard 1.4. Each is yielded in parts, never held whole."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import batched, chain

from deventer_intl.spreadsheets import plain

from . import Entry

COLUMNS = [
    "reference", "outcome", "title", "summary", "organisation", "scheme", "year", "countries", "goals", "requested", "granted",
    "settled", "paid", "decided_on", "announced_on", "starts_on", "ends_on", "afterwards", "result", "address",
]  # fmt: skip
# Entries that go out together.
PART = 200

# Ours in the 360Giving standard: to be registered with 360Giving before the first harvest.
PREFIX = "360G-deventerinternationaal"
MUNICIPALITY = {"id": f"{PREFIX}-org:gemeente-deventer", "name": "Gemeente Deventer", "addressCountry": "Nederland"}


def euros(cents: int | None) -> float | None:
    """Return an amount in euros.

    >>> euros(1_200_50), euros(None)
    (1200.5, None)
    """
    return None if cents is None else cents / 100


def row_of(entry: Entry, address: str) -> dict:
    """Return an entry as plain values by column; amounts in euros."""
    return {
        "reference": entry.reference,
        "outcome": entry.outcome,
        "title": entry.title,
        "summary": entry.summary,
        "organisation": entry.organisation,
        "scheme": entry.scheme,
        "year": entry.year,
        "countries": [country.iso2 for country in entry.countries],
        "goals": entry.goals,
        "requested": euros(entry.requested),
        "granted": euros(entry.granted),
        "settled": euros(entry.settled),
        "paid": euros(entry.paid),
        "decided_on": entry.decided_on.isoformat(),
        "announced_on": entry.announced_on.isoformat(),
        "starts_on": entry.starts_on and entry.starts_on.isoformat(),
        "ends_on": entry.ends_on and entry.ends_on.isoformat(),
        "afterwards": entry.afterwards,
        "result": result_of(entry),
        "address": f"{address}{entry.reference}/",
    }


def result_of(entry: Entry) -> dict | None:
    """Return what came of it as far as that was published, None where nothing was."""
    found = entry.result
    return found and {"title": found.title, "text": found.text, "people": found.people}


def cells_of(entry: Entry, address: str) -> list[str]:
    """Return an entry as the cells of a row; of what came of it, the text."""
    row = row_of(entry, address)
    return [plain(value) for value in (row | {"result": entry.result.text if entry.result else ""}).values()]


def as_csv(found: Iterable[Entry], address: str) -> Iterator[str]:
    """Yield a CSV file: UTF-8 with a byte order mark, so that Excel reads it."""
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for part in batched(found, PART):
        text = io.StringIO()
        csv.writer(text).writerows(cells_of(entry, address) for entry in part)
        yield text.getvalue()


def as_json(found: Iterable[Entry], address: str) -> Iterator[str]:
    yield from listed('{"decisions": [', found, lambda entry: row_of(entry, address))


def as_360giving(found: Iterable[Entry], address: str) -> Iterator[str]:
    """Yield a 360Giving package of the grants, or nothing where there are none: the standard knows no empty package."""
    found = iter(found)
    first = next(found, None)
    if first is not None:
        head = '{"version": "1.4", "grants": ['
        yield from listed(head, chain([first], found), lambda entry: grant_of(entry, address))


def listed(head: str, found: Iterable[Entry], shape: Callable[[Entry], dict]) -> Iterator[str]:
    yield head
    comma = ""
    for part in batched(found, PART):
        yield comma + ",\n".join(json.dumps(shape(entry), ensure_ascii=False) for entry in part)
        comma = ",\n"
    yield "]}\n"


def grant_of(entry: Entry, address: str) -> dict:
    """Return a grant in the fields of the 360Giving standard."""
    return {
        "id": f"{PREFIX}-{entry.reference}",
        "title": entry.title,
        "description": entry.summary or entry.title,
        "currency": "EUR",
        "amountAppliedFor": euros(entry.requested),
        "amountAwarded": euros(entry.granted),
        "awardDate": entry.awarded_on.isoformat(),
        "url": f"{address}{entry.reference}/",
        "plannedDates": [
            {"startDate": entry.starts_on.isoformat(), "endDate": (entry.ends_on or entry.starts_on).isoformat()}
        ]
        if entry.starts_on
        else [],
        "recipientOrganization": [recipient_of(entry)],
        "fundingOrganization": [MUNICIPALITY],
        "grantProgramme": [{"code": entry.scheme_code, "title": entry.scheme}],
        # The standard's list has no code for Kosovo.
        "beneficiaryLocation": [
            {"name": country.name, **({"countryCode": country.iso2} if country.iso2 != "XK" else {})}
            for country in entry.countries
        ],
        "dateModified": entry.announced_at.isoformat(timespec="seconds"),
    }


def recipient_of(entry: Entry) -> dict:
    """Return who receives a grant: by its number in the Dutch trade register where it is known."""
    if entry.kvk_number:
        key = f"NL-KVK-{entry.kvk_number}"
    else:
        # Who is not named is told apart by the grant alone.
        key = f"{PREFIX}-org:{entry.organisation_slug or entry.reference}"
    return {"id": key, "name": entry.organisation, "addressCountry": "Nederland"}
