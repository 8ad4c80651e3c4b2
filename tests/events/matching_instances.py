"""Days of matching to try: built by hand, at random, and with every possible plan of a small one."""

from random import Random

from hypothesis import strategies as st

from events.matching import Participant, Side, score
from events.matching.people import wanted_pairs


def company(key, *wishes, **more):
    return Participant(key, Side.COMPANY, wishes=wishes, **more)


def counterpart(key, *wishes, **more):
    return Participant(key, Side.COUNTERPART, wishes=wishes, **more)


def a_day(companies, counterparts, rounds, seed, *, wishing=0.5, refusing=0.05, there=1.0):
    """Return people of two sides by chance: how many of the others each wishes and refuses, and when they are there."""
    chance = Random(seed)
    sides = [[f"c{number:02}" for number in range(companies)], [f"p{number:02}" for number in range(counterparts)]]
    people = []
    for build, mine, others in ((company, *sides), (counterpart, *sides[::-1])):
        for key in mine:
            wishes = sorted((other for other in others if chance.random() < wishing), key=lambda _: chance.random())
            refusals = frozenset(other for other in others if chance.random() < refusing)
            rounds_there = frozenset(round for round in range(1, rounds + 1) if chance.random() < there)
            people.append(build(key, *wishes, refusals=refusals, rounds=rounds_there))
    return people


@st.composite
def days(draw):
    """Draw people, rounds and tables."""
    rounds, tables = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    people = a_day(
        draw(st.integers(0, 7)),
        draw(st.integers(0, 7)),
        rounds,
        draw(st.integers(0, 10**9)),
        wishing=draw(st.sampled_from([0.2, 0.5, 0.9])),
        refusing=draw(st.sampled_from([0, 0.1, 0.3])),
        there=draw(st.sampled_from([1, 0.7, 0.4])),
    )
    return people, rounds, tables


def value(pairs, people):
    """Return how good a set of meetings is: number, people with one, evenness, score."""
    by_key = {person.key: person for person in people}
    each = [sum(key in pair for pair in pairs) for key in by_key]
    points = sum(score(by_key[a], by_key[b]).points for a, b in pairs)
    return len(pairs), sum(number > 0 for number in each), -sum(number**2 for number in each), points


def best_value(people, rounds, tables):
    """Return the value of the best plan of a small day, by trying all of them."""
    by_key = {person.key: person for person in people}
    possible = {frozenset()}
    for round in range(1, rounds + 1):
        choices = [frozenset()]
        for pair in wanted_pairs(people):
            if all(by_key[key].is_there(round) for key in pair):
                free = [
                    choice
                    for choice in choices
                    if len(choice) < tables and not any(set(pair) & set(other) for other in choice)
                ]
                choices += [choice | {pair} for choice in free]
        possible = {laid | choice for laid in possible for choice in choices if not laid & choice}
    return max(value(pairs, people) for pairs in possible)
