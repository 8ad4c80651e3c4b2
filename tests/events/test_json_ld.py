"""The agenda as search engines read it: JSON-LD in the pages."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from events.actions import agenda as actions
from events.json_ld import document
from events.models import Event

from ..event_factories import EventFactory
from ..factories import CountryFactory, NetworkFactory, OrganisationFactory, PlaceFactory, UserFactory
from .test_feeds import change, data_in, now  # noqa: F401

pytestmark = pytest.mark.django_db


def graph(event, **options):
    (found,) = document([event], **options)["@graph"]
    return found


def test_event_as_search_engines_read_it(client):
    romania = CountryFactory(iso2="RO", iso3="ROU", name_nl="Roemenië")
    sibiu = PlaceFactory(slug="sibiu", name_nl="Sibiu", country=romania, latitude=45.79, longitude=24.15)
    days = EventFactory(title_nl="Hanzedagen", slug="hanzedagen", is_all_day=True,
                        starts_at=datetime(2027, 6, 9, 22, tzinfo=UTC), ends_at=datetime(2027, 6, 12, 22, tzinfo=UTC))  # fmt: skip
    event = EventFactory(
        title_nl="</script><b>Forum", summary_nl="Over handel.", zone="Europe/Bucharest", place=sibiu, venue="Casa",
        online_url="https://meet.example/forum", organiser=OrganisationFactory(name="Wie", slug="wie"), umbrella=days,
        starts_at=datetime(2027, 6, 10, 7, tzinfo=UTC), ends_at=datetime(2027, 6, 10, 9, tzinfo=UTC),
    )  # fmt: skip
    EventFactory(umbrella=days, audience="network", network=NetworkFactory())
    page = client.get(f"/agenda/{event.slug}/")
    assert "</script><b>" not in page.content.decode()
    (data,) = data_in(page)
    assert data["@context"] == "https://schema.org"
    (found,) = data["@graph"]
    assert found == {
        "@type": "Event",
        "@id": event.uid.urn,
        "name": "</script><b>Forum",
        "inLanguage": "nl",
        "description": "Over handel.",
        "url": f"http://localhost:8000/agenda/{event.slug}/",
        "startDate": "2027-06-10T10:00:00+03:00",
        "endDate": "2027-06-10T12:00:00+03:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Casa",
                "address": {
                    "@type": "PostalAddress", "streetAddress": "Casa", "addressLocality": "Sibiu", "addressCountry": "RO",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 45.79, "longitude": 24.15},
            },
            {"@type": "VirtualLocation", "url": "https://meet.example/forum"},
        ],
        "organizer": {"@type": "Organization", "name": "Wie", "url": "http://localhost:8000/organisaties/wie/"},
        "superEvent": {
            "@type": "Event", "name": "Hanzedagen", "url": "http://localhost:8000/agenda/hanzedagen/",
            "startDate": "2027-06-10", "endDate": "2027-06-12",
        },
    }  # fmt: skip
    (umbrella,) = data_in(client.get("/agenda/hanzedagen/"))[0]["@graph"]
    assert (umbrella["startDate"], umbrella["endDate"]) == ("2027-06-10", "2027-06-12")
    assert [part["url"] for part in umbrella["subEvent"]] == [f"http://localhost:8000/agenda/{event.slug}/"]
    assert umbrella["organizer"]["name"] == "International Office Deventer"
    assert "location" not in umbrella
    assert "eventAttendanceMode" not in umbrella


def test_moved_and_cancelled_events_say_so_to_search_engines():
    by = UserFactory(is_staff=True, is_superuser=True)
    event = EventFactory(starts_at=datetime(2027, 3, 27, 18, 30, tzinfo=UTC), online_url="https://meet.example/")
    assert graph(event, whole=True)["eventStatus"].endswith("EventScheduled")
    change(event, by)
    found = graph(Event.objects.get(), whole=True)
    assert found["eventStatus"].endswith("EventRescheduled")
    assert (found["previousStartDate"], found["startDate"]) == (
        "2027-03-27T19:30:00+01:00",
        "2027-03-27T20:30:00+01:00",
    )
    assert found["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")
    actions.cancel(event=Event.objects.get(), reasons={"nl": "Ziek."}, by=by)
    assert graph(Event.objects.get(), whole=True)["eventStatus"].endswith("EventCancelled")


def test_offset_is_that_of_the_clock_on_the_day():
    summer = EventFactory(starts_at=datetime(2027, 3, 28, 17, 30, tzinfo=UTC))
    winter = EventFactory(starts_at=datetime(2027, 3, 27, 18, 30, tzinfo=UTC))
    assert graph(summer)["startDate"] == "2027-03-28T19:30:00+02:00"
    assert graph(winter)["startDate"] == "2027-03-27T19:30:00+01:00"
    assert timezone.is_aware(summer.starts_at)
