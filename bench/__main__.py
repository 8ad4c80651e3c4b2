"""Measure the portal under the settings of `make serve`, against a bare Django view in the same run; write `bench.md`.

For each size a scratch database is filled, and the portal and the bare views are served from it. Then every load is
measured in turn, on an idle machine, over three rounds; a ratio is taken within a round, and the median of three holds.
"""

import argparse
import json
import secrets
import tempfile
from itertools import count
from pathlib import Path

import psycopg

from .load import load, wait_until_idle
from .loads import (
    ANNUAL,
    ANSWERS,
    CHANGED,
    CLIENTS,
    CONNECTIONS,
    LONG,
    PAGES,
    REGISTERING,
    SIZES,
    STEP,
    STOCK,
    SUBMITS,
    WARM,
    office_of,
    personal,
)
from .report import report
from .scratch import ROOT, Scratch
from .seed import fill
from .server import Server


def make_empty(scratch):
    """Make a database with the real data alone, of which the others are copies, and return its name."""
    name = "bench_empty"
    scratch.drop(name)
    scratch.execute(f'CREATE DATABASE "{name}"')
    scratch.run(name, "manage.py", "migrate", "--verbosity", "0")
    scratch.run(name, "manage.py", "load_data")
    scratch.run(name, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    return name


def make_filled(scratch, empty, size):
    """Make a database with that many organisations and return its name."""
    name = f"bench_{size}"
    scratch.drop(name)
    scratch.execute(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')
    with psycopg.connect(scratch.url(scratch.owner, name)) as connection:
        fill(connection, size)
    return name


def cold(path):
    """Return addresses that no cache has seen: the same page, each time asked as another, however often it is measured."""
    run, asked = secrets.token_hex(4), count()
    return lambda _number: f"{path}{'&' if '?' in path else '?'}_={run}{next(asked)}"


def after_a_change(connection, path):
    """Return an address of the staff of which nothing that is kept is true any more: each time something changed."""

    def address(_number):
        connection.execute("UPDATE deventer_intl_contentstamp SET office = office + 1")
        return path

    return address


def measure_export(scratch, names):
    """Return what streaming the whole register takes, of the largest of the databases."""
    printed = scratch.run(names[max(names)], "-m", "bench.export")
    return json.loads(printed.splitlines()[-1])


def measure_submits(scratch, names):
    """Return what sending in costs with many clients at one ceiling, in the first of the databases."""
    wait_until_idle()
    printed = scratch.run(next(iter(names.values())), "-m", "bench.submits", str(CLIENTS), str(SUBMITS))
    return json.loads(printed.splitlines()[-1])


def measure_registering(scratch, names):
    """Return what registering costs with many clients for half as many places, in the first of the databases."""
    wait_until_idle()
    printed = scratch.run(next(iter(names.values())), "-m", "bench.registering", str(CLIENTS), str(REGISTERING))
    return json.loads(printed.splitlines()[-1])


def measure_matching(scratch, names):
    """Return how days of matching are planned; no database is asked."""
    wait_until_idle()
    return json.loads(scratch.run(next(iter(names.values())), "-m", "bench.matching"))


def is_asked(name, only):
    """Whether a load is measured: one of those asked for, or what these are compared with."""
    return not only or name in ("(a)", "(b)", STOCK) or any(part in name for part in only)


def measure(portals, bares, databases, cookies, steps, rounds, seconds, only):
    """Return by (load, size, connections) what was measured in each round."""
    results = {}
    for number in range(rounds):
        for size, portal in portals.items():
            loads = [("(a)", bares[size].port, lambda _n: "/a/", ""), ("(b)", bares[size].port, lambda _n: "/b/", "")]
            loads += [(f"{name}, cold", portal.port, cold(path), "") for name, path in PAGES.items()]
            loads += [(name, portal.port, lambda _n, path=PAGES[name[:-6]]: path, "") for name in WARM]
            loads += [
                (name, portal.port, cold(path), cookies[name, size]) for name, path in personal(size, steps).items()
            ]
            loads += [
                (
                    name,
                    portal.port,
                    after_a_change(databases[size], path) if name in CHANGED else lambda _n, path=path: path,
                    cookies["office", size],
                )
                for name, path in office_of(size).items()
            ]
            loads = [each for each in loads if is_asked(each[0], only)]
            for connections in CONNECTIONS:
                for name, port, path, cookie in loads:
                    if name == LONG and connections > 1:
                        continue
                    # Both workers have their templates and names, then quiet, then the load.
                    few = {"fewest": ANSWERS} if name == LONG else {}
                    load(port, path, connections=4, seconds=0.3, cookie=cookie, **few)
                    wait_until_idle()
                    measured = load(port, path, connections=connections, seconds=seconds, cookie=cookie, **few)
                    results.setdefault((name, size, connections), []).append(measured)
                    print(
                        f"round {number + 1} {size:>7} {connections:>3}  {name:<16} {measured.rate:7.0f}/s  p95 {measured.p95:7.1f} ms",
                        flush=True,
                    )
    return results


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--only", nargs="+", default=[], help="parts of the names of the loads to measure")
    options = parser.parse_args()

    scratch = Scratch()
    names, costs, memory = {}, {}, {}
    portals, bares, databases, cookies, steps = {}, {}, {}, {}, {}
    empty = make_empty(scratch)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for size in options.sizes:
                print(f"filling a database with {size:,} organisations", flush=True)
                names[size] = make_filled(scratch, empty, size)
                databases[size] = psycopg.connect(scratch.url(scratch.owner, names[size]), autocommit=True)
                cookies["office", size] = scratch.run(names[size], "-m", "bench.cases", str(size)).strip()
                scratch.run(names[size], "-m", "bench.policy", str(size))
                cookie, steps[size] = [*scratch.run(names[size], "-m", "bench.member").splitlines(), ""][:2]
                cookies |= {("sign-in", size): "", ("my page", size): cookie, (STEP, size): cookie}
                if not steps[size]:
                    print(f"{STEP}: skipped, the portal has no such page yet", flush=True)
                inspected = [
                    cookies["office", size],
                    *PAGES.values(),
                    "/",
                    *(ANNUAL.values() if office_of(size) else ()),
                ]
                costs[size] = json.loads(scratch.run(names[size], "-m", "bench.inspect_pages", *inspected))
                environment = scratch.environment(names[size], DJANGO_SETTINGS_MODULE="bench.stock_settings")
                portals[size] = Server("deventer_intl.wsgi", "/organisaties/", environment).__enter__()
                page = Path(folder) / f"{size}.html"
                page.write_bytes(portals[size].page)
                environment = scratch.environment(
                    names[size], DJANGO_SETTINGS_MODULE="bench.bare_settings", BENCH_PAGE=str(page)
                )
                bares[size] = Server("bench.bare", "/a/", environment).__enter__()
            results = measure(portals, bares, databases, cookies, steps, options.rounds, options.seconds, options.only)
            export = measure_export(scratch, names)
            submits = measure_submits(scratch, names)
            registering = measure_registering(scratch, names)
            matching = measure_matching(scratch, names)
            memory = {size: portal.worker_memory() for size, portal in portals.items()}
    finally:
        for server in [*portals.values(), *bares.values()]:
            server.__exit__()
        for name in [*names.values(), empty]:
            scratch.drop(name)
    text = report(results, costs, memory, submits, registering, matching, export)
    (ROOT / "bench.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
