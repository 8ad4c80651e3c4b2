"""Measure the portal under the settings of `make serve`, against a bare Django view in the same run; write `bench.md`.

For each size a scratch database is filled, and the portal and the bare views are served from it. Then every load is
measured in turn, on an idle machine, over three rounds; a ratio is taken within a round, and the median of three holds.
"""

import argparse
import json
import secrets
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

import psycopg

from .cases import MOST_WAITING
from .load import Measured, load, wait_until_idle
from .matching import MOST_SECONDS
from .scratch import ROOT, Scratch
from .seed import fill
from .server import Server

SIZES = [50, 5_000, 100_000]
CONNECTIONS = [1, 16]
PAGES = {
    "directory": "/organisaties/",
    "filter": "/organisaties/?land=ug",
    "search": "/organisaties/?q=water",
    "profile": "/organisaties/organisatie-17/",
    "register": "/subsidies/register/",
    "agenda": "/agenda/",
    "month": f"/agenda/maand/{date.today():%Y-%m}/",
    "calendar file": "/agenda.ics",
    "event": "/agenda/bijeenkomst-17/",
}
# Nothing of these is kept: the sign-in carries a form token, the page of a member is for one person.
PERSONAL = {"sign-in": "/account/login/", "my page": "/mijn/"}
# Of the staff, where as many cases wait as there are organisations: beside Django's own list of the same cases.
OFFICE = {"start page": "/beheer/", "case list": "/beheer/subsidies/application/"}
# Of the staff too, and like no page of Django: measured, its queries counted, and compared with nothing.
ANNUAL = {"annual accounts": f"/beheer/subsidies/ledgerentry/jaar/{date.today().year}/"}
STOCK, STOCK_PAGE = "stock list", "/stock/subsidies/application/"
# A step of the form of an application, of somebody who may write in it; its address is asked of the portal.
STEP = "application step"
CLIENTS, SUBMITS, REGISTERING = 64, 640, 640
COLD, WARM = [f"{name}, cold" for name in PAGES], ["directory, warm", "profile, warm"]
# What was asked: (load, size, figure, limit). A warm page is compared by answers per second, a cold one by its p95.
LIMITS = [
    *((f"{name}, cold", 50, 1.5) for name in ("directory", "filter", "search", "profile")),
    *((f"{name}, cold", 5_000, 3.0) for name in ("directory", "filter", "search")),
    *(("profile, cold", size, 1.5) for size in SIZES[1:]),
    *((name, size, 4.0) for name in WARM for size in SIZES),
    *((name, size, 1.0) for name in OFFICE for size in SIZES if size <= MOST_WAITING),
]
# What streaming the register of the largest database may add to the memory of a process, in MB.
MOST_GROWTH = 150


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
    """Return addresses that no cache has seen: the same page, each time asked as another."""
    run = secrets.token_hex(4)
    return lambda number: f"{path}{'&' if '?' in path else '?'}_={run}{number}"


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


def office_of(size):
    """Return the pages of the staff, and what they are measured against, where the back-office is measured."""
    return {STOCK: STOCK_PAGE, **OFFICE, **ANNUAL} if size <= MOST_WAITING else {}


def measure(portals, bares, cookies, steps, rounds, seconds):
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
                (name, portal.port, lambda _n, path=path: path, cookies["office", size])
                for name, path in office_of(size).items()
            ]
            for connections in CONNECTIONS:
                for name, port, path, cookie in loads:
                    # Both workers have their templates and names, then quiet, then the load.
                    load(port, path, connections=4, seconds=0.3, cookie=cookie)
                    wait_until_idle()
                    measured = load(port, path, connections=connections, seconds=seconds, cookie=cookie)
                    results.setdefault((name, size, connections), []).append(measured)
                    print(
                        f"round {number + 1} {size:>7} {connections:>3}  {name:<16} {measured.rate:7.0f}/s  p95 {measured.p95:7.1f} ms",
                        flush=True,
                    )
    return results


def personal(size, steps):
    """Return the pages of one person, with a step of an application where there is one."""
    return {**PERSONAL, **({STEP: steps[size]} if steps[size] else {})}


def middle(measured: list[Measured], figure: str) -> float:
    return median(getattr(one, figure) for one in measured)


def ratio(results, name, size, connections) -> float:
    """Return the median over the rounds of a load against (b), or of the staff against Django's list: of its answers per
    second if warm, else of its p95."""
    figure, plain = "rate" if "warm" in name else "p95", STOCK if name in OFFICE else "(b)"
    pairs = zip(results[name, size, connections], results[plain, size, connections], strict=True)
    return median(getattr(one, figure) / getattr(plain, figure) for one, plain in pairs)


def about_registering(figures) -> list[str]:
    return [
        "## Registering for an event",
        "",
        f"{figures['number']} people by {figures['clients']} clients at one event with {figures['number'] // 2} places:",
        "`events.actions.registering.register`. Afterwards counted in the tables.",
        "",
        "| a second | p50 ms | p95 ms | p99 ms | have a place | wait | counted as taken |",
        "|--:|--:|--:|--:|--:|--:|--:|",
        f"| {figures['rate']:.0f} | {figures['p50']:.0f} | {figures['p95']:.0f} | {figures['p99']:.0f} "
        f"| {figures['placed']} | {figures['waiting']} | {figures['taken']} |",
        "",
    ]


def about_matching(rows) -> list[str]:
    return [
        "## Matching",
        "",
        "Meetings of a company and a counterpart, 8 wishes each, 12 rounds: `events.matching.plan` beside first come, first served.",
        f"Asked: the first in under {MOST_SECONDS} s. Meetings and waiting (in rounds) are by person.",
        "",
        "| day | by | seconds | wanted | fulfilled | no plan can exceed | without | fewest | most | variance | waiting |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {row['case']} | {row['method']} | {row['seconds']:.1f} | {row['wanted']} | {row['fulfilled']} "
            f"| {row['bound'] or ''} | {row['without']} | {row['fewest']} | {row['most']} | {row['variance']:.1f} | {row['waiting']:.1f} |"
            for row in rows
        ),
        "",
    ]


def report(results, costs, memory, submits, registering, matching, export) -> str:
    lines = [
        "# Measured",
        "",
        "Ratios are to (b), in the same round: of the p95 if cold, of the answers per second if warm. Those of the start page and",
        "the case list of the staff are to Django's own list of the same cases, with as many columns, rows and joins.",
        "",
    ]
    for size in SIZES:
        if ("(b)", size, 1) not in results:
            continue
        lines += [f"## {size:,} organisations", ""]
        lines += [
            "| load | connections | answers/s | p50 ms | p95 ms | p99 ms | ratio |",
            "|---|--:|--:|--:|--:|--:|--:|",
        ]
        for connections in CONNECTIONS:
            for name in ["(a)", "(b)", *COLD, *WARM, *PERSONAL, STEP, *office_of(size)]:
                if (name, size, connections) not in results:
                    lines.append(f"| {name}: not measured, the portal has no such page | | | | | | |")
                    continue
                measured = results[name, size, connections]
                figures = " | ".join(f"{middle(measured, figure):.1f}" for figure in ("p50", "p95", "p99"))
                compared = (
                    "" if name in ("(a)", "(b)", STOCK, *ANNUAL) else f"{ratio(results, name, size, connections):.2f}"
                )
                lines.append(f"| {name} | {connections} | {middle(measured, 'rate'):.0f} | {figures} | {compared} |")
            spread = [one.p95 for one in results["(b)", size, connections]]
            lines += [f"| spread of (b) | {connections} | | | {min(spread):.1f}–{max(spread):.1f} | | |"]
        lines += [
            "",
            "| page | queries cold | warm | bytes | compressed | files | their bytes |",
            "|---|--:|--:|--:|--:|--:|--:|",
        ]
        for path, cost in costs[size].items():
            lines.append(
                f"| `{path}` | {cost['cold']} | {cost['warm']} | {cost['bytes']} | {cost['compressed']} | {cost['requests']} | {cost['assets']} |"
            )
        lines += ["", f"Largest worker: {memory[size]:.0f} MB.", ""]
    lines += [
        "## Sending in",
        "",
        f"{submits['submits']} applications by {submits['clients']} clients at one ceiling, each on a connection of its own, from one",
        "process: `actions.application.submit`.",
        "",
        "| a second | p50 ms | p95 ms | p99 ms |",
        "|--:|--:|--:|--:|",
        f"| {submits['rate']:.0f} | {submits['p50']:.0f} | {submits['p95']:.0f} | {submits['p99']:.0f} |",
        "",
        *about_registering(registering),
        *about_matching(matching),
        "## The register as open data",
        "",
        f"{export['grants']:,} grants as 360Giving, {export['MB']:.0f} MB, streamed by one process. Asked: under {MOST_GROWTH} MB more memory.",
        "",
        "| seconds | to the first part | memory before, MB | growth at the peak, MB |",
        "|--:|--:|--:|--:|",
        f"| {export['seconds']:.1f} | {export['first']:.1f} | {export['before']:.0f} | {export['growth']:.0f} |",
        "",
        "## Asked and reached",
        "",
        "| load | organisations | limit | 1 connection | 16 connections |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, size, limit in LIMITS:
        if (name, size, 1) in results:
            sign = "≥" if "warm" in name else "≤"
            reached = " | ".join(f"{ratio(results, name, size, connections):.2f}" for connections in CONNECTIONS)
            lines.append(f"| {name} | {size:,} | {sign} {limit} | {reached} |")
    return "\n".join([*lines, ""])


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1)
    options = parser.parse_args()

    scratch = Scratch()
    names, costs, memory = {}, {}, {}
    portals, bares, cookies, steps = {}, {}, {}, {}
    empty = make_empty(scratch)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for size in options.sizes:
                print(f"filling a database with {size:,} organisations", flush=True)
                names[size] = make_filled(scratch, empty, size)
                cookies["office", size] = scratch.run(names[size], "-m", "bench.cases", str(size)).strip()
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
            results = measure(portals, bares, cookies, steps, options.rounds, options.seconds)
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
