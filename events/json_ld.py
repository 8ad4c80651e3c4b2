"""Events as search engines read them: schema.org `Event` in JSON-LD. Of what everyone may see; what is not known is left out."""

from django.conf import settings
from django.urls import reverse

from .models import Event

SCHEMA = "https://schema.org"


def document(events, *, whole: bool = False) -> dict:
    """Return events as one JSON-LD document; `whole` says of each also what it is part of and what belongs to it."""
    return {"@context": SCHEMA, "@graph": [(whole_event if whole else event_data)(event) for event in events]}


def event_data(event) -> dict:
    return without_empty(
        {
            "@type": "Event",
            "@id": event.uid.urn,
            "name": str(event.title),
            "inLanguage": event.title.lang,
            "description": str(event.summary),
            "url": address_of(event),
            **moments_of(event),
            "eventStatus": f"{SCHEMA}/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
            "eventAttendanceMode": attendance_of(event),
            "location": locations_of(event),
            "organizer": organizer_of(event),
        }
    )


def whole_event(event) -> dict:
    """Return what is said on the page of an event. Asks the database for its parts, and when it was to begin at first."""
    data = event_data(event)
    if event.umbrella and event.umbrella.is_public:
        data["superEvent"] = in_short(event.umbrella)
    if parts := list(Event.objects.public().filter(umbrella=event)):
        data["subEvent"] = [in_short(part) for part in parts]
    if not event.is_cancelled and (previous := previous_start(event)):
        data["eventStatus"] = f"{SCHEMA}/EventRescheduled"
        data["previousStartDate"] = moment_of(event, previous)
    return data


def in_short(event) -> dict:
    return {"@type": "Event", "name": str(event.title), "url": address_of(event), **moments_of(event)}


def previous_start(event):
    """Return when an event that was moved was to begin before, as the public could read it last; None if it was not."""
    if not event.sequence:
        return None
    versions = Event.pgh_event_model.objects.filter(pgh_obj=event, status=Event.Status.PUBLISHED)
    others = versions.exclude(starts_at=event.starts_at)
    return others.order_by("-pgh_id").values_list("starts_at", flat=True).first()


def moments_of(event) -> dict:
    """Return when it is: moments with how far the clock is from UTC, or days, the last one included."""
    if event.is_all_day:
        return {"startDate": event.first_day.isoformat(), "endDate": event.last_day.isoformat()}
    return {"startDate": event.local_start.isoformat(), "endDate": event.local_end.isoformat()}


def moment_of(event, moment) -> str:
    local = moment.astimezone(event.local_start.tzinfo)
    return local.date().isoformat() if event.is_all_day else local.isoformat()


def attendance_of(event) -> str:
    """Return whether one goes there, takes part online, or may choose; "" where neither is filled in."""
    is_there, is_online = bool(event.venue or event.place), bool(event.online_url)
    mode = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}.get((is_there, is_online))
    return f"{SCHEMA}/{mode}EventAttendanceMode" if mode else ""


def locations_of(event) -> list:
    found = []
    if event.venue or event.place:
        place = event.place
        address = {"@type": "PostalAddress", "streetAddress": event.venue}
        if place:
            address |= {"addressLocality": str(place.name), "addressCountry": place.country.iso2}
        location = {"@type": "Place", "name": event.venue or str(place.name), "address": without_empty(address)}
        if place and place.latitude is not None:
            location["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
        found.append(location)
    if event.online_url:
        found.append({"@type": "VirtualLocation", "url": event.online_url})
    return found


def organizer_of(event) -> dict:
    if event.organiser and event.organiser.is_public:
        name, address = event.organiser.name, event.organiser.get_absolute_url()
    else:
        name, address = "International Office Deventer", reverse("home")
    return {"@type": "Organization", "name": name, "url": settings.PORTAL_URL + address}


def address_of(event) -> str:
    return settings.PORTAL_URL + event.get_absolute_url()


def without_empty(data: dict) -> dict:
    return {name: value for name, value in data.items() if value}
