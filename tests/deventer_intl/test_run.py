"""From clone to page: `make run` and `make serve` as people start and stop them."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest
from django.core.management import call_command
from django.db import connection

from bench.registering import an_event
from bench.scratch import Scratch
from bench.seed import fill
from organisations.models import DirectoryEntry, Organisation

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*command, **environment):
    """Run a command that must refuse; return its last words."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PRODUCTION", "DEBUG", "SECRET_KEY"}}
    done = subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    return done.stderr


def manage(*arguments, **environment):
    return run(sys.executable, "manage.py", *arguments, **environment)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_an_old_python_is_named(tmp_path):
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    python.chmod(0o755)
    said = run("make", "run", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")
    assert "Python 3.12 or newer is needed" in said
    assert "Python 3.9.2" in said


def test_a_taken_port_is_named():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = manage("run", PORT=str(port))
    assert (
        said.strip()
        == f"CommandError: Port {port} cannot be used (Address already in use); try: make run PORT={port + 1}"
    )


@pytest.mark.parametrize("port", ["0", "70000", "acht", "-1"])
def test_a_port_that_is_none_is_named(port):
    assert manage("run", PORT=port).strip() == f"CommandError: PORT must be a number between 1 and 65535, not '{port}'"


def test_a_database_that_cannot_be_reached_is_named(port):
    said = manage("run", PORT=port, DATABASE_URL="postgresql://iemand:geheim@127.0.0.1:1/niets")
    assert said.startswith("CommandError: The database cannot be reached: ")
    assert said.count("\n") == 1
    assert "geheim" not in said


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL must look like postgresql://"),
        ({"DATABASE_URL": "postgresql://localhost:acht/x"}, "The port in DATABASE_URL is not a number"),
        ({"FRESH_MONTHS": "zes"}, "FRESH_MONTHS must be a whole number"),
        ({"FRESH_MONTHS": "0"}, "FRESH_MONTHS must be at least 1"),
        ({"UNPUBLISH_MONTHS": "6"}, "less than UNPUBLISH_MONTHS"),
        ({"UNPUBLISH_MONTHS": "121"}, "at most 120"),
        ({"DEBUG": "misschien"}, "DEBUG must be on or off"),
        ({"PRODUCTION": "on"}, "SECRET_KEY must be set"),
        (
            {"PRODUCTION": "on", "SECRET_KEY": "only-for-development-and-refused-in-production"},
            "SECRET_KEY must be set",
        ),
        ({"PRODUCTION": "on", "SECRET_KEY": "kort"}, "SECRET_KEY must be set"),
        ({"PRODUCTION": "on", "SECRET_KEY": "x" * 40, "DEBUG": "on"}, "DEBUG must be off"),
    ],
)
def test_settings_that_cannot_be_are_named_in_one_sentence(environment, words, port):
    said = manage("run", PORT=port, **environment)
    assert words in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("production", [False, True], ids=["run", "serve"])
def test_the_portal_is_served_and_ctrl_c_leaves_nothing_running(port, production, tmp_path, django_db_setup):
    scratch = Scratch()
    name = f"start_{port}"
    # Once from nothing; migrating takes most of the time.
    template = "template1" if not production else connection.settings_dict["TEST"]["TEMPLATE"]
    scratch.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    environment = scratch.environment(name, PORT=port, DEBUG="", PRODUCTION="on" if production else "")
    said = tmp_path / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment, start_new_session=True, stderr=file
        )
    try:
        page = wait_for(f"http://localhost:{port}/organisaties/", process, said)
        assert "<b>52</b> organisaties" in page
        assert wait_for(f"http://127.0.0.1:{port}/healthz", process, said) == '{"ok": true, "problems": []}'
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) >= 2
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) == 0
        _gone, alive = psutil.wait_procs(started, timeout=5)
        assert alive == []
        with pytest.raises(URLError):
            read(f"http://127.0.0.1:{port}/")
        assert "Traceback" not in said.read_text()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
        scratch.drop(name)


def read(address):
    with urlopen(address, timeout=10) as response:
        return response.read().decode()


def wait_for(address, process, said):
    until = time.monotonic() + 240
    while time.monotonic() < until:
        assert process.poll() is None, said.read_text()
        try:
            return read(address)
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"{address} did not open")


def test_the_bare_views_of_the_bench_start():
    """They leave out most of the portal, so what it comes to need can break them."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
    command = [sys.executable, "-c", "import django; django.setup(); import bench.bare"]
    assert subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_the_bench_still_knows_how_to_fill_a_database():
    """It writes in SQL of its own, which a new column can break."""
    call_command("load_data", verbosity=0)
    connection.ensure_connection()
    fill(connection.connection, 30)
    assert Organisation.objects.public().count() == DirectoryEntry.objects.count() == 30
    # As the bench goes on: with an event of its own.
    assert an_event(10).registration_terms.capacity == 10
