"""Matching: cases that a person can check."""

import doctest
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest
from django.conf import settings

from events.matching import (
    CannotPlan,
    Code,
    Meeting,
    Obstacle,
    ProblemCode,
    Reason,
    Why,
    check,
    figures,
    first_come,
    score,
    scoring,
    suggestions,
)
from events.matching.obstacles import obstacles
from events.matching.planning import plan, replan

from .matching_instances import a_day, company, counterpart


def pairs(meetings):
    return {tuple(sorted(meeting.pair)) for meeting in meetings}


def tuples(meetings):
    return [(meeting.round, meeting.table, meeting.a, meeting.b) for meeting in meetings]


# The score, and why.


def test_a_score_says_what_is_offered_and_sought_in_both_directions():
    anna = company("anna", offers=("Water pumps", "IT"), needs=("oak timber",), sectors=frozenset({"Agri-food"}))
    bo = counterpart("bo", offers=("Oak timber, planed",), needs=("it", "pumps for small farms"))
    found = score(anna, replace(bo, sectors=frozenset({"agri-food", "steel"})))
    assert found.reasons == (
        Reason(Code.OFFERS_WHAT_IS_SOUGHT, ("it", "pumps"), "anna"),
        Reason(Code.OFFERS_WHAT_IS_SOUGHT, ("oak timber",), "bo"),
        Reason(Code.SAME_SECTOR, ("agri-food",)),
    )
    assert found.points == 12 + 6 + 4


def test_a_score_says_who_wishes_and_a_first_wish_weighs_more():
    bo = counterpart("bo", "anna", languages=frozenset({"de", "en"}))
    both = score(company("anna", "bo", languages=frozenset({"en"})), bo)
    assert both.reasons == (Reason(Code.BOTH_WISH), Reason(Code.COMMON_LANGUAGE, ("en",)))
    second = score(company("anna", "cy", "bo", languages=frozenset({"en"})), bo)
    assert both.points - second.points == 1
    assert score(company("anna"), bo).reasons[0] == Reason(Code.ONE_WISHES, who="bo")


def test_two_without_a_language_in_common_are_told_and_who_states_none_is_not():
    anna = company("anna", languages=frozenset({"nl", "en"}))
    assert score(anna, counterpart("bo", languages=frozenset({"sv"}))).reasons == (Reason(Code.NO_COMMON_LANGUAGE),)
    assert score(anna, counterpart("bo")).reasons == ()


def test_a_score_is_the_same_from_both_sides_and_at_most_a_hundred():
    words = ("pumps", "steel", "timber", "glass")
    everything = {"offers": words, "needs": words, "sectors": frozenset(words), "languages": frozenset({"en"})}
    anna, bo = company("anna", "bo", **everything), counterpart("bo", "anna", **everything)
    assert score(anna, bo) == score(bo, anna)
    assert score(anna, bo).points == 100


def test_a_refusal_leaves_nothing_of_a_score():
    found = score(company("anna", "bo"), counterpart("bo", "anna", refusals=frozenset({"anna"})))
    assert (found.points, found.reasons) == (0, (Reason(Code.REFUSED),))


def test_the_example_of_a_score_holds():
    assert doctest.testmod(scoring) == (0, 2)


def test_suggestions_are_of_the_other_side_and_not_yet_wished():
    anna = company("anna", "cy", offers=("pumps", "steel"))
    others = [
        anna,
        company("ann", needs=("pumps",)),
        counterpart("bo", needs=("pumps",)),
        counterpart("cy", needs=("pumps",)),
        counterpart("di", needs=("pumps", "steel")),
        counterpart("ed", needs=("pumps",), refusals=frozenset({"anna"})),
        counterpart("flo"),
    ]
    assert [person.key for person, _score in suggestions(anna, others)] == ["di", "bo"]


# Plans that a person can check.


def test_all_meet_when_there_is_room():
    people = [company("anna", "x", "y"), company("bo", "x", "y"), counterpart("x"), counterpart("y")]
    found = plan(people, rounds=2, tables=2)
    assert pairs(found.meetings) == {("anna", "x"), ("anna", "y"), ("bo", "x"), ("bo", "y")}
    assert (found.obstacles, found.bound) == ((), 4)
    assert [meeting.round for meeting in found.of("x")] == [1, 2]


def test_nobody_is_without_while_another_has_many():
    """Two tables in all: both could go to the pair of dearest friends of x."""
    people = [company("anna", "x", "y"), company("bo", "x"), counterpart("x", "anna"), counterpart("y", "anna")]
    found = plan(people, rounds=2, tables=1)
    assert pairs(found.meetings) == {("bo", "x"), ("anna", "y")}
    assert found.obstacles == (Obstacle("anna", "x", Why.NO_TABLE),)


def test_of_as_many_meetings_those_that_both_wish_come_first():
    people = [company("anna", "x"), company("bo", "x"), counterpart("x", "bo")]
    found = plan(people, rounds=1, tables=5)
    assert tuples(found.meetings) == [(1, 1, "bo", "x")]
    assert found.obstacles == (Obstacle("anna", "x", Why.FULL, ("x",)),)


def test_where_tables_are_few_all_have_as_many_meetings():
    people = a_day(20, 20, 6, seed=1, refusing=0)
    found = figures(plan(people, rounds=6, tables=10).meetings, people)
    assert (found.fulfilled, found.fewest, found.most) == (60, 3, 3)


def test_of_equals_the_order_of_the_input_chooses_nobody():
    people = [counterpart("x"), *(company(key, "x") for key in "abcdef")]
    assert {plan(Random(seed).sample(people, 7), rounds=1, tables=1).meetings for seed in range(10)} == {
        plan(people, rounds=1, tables=1).meetings
    }


def test_each_obstacle_is_named():
    people = [
        company("anna", "x", "y", "z", "bo", "gone", rounds=frozenset({1})),
        company("bo", "x", rounds=frozenset({2})),
        counterpart("x", refusals=frozenset({"anna"})),
        counterpart("y", rounds=frozenset({2})),
        counterpart("z", rounds=frozenset({1})),
    ]
    assert plan(people, rounds=2, tables=2).obstacles == (
        Obstacle("anna", "bo", Why.SAME_SIDE),
        Obstacle("anna", "gone", Why.NOT_TAKING_PART, ("gone",)),
        Obstacle("anna", "x", Why.REFUSED, ("x",)),
        Obstacle("anna", "y", Why.NO_ROUND_IN_COMMON),
    )


def test_what_was_taken_out_by_hand_is_possible_and_not_for_want_of_a_table():
    people = [company("anna", "x"), company("bo", "y"), counterpart("x"), counterpart("y")]
    left = [Meeting(1, "bo", "y")]
    assert obstacles(left, people, rounds=1, tables=2) == (Obstacle("anna", "x", Why.POSSIBLE),)
    assert obstacles(left, people, rounds=1, tables=1) == (Obstacle("anna", "x", Why.NO_TABLE),)
    assert plan(people, rounds=1, tables=2).obstacles == ()


def test_two_who_are_never_free_together_are_named():
    """anna and x share two rounds; each has somebody else in one of them, who is there in no other."""
    people = [
        company("anna", "x", "y"),
        company("bo", "x", rounds=frozenset({2})),
        counterpart("x"),
        counterpart("y", rounds=frozenset({1})),
    ]
    fixed = [Meeting(1, "anna", "y"), Meeting(2, "bo", "x")]
    assert plan(people, 2, 2, fixed).obstacles == (Obstacle("anna", "x", Why.NEVER_FREE_TOGETHER),)


def test_a_company_keeps_its_table_and_nobody_waits_without_need():
    people = [company("anna", "x", "y"), company("bo", "x", "y"), counterpart("x"), counterpart("y")]
    found = plan(people, rounds=6, tables=9)
    assert {meeting.round for meeting in found.meetings} == {1, 2}
    assert {(meeting.a, meeting.table) for meeting in found.meetings} == {("anna", 1), ("bo", 2)}


def test_an_empty_day_has_an_empty_plan():
    for people in ([], [company("anna", "x")], [company("anna"), counterpart("x")]):
        assert plan(people, rounds=3, tables=2).meetings == ()


# What is fixed, and a day under way.


def test_pinned_meetings_stay_though_nobody_wished_them():
    people = [company("anna", "x"), company("bo"), counterpart("x"), counterpart("y")]
    pins = [Meeting(1, "bo", "x", 3), Meeting(2, "anna", "bo")]
    found = plan(people, rounds=3, tables=3, fixed=pins)
    assert tuples(found.meetings) == [(1, 3, "bo", "x"), (2, 3, "anna", "bo"), (3, 3, "anna", "x")]


def test_rounds_that_are_over_stay_as_they_were_whatever_they_were():
    people = [company("anna", "x", rounds=frozenset({2})), counterpart("x")]
    held = [Meeting(1, "anna", "gone", 7), Meeting(1, "anna", "x"), Meeting(1, "bo", "x", 7)]
    assert set(plan(people, rounds=2, tables=1, fixed=held, from_round=2).meetings) == set(held)


def test_pins_that_cannot_be_are_refused_with_what_is_wrong():
    people = [company("anna"), counterpart("x", refusals=frozenset({"anna"})), counterpart("y")]
    pins = [Meeting(1, "anna", "x"), Meeting(1, "anna", "y")]
    with pytest.raises(CannotPlan) as refused:
        plan(people, rounds=1, tables=2, fixed=pins)
    assert {problem.code for problem in refused.value.problems} == {ProblemCode.REFUSED, ProblemCode.DOUBLE_BOOKED}


def test_a_no_show_leaves_the_rounds_that_were_and_frees_those_to_come():
    people = [company("anna", "x", "y", "z"), company("bo", "x", "y", "z"), *map(counterpart, "xyz")]
    people += [company("cy", "x", "y", "z")]
    old = plan(people, rounds=3, tables=3)
    new = replan(old.meetings, people, 3, 3, from_round=2, absent=["x"])
    assert [each for each in new.meetings if each.round == 1] == [each for each in old.meetings if each.round == 1]
    assert all("x" not in each.pair for each in new.meetings if each.round > 1)
    # The others keep what they know of, at the table they know.
    assert set(new.meetings) == {each for each in old.meetings if each.round == 1 or "x" not in each.pair}
    assert {(each.why, each.b) for each in new.obstacles} == {(Why.NO_ROUND_IN_COMMON, "x")}


def test_a_plan_spoilt_by_hand_is_mended():
    people = [company("anna", "x", "y"), company("bo", "x"), counterpart("x"), counterpart("y")]
    spoilt = [
        Meeting(1, "anna", "x", 1),
        Meeting(2, "anna", "x", 1),
        Meeting(2, "bo", "x", 1),
        Meeting(2, "bo", "gone"),
    ]
    new = replan(spoilt, people, 2, 2, from_round=1)
    assert check(new.meetings, people, 2, 2) == []
    assert pairs(new.meetings) == {("anna", "x"), ("anna", "y"), ("bo", "x")}


def test_a_newcomer_is_not_left_without_though_somebody_must_lose_what_they_know_of():
    people = [company("anna", "x", "y"), counterpart("x", "anna"), counterpart("y", "anna")]
    old = plan(people, rounds=2, tables=1)
    new = replan(old.meetings, [*people, company("bo", "x")], 2, 1, from_round=1)
    assert (pairs(old.meetings), pairs(new.meetings)) == (
        {("anna", "x"), ("anna", "y")},
        {("bo", "x"), ("anna", "y")},
    )


def test_a_new_plan_of_a_day_keeps_what_was_laid_by_hand():
    people = [company("anna", "x"), company("bo"), counterpart("x"), counterpart("y")]
    by_hand = [Meeting(2, "bo", "y", 2), Meeting(3, "anna", "x", 1)]
    assert set(replan(by_hand, people, 3, 2, from_round=2).meetings) == set(by_hand)
    assert replan(by_hand, people, 3, 2, from_round=2, absent=["y"]).meetings == (by_hand[1],)


# What cannot be planned.


@pytest.mark.parametrize(
    ("people", "rounds", "tables", "problem"),
    [
        ([company("anna", "x", "anna"), counterpart("x")], 1, 1, (ProblemCode.WISHES_ONESELF, ("anna",))),
        ([company("anna"), counterpart("anna")], 1, 1, (ProblemCode.KEY_TWICE, ("anna",))),
        ([], 0, 1, (ProblemCode.NO_ROUNDS, ())),
        ([], 1, 0, (ProblemCode.NO_TABLES, ())),
        ([], 25, 1, (ProblemCode.TOO_MANY_ROUNDS, ())),
        ([company(str(number)) for number in range(501)], 1, 1, (ProblemCode.TOO_MANY_PARTICIPANTS, ())),
    ],
)
def test_what_cannot_be_planned_is_named(people, rounds, tables, problem):
    for make in (plan, first_come):
        with pytest.raises(CannotPlan) as refused:
            make(people, rounds, tables)
        assert [(each.code, each.about) for each in refused.value.problems] == [problem]


def test_a_check_names_each_problem_with_whom_and_where():
    people = [company("anna", "x"), counterpart("x", rounds=frozenset({1})), counterpart("y")]
    people += [company("bo", refusals=frozenset({"y"}))]
    first, again, late = Meeting(1, "anna", "x", 1), Meeting(1, "anna", "y", 1), Meeting(2, "x", "anna", 1)
    refused, alone, outside = Meeting(2, "bo", "y", 2), Meeting(2, "bo", "bo"), Meeting(9, "gone", "y", 9)
    found = check([first, again, late, refused, alone, outside], people, rounds=2, tables=2)
    assert [(problem.code.value, problem.about, problem.meetings) for problem in found] == [
        ("double_booked", ("anna",), (first, again)),
        ("pair_twice", ("anna", "x"), (first, late)),
        ("table_taken", (), (first, again)),
        ("double_booked", ("bo",), (alone, refused)),
        ("too_many_at_once", (), (alone, late, refused)),
        ("with_oneself", ("bo",), (alone,)),
        ("not_there", ("x",), (late,)),
        ("refused", ("bo", "y"), (refused,)),
        ("no_such_round", (), (outside,)),
        ("no_such_table", (), (outside,)),
        ("unknown_participant", ("gone",), (outside,)),
    ]


def test_a_web_process_does_without_scipy_until_it_plans():
    asked = "import sys, deventer_intl.wsgi, deventer_intl.urls; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("False", 0), done.stderr
