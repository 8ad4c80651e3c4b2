"""The agenda as calendar file, Atom and JSON-LD: what everyone may see, and nothing else, under each filter."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from events.actions import agenda as actions
from events.models import Event

from ..conftest import sign_in
from ..event_factories import EventFactory
from ..factories import (
    CountryFactory,
    GoalFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        # Nothing commits in a test, so what is kept would stay.
        caches["pages"].clear()
        yield


def uids_in_calendar(content):
    return [str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(content).events]


def uids_in_feed(content):
    found = ElementTree.fromstring(content).findall("atom:entry/atom:id", ATOM)
    return [entry.text.removeprefix("urn:uuid:") for entry in found]


def data_in(response):
    """Return the JSON-LD of a page."""
    return [
        json.loads(text)
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    ]


def uids(*events):
    return {str(event.uid) for event in events}


@pytest.fixture
def world():
    """Events that differ in all that one can filter by, those that few may see, and those that are over."""
    uganda = CountryFactory(iso2="UG", iso3="UGA", name_nl="Oeganda")
    sibiu = PlaceFactory(slug="sibiu", country=CountryFactory(iso2="RO", iso3="ROU"))
    network, organisation = NetworkFactory(slug="net"), OrganisationFactory(slug="wie")
    NetworkMembershipFactory(network=network, organisation=organisation)
    goal = GoalFactory()
    found = {
        "kind": EventFactory(kind="fair", title_nl="Jaarmarkt"),
        "country": EventFactory(),
        "city": EventFactory(place=sibiu),
        "goal": EventFactory(),
        "network": EventFactory(network=network),
        "organisation": EventFactory(organiser=organisation),
        "next_year": EventFactory(starts_at=NOW + timedelta(days=400)),
        "cancelled": EventFactory(status="cancelled"),
    }
    found["country"].countries.add(uganda)
    found["goal"].goals.add(goal)
    found["hidden"] = [
        EventFactory(network=network, audience="network", title_nl="Alleen voor leden"),
        EventFactory(status="draft", title_nl="Alleen voor leden", published_at=None),
        EventFactory(status="proposed", organiser=organisation, title_nl="Alleen voor leden", published_at=None),
    ]
    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["kind", "country", "city", "goal", "network", "organisation", "next_year", "cancelled"]),
        ("soort=fair", ["kind"]),
        ("land=ug", ["country"]),
        ("land=ro", ["city"]),
        ("stad=sibiu", ["city"]),
        ("doel=6", ["goal"]),
        ("netwerk=net", ["network"]),
        ("organisatie=wie", ["organisation"]),
        ("q=jaarmarkt", ["kind"]),
        ("van=2027-06-01", ["next_year"]),
        ("tot=2026-12-31&soort=fair", ["kind"]),
        ("soort=sport", []),
    ],
)
def test_each_filter_gives_in_feeds_what_the_list_shows(client, world, query, names):
    expected = uids(*(world[name] for name in names))
    shown = client.get(f"/agenda/?{query}")
    on_page = {str(event.uid) for _month, events in shown.context["months"] for event in events}
    assert on_page == expected
    calendar = client.get(f"/agenda.ics?{query}")
    assert sorted(uids_in_calendar(calendar.content)) == sorted(expected)
    assert sorted(uids_in_feed(client.get(f"/agenda/feed/?{query}").content)) == sorted(expected)
    in_data = {event["@id"].removeprefix("urn:uuid:") for data in data_in(shown) for event in data["@graph"]}
    assert in_data == expected
    for name in ("agenda.ics", "agenda/feed/"):
        assert f'href="/{name}?' in shown.content.decode() if query else f'href="/{name}"' in shown.content.decode()


def test_what_few_may_see_is_in_no_public_feed_whoever_asks(client, world):
    member = MembershipFactory(organisation=world["organisation"].organiser).user
    staff = UserFactory(is_staff=True, is_superuser=True)
    hidden = uids(*world["hidden"])
    for visitor in (None, MembershipFactory().user, member, staff):
        if visitor:
            sign_in(client, visitor)
        for address in ("/agenda.ics", "/agenda/feed/", "/agenda.ics?netwerk=net", "/agenda/feed/?organisatie=wie"):
            answer = client.get(address).content.decode()
            assert not [uid for uid in hidden if uid in answer], (visitor, address)
            assert "Alleen voor leden" not in answer
        assert not [
            data for data in data_in(client.get("/agenda/")) if hidden & set(re.findall(r"[0-9a-f-]{36}", str(data)))
        ]
    client.logout()
    assert "Alleen voor leden" not in client.get("/agenda.csv").content.decode()
    for event in world["hidden"]:
        assert client.get(f"/agenda/{event.slug}.ics").status_code == 404


def test_meeting_of_a_network_can_be_put_in_a_calendar_by_its_members_alone(client, world):
    meeting = world["hidden"][0]
    sign_in(client, MembershipFactory(organisation=world["organisation"].organiser).user)
    answer = client.get(f"/agenda/{meeting.slug}.ics")
    assert uids_in_calendar(answer.content) == [str(meeting.uid)]
    assert answer["Cache-Control"] == "private, no-store"
    assert data_in(client.get(f"/agenda/{meeting.slug}/")) == []
    # Nor may staff put in a calendar what is no event yet.
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    assert client.get(f"/agenda/{world['hidden'][1].slug}.ics").status_code == 404


def test_calendar_goes_on_showing_what_is_over_for_three_months_and_a_cancellation_for_one(client):
    def ended(days, **values):
        ends_at = NOW - timedelta(days=days)
        return EventFactory(starts_at=ends_at - timedelta(hours=2), ends_at=ends_at, **values)

    shown = [ended(89), ended(29, status="cancelled"), EventFactory(), EventFactory(status="cancelled")]
    ended(91), ended(31, status="cancelled"), ended(400)
    for address, read in (("/agenda.ics", uids_in_calendar), ("/agenda/feed/", uids_in_feed)):
        assert sorted(read(client.get(address).content)) == sorted(uids(*shown))


def test_feed_is_in_the_language_of_its_address(client):
    EventFactory(slug="lezing", title_nl="Lezing", title_en="Lecture", title_de="Vortrag")
    for prefix, title in (("", "Lezing"), ("/en", "Lecture"), ("/de", "Vortrag")):
        (event,) = Calendar.from_ical(client.get(f"{prefix}/agenda.ics").content).events
        assert event["SUMMARY"] == title
        assert event["URL"].endswith(f"{prefix}/agenda/lezing/")
        found = ElementTree.fromstring(client.get(f"{prefix}/agenda/feed/").content)
        assert found.find("atom:entry/atom:title", ATOM).text == title


def test_feed_is_called_after_its_filters(client, world):
    found = Calendar.from_ical(client.get("/agenda.ics?land=ug&soort=lecture").content)
    assert str(found["NAME"]).endswith("\\, Oeganda")
    titles = {
        ElementTree.fromstring(client.get(address).content).find("atom:title", ATOM).text
        for address in ("/agenda/feed/", "/agenda/feed/?land=ug")
    }
    assert len(titles) == 2


def test_program_that_has_the_file_is_told_so(client):
    EventFactory()
    first = client.get("/agenda.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Content-Disposition"] == 'attachment; filename="agenda.ics"'
    again = client.get("/agenda.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    one = client.get(f"/agenda/{Event.objects.get().slug}.ics")
    assert one["Content-Disposition"] == f'attachment; filename="{Event.objects.get().slug}.ics"'
    assert one["ETag"]
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        caches["pages"].clear()
        assert client.get("/agenda.ics")["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "query",
    [
        "van=gisteren",
        "van=2026-02-30",
        "van=2027-01-02&tot=2027-01-01",
        "land=zz",
        "soort=feest",
        "stad=%00",
        "van=0001-01-01",
    ],
)
@pytest.mark.parametrize("address", ["/agenda.ics", "/agenda/feed/", "/en/agenda.ics"])
def test_wrong_filter_is_refused_with_a_text(client, address, query):
    EventFactory()
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.content) > 10
    assert "BEGIN:VCALENDAR" not in answer.content.decode()


def test_change_and_cancellation_are_a_next_version_of_the_same_event(client):
    by, event = UserFactory(is_staff=True, is_superuser=True), EventFactory(title_nl="Lezing")

    def read():
        caches["pages"].clear()
        (found,) = Calendar.from_ical(client.get("/agenda.ics").content).events
        return str(found["UID"]), found["SEQUENCE"], str(found["STATUS"])

    first = read()
    change(event, by)
    changed = read()
    event.refresh_from_db()
    actions.cancel(event=event, reasons={"nl": "De spreker is ziek."}, by=by)
    cancelled = read()
    assert first[0] == changed[0] == cancelled[0] == f"{event.uid}@localhost"
    assert first[1] < changed[1] < cancelled[1]
    assert [version[2] for version in (first, changed, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def change(event, by):
    """Move an event an hour."""
    event.starts_at += timedelta(hours=1)
    event.ends_at += timedelta(hours=1)
    actions.change(event=event, by=by)


def test_what_was_changed_last_is_first_in_atom(client):
    by = UserFactory(is_staff=True, is_superuser=True)
    first = EventFactory()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        second = EventFactory(title_nl='Zeep & "water" <b>\x0b\x07')
    assert uids_in_feed(client.get("/agenda/feed/").content) == [str(second.uid), str(first.uid)]
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        caches["pages"].clear()
        change(first, by)
        content = client.get("/agenda/feed/").content
    assert uids_in_feed(content) == [str(first.uid), str(second.uid)]
    entries = ElementTree.fromstring(content).findall("atom:entry", ATOM)
    assert entries[1].find("atom:title", ATOM).text == 'Zeep & "water" <b>'
    assert entries[0].find("atom:updated", ATOM).text == "2026-11-27T12:02:00+00:00"


def test_feeds_cost_the_same_queries_with_any_number_of_events(client):
    place, organiser = PlaceFactory(), OrganisationFactory()
    costs = []
    for number in (1, 30):
        umbrella = EventFactory()
        for _n in range(number):
            EventFactory(place=place, organiser=organiser, umbrella=umbrella, description_nl="Wat.", reason_nl="Zo.")
        cost = []
        for address in ("/agenda.ics", "/agenda/feed/", f"/agenda/{umbrella.slug}.ics", f"/agenda/{umbrella.slug}/"):
            caches["pages"].clear()
            client.get(address)
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            cost.append(len(queries))
        costs.append(cost)
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 15
