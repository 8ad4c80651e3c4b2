"""The page `docs/subsidies.md`, made of the tables that the portal itself works by: it cannot say anything else."""

from datetime import date

from django.utils import translation

from .models.ceiling import HELD, MOVEMENTS, Account
from .reckoning.deadlines import (
    DecisionClock,
    Extension,
    Suspension,
    Term,
    end_of_term,
    objection_term,
    payment_due,
    payment_suspension_term,
    recovery_term,
    set_aside_due,
    settlement_due,
)
from .states import TRANSITIONS

HEAD = """# Subsidies

Made by `make docs` from the code; a test fails when it is stale. Awb: Algemene wet bestuursrecht. Atw: Algemene
termijnenwet.
"""
WEEKS_8 = Term(8, "weeks")


def table(head, rows) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)] + [""]


def page() -> str:
    """Return the whole page, in English."""
    with translation.override("en"):
        return "\n".join([HEAD, *states(), *ledger(), *terms(), *clocks()])


def states() -> list[str]:
    rows = [
        [
            str(row.source.label),
            str(row.target.label),
            ", ".join(str(actor.label) for actor in row.by),
            f"`{row.action}`",
            row.guard,
            row.article,
        ]
        for row in TRANSITIONS
    ]
    return [
        "## The life of an application",
        "",
        "`subsidies/states.py`. PostgreSQL refuses every other way, whoever asks.",
        "",
        *table(["from", "to", "who", "action", "when it may", "article"], rows),
    ]


def ledger() -> list[str]:
    accounts = [[f"`{each.value}`", str(each.label), "yes" if each in HELD else "no"] for each in Account]
    return [
        "## The ledger of a ceiling",
        "",
        "Every figure is a sum of rows that are added and never changed. A row moves an amount from one account to another; what",
        "is held may not come above the ceiling (Awb 4:25), but for rows of ground 4:25 lid 3, which are shown apart.",
        "",
        *table(["account", "what stands there", "counts against the ceiling"], accounts),
        *table(["from", "to"], [[f"`{source.value}`", f"`{target.value}`"] for source, target in MOVEMENTS]),
    ]


def day(value: date) -> str:
    return f"{value:%A} {value.day} {value:%B %Y}"


def terms() -> list[str]:
    start = date(2027, 2, 1)
    rows = [
        ["eight weeks from 1 February 2027", day(end_of_term(start, WEEKS_8)), "ends on Easter Monday; Atw 1 lid 1"],
        [
            "the same, where the scheme says that terms do not move",
            day(end_of_term(start, WEEKS_8, moves=False)),
            "a term of a municipal rule",
        ],
        ["fourteen days from 12 March 2027", day(end_of_term(date(2027, 3, 12), Term(14, "days"))), "Good Friday"],
        ["seven days from 28 April 2027", day(end_of_term(date(2027, 4, 28), Term(7, "days"))), "5 May, every year"],
        ["two weeks from 11 December 2026", day(end_of_term(date(2026, 12, 11), Term(2, "weeks"))), "Christmas"],
        [
            "thirteen weeks from 1 January 2027",
            day(end_of_term(date(2027, 1, 1), Term(13, "weeks"))),
            "Atw 4: does not move",
        ],
        [
            "leave out of consideration, four weeks from 1 March 2027",
            day(set_aside_due(date(2027, 3, 1))),
            "Awb 4:5 lid 4",
        ],
        ["objection, announced on 1 March 2027", day(objection_term(date(2027, 3, 1))), "Awb 6:7, 6:8"],
        ["payment, announced on 1 March 2027", day(payment_due(date(2027, 3, 1))), "Awb 4:87 lid 1"],
        ["suspended payment, told on 1 March 2027", day(payment_suspension_term(date(2027, 3, 1))), "Awb 4:56"],
        ["settlement, activity on 1 March 2027", day(settlement_due(date(2027, 3, 1))), "Awb 4:47"],
        ["recovery, settled on 1 March 2027", day(recovery_term(date(2027, 3, 1))), "Awb 4:57"],
    ]
    return [
        "## Terms",
        "",
        "`subsidies/reckoning/deadlines.py`. A term begins the day after; all days are days in Amsterdam.",
        "",
        *table(["example", "last day", "why"], rows),
    ]


SUPPLEMENT = Suspension.for_supplement(date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 10), "supplement")
LATE = Suspension.for_supplement(date(2027, 3, 1), date(2027, 3, 15), date(2027, 4, 20), "supplement, too late")
WITH_CONSENT = Suspension(date(2026, 12, 21), date(2027, 1, 9), "Awb 4:15 lid 2 a", "with consent, over the year's end")
EXAMPLES = {
    "Asked on 1 March, supplied on 10 March: 8 days": DecisionClock(date(2027, 2, 1), WEEKS_8, (SUPPLEMENT,)),
    "Supplied after the last day given": DecisionClock(date(2027, 2, 1), WEEKS_8, (LATE,)),
    "Stopped over the end of the year": DecisionClock(date(2026, 12, 1), WEEKS_8, (WITH_CONSENT,)),
    "Extended by six weeks": DecisionClock(
        date(2027, 2, 1), WEEKS_8, (SUPPLEMENT,), Extension(Term(6, "weeks"), "Awb 4:14", date(2027, 3, 20))
    ),
}


def clocks() -> list[str]:
    lines = [
        "## The clock of a decision",
        "",
        "Due date = start + term + suspended days + extension (Awb 4:13 to 4:15).",
        "",
    ]
    for title, clock in EXAMPLES.items():
        rows = [
            [line.kind, day(line.first_day), day(line.last_day), str(line.days), line.article, line.reason]
            for line in clock.lines()
        ]
        lines += [f"### {title}", "", f"Starts on {day(clock.start)}.", ""]
        lines += [*table(["row", "first day", "last day", "days", "article", "why"], rows)]
        lines += [f"Due on **{day(clock.due_on)}**.", ""]
    return lines
