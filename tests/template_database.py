"""One migrated database, of which each test process gets a copy: made once, and again when a migration changes."""

import fcntl
import inspect
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

LOCK = Path(__file__).parent.parent / ".pytest_cache" / "template.lock"
PREFIX = "template_of_tests_"


def digest_of_migrations() -> str:
    """Return what is another text as soon as any migration is another one."""
    found = MigrationLoader(None).disk_migrations
    digest = sha256()
    for key in sorted(found):
        digest.update(repr(key).encode() + Path(inspect.getfile(type(found[key]))).read_bytes())
    return digest.hexdigest()[:16]


def template_database() -> str:
    """Return the name of the database to copy, after making it where it is not there; one process does that."""
    name = PREFIX + digest_of_migrations()
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            there = {found for [found] in cursor}
            for old in there - {name}:
                cursor.execute(f'DROP DATABASE "{old}"')
        if name not in there:
            make(name)
    return name


def make_serving_role():
    """Make the role that serves, on a server where nobody did: a migration gives it its rights."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {settings.SERVING_ROLE} LOGIN")


def make(name):
    """Migrate a database and call it so when it is whole: one that was broken off is never copied."""
    make_serving_role()
    own, unfinished = connection.settings_dict["NAME"], PREFIX + "unfinished"
    names = connection.settings_dict["TEST"]
    wanted, names["NAME"] = names["NAME"], unfinished
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        names["NAME"] = wanted
        connection.close()
        connection.settings_dict["NAME"] = own
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
