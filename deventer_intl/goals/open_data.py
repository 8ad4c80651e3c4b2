"""Who says to work on which goal, as open data: every public claim, in CSV and in JSON-LD. Yielded in parts, never held whole.

In JSON-LD a claim is a schema.org `Claim` about a goal and its targets, which are named by the addresses the United Nations
gave them; its `mainEntity` is the record, and its `review` who confirmed it, and when.
"""

import csv
import io
import json
from collections.abc import Iterator
from itertools import batched, chain

from django.conf import settings

from deventer_intl.spreadsheets import plain
from globalgoals.models import Goal, Target

from .kind import Kind, Line
from .kinds import KINDS

COLUMNS = [
    "goal", "goal_uri", "kind", "name", "by", "address", "rank", "motivation", "targets", "confirmed_on", "confirmed_by",
]  # fmt: skip
PART = 200
GOALS_OF_THE_UN = "http://metadata.un.org/sdg"


def lines() -> Iterator[tuple[Kind, Line]]:
    """Yield every public claim with its kind: one query for each kind."""
    for kind in KINDS:
        for line in kind.lines(streamed=True):
            yield kind, line


def as_csv() -> Iterator[str]:
    """Yield a CSV file: UTF-8 with a byte order mark, so that Excel reads it."""
    uris = dict(Goal.objects.values_list("number", "uri"))
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for part in batched(lines(), PART):
        text = io.StringIO()
        csv.writer(text).writerows(cells_of(kind, line, uris) for kind, line in part)
        yield text.getvalue()


def cells_of(kind: Kind, line: Line, uris: dict[int, str]) -> list[str]:
    cells = [
        line.goal, uris[line.goal], kind.name, line.name, line.by, settings.PORTAL_URL + line.address, line.rank,
        line.motivation, line.targets, line.confirmed_on, line.confirmed_by,
    ]  # fmt: skip
    return [plain(cell) for cell in cells]


def as_json_ld() -> Iterator[str]:
    """Yield a JSON-LD document: the goals and targets first, then every claim."""
    goals = list(Goal.objects.order_by("number"))
    targets = list(Target.objects.select_related("goal"))
    uris = {goal.number: goal.uri for goal in goals} | {target.code: target.uri for target in targets}
    terms = chain(map(goal_of, goals), map(target_of, targets))
    claims = (claim_of(kind, line, uris) for kind, line in lines())
    yield '{"@context": "https://schema.org", "@graph": ['
    comma = ""
    for part in batched(chain(terms, claims), PART):
        yield comma + ",\n".join(json.dumps(node, ensure_ascii=False) for node in part)
        comma = ",\n"
    yield "]}\n"


def goal_of(goal: Goal) -> dict:
    names = [(code, getattr(goal, f"name_{code}")) for code in ("nl", "en", "de")]
    return {
        "@id": goal.uri,
        "@type": "DefinedTerm",
        "termCode": str(goal.number),
        "name": [{"@language": code, "@value": name} for code, name in names if name],
        "inDefinedTermSet": GOALS_OF_THE_UN,
    }


def target_of(target: Target) -> dict:
    """Return a target; the Dutch label is ours, the English text official."""
    label = {"alternateName": {"@language": "nl", "@value": target.label_nl}} if target.label_nl else {}
    return {
        "@id": target.uri,
        "@type": "DefinedTerm",
        "termCode": target.code,
        "name": {"@language": "en", "@value": target.title_en},
        **label,
        "inDefinedTermSet": target.goal.uri,
    }


def claim_of(kind: Kind, line: Line, uris: dict) -> dict:
    motivation = line.motivation
    return {
        "@type": "Claim",
        "about": [{"@id": uris[line.goal]}, *({"@id": uris[code]} for code in line.targets)],
        "mainEntity": record_of(kind, line),
        "position": line.rank,
        "creativeWorkStatus": "confirmed" if line.is_confirmed else "not yet confirmed",
        **({"text": {"@language": motivation.lang, "@value": str(motivation)}} if motivation else {}),
        **({"review": review_of(line)} if line.is_confirmed else {}),
    }


def record_of(kind: Kind, line: Line) -> dict:
    """Return what is claimed of; the amount of a grant in euros."""
    record = {"@type": kind.schema, "name": str(line.name), "url": settings.PORTAL_URL + line.address}
    if line.by:
        record[kind.role] = {"@type": "Organization", "name": line.by}
    if line.amount is not None:
        record["amount"] = {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": f"{line.amount // 100}.{line.amount % 100:02}",
        }
    return record


def review_of(line: Line) -> dict:
    """Return who confirmed it, where that is public, and when."""
    author = {"author": {"@type": "Organization", "name": line.confirmed_by}} if line.confirmed_by else {}
    return {"@type": "Review", "datePublished": line.confirmed_on.isoformat(), **author}
