"""What is compared of a database and its copy: rows, money, triggers, letters, and what the serving role may not do."""

from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

import psycopg
from psycopg import sql

LEDGER = """
SELECT scheme.code || ' ' || ceiling.year, moved.account, sum(moved.cents)::bigint
FROM (SELECT ceiling_id, target AS account, amount AS cents FROM subsidies_ledgerentry
      UNION ALL SELECT ceiling_id, source, -amount FROM subsidies_ledgerentry) moved
JOIN subsidies_ceiling ceiling ON ceiling.id = moved.ceiling_id JOIN subsidies_scheme scheme ON scheme.id = ceiling.scheme_id
GROUP BY 1, 2
"""
# 'O': it fires for everybody; a trigger that was switched off is not there.
TRIGGERS = """
SELECT relation.relname, string_agg(tgname, ' ' ORDER BY tgname) FROM pg_trigger
JOIN pg_class relation ON relation.oid = tgrelid JOIN pg_namespace space ON space.oid = relnamespace
WHERE NOT tgisinternal AND tgenabled = 'O' AND nspname = 'public' GROUP BY 1
"""
FILES = {
    "letters": "SELECT file, sha256 FROM subsidies_document WHERE sha256 <> ''",
    "attachments": "SELECT file, sha256 FROM subsidies_attachment WHERE file <> '' AND sha256 <> ''",
}
# Tables of pictures, whichever app they are of; their history may name files that went.
PICTURES = """
SELECT table_name FROM information_schema.columns
WHERE table_schema = 'public' GROUP BY 1 HAVING array_agg(column_name::text) @> '{digest,width,height}'
AND NOT array_agg(column_name::text) @> '{pgh_id}'
"""


# The index of the search and its notes: brought up to date after each migration, and by each search.
MADE_ANEW = {"deventer_intl_searchentry", "deventer_intl_searchchange"}


@dataclass(frozen=True)
class Line:
    """Something that was compared: as it is in the portal, and as it was restored."""

    what: str
    there: object
    restored: object

    @property
    def is_same(self) -> bool:
        return self.there == self.restored


@dataclass(frozen=True)
class Facts:
    rows: dict[str, int]
    # In cents, by (ceiling, account).
    ledger: dict[tuple[str, str], int]
    # The names of those that fire, by table.
    triggers: dict[str, str]


def facts_of(connection: psycopg.Connection) -> Facts:
    """Read what is compared, all of one moment if the transaction of the connection sees one."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    tables = [(table,) for (table,) in tables if table not in MADE_ANEW]
    rows = {table: connection.execute(count.format(sql.Identifier(table))).fetchone()[0] for (table,) in tables}
    ledger = {(ceiling, account): cents for ceiling, account, cents in connection.execute(LEDGER)}
    return Facts(rows, ledger, dict(connection.execute(TRIGGERS).fetchall()))


def compare(there: Facts, restored: Facts) -> list[Line]:
    """Return a line for each account of the ledger; of tables and triggers a line for all, and one for each that differs."""
    lines = [
        Line(f"ledger, {ceiling}, {account}", there.ledger.get(key, 0), restored.ledger.get(key, 0))
        for key in sorted(there.ledger.keys() | restored.ledger.keys())
        for ceiling, account in [key]
    ]
    lines.append(Line("tables", len(there.rows), len(restored.rows)))
    lines.append(Line("rows of all tables", sum(there.rows.values()), sum(restored.rows.values())))
    lines += differing("rows of", there.rows, restored.rows)
    numbers = [sum(len(names.split()) for names in facts.triggers.values()) for facts in (there, restored)]
    lines.append(Line("triggers", *numbers))
    return lines + differing("triggers of", there.triggers, restored.triggers)


def differing(what: str, there: dict, restored: dict) -> list[Line]:
    lines = [Line(f"{what} {name}", there.get(name), restored.get(name)) for name in sorted(there | restored)]
    return [line for line in lines if not line.is_same]


def files_of(connection: psycopg.Connection, folder: Path) -> list[Line]:
    """Compare the SHA-256 of each file, as the restored database has it, with the file as it was copied."""
    lines = []
    for what, query in FILES.items():
        known = connection.execute(query).fetchall()
        wrong = [(name, digest, found) for name, digest in known if (found := digest_of(folder / name)) != digest]
        lines.append(Line(f"{what} with the right SHA-256", len(known), len(known) - len(wrong)))
        lines += [Line(f"file {name}", digest[:12], found[:12]) for name, digest, found in wrong]
    return lines


def pictures_of(connection: psycopg.Connection, folder: Path) -> list[Line]:
    """Compare the name of each picture's largest file with its content: it is called after it (`picture_files.py`)."""
    tables = [table for (table,) in connection.execute(PICTURES)]
    query = sql.SQL(" UNION ").join(
        sql.SQL("SELECT digest, width FROM {} WHERE digest <> ''").format(sql.Identifier(table)) for table in tables
    )
    known = connection.execute(query).fetchall()
    found = {digest: blake2b_of(folder / f"{digest}-{width}.webp") for digest, width in known}
    wrong = {digest: content for digest, content in found.items() if content != digest}
    lines = [Line("pictures with the right content", len(found), len(found) - len(wrong))]
    return lines + [Line(f"picture {digest}", digest[:12], content[:12]) for digest, content in wrong.items()]


def blake2b_of(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else "missing"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "missing" where there is none."""
    if not path.is_file():
        return "missing"
    with path.open("rb") as file:
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def refusals(serving: psycopg.Connection, owner: psycopg.Connection) -> list[Line]:
    """Try what nobody may do with the ledger; nothing of it stays."""
    change = "UPDATE subsidies_ledgerentry SET amount = amount + 1"
    remove = "DELETE FROM subsidies_ledgerentry"
    lines = [
        Line(f"serving role: {statement.split(maxsplit=1)[0]} of the ledger", "refused", outcome_of(serving, statement))
        for statement in (change, remove, "TRUNCATE subsidies_ledgerentry")
    ]
    # A trigger of rows says nothing where there are none.
    if owner.execute("SELECT EXISTS (SELECT 1 FROM subsidies_ledgerentry)").fetchone()[0]:
        lines.append(Line("trigger of the ledger, also for the owner", "refused", outcome_of(owner, change)))
    return lines


def outcome_of(connection: psycopg.Connection, statement: str) -> str:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException):
        return "refused"
    return "DONE"
