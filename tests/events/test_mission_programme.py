"""The programme of a mission: on which clocks, on which days, for whom, and in calendars."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from events.actions import mission_programme as actions
from events.calendar_file import calendar
from events.missions.programme import by_day, clock_in_words, in_words, refuse_other_days, span
from events.models import MissionItem, Stage
from organisations.secret_links import digest_of

from ..conftest import sign_in
from ..event_factories import CalendarLinkFactory, MissionCompanyFactory, MissionFactory, MissionItemFactory
from ..factories import MembershipFactory, PlaceFactory, UserFactory

RIGA, DEVENTER = "Europe/Riga", "Europe/Amsterdam"
DAY = date(2027, 3, 4)


def at(day, hour, zone=RIGA):
    return datetime.combine(day, hour, ZoneInfo(zone))


def item(start, end, **other):
    """Return an item that is in no database."""
    return MissionItem(starts_at=start, ends_at=end, **{"zone": RIGA, "pk": 1, **other})


def test_each_hour_is_read_on_the_clock_of_where_one_is():
    assert span(DAY, time(9), None, time(12, 15), zone=DEVENTER, ends_zone=RIGA) == (
        datetime(2027, 3, 4, 8, tzinfo=UTC),
        datetime(2027, 3, 4, 10, 15, tzinfo=UTC),
    )
    assert span(DAY, time(20), date(2027, 3, 5), time(1, 30), zone=RIGA)[1] == datetime(2027, 3, 4, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "field", "code"),
    [
        # On the wall it is later, for who flies east: the flight takes less than no time.
        ((DAY, time(9), None, time(9, 45), DEVENTER, RIGA), "ends_time", "order"),
        ((DAY, time(23), None, time(1), RIGA, ""), "ends_time", "order"),
        ((DAY, time(9), date(2027, 3, 3), time(12), RIGA, ""), "ends_on", "order"),
        ((DAY, time(9), None, time(9), RIGA, ""), "ends_time", "order"),
        # Riga's clock goes forward from 3 to 4, and back from 4 to 3.
        ((date(2027, 3, 28), time(3, 30), None, time(9), RIGA, ""), "starts_time", "no_such_hour"),
        ((date(2027, 10, 31), time(1), None, time(3, 30), RIGA, ""), "ends_time", "twice"),
        ((date(2027, 3, 28), time(1), None, time(2, 30), RIGA, DEVENTER), "ends_time", "no_such_hour"),
    ],
)
def test_an_hour_that_cannot_be_is_said_where_it_stands(arguments, field, code):
    first, start, last, end, zone, ends_zone = arguments
    with pytest.raises(ValidationError) as refused:
        span(first, start, last, end, zone=zone, ends_zone=ends_zone)
    assert [(name, errors[0].code) for name, errors in refused.value.error_dict.items()] == [(field, code)]


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2027, 3, 3), date(2027, 3, 3), None),
        (date(2027, 3, 7), date(2027, 3, 7), None),
        (date(2027, 3, 2), date(2027, 3, 3), "starts_on"),
        (date(2027, 3, 6), date(2027, 3, 8), "ends_on"),
    ],
)
def test_the_programme_lies_within_the_mission_and_a_day_around_it(first, last, refused):
    if refused is None:
        refuse_other_days(first, last, DAY, date(2027, 3, 6))
    else:
        with pytest.raises(ValidationError) as error:
            refuse_other_days(first, last, DAY, date(2027, 3, 6))
        assert list(error.value.error_dict) == [refused]
    with pytest.raises(ValidationError, match="dagen van de missie"):
        refuse_other_days(first, last, None, None)


def test_items_stand_on_the_day_they_begin_there():
    flight = item(at(DAY, time(21), DEVENTER), at(date(2027, 3, 5), time(0, 30)), zone=DEVENTER, ends_zone=RIGA)
    # In Deventer it is still the fourth.
    late = item(at(date(2027, 3, 5), time(0, 45)), at(date(2027, 3, 5), time(2)))
    days = by_day([late, flight])
    assert [(day.date, day.items) for day in days] == [(DAY, [flight]), (date(2027, 3, 5), [late])]


def test_hours_in_words_name_a_clock_only_where_one_must_know_it():
    assert in_words(item(at(DAY, time(10)), at(DAY, time(11, 30))), RIGA) == "10:00–11:30"
    assert (
        in_words(item(at(DAY, time(10)), at(DAY, time(11, 30))), DEVENTER) == "10:00–11:30 (Riga, de Baltische landen)"
    )
    flight = item(at(DAY, time(9), DEVENTER), at(DAY, time(12, 15)), zone=DEVENTER, ends_zone=RIGA)
    assert in_words(flight, RIGA) == "09:00 (Deventer, Midden-Europa) – 12:15 (Riga, de Baltische landen)"
    party = item(at(DAY, time(20)), at(date(2027, 3, 5), time(1, 30)))
    assert in_words(party, RIGA) == "20:00 – 01:30 op vrijdag 5 maart 2027"
    assert "1 uur later" in clock_in_words(RIGA, DAY)
    assert "1 uur vroeger" in clock_in_words("Europe/London", DAY)
    assert "2 uur later" in clock_in_words("Africa/Kampala", DAY)
    # In summer Kampala is an hour ahead.
    assert "1 uur later" in clock_in_words("Africa/Kampala", date(2027, 7, 1))
    assert clock_in_words(DEVENTER, DAY) == ""


@pytest.fixture
def mission(db):
    return MissionFactory(slug="riga", zone=RIGA, stage=Stage.PREPARING, starts_on=DAY, ends_on=date(2027, 3, 6), apply_until=date(2027, 1, 1))  # fmt: skip


@pytest.fixture
def officer(client, db):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="trade office"))
    sign_in(client, user)
    return client


NEW = "/handelsmissies/riga/trade-office/programma/nieuw/"


def opened(officer, address=NEW, **typed):
    """Return what is sent of a form that was just opened: what stands there, and what was typed over it."""
    form = officer.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value()} | typed


def typed(**other):
    return {
        "title_nl": "Vlucht", "kind": "travel", "starts_on": "2027-03-03", "starts_time": "21:00", "ends_on": "2027-03-04",
        "ends_time": "00:30", "zone": DEVENTER, "ends_zone": RIGA, **other,
    }  # fmt: skip


def test_trade_office_puts_a_night_flight_on_the_programme_and_changes_it(officer, mission):
    assert officer.post(NEW, opened(officer, **typed())).status_code == 302
    flight = MissionItem.objects.get()
    assert (flight.starts_at, flight.ends_at, flight.sequence) == (
        datetime(2027, 3, 3, 20, tzinfo=UTC),
        datetime(2027, 3, 3, 22, 30, tzinfo=UTC),
        0,
    )
    page = officer.get("/handelsmissies/riga/trade-office/programma/").content.decode()
    assert "21:00 (Deventer, Midden-Europa) – 00:30 (Riga, de Baltische landen) op donderdag 4 maart 2027" in page
    address = f"/handelsmissies/riga/trade-office/programma/{flight.pk}/"
    values = opened(officer, address)
    assert (values["starts_time"], str(values["ends_on"])) == ("21:00", "2027-03-04")
    assert officer.post(address, {**values, "is_public": "on"}).status_code == 302
    flight.refresh_from_db()
    assert (flight.sequence, flight.is_public) == (0, True)
    assert officer.post(address, opened(officer, address, ends_time="00:45")).status_code == 302
    flight.refresh_from_db()
    assert flight.sequence == 1


def test_what_cannot_be_on_the_programme_is_said_and_stays_typed(officer, mission):
    for wrong, field in (
        ({"ends_on": "", "ends_time": "20:00"}, "ends_time"),
        ({"starts_on": "2027-02-01"}, "starts_on"),
        ({"starts_time": "25:00"}, "starts_time"),
        ({"ends_on": "2027-03-09"}, "ends_on"),
        ({"zone": "Mars/Olympus"}, "zone"),
    ):
        response = officer.post(NEW, opened(officer, **typed(**wrong)))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert 'value="Vlucht"' in response.content.decode()
    other = MissionCompanyFactory()
    assert officer.post(NEW, opened(officer, **typed(companies=[other.pk]))).status_code == 422
    assert not MissionItem.objects.exists()


def test_two_who_change_the_same_hour_choose(officer, mission):
    flight = MissionItemFactory(mission=mission)
    address = f"/handelsmissies/riga/trade-office/programma/{flight.pk}/"
    values = opened(officer, address)
    MissionItem.objects.filter(pk=flight.pk).update(venue="Zaal 1")
    response = officer.post(address, {**values, "venue": "Zaal 2"})
    assert response.status_code == 409
    assert "Zaal 1" in response.content.decode()
    # What only the other changed is taken over.
    assert officer.post(address, {**values, "host": "Kamer van Koophandel"}).status_code == 302
    flight.refresh_from_db()
    assert (flight.venue, flight.host) == ("Zaal 1", "Kamer van Koophandel")


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.CANCELLED])
def test_nothing_changes_when_a_mission_is_over(db, stage):
    flight = MissionItemFactory(mission__stage=stage)
    for act in (actions.change_item, actions.add_item):
        with pytest.raises(ValidationError, match="voorbij"):
            act(item=flight, companies=[], by=None)
    with pytest.raises(ValidationError, match="voorbij"):
        actions.remove_item(item=flight, by=None)
    assert MissionItem.objects.count() == 1


def test_removing_an_item_asks_first(officer, mission):
    flight = MissionItemFactory(mission=mission)
    address = f"/handelsmissies/riga/trade-office/programma/{flight.pk}/verwijderen/"
    assert flight.title in officer.get(address).content.decode()
    assert MissionItem.objects.going_on().exists()
    assert officer.post(address).status_code == 302
    assert officer.post(address).status_code == 302, "a second click"
    flight.refresh_from_db()
    assert (flight.cancelled_at is None, flight.sequence) == (False, 1)
    assert officer.get(f"/handelsmissies/riga/trade-office/programma/{flight.pk}/").status_code == 404


def test_what_is_taken_off_is_cancelled_in_calendars_and_on_no_page(officer, mission):
    own = MissionCompanyFactory(mission=mission, organisation=MembershipFactory().organisation)
    user = own.organisation.memberships.get().user
    gone, stays = (MissionItemFactory(mission=mission, is_public=True, title_nl=title) for title in ("Weg", "Blijft"))
    # Of another company alone: nobody else hears of it, on or off.
    theirs = MissionItemFactory(mission=mission, title_nl="Van een ander")
    theirs.companies.add(MissionCompanyFactory(mission=mission))
    for item in (gone, theirs):
        actions.remove_item(item=item, by=user)
    CalendarLinkFactory(user=user, digest=digest_of("geheim", purpose="calendar"))
    member = Client()
    sign_in(member, user)
    room = "/handelsmissies/riga/deelnemers/"
    for content in (
        Client().get("/agenda/mijn/geheim.ics").content,
        member.get("/handelsmissies/riga/programma.ics").content,
    ):
        _zones, found = entries(content)
        said = {title: (str(entry["STATUS"]), entry["SEQUENCE"]) for title, entry in found.items()}
        assert said == {"Weg": ("CANCELLED", 1), "Blijft": ("CONFIRMED", 0)}
        assert str(found["Weg"]["UID"]).startswith(str(gone.uid))
        assert found["Weg"].decoded("DTSTART") == gone.starts_at, "the day that programs must take it from"
    for client, page in (
        (Client(), "/handelsmissies/riga/"),
        (member, room),
        (officer, "/handelsmissies/riga/trade-office/programma/"),
        (officer, f"/beheer/events/mission/{mission.pk}/change/"),
    ):
        text = client.get(page).text
        assert "Blijft" in text and ">Weg<" not in text and 'value="Weg"' not in text, page
    assert "<b>1</b> onderdeel" in officer.get("/handelsmissies/riga/trade-office/").text
    assert set(mission.programme.going_on()) == {stays}
    with pytest.raises(ValidationError, match="intussen"):
        actions.change_item(item=gone, companies=[], by=user)
    # Three months later calendars have long forgotten it.
    with time_machine.travel(gone.ends_at + timedelta(days=100), tick=False):
        assert not MissionItem.objects.of_person(user).lately().exists()


def entries(content):
    read = Calendar.from_ical(content)
    zones = [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")]
    return zones, {str(entry["SUMMARY"]): entry for entry in read.walk("VEVENT")}


def test_calendar_holds_both_clocks_of_a_flight(mission):
    place = PlaceFactory(name_nl="Riga", latitude=56.95, longitude=24.1)
    flight = MissionItemFactory(
        mission=mission, title_nl="Vlucht", zone=DEVENTER, ends_zone=RIGA, place=place, venue="Lidosta",
        starts_at=at(DAY, time(9), DEVENTER), ends_at=at(DAY, time(12, 15)),
    )  # fmt: skip
    zones, found = entries(calendar([], name="Riga", programme=[flight]))
    assert zones == [DEVENTER, RIGA]
    entry = found["Vlucht"]
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (flight.starts_at, flight.ends_at)
    assert (entry["DTSTART"].params["TZID"], entry["DTEND"].params["TZID"]) == (DEVENTER, RIGA)
    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CONFIRMED", 0)
    assert "/handelsmissies/riga/deelnemers/" in str(entry["DESCRIPTION"])
    assert str(entry["LOCATION"]).startswith("Lidosta, Riga")
    mission.stage = Stage.CANCELLED
    _zones, found = entries(calendar([], name="Riga", programme=[flight]))
    assert (str(found["Vlucht"]["STATUS"]), found["Vlucht"]["SEQUENCE"]) == ("CANCELLED", 1)


def test_hour_that_comes_twice_is_written_in_utc(mission):
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    twice = MissionItemFactory(mission=mission, zone=RIGA, starts_at=second, ends_at=second + timedelta(hours=2))
    content = calendar([], name="Riga", programme=[twice]).decode()
    assert "DTSTART:20271031T013000Z" in content


def test_each_gets_what_is_for_all_and_for_the_own_company(mission):
    own = MissionCompanyFactory(mission=mission, organisation=MembershipFactory().organisation)
    other = MissionCompanyFactory(mission=mission)
    user = own.organisation.memberships.get().user
    for_all, for_own, for_other = (MissionItemFactory(mission=mission) for _number in range(3))
    for_own.companies.add(own, other)
    for_other.companies.add(other)
    # Of another mission, and of one from which the company withdrew.
    MissionItemFactory()
    withdrawn = MissionCompanyFactory(organisation=own.organisation, state="withdrawn")
    MissionItemFactory(mission=withdrawn.mission)
    assert set(MissionItem.objects.of_person(user)) == {for_all, for_own}
    assert not MissionItem.objects.of_person(UserFactory()).exists()
    link = CalendarLinkFactory(user=user, digest=digest_of("geheim", purpose="calendar"))
    _zones, found = entries(Client().get("/agenda/mijn/geheim.ics").content)
    assert set(found) == {for_all.title_nl, for_own.title_nl}
    client = Client()
    sign_in(client, user)
    _zones, found = entries(client.get("/handelsmissies/riga/programma.ics").content)
    assert set(found) == {for_all.title_nl, for_own.title_nl}
    assert link.user == user


def test_trade_office_sees_all_of_the_programme(officer, mission):
    only = MissionItemFactory(mission=mission)
    only.companies.add(MissionCompanyFactory(mission=mission))
    _zones, found = entries(officer.get("/handelsmissies/riga/programma.ics").content)
    assert set(found) == {only.title_nl}
