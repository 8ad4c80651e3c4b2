"""What is due when, and what counts as a change: by example, and for any days."""

import copy
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.freshness import ASKED_AGAIN, BETWEEN_MAILS, Step, due, fingerprint, mark, months_after

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-07-15", 6, "2027-01-15"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-06-30", 6, "2026-12-30"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-01", 0, "2026-12-01"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_more_months_are_never_earlier_and_a_month_is_28_to_31_days(day, months, more):
    later = months_after(day, months)
    assert later <= months_after(day, months + more)
    assert months * 28 <= (later - day).days <= months * 31
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("confirmed_on", "today", "expected"),
    [
        (None, "2026-07-01", "none"),
        ("2026-07-01", "2026-07-01", "ok"),
        ("2026-01-01", "2026-06-30", "ok"),
        ("2026-01-01", "2026-07-01", "old"),
        ("2025-08-31", "2026-02-27", "ok"),
        ("2025-08-31", "2026-02-28", "old"),
        ("2026-01-01", "2026-12-31", "old"),
        ("2026-01-01", "2027-01-01", "late"),
        ("2024-02-29", "2025-02-27", "old"),
        ("2024-02-29", "2025-02-28", "late"),
        ("2000-01-01", "2026-01-01", "late"),
        ("2027-01-01", "2026-01-01", "ok"),
    ],
)
def test_the_mark_of_a_page(confirmed_on, today, expected):
    assert mark(confirmed_on and date.fromisoformat(confirmed_on), date.fromisoformat(today)) == expected


def step_on(today, since, last=None, is_kept=True):
    last = last and (last[0], date.fromisoformat(last[1]))
    return due(since=date.fromisoformat(since), today=date.fromisoformat(today), is_kept=is_kept, last=last)


@pytest.mark.parametrize(
    ("today", "last", "expected"),
    [
        # Confirmed on 1 September 2025: half a year later is past the end of the year.
        ("2025-12-31", None, None),
        ("2026-02-28", None, None),
        ("2026-03-01", None, Step.ASK),
        ("2026-03-14", (Step.ASK, "2026-03-01"), None),
        ("2026-03-15", (Step.ASK, "2026-03-01"), Step.FIRST_REMINDER),
        # The clock goes forward on 29 March.
        ("2026-03-28", (Step.FIRST_REMINDER, "2026-03-15"), None),
        ("2026-03-29", (Step.FIRST_REMINDER, "2026-03-15"), Step.SECOND_REMINDER),
        ("2026-04-12", (Step.SECOND_REMINDER, "2026-03-29"), None),
        # An outage of forty days: one mail, and the next two weeks after that one.
        ("2026-04-24", (Step.ASK, "2026-03-01"), Step.FIRST_REMINDER),
        ("2026-05-07", (Step.FIRST_REMINDER, "2026-04-24"), None),
        ("2026-05-08", (Step.FIRST_REMINDER, "2026-04-24"), Step.SECOND_REMINDER),
        # Who did not answer is asked anew after a year.
        ("2027-03-28", (Step.SECOND_REMINDER, "2026-03-29"), None),
        ("2027-03-29", (Step.SECOND_REMINDER, "2026-03-29"), Step.ASK),
        # Two years.
        ("2027-08-31", (Step.SECOND_REMINDER, "2027-04-26"), None),
        ("2027-09-01", (Step.SECOND_REMINDER, "2027-04-26"), Step.UNPUBLISH),
        # Nobody was asked in all that time: first they are.
        ("2027-09-01", None, Step.ASK),
        ("2027-09-01", (Step.FIRST_REMINDER, "2027-08-25"), None),
        # A mail of before the confirmation, or of the same day, is another matter.
        ("2026-02-01", (Step.ASK, "2025-08-20"), None),
        ("2026-02-01", (Step.SECOND_REMINDER, "2025-09-01"), None),
        ("2026-03-01", (Step.SECOND_REMINDER, "2025-09-01"), Step.ASK),
    ],
)
def test_what_is_due_about_a_page_with_an_owner(today, last, expected):
    assert step_on(today, "2025-09-01", last) == expected


@pytest.mark.parametrize(
    ("today", "expected"), [("2026-09-01", None), ("2027-08-31", None), ("2027-09-01", Step.UNPUBLISH)]
)
def test_a_page_that_nobody_keeps_any_more_is_only_unpublished(today, expected):
    assert step_on(today, "2025-09-01", is_kept=False) == expected


def story(since, days_of_work, is_kept=True):
    """Return what is done, and when, about a page that nobody confirms when the job runs on these days."""
    last, done = None, []
    for today in days_of_work:
        step = due(since=since, today=today, is_kept=is_kept, last=last)
        if step is not None:
            last = step, today
            done.append(last)
        if step == Step.UNPUBLISH:
            break
    return done


@given(DAYS)
def test_three_mails_a_year_then_the_page_goes_after_two_years(since):
    done = story(since, [since + timedelta(days=n) for n in range(800)])
    asked = months_after(since, 6)
    assert done[:3] == [
        (Step.ASK, asked),
        (Step.FIRST_REMINDER, asked + timedelta(days=14)),
        (Step.SECOND_REMINDER, asked + timedelta(days=28)),
    ]
    assert [step for step, _day in done[3:]] == [Step.ASK, Step.FIRST_REMINDER, Step.SECOND_REMINDER, Step.UNPUBLISH]
    assert done[-1][1] == months_after(since, 24)


@given(DAYS, st.sets(st.integers(0, 1_500), max_size=120), st.booleans())
def test_whatever_the_outages_mails_keep_their_distance_and_their_order(since, offsets, is_kept):
    done = story(since, [since + timedelta(days=n) for n in sorted(offsets)], is_kept)
    for (step, day), (following, later) in pairwise(done):
        assert later - day >= BETWEEN_MAILS
        assert following == step + 1 or (following == Step.ASK and later - day >= ASKED_AGAIN)
    for step, day in done:
        assert day >= months_after(since, 24 if step == Step.UNPUBLISH else 6)
    assert is_kept or len(done) <= 1
    assert not is_kept or not done or done[0][0] == Step.ASK


@given(DAYS, st.integers(1, 1_500), st.sampled_from(list(Step)))
def test_on_a_day_on_which_something_was_done_nothing_more_is(since, offset, step):
    day = since + timedelta(days=offset)
    assert due(since=since, today=day, is_kept=True, last=(step, day)) is None


VALUES = st.one_of(st.integers(), st.text(max_size=5), st.booleans(), st.dates(), st.none())
CONTENT = st.dictionaries(st.text(max_size=3), st.lists(st.dictionaries(st.text(max_size=3), VALUES), max_size=3))


@given(CONTENT)
def test_the_same_content_has_the_same_fingerprint_in_any_order(content):
    turned = {name: [dict(reversed(part.items())) for part in parts] for name, parts in reversed(content.items())}
    assert fingerprint(turned) == fingerprint(copy.deepcopy(content))
    assert len(fingerprint(content)) == 64


@given(CONTENT, st.text(), st.text())
def test_other_content_has_another_fingerprint(content, one, other):
    first, second = ({**content, "part": [{"text": text}]} for text in (one, other))
    assert (fingerprint(first) == fingerprint(second)) == (one == other)
