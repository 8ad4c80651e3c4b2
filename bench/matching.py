"""Plan days of matching by chance, beside first come, first served, and print, as JSON, how good both are and how long they took."""

import json
import time
from dataclasses import asdict
from random import Random

from events.matching import Participant, Side, check, figures, first_come
from events.matching.planning import plan

# Of each side, rounds, tables, wishes of each, and which part comes or leaves in the course of the day.
CASES = {
    "60 × 60, a table each": (60, 12, 60, 8, 0.0),
    "60 × 60, half for a part of the day": (60, 12, 60, 8, 0.5),
    "60 × 60, a table for three": (60, 12, 20, 8, 0.0),
    "250 × 250": (250, 12, 250, 8, 0.3),
}
LANGUAGES = ["nl", "en", "de", "sv", "lv"]
TRADES = ["agri-food", "energy", "health", "logistics", "metal", "software", "timber", "tourism", "water"]
# What was asked, of the first: in seconds.
MOST_SECONDS = 10


def a_day(size, rounds, wishes, part, seed=2026) -> list[Participant]:
    """Return people of two sides in the order in which they come; some are wished far more than others, by their place."""
    chance = Random(seed)
    keys = {side: [f"{side}-{number:03}" for number in range(size)] for side in Side}
    people = []
    for side, other in (tuple(Side), tuple(Side)[::-1]):
        for key in keys[side]:
            drawn = sorted((chance.random() ** (number + 1) ** 0.5, each) for number, each in enumerate(keys[other]))
            starts, ends = sorted(chance.sample(range(1, rounds + 1), 2)) if chance.random() < part else (1, rounds)
            people.append(
                Participant(
                    key,
                    side,
                    offers=tuple(chance.sample(TRADES, 2)),
                    needs=tuple(chance.sample(TRADES, 2)),
                    sectors=frozenset(chance.sample(TRADES, 1)),
                    languages=frozenset(chance.sample(LANGUAGES, 2)),
                    rounds=frozenset(range(starts, ends + 1)),
                    wishes=tuple(each for _draw, each in drawn[-wishes:]),
                    refusals=frozenset(each for _draw, each in drawn[:-wishes] if chance.random() < 0.05),
                )
            )
    return sorted(people, key=lambda _person: chance.random())


def measure(case) -> list[dict]:
    """Return the figures of a case by first come and by plan."""
    size, rounds, tables, wishes, part = CASES[case]
    people, rows = a_day(size, rounds, wishes, part), []
    for method in (first_come, plan):
        started = time.perf_counter()
        made = method(people, rounds, tables)
        seconds = time.perf_counter() - started
        meetings, bound = (made.meetings, made.bound) if method is plan else (made, None)
        assert check(meetings, people, rounds, tables) == []
        rows.append(
            {
                "case": case,
                "method": method.__name__,
                "seconds": seconds,
                "bound": bound,
                **asdict(figures(meetings, people)),
            }
        )
    return rows


def main():
    print(json.dumps([row for case in CASES for row in measure(case)]))


if __name__ == "__main__":
    main()
