"""Databases to measure or to try on: made from nothing, dropped afterwards."""

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from deventer_intl import database

ROOT = Path(__file__).resolve().parent.parent


class Scratch:
    """Makes and drops databases on a server, and runs the portal's commands on them.

    The server is that of the portal, unless another environment, or another directory of a private server, is given.
    """

    def __init__(self, environ=os.environ, directory=ROOT / ".postgres"):
        self.owner = database.configuration({**environ, "DATABASE_ROLE": "owner"}, directory)
        self.serving = database.configuration({**environ, "DATABASE_ROLE": "serving"}, directory)
        # One for all its processes: a session is signed with it.
        self.secret = secrets.token_hex(32)

    def url(self, settings, name):
        user, password = quote(settings["USER"]), quote(settings.get("PASSWORD", ""))
        query = urlencode({"host": settings["HOST"], "port": settings["PORT"]})
        return f"postgresql://{user}:{password}@/{name}?{query}"

    def environment(self, name, **more):
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "deventer_intl.settings",
            "DATABASE_URL": self.url(self.serving, name),
            "DATABASE_OWNER_URL": self.url(self.owner, name),
            "PRODUCTION": "on",
            "HTTPS": "off",
            "SECRET_KEY": self.secret,
            "LOG_LEVEL": "WARNING",
            **more,
        }

    def run(self, name, *command):
        """Run a command on a database and return what it printed."""
        environment = self.environment(name)
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def execute(self, sql):
        with psycopg.connect(self.url(self.owner, self.owner["NAME"]), autocommit=True) as connection:
            connection.execute(sql)

    def drop(self, name):
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def without_triggers(connection, tables):
    """Fill tables in one transaction of their owner (psycopg) with their triggers off, so that nothing of it is history."""
    switch = "; ".join(f'ALTER TABLE "{table}" {{0}} TRIGGER USER' for table in tables)
    connection.execute(switch.format("DISABLE"))
    yield
    # The checks of foreign keys wait for the end of a transaction.
    connection.commit()
    connection.execute(switch.format("ENABLE"))
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
