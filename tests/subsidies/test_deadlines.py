from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter as dateutil_easter
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning import deadlines
from subsidies.reckoning.deadlines import (
    Term,
    amsterdam_day,
    end_of_term,
    is_working_day,
    objection_in_time,
    objection_term,
    recognised_holidays,
    working_day_from,
)

days = st.dates(date(2015, 1, 1), date(2060, 12, 31))
terms = st.builds(Term, st.integers(1, 100), st.sampled_from(["days", "weeks", "months"]))
moving = terms.filter(lambda term: term.moves)


def test_holidays_of_a_year_are_those_of_the_law():
    assert sorted(recognised_holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 4, 27),  # King's day
        date(2027, 5, 5),  # no lustrum year
        date(2027, 5, 6),  # Ascension Day
        date(2027, 5, 17),  # Whit Monday
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


@pytest.mark.parametrize(
    ("year", "kings_day", "not_that"),
    [
        (2025, date(2025, 4, 26), date(2025, 4, 27)),
        (2026, date(2026, 4, 27), date(2026, 4, 26)),
        (2013, date(2013, 4, 30), date(2013, 4, 27)),
        (2014, date(2014, 4, 26), date(2014, 4, 30)),
    ],
)
def test_kings_day_is_the_day_it_is_celebrated(year, kings_day, not_that):
    assert kings_day in recognised_holidays(year) and not_that not in recognised_holidays(year)


def test_every_year_has_all_holidays():
    for year in range(2014, 2101):
        easter = dateutil_easter(year)
        feasts = {easter + timedelta(days=n) for n in (-2, 1, 39, 50)}
        kings_day = date(year, 4, 27) if date(year, 4, 27).weekday() < 6 else date(year, 4, 26)
        fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
        assert recognised_holidays(year) == feasts | fixed


def test_days_made_equal_by_decree_count_in_their_own_year():
    bridge = date(2026, 5, 15)
    assert bridge in recognised_holidays(2026, {bridge})
    assert bridge not in recognised_holidays(2026) and bridge not in recognised_holidays(2027, {bridge})
    assert end_of_term(date(2026, 4, 17), Term(4, "weeks")) == bridge
    assert end_of_term(date(2026, 4, 17), Term(4, "weeks"), extra={bridge}) == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("start", "term", "last_day"),
    [
        (date(2026, 2, 6), Term(8, "weeks"), date(2026, 4, 7)),  # Good Friday, through Easter Monday
        (date(2026, 3, 10), Term(8, "weeks"), date(2026, 5, 6)),  # 5 May, no lustrum
        (date(2026, 10, 30), Term(8, "weeks"), date(2026, 12, 28)),  # Christmas on Friday, then a weekend
        (date(2027, 10, 30), Term(8, "weeks"), date(2027, 12, 27)),  # Christmas on Saturday
        (date(2025, 3, 1), Term(8, "weeks"), date(2025, 4, 28)),  # King's day on Saturday the 26th
        (date(2026, 11, 6), Term(8, "weeks"), date(2027, 1, 4)),  # New Year's Day on Friday
        (date(2026, 1, 31), Term(1, "months"), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 31), Term(1, "months"), date(2028, 2, 29)),
        (date(2026, 11, 30), Term(3, "months"), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2026, 1, 4), Term(12, "weeks"), date(2026, 3, 30)),  # twelve weeks still move
        (date(2026, 1, 4), Term(13, "weeks"), date(2026, 4, 5)),  # thirteen do not: Easter Sunday
        (date(2026, 1, 4), Term(90, "days"), date(2026, 4, 7)),  # 4 April, a Saturday before Easter
        (date(2026, 1, 3), Term(91, "days"), date(2026, 4, 4)),
        (date(2026, 1, 5), Term(4, "months"), date(2026, 5, 5)),
        (date(2025, 2, 28), Term(1, "years"), date(2026, 2, 28)),  # a Saturday
        (date(2024, 2, 29), Term(1, "years"), date(2025, 2, 28)),
        (date(2026, 12, 24), Term(3, "days"), date(2026, 12, 29)),  # Atw art. 2: two working days, 28 and 29
        (date(2026, 12, 24), Term(2, "days"), date(2026, 12, 28)),
    ],
)
def test_term_ends_on_its_day(start, term, last_day):
    assert end_of_term(start, term) == last_day


def test_term_of_a_municipal_rule_stays_where_the_scheme_says_so():
    assert end_of_term(date(2026, 2, 6), Term(8, "weeks"), moves=False) == date(2026, 4, 3)


@pytest.mark.parametrize(("amount", "unit"), [(0, "days"), (-1, "weeks"), (1.5, "days"), (True, "days"), (1, "hours")])
def test_term_refuses_what_is_none(amount, unit):
    with pytest.raises(ValueError, match="A term is"):
        Term(amount, unit)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 3, 28)),  # 23:30, the night summer time starts
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),  # 00:30
        (datetime(2026, 3, 29, 21, 30, tzinfo=UTC), date(2026, 3, 29)),  # 23:30, in summer time
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), date(2026, 3, 30)),  # 00:30
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),  # 23:30, winter time again
        (datetime(2026, 1, 1, 1, 0, tzinfo=ZoneInfo("Asia/Tokyo")), date(2025, 12, 31)),
    ],
)
def test_moment_falls_on_its_amsterdam_day(moment, day):
    assert amsterdam_day(moment) == day


def test_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        amsterdam_day(datetime(2026, 1, 1))


def test_objection_within_six_weeks():
    announced = date(2026, 4, 2)  # six weeks end on Ascension Day
    assert objection_term(announced) == date(2026, 5, 15)
    assert objection_in_time(announced, date(2026, 5, 15))
    assert not objection_in_time(announced, date(2026, 5, 16))


def test_objection_by_post_has_a_week_more():
    announced, last_day = date(2026, 4, 2), date(2026, 5, 15)
    assert objection_in_time(announced, date(2026, 5, 22), posted_on=last_day)
    assert not objection_in_time(announced, date(2026, 5, 23), posted_on=last_day)
    assert not objection_in_time(announced, date(2026, 5, 18), posted_on=date(2026, 5, 16))
    with pytest.raises(ValueError, match="posted"):
        objection_in_time(announced, date(2026, 5, 1), posted_on=date(2026, 5, 2))


def test_week_for_the_post_moves_too():
    # Announced on 13 November: the term ends on Christmas Day and moves to the 28th, its week to 4 January.
    assert objection_term(date(2026, 11, 13)) == date(2026, 12, 28)
    assert objection_in_time(date(2026, 11, 13), date(2027, 1, 4), posted_on=date(2026, 12, 28))
    # Announced on 20 November: the term ends on New Year's Day and moves to Monday; its week ends on Monday.
    assert not objection_in_time(date(2026, 11, 20), date(2027, 1, 12), posted_on=date(2027, 1, 4))


def test_terms_around_money():
    assert deadlines.payment_due(date(2026, 2, 20)) == date(2026, 4, 7)  # Good Friday
    assert deadlines.recovery_term(date(2026, 2, 28)) == date(2031, 2, 28)
    assert deadlines.payment_suspension_term(date(2026, 1, 4)) == date(2026, 4, 5)
    assert deadlines.settlement_due(date(2026, 1, 4)) == date(2026, 4, 5)  # a Sunday, and it stays
    assert deadlines.settlement_due(date(2026, 1, 4), Term(6, "weeks")) == date(2026, 2, 16)
    assert deadlines.set_aside_due(date(2026, 4, 7)) == date(2026, 5, 6)


@given(days, days, terms)
def test_later_start_is_never_due_earlier(one, other, term):
    early, late = sorted([one, other])
    assert end_of_term(early, term) <= end_of_term(late, term)


@given(days, moving, st.frozensets(days, max_size=5))
def test_term_that_moves_ends_on_a_working_day(start, term, extra):
    assert is_working_day(end_of_term(start, term, extra=extra), extra)


@given(days, moving.filter(lambda term: term != Term(3, "days") and term != Term(4, "days")))
def test_term_moves_no_further_than_the_free_days(start, term):
    moved = (end_of_term(start, term) - term.after(start)).days
    assert 0 <= moved <= 5  # without decrees, four free days are the most that follow each other


@given(days, terms.filter(lambda term: not term.moves))
def test_long_term_ends_on_its_own_day(start, term):
    assert end_of_term(start, term) == term.after(start)


@given(days)
def test_next_working_day_is_the_first(day):
    found = working_day_from(day)
    assert is_working_day(found)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((found - day).days))
