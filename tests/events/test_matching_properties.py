"""Matching: the optimum by brute force, and what holds of every plan."""

from collections import Counter
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.matching import Why, check, figures, first_come
from events.matching.people import wanted_pairs
from events.matching.planning import plan, replan

from .matching_instances import a_day, best_value, days, value


def pairs(meetings):
    return {tuple(sorted(meeting.pair)) for meeting in meetings}


@pytest.mark.parametrize("seed", range(120))
def test_a_small_plan_is_the_best_there_is(seed):
    chance = Random(seed)
    rounds, tables = chance.randint(1, 3), chance.randint(1, 3)
    people = a_day(chance.randint(1, 4), chance.randint(1, 3), rounds, seed, there=chance.choice([1, 0.6]))
    found = plan(people, rounds, tables)
    assert value(pairs(found.meetings), people) == best_value(people, rounds, tables)


@settings(max_examples=60, deadline=None)
@given(days())
def test_a_plan_breaks_no_rule(day):
    people, rounds, tables = day
    found = plan(people, rounds, tables)
    assert check(found.meetings, people, rounds, tables) == []
    assert all(meeting.table for meeting in found.meetings)
    assert pairs(found.meetings) <= set(wanted_pairs(people))
    assert len(found.meetings) <= found.bound
    wished = {tuple(sorted((person.key, wish))) for person in people for wish in person.wishes}
    assert {(each.a, each.b) for each in found.obstacles} == wished - pairs(found.meetings)
    assert Why.POSSIBLE not in {each.why for each in found.obstacles}


@settings(max_examples=30, deadline=None)
@given(days(), st.randoms(use_true_random=False))
def test_the_same_input_in_any_order_gives_the_same_plan(day, chance):
    people, rounds, tables = day
    shuffled = chance.sample(people, len(people))
    assert plan(people, rounds, tables) == plan(people, rounds, tables) == plan(shuffled, rounds, tables)


@settings(max_examples=60, deadline=None)
@given(days())
def test_a_plan_has_as_many_wanted_meetings_as_first_come_and_leaves_no_more_without(day):
    people, rounds, tables = day
    by_key = sorted(people, key=lambda person: person.key)
    booked = first_come(by_key, rounds, tables)
    assert check(booked, people, rounds, tables) == []
    found, naive = (figures(meetings, people) for meetings in (plan(people, rounds, tables).meetings, booked))
    assert found.fulfilled >= naive.fulfilled
    assert found.fulfilled > naive.fulfilled or found.without <= naive.without


@settings(max_examples=60, deadline=None)
@given(days())
def test_who_is_without_finds_in_the_way_only_who_has_no_other_meeting(day):
    """Not at any round they are there: whom they want has only who would then be without, and so has each table."""
    people, rounds, tables = day
    meetings = plan(people, rounds, tables).meetings
    there = {person.key: person.is_there for person in people}
    number = Counter(key for meeting in meetings for key in meeting.pair)
    for pair in wanted_pairs(people):
        for alone, wanted in (pair, pair[::-1]):
            for round in range(1, rounds + 1):
                if number[alone] or not (there[alone](round) and there[wanted](round)):
                    continue
                here = [meeting for meeting in meetings if meeting.round == round]
                with_wanted = [meeting for meeting in here if wanted in meeting.pair]
                assert with_wanted or len(here) == tables
                for meeting in with_wanted or here:
                    assert any(number[key] == 1 for key in meeting.pair - {wanted})


@settings(max_examples=40, deadline=None)
@given(days(), st.data())
def test_what_is_fixed_is_kept(day, data):
    people, rounds, tables = day
    booked = first_come(people, rounds, tables)
    fixed = data.draw(st.lists(st.sampled_from(booked), unique=True)) if booked else []
    from_round = data.draw(st.integers(1, rounds))
    found = plan(people, rounds, tables, fixed, from_round)
    assert {(each.round, each.pair) for each in fixed} <= {(each.round, each.pair) for each in found.meetings}
    assert check(found.meetings, people, rounds, tables) == []
    new = {(each.round, each.pair) for each in found.meetings} - {(each.round, each.pair) for each in fixed}
    assert all(round >= from_round for round, _pair in new)


@settings(max_examples=40, deadline=None)
@given(days(), st.data())
def test_a_new_plan_of_a_day_keeps_the_rounds_that_were_and_sits_nobody_with_an_absent(day, data):
    people, rounds, tables = day
    old = plan(people, rounds, tables).meetings
    from_round = data.draw(st.integers(1, rounds))
    absent = {person.key for person in people if data.draw(st.booleans())}
    new = replan(old, people, rounds, tables, from_round, absent)
    assert [each for each in new.meetings if each.round < from_round] == [
        each for each in old if each.round < from_round
    ]
    assert not any(each.pair & absent for each in new.meetings if each.round >= from_round)
    assert check(new.meetings, people, rounds, tables) == []
    assert len(new.meetings) >= sum(each.round < from_round or not each.pair & absent for each in old)


def test_a_large_day_is_planned_in_seconds_and_reaches_the_bound():
    """Half of what the bench measures; where all are there all day, as many meetings as any plan can have."""
    people = a_day(30, 30, 8, seed=1, wishing=0.2)
    started = process_time()
    found = plan(people, rounds=8, tables=30)
    assert process_time() - started < 10
    assert len(found.meetings) == found.bound
    assert figures(found.meetings, people).without == 0
