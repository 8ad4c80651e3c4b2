from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning.deadlines import (
    ClockLine,
    DecisionClock,
    Extension,
    Suspension,
    Term,
    end_of_term,
    is_working_day,
)

WEEKS_8 = Term(8, "weeks")
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
terms = st.builds(Term, st.integers(1, 30), st.sampled_from(["days", "weeks", "months"]))


def suspension(first, length, article="Awb 4:15 lid 2"):
    return Suspension(first, first + timedelta(days=length - 1), article)


@st.composite
def clocks(draw, may_extend=True):
    start, term = draw(days), draw(terms)
    starts = draw(st.lists(st.tuples(st.integers(-5, 100), st.integers(0, 60)), max_size=4))
    suspensions = tuple(suspension(start + timedelta(days=after), length) for after, length in starts)
    notified_on = start + timedelta(days=draw(st.integers(0, 60)))
    extension = Extension(draw(terms), "art. 8", notified_on) if may_extend and draw(st.booleans()) else None
    return DecisionClock(start, term, suspensions, extension, moves=draw(st.booleans()))


def test_supplement_stops_from_the_day_after_the_request_until_the_supply():
    stop = Suspension.for_supplement(date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 10))
    clock = DecisionClock(date(2027, 2, 1), WEEKS_8, (stop,))
    assert clock.suspended_days == 8
    assert clock.due_on == date(2027, 4, 6)  # 29 March + 8 days
    assert [clock.stands_still(date(2027, 3, day)) for day in (1, 2, 9, 10)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("last_day_given", "supplied_on", "last_day"),
    [
        (date(2027, 3, 15), None, date(2027, 3, 15)),
        (date(2027, 3, 15), date(2027, 3, 20), date(2027, 3, 15)),  # too late
        (date(2027, 3, 15), date(2027, 3, 2), date(2027, 3, 1)),  # the next day: none
        (date(2027, 3, 15), date(2027, 3, 1), date(2027, 3, 1)),  # the same day: none
        (None, None, None),
    ],
)
def test_supplement_ends_at_supply_or_through_the_last_day(last_day_given, supplied_on, last_day):
    assert Suspension.for_supplement(date(2027, 3, 1), last_day_given, supplied_on).last_day == last_day


def test_suspension_refuses_what_runs_backwards():
    with pytest.raises(ValueError, match="before it starts"):
        Suspension(date(2027, 3, 2), date(2027, 2, 28), "Awb 4:15 lid 2")
    for last_day_given, supplied_on in [(date(2027, 2, 28), None), (date(2027, 3, 9), date(2027, 2, 28))]:
        with pytest.raises(ValueError, match="before that day"):
            Suspension.for_supplement(date(2027, 3, 1), last_day_given, supplied_on)


def test_suspension_over_the_end_of_the_year():
    clock = DecisionClock(date(2026, 12, 1), WEEKS_8, (suspension(date(2026, 12, 21), 20),))
    assert clock.suspended_days == 20 and clock.due_on == date(2027, 2, 15)  # 26 January + 20 days


def test_overlapping_suspensions_count_once():
    twice = (suspension(date(2027, 3, 2), 10), suspension(date(2027, 3, 8), 10))
    inside = (suspension(date(2027, 3, 2), 16), suspension(date(2027, 3, 4), 3))
    for stops in (twice, tuple(reversed(twice)), inside):
        assert DecisionClock(date(2027, 2, 1), WEEKS_8, stops).suspended_days == 16
    assert [line.days for line in DecisionClock(date(2027, 2, 1), WEEKS_8, inside).lines()[1:3]] == [16, 0]


def test_suspension_before_the_term_starts_counts_from_its_first_day():
    assert DecisionClock(date(2027, 2, 1), WEEKS_8, (suspension(date(2027, 1, 25), 10),)).suspended_days == 2


def test_term_that_has_ended_is_not_revived():
    late = suspension(date(2027, 3, 30), 10)
    clock = DecisionClock(date(2027, 2, 1), WEEKS_8, (late,), Extension(Term(4, "weeks"), "art. 8", date(2027, 3, 30)))
    assert clock.due_on == date(2027, 5, 7)  # 29 March is Easter Monday, so the 30th was still in time
    too_late = DecisionClock(date(2027, 2, 2), WEEKS_8, (suspension(date(2027, 3, 31), 10),))
    assert too_late.due_on == date(2027, 3, 30) and too_late.suspended_days == 0


def test_extension_follows_the_suspended_days():
    extension = Extension(Term(4, "weeks"), "art. 8 lid 2", date(2027, 3, 20))
    clock = DecisionClock(date(2027, 2, 1), WEEKS_8, (suspension(date(2027, 3, 2), 8),), extension, "art. 8 lid 1")
    assert clock.due_on == date(2027, 5, 4)
    assert clock.lines() == [
        ClockLine("term", date(2027, 2, 2), date(2027, 3, 29), 56, "art. 8 lid 1"),
        ClockLine("suspension", date(2027, 3, 2), date(2027, 3, 9), 8, "Awb 4:15 lid 2"),
        ClockLine("extension", date(2027, 4, 7), date(2027, 5, 4), 28, "art. 8 lid 2"),
    ]


def test_extension_notified_too_late_adds_nothing():
    clock = DecisionClock(date(2027, 2, 2), WEEKS_8, (), Extension(Term(4, "weeks"), "art. 8", date(2027, 3, 31)))
    assert clock.due_on == date(2027, 3, 30)
    assert [(line.kind, line.days) for line in clock.lines()] == [("term", 56), ("extension", 0)]


def test_move_is_judged_on_each_term_and_not_on_the_sum():
    good_friday = date(2026, 4, 3)
    stopped = (suspension(date(2026, 1, 10), 60),)
    assert DecisionClock(good_friday - timedelta(days=56 + 60), WEEKS_8, stopped).due_on == date(2026, 4, 7)
    thirteen = DecisionClock(good_friday - timedelta(weeks=13), Term(13, "weeks"))
    assert thirteen.due_on == good_friday
    eight_and_six = DecisionClock(
        good_friday - timedelta(weeks=14), WEEKS_8, (), Extension(Term(6, "weeks"), "art. 8", date(2026, 1, 20))
    )
    assert eight_and_six.due_on == date(2026, 4, 7)
    assert eight_and_six.lines()[-1] == ClockLine("moved", date(2026, 4, 4), date(2026, 4, 7), 4, "Atw 1 lid 1")
    assert DecisionClock(good_friday - timedelta(weeks=8), WEEKS_8, moves=False).due_on == good_friday


def test_open_suspension_makes_the_due_date_a_projection():
    clock = DecisionClock(date(2027, 2, 1), WEEKS_8, (Suspension(date(2027, 3, 2), None, "Awb 4:15 lid 2"),))
    assert not clock.is_running and clock.due_on == date(2027, 3, 30)  # not looked at from any day
    assert clock.seen_on(date(2027, 3, 9)).due_on == date(2027, 4, 6)
    assert clock.seen_on(date(2027, 3, 9)).lines()[1].days == 8
    assert clock.stands_still(date(2027, 3, 2)) and clock.stands_still(date(2027, 6, 1))
    assert not clock.is_overdue(date(2027, 12, 1)) and not clock.stands_still(date(2027, 3, 1))
    assert DecisionClock(date(2027, 2, 1), WEEKS_8).is_running


def test_days_left_and_overdue():
    clock = DecisionClock(date(2027, 1, 4), WEEKS_8)
    assert clock.due_on == date(2027, 3, 1)
    assert [clock.days_left(date(2027, 3, 1) + timedelta(days=n)) for n in (-1, 0, 1)] == [1, 0, -1]
    assert [clock.is_overdue(date(2027, 3, 1) + timedelta(days=n)) for n in (0, 1)] == [False, True]


@given(days, terms, st.frozensets(days, max_size=3))
def test_clock_without_stops_is_the_term(start, term, extra):
    clock = DecisionClock(start, term, extra=extra)
    assert end_of_term(start, term, extra=extra) >= clock.due_on  # Atw art. 2 can add to a very short term
    if (clock.due_on - start).days > 10:
        assert end_of_term(start, term, extra=extra) == clock.due_on


@given(clocks())
def test_rows_add_up_to_the_due_date(clock):
    assert sum(line.days for line in clock.lines()) == (clock.due_on - clock.start).days
    assert all(line.days >= 0 and line.article for line in clock.lines())


@given(clocks(), st.integers(-5, 100), st.integers(0, 60))
def test_suspension_never_brings_the_due_date_earlier(clock, after, length):
    more = suspension(clock.start + timedelta(days=after), length)
    longer = DecisionClock(clock.start, clock.term, (*clock.suspensions, more), clock.extension, moves=clock.moves)
    assert longer.due_on >= clock.due_on and longer.suspended_days >= clock.suspended_days


@given(clocks(), st.permutations(range(4)))
def test_order_of_suspensions_is_of_no_account(clock, order):
    stops = tuple(clock.suspensions[n] for n in order if n < len(clock.suspensions))
    again = DecisionClock(clock.start, clock.term, stops, clock.extension, moves=clock.moves)
    assert (again.due_on, again.suspended_days) == (clock.due_on, clock.suspended_days)


@given(clocks(may_extend=False))
def test_due_date_is_a_working_day_when_it_moves(clock):
    if clock.moves and clock.term.moves:
        assert is_working_day(clock.due_on)


@given(clocks(may_extend=False), st.integers(1, 40))
def test_later_start_is_never_due_earlier_without_stops(clock, later):
    early = DecisionClock(clock.start, clock.term)
    assert DecisionClock(clock.start + timedelta(days=later), clock.term).due_on >= early.due_on


@given(clocks(), st.integers(0, 300))
def test_clock_that_stands_still_is_not_overdue(clock, after):
    today = clock.start + timedelta(days=after)
    assert not (clock.stands_still(today) and clock.is_overdue(today))
