"""What calendar programs get: written by us, read back by the parser of `icalendar`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.calendar_file import calendar, clean
from events.models import Event
from organisations.models import Country, Organisation, Place

from ..event_factories import EventFactory

# In octets, without the line break (RFC 5545, 3.1).
LONGEST_LINE = 75
# Not a backslash with a large N: the library takes it for a line break.
SIGNS = "Zeep, water; \\n \\, \\\\ “Müller & Söhne” <b>\n\r\n\r\t😀👩‍👩‍👧 é \u2028 \x85 \x0b\x07\x7f:"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def made(**values):
    """Make an event in no database, which was changed a moment ago."""
    return EventFactory.build(updated_at=timezone.now(), **values)


def held(start, hours=2, zone="Europe/Amsterdam", **values):
    """Make an event that begins at a moment on the clock of where it is held."""
    starts_at = start.replace(tzinfo=ZoneInfo(zone))
    ends_at = (starts_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(UTC)
    return made(starts_at=starts_at.astimezone(UTC), ends_at=ends_at, zone=zone, **values)


def whole_days(first, last, **values):
    """Make an event of whole days, the last one included."""
    start = datetime.combine(first, datetime.min.time(), AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    return made(starts_at=start, ends_at=end, is_all_day=True, **values)


def read(*events, name="Agenda"):
    """Return the calendar that a program reads, after looking at what no parser looks at."""
    file = calendar(events, name=name)
    lines = file.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= LONGEST_LINE
        line.decode()
    return Calendar.from_ical(file)


def only(*events):
    (found,) = read(*events).events
    return found


def test_frame_says_what_it_is_and_how_often_to_come_back():
    found = read(made(), name="Agenda; Deventer, en de wereld")
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    assert found["PRODID"].startswith("-//International Office Deventer//")
    # Its parser knows neither, and gives them as they stand.

    assert found["NAME"] == found["X-WR-CALNAME"] == "Agenda\\; Deventer\\, en de wereld"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert found.get_missing_tzids() == set()


@given(st.text(min_size=1, max_size=300))
def test_title_comes_back_as_it_was(title):
    with translation.override("nl"):
        assert str(only(made(title_nl=title))["SUMMARY"]) == clean(title)


def test_signs_of_all_kinds_come_back_and_control_characters_do_not():
    event = made(title_nl=SIGNS, summary_nl=SIGNS, venue=SIGNS * 3)
    with translation.override("nl"):
        found = only(event)
    expected = SIGNS.replace("\r\n", "\n").replace("\r", "\n").translate(dict.fromkeys([0x07, 0x0B, 0x7F]))
    assert (found["SUMMARY"], found["LOCATION"]) == (expected, expected * 3)
    assert found["DESCRIPTION"].startswith(expected)
    assert found["DESCRIPTION"].endswith(event.get_absolute_url())


def test_all_that_is_known_of_an_event_is_in_it():
    country = Country(iso2="RO", name_nl="Roemenië")
    event = held(
        datetime(2026, 12, 3, 20),
        title_nl="Lezing",
        title_en="Lecture",
        summary_nl="Over water.",
        venue="Casa de Cultură",
        place=Place(slug="sibiu", name_nl="Sibiu", country=country, latitude=45.7928, longitude=24.1521),
        organiser=Organisation(name='Stichting "Zó"; water, en: meer', slug="zo", status="active"),
        umbrella=made(),
        sequence=3,
    )
    with translation.override("en"):
        found = only(event)
    assert found["UID"] == f"{event.uid}@localhost"
    assert (found["SEQUENCE"], found["STATUS"], found["SUMMARY"]) == (3, "CONFIRMED", "Lecture")
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == event.updated_at.replace(microsecond=0)
    assert found["LOCATION"] == "Casa de Cultură, Sibiu, Roemenië"
    assert (found["GEO"].latitude, found["GEO"].longitude) == (45.7928, 24.1521)
    assert found["URL"].endswith(f"/en/agenda/{event.slug}/")
    assert found["CATEGORIES"].cats == ["lecture"]
    assert found["ORGANIZER"].endswith("/en/organisaties/zo/")
    assert found["ORGANIZER"].params["CN"] == 'Stichting "Zó"; water, en: meer'
    assert found["RELATED-TO"] == f"{event.umbrella.uid}@localhost"
    assert found["RELATED-TO"].params["RELTYPE"] == "PARENT"
    assert b"mailto:" not in found.to_ical().lower()


def test_what_is_not_public_is_not_named_by_what_is():
    hidden = made(audience="network")
    organiser = Organisation(name="Nog niet openbaar", slug="nog", status="draft")
    found = only(made(umbrella=hidden, organiser=organiser))
    assert "RELATED-TO" not in found
    assert found["ORGANIZER"].params["CN"] == "International Office Deventer"


def test_no_text_adds_a_line_of_its_own():
    lines = "x\r\nATTENDEE:mailto:y@voorbeeld.example\nEND:VEVENT\r\n"
    organiser = Organisation(name=lines, slug="x", status="active")
    found = only(made(title_nl=lines, summary_nl=lines, venue=lines, organiser=organiser))
    assert "ATTENDEE" not in found
    assert found["ORGANIZER"].params["CN"] == "x ATTENDEE:mailto:y@voorbeeld.example END:VEVENT"


def test_cancelled_event_says_so_and_why():
    event = made(status="cancelled", sequence=1, reason_nl="De spreker is ziek.", summary_nl="Over water.")
    with translation.override("nl"):
        found = only(event)
    assert found["STATUS"] == "CANCELLED"
    assert "De spreker is ziek." in found["DESCRIPTION"]


def test_description_without_a_summary_is_how_the_text_begins_without_its_signs():
    event = made(description_nl="# Wat\n\n**Kom** naar [ons](https://voorbeeld.example/) `huis`.\n" + "x" * 900)
    with translation.override("nl"):
        text = str(only(event)["DESCRIPTION"])
    assert text.startswith("Wat\n\nKom naar ons huis.\nxxx")
    assert len(text) < 600


@pytest.mark.parametrize(
    ("start", "hour_in_utc"),
    [
        (datetime(2027, 3, 27, 19, 30), 18),  # the night after, summer time begins
        (datetime(2027, 3, 28, 1, 30), 0),
        (datetime(2027, 3, 28, 3, 30), 1),
        (datetime(2027, 3, 28, 19, 30), 17),
        (datetime(2027, 10, 30, 19, 30), 17),  # the night after, it ends
        (datetime(2027, 10, 31, 1, 30), 23),
        (datetime(2027, 10, 31, 2, 30), 0),  # the first of the two
        (datetime(2027, 10, 31, 3, 30), 2),
        (datetime(2027, 10, 31, 19, 30), 18),
    ],
)
def test_moment_stays_where_it_is_around_a_change_of_summer_time(start, hour_in_utc):
    event = held(start, hours=3)
    found = read(event)
    assert found.events[0].start.astimezone(UTC) == event.starts_at
    assert found.events[0].end.astimezone(UTC) == event.ends_at
    assert found.events[0].start.astimezone(UTC).hour == hour_in_utc
    assert offsets(found) == [start.replace(tzinfo=AMSTERDAM).utcoffset()]


def offsets(found):
    """Return how far from UTC the events begin, by the time zones that the file itself carries."""
    zones = {zone.tz_name: zone.to_tz(lookup_tzid=False) for zone in found.timezones}
    return [
        event["DTSTART"].dt.replace(tzinfo=zones[event["DTSTART"].params["TZID"]]).utcoffset() for event in found.events
    ]


def test_second_of_the_two_hours_when_summer_time_ends_is_written_in_utc():
    second = datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM, fold=1).astimezone(UTC)
    event = made(starts_at=second, ends_at=second + timedelta(hours=1))
    found = only(event)
    assert (found.start, found.end) == (second, second + timedelta(hours=1))
    assert "TZID" not in found["DTSTART"].params


def test_series_keeps_its_hour_on_the_clock_over_both_changes_of_summer_time():
    days = [date(2027, 3, 14) + timedelta(weeks=n) for n in range(36)]
    assert {date(2027, 3, 28), date(2027, 10, 31)} <= set(days)
    events = [held(datetime(day.year, day.month, day.day, 19, 30)) for day in days]
    found = read(*events)
    assert [event.start.date() for event in found.events] == days
    assert {(event.start.hour, event.start.minute) for event in found.events} == {(19, 30)}
    summer = [date(2027, 3, 28) <= day < date(2027, 10, 31) for day in days]
    assert offsets(found) == [timedelta(hours=2 if is_summer else 1) for is_summer in summer]


def test_each_zone_in_use_stands_in_the_file_once_and_no_other():
    riga = held(datetime(2027, 6, 1, 10), zone="Europe/Riga")
    kampala = held(datetime(2027, 12, 1, 10), zone="Africa/Kampala")
    found = read(riga, kampala, held(datetime(2027, 7, 1, 10), zone="Europe/Riga"))
    assert sorted(zone.tz_name for zone in found.timezones) == ["Africa/Kampala", "Europe/Riga"]
    assert [event.start.astimezone(UTC).hour for event in found.events] == [7, 7, 7]
    assert offsets(found) == [timedelta(hours=3)] * 3
    assert read(whole_days(date(2027, 6, 1), date(2027, 6, 1))).timezones == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 6, 10), date(2027, 6, 12)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 3, 28), date(2027, 3, 28)),  # of 23 hours
        (date(2027, 10, 31), date(2027, 10, 31)),  # of 25
    ],
)
def test_whole_days_end_on_the_day_after_the_last(first, last):
    found = only(whole_days(first, last))
    assert (found.start, found.end) == (first, last + timedelta(days=1))
    assert (type(found.start), type(found.end)) == (date, date)


def test_night_from_one_year_to_the_next():
    event = held(datetime(2026, 12, 31, 22), hours=4)
    found = only(event)
    assert (found.start.year, found.end.year) == (2026, 2027)
    assert (found.start, found.end) == (event.starts_at, event.ends_at)


def test_text_in_another_language_than_the_file_says_so():
    event = made(title_nl="Lezing", kind=Event.Kind.LECTURE)
    with translation.override("de"):
        assert only(event)["SUMMARY"].params["LANGUAGE"] == "nl"
    with translation.override("nl"):
        assert "LANGUAGE" not in only(event)["SUMMARY"].params


def test_empty_calendar_is_one():
    found = read()
    assert (found.events, found.timezones) == ([], [])


def test_file_is_the_same_as_long_as_nothing_changes():
    event = made()
    assert calendar([event], name="Agenda") == calendar([event], name="Agenda")
