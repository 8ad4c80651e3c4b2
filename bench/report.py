"""What was measured, as Markdown."""

from statistics import median

from .load import Measured
from .loads import (
    ANNUAL,
    ANSWERS,
    CHANGED,
    COLD,
    CONNECTIONS,
    LIMITS,
    LONG,
    MOST_GROWTH,
    OFFICE,
    PERSONAL,
    SIZES,
    STEP,
    STOCK,
    WARM,
    office_of,
)
from .matching import MOST_SECONDS


def middle(measured: list[Measured], figure: str) -> float:
    return median(getattr(one, figure) for one in measured)


def ratio(results, name, size, connections) -> float:
    """Return the median over the rounds of a load against (b), or of the staff against Django's list: of its answers per
    second if warm, else of its p95."""
    figure, plain = "rate" if "warm" in name else "p95", STOCK if name in {**OFFICE, **CHANGED} else "(b)"
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
        "the case list of the staff are to Django's own list of the same cases, with as many columns, rows and joins. The start page",
        "is kept for each person until something changes: it is measured as it is kept, and after a change.",
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
                if name == LONG and connections > 1:
                    lines.append(f"| {name}: over one connection alone, {ANSWERS} answers | {connections} | | | | | |")
                    continue
                if (name, size, connections) not in results:
                    lines.append(f"| {name}: not measured | | | | | | |")
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
