"""Kill the web process (SIGKILL) at random moments while applications are sent in, and count what is left afterwards.

A real gunicorn, started as `make serve` does, is killed with its workers and started anew; clients on threads send drafts
in over HTTP, and again until they have an answer. What they ask is `send/<pk>` (`bench.crash_urls`): the action in its
transaction, without the page of the form before it. To drive the page itself, change `ask`.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.request import Request, urlopen

import psycopg

from deventer_intl.management.commands.run import GUNICORN

from .applications import REQUESTED
from .scratch import ROOT, Scratch

# Long enough for the slowest start of a server; a client that waits longer says so.
PATIENCE = 120


def ask(port: int, pk: int) -> str:
    """Send in one draft and return the reference that was acknowledged; raises `OSError` or `HTTPException` otherwise."""
    with urlopen(Request(f"http://127.0.0.1:{port}/send/{pk}", method="POST"), timeout=10) as answer:
        return answer.read().decode()


def free_port() -> int:
    """Return a free port below those that the system gives to clients.

    One that tries again and again while nobody listens would else be given this very port, connect to itself and keep it.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


class Web:
    """A web process that can be killed with everything in it, and started on the same port."""

    def __init__(self, environment):
        self.port = free_port()
        self.environment, self.kills = environment, 0
        self.start()

    def start(self):
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            *GUNICORN,
            "--bind",
            f"127.0.0.1:{self.port}",
            "deventer_intl.wsgi",
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL
        )

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@dataclass
class Result:
    acknowledged: dict[int, str] = field(default_factory=dict)
    kills: int = 0
    broken_off: int = 0
    problems: list[str] = field(default_factory=list)


def send_all(web, drafts, result, clients):
    """Let clients send in all drafts, each again until it is acknowledged."""

    def client(pk):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                result.acknowledged[pk] = ask(web.port, pk)
                return
            except (OSError, HTTPException):
                # Killed, or not there yet: nobody knows whether it was taken.
                result.broken_off += 1
                time.sleep(0.05)

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, drafts))


def kill_at_random(web, chance, result, done, mean, most):
    """Kill the web process a random moment after it has answered again, until all is done or it was killed often enough."""
    seen = 0
    while not done.is_set() and (most is None or result.kills < most):
        if len(result.acknowledged) > seen:
            if done.wait(chance.uniform(0, 2 * mean)):
                return
            seen = len(result.acknowledged)
            web.kill()
            result.kills += 1
            web.start()
        done.wait(0.005)


def count(url, drafts, result):
    """Compare what was acknowledged with what the database holds."""

    def check(is_right, problem):
        if not is_right:
            result.problems.append(problem)

    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT a.id, s.code || '-' || c.year || '-' || lpad(a.number::text, 4, '0'), a.number "
            "FROM subsidies_application a JOIN subsidies_ceiling c ON c.id = a.ceiling_id "
            "JOIN subsidies_scheme s ON s.id = c.scheme_id WHERE a.state = 'submitted'"
        ).fetchall()
        ledger = connection.execute(
            "SELECT application_id, count(*), sum(amount) FROM subsidies_ledgerentry "
            "WHERE source = 'free' AND target = 'possible' GROUP BY 1"
        ).fetchall()
        others = connection.execute("SELECT count(*) FROM subsidies_ledgerentry WHERE source <> 'free'").fetchone()[0]
        receipts = connection.execute(
            "SELECT (args->>'application_id')::bigint FROM procrastinate_jobs WHERE task_name LIKE '%.make_receipt'"
        ).fetchall()
    check(set(result.acknowledged) == set(drafts), "not everything was acknowledged")
    check(
        {pk: reference for pk, reference, _ in rows} == result.acknowledged,
        "what is there is not what was acknowledged",
    )
    check(sorted(number for _, _, number in rows) == list(range(1, len(drafts) + 1)), "numbers miss or are double")
    check(sorted(ledger) == [(pk, 1, REQUESTED) for pk in sorted(drafts)] and not others, "the ledger is off")
    # One job each; that it mails one receipt however often it runs is held by tests/subsidies/test_receipt.py.
    check(sorted(pk for (pk,) in receipts) == sorted(drafts), "a receipt misses or is double")


def run(submits: int, *, clients: int = 8, seed: int = 5, mean: float = 0.2, most: int | None = None) -> Result:
    """Send in that many drafts while the web process is killed, on average `mean` seconds after it answers again.

    It is killed at most `most` times: each time costs the start of a server.
    """
    scratch = Scratch()
    name = f"crash_{os.getpid()}"
    scratch.drop(name)
    scratch.execute(f'CREATE DATABASE "{name}"')
    result, done, web = Result(), threading.Event(), None
    try:
        scratch.run(name, "manage.py", "migrate", "--verbosity", "0")
        scratch.run(name, "manage.py", "load_data")
        drafts = [int(pk) for pk in scratch.run(name, "-m", "bench.applications", str(submits)).split()]
        web = Web(scratch.environment(name, DJANGO_SETTINGS_MODULE="bench.crash_settings"))
        killer = threading.Thread(target=kill_at_random, args=(web, random.Random(seed), result, done, mean, most))
        killer.start()
        try:
            send_all(web, drafts, result, clients)
        finally:
            done.set()
            killer.join()
        count(scratch.url(scratch.owner, name), drafts, result)
    finally:
        if web:
            web.kill()
        scratch.drop(name)
    return result


def main():
    parser = argparse.ArgumentParser(prog="make crash", description=__doc__.splitlines()[0])
    parser.add_argument("--submits", type=int, default=200)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    result = run(options.submits, clients=options.clients, seed=options.seed)
    print(
        f"{len(result.acknowledged)} acknowledged, {result.kills} kills, {result.broken_off} requests broken off or refused"
    )
    print("\n".join(result.problems) or "each exists once, numbered in a row, with one receipt; the ledger adds up")
    sys.exit(bool(result.problems))


if __name__ == "__main__":
    main()
