from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning.deadlines import PENALTY_RATES, PenaltyRates, penalty_for_late_decision

DUE = date(2025, 2, 27)
NOTICE = date(2025, 3, 3)
FIRST = date(2025, 3, 18)  # two weeks are 4 through 17 March


@pytest.mark.parametrize(
    ("days", "amount"),
    [(-5, 0), (0, 0), (1, 2300), (14, 32200), (15, 35700), (28, 81200), (29, 85700), (42, 144200), (400, 144200)],
)
def test_penalty_grows_by_the_day(days, amount):
    penalty = penalty_for_late_decision(DUE, NOTICE, FIRST + timedelta(days=days - 1))
    assert penalty.first_day == FIRST and penalty.amount == amount
    assert penalty.days == min(max(days, 0), 42)


def test_penalty_stops_at_the_decision():
    assert penalty_for_late_decision(DUE, NOTICE, date(2025, 9, 1), announced_on=FIRST).amount == 0
    assert penalty_for_late_decision(DUE, NOTICE, date(2025, 9, 1), announced_on=date(2025, 3, 20)).days == 2


def test_two_weeks_of_grace_move_to_a_working_day():
    notice = date(2026, 4, 20)  # two weeks end on 4 May
    assert penalty_for_late_decision(date(2026, 4, 1), notice, notice).first_day == date(2026, 5, 5)
    assert penalty_for_late_decision(date(2026, 4, 1), date(2026, 4, 21), notice).first_day == date(2026, 5, 7)


def test_notice_decides_the_rates():
    year_after = date(2019, 12, 31)
    before = penalty_for_late_decision(date(2018, 12, 1), date(2018, 12, 31), year_after)
    since = penalty_for_late_decision(date(2018, 12, 1), date(2019, 1, 1), year_after)
    assert (before.amount, since.amount) == (126000, 144200)
    later = (*PENALTY_RATES, PenaltyRates(date(2030, 1, 1), ((14, 1), (14, 2), (14, 3)), "made up"))
    assert penalty_for_late_decision(DUE, date(2030, 1, 1), date(2031, 1, 1), rates=later).amount == 84


@pytest.mark.parametrize("notice", [DUE, DUE - timedelta(days=1)])
def test_notice_before_the_term_ended_is_none(notice):
    with pytest.raises(ValueError, match="came before"):
        penalty_for_late_decision(DUE, notice, FIRST)


def test_notice_before_the_law_has_no_rates():
    with pytest.raises(ValueError, match="No rates"):
        penalty_for_late_decision(date(2009, 1, 1), date(2009, 2, 1), FIRST)


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(-30, 300), st.integers(1, 30))
def test_penalty_never_shrinks(notice, after, later):
    today = notice + timedelta(days=after)
    early = penalty_for_late_decision(notice - timedelta(days=1), notice, today)
    late = penalty_for_late_decision(notice - timedelta(days=1), notice, today + timedelta(days=later))
    assert 0 <= early.amount <= late.amount <= 144200
