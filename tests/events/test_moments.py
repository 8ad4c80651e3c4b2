"""Hours on the clock of a place, and the days of a series: without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events import moments, month, recurrence
from events.models.clock import Zone

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, st.times().map(lambda hour: hour.replace(second=0, microsecond=0)), st.sampled_from(Zone.values))
def test_a_moment_shows_what_was_asked_or_is_refused(day, hour, zone):
    try:
        found = moments.moment(day, hour, zone)
    except ValidationError as error:
        assert error.code in {"no_such_hour", "twice"}
        # Only on the two nights a year on which the clock is put forward or back.
        local = datetime.combine(day, hour, ZoneInfo(zone))
        assert (local - timedelta(hours=3)).utcoffset() != (local + timedelta(hours=3)).utcoffset()
    else:
        assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, hour)


def test_hour_that_is_left_out_or_comes_twice_is_said_at_its_field():
    for day, code in ((date(2027, 3, 28), "no_such_hour"), (date(2027, 10, 31), "twice")):
        with pytest.raises(ValidationError) as error:
            moments.span(day, time(2, 30), None, time(5))
        assert [each.code for each in error.value.error_dict["starts_time"]] == [code]
        with pytest.raises(ValidationError) as error:
            moments.span(day - timedelta(days=1), time(22), day, time(2, 30))
        assert list(error.value.error_dict) == ["ends_time"]
    # In Uganda the clock always goes on.
    start, _end = moments.span(date(2027, 3, 28), time(2, 30), None, time(5), "Africa/Kampala")
    assert start == datetime(2027, 3, 27, 23, 30, tzinfo=UTC)


def test_whole_days_go_from_midnight_to_midnight_of_the_place():
    start, end = moments.span(date(2027, 3, 27), None, date(2027, 3, 28), None, "Europe/Bucharest")
    assert start == datetime(2027, 3, 26, 22, tzinfo=UTC)
    # The second day has 23 hours.
    assert end - start == timedelta(hours=47)


@pytest.mark.parametrize(
    ("last_day", "hours", "field"),
    [
        (date(2027, 5, 1), (time(10), time(9)), "ends_time"),
        (date(2027, 5, 1), (time(10), time(10)), "ends_time"),
        (date(2027, 4, 30), (time(10), time(11)), "ends_on"),
        (date(2027, 4, 30), (None, None), "ends_on"),
        (date(2028, 6, 4), (time(10), time(11)), "ends_on"),
        (date(9999, 12, 31), (None, None), "ends_on"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(last_day, hours, field):
    with pytest.raises(ValidationError) as error:
        moments.span(date(2027, 5, 1), hours[0], last_day, hours[1])
    assert list(error.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("frequency", "first", "until", "interval", "found"),
    [
        ("weekly", date(2026, 12, 1), date(2026, 12, 31), 2, ["2026-12-01", "2026-12-15", "2026-12-29"]),
        ("monthly-day", date(2027, 1, 31), date(2027, 5, 31), 1, ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ("monthly-weekday", date(2026, 12, 8), date(2027, 2, 9), 1, ["2026-12-08", "2027-01-12", "2027-02-09"]),
        # A fifth tuesday is not in every month.
        ("monthly-weekday", date(2026, 12, 29), date(2027, 6, 30), 1, ["2026-12-29", "2027-03-30", "2027-06-29"]),
        ("monthly-last", date(2026, 11, 27), date(2027, 1, 31), 1, ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("yearly", date(2028, 2, 29), date(2033, 1, 1), 1, ["2028-02-29", "2032-02-29"]),
    ],
)
def test_days_of_a_series(frequency, first, until, interval, found):
    assert [day.isoformat() for day in recurrence.days(frequency, first, until, interval)] == found


@given(st.sampled_from(list(recurrence.RULES)), DAYS, st.integers(1, 12), st.integers(0, 3000))
def test_days_of_a_series_begin_with_its_first_and_stay_within(frequency, first, interval, length):
    until = first + timedelta(days=length)
    try:
        found = recurrence.days(frequency, first, until, interval)
    except ValidationError as error:
        assert error.code in {"too_many", "first", "once"}
    else:
        assert found[0] == first and found[-1] <= until and 1 < len(found) <= recurrence.MOST
        assert found == sorted(set(found))
        if "day" not in frequency.removesuffix("weekday"):
            assert {day.weekday() for day in found if frequency != "yearly"} <= {first.weekday()}


def test_series_of_too_many_of_one_and_of_another_day_are_refused():
    for code, arguments in (
        ("too_many", ("weekly", date(2026, 1, 1), date(2030, 1, 1))),
        ("once", ("yearly", date(2026, 1, 1), date(2026, 12, 31))),
        ("first", ("monthly-last", date(2026, 12, 1), date(2027, 12, 1))),
    ):
        with pytest.raises(ValidationError) as error:
            recurrence.days(*arguments)
        assert error.value.code == code


@given(DAYS)
def test_weeks_of_a_month_hold_each_of_its_days_once(day):
    shown = month.Month.of(day)
    days = [each for week in shown.weeks([]) for each, is_of_month, _events in week if is_of_month]
    assert (days[0], days[-1]) == (shown.first, shown.last) and len(set(days)) == len(days) == shown.last.day
    assert shown.next.previous == shown == shown.previous.next
