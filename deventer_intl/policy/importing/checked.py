"""A file that was read: what it would add, and what is wrong with it. No database here."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from .cells import Problem


@dataclass
class Checked:
    """What a file would add: records that are not saved yet, each with its row; nothing of it where there are problems."""

    kind: str
    records: list[tuple[int, Model]]
    problems: list[Problem]
    ignored: list[str] = field(default_factory=list)

    @property
    def can_be_done(self) -> bool:
        return bool(self.records) and not self.problems

    @property
    def digest(self) -> str:
        """What would be saved, as one number: only what was shown is carried out."""
        said = [[row, *(str(value) for value in values_of(record))] for row, record in self.records]
        return hashlib.sha256(json.dumps([self.kind, said]).encode()).hexdigest()


def values_of(record: Model) -> Iterable:
    """Return what a record says, but for its key, and when it is saved."""
    left_out = {"id", "imported_with_id", "recorded_at"}
    return (getattr(record, each.attname) for each in record._meta.fields if each.attname not in left_out)


def doubles(records: list[tuple[int, Model]], key) -> dict[int, int]:
    """Return of each row that says the same as one before it that row."""
    rows = defaultdict(list)
    for row, record in records:
        rows[key(record)].append(row)
    return {later: each[0] for each in rows.values() for later in each[1:]}
