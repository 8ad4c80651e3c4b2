"""Events, and programmes of trade missions, as a calendar file (iCalendar, RFC 5545, 7986): pure, of events whose place,
organiser and umbrella are read, and of items whose mission and place are.
"""

import re
from datetime import UTC, date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Entry

from .models import Event, Stage

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//International Office Deventer//Deventer Internationaal//NL"
# How often a calendar program should come back (RFC 7986, 5.7).
REFRESH = timedelta(hours=6)
LONGEST_TEXT = 500
# No text of a calendar holds them (RFC 5545, 3.3.11); a line break is written as \n.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What only says to a program how a text looks.
LINK_OF_MARKDOWN, MARKS_OF_MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)"), re.compile(r"^[#>]+ *|[*`]+", re.MULTILINE)


def calendar(events, *, name: str, programme=()) -> bytes:
    """Return events and items of programmes as a file with all their time zones; texts are in the active language."""
    events, items = list(events), list(programme)
    writer, file, title = Writer(), Calendar(), vText(clean(name))
    for key, value in {
        "VERSION": "2.0",
        "PRODID": PRODID,
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "NAME": title,
        "X-WR-CALNAME": title,
    }.items():
        file.add(key, value)
    file.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", REFRESH)
    for zone in zones_of(events, items):
        file.add_component(zone)
    for event in events:
        file.add_component(writer.entry_of(event))
    for item in items:
        file.add_component(writer.entry_of_item(item))
    return file.to_ical(sorted=False)


class Writer:
    """Writes one event after the other; what is the same for all of them is looked up once."""

    def __init__(self):
        self.language = get_language()
        self.kinds = {kind: str(label) for kind, label in Event.Kind.choices}
        self.addresses = settings.PORTAL_URL + reverse("events:event", args=["-"]).removesuffix("-/")
        self.office = organizer("International Office Deventer", settings.PORTAL_URL + reverse("home"))

    def entry_of(self, event) -> Entry:
        address, entry = f"{self.addresses}{event.slug}/", Entry()
        # DTSTAMP is the same each time the file is made, as long as nothing changed: a program that has it gets 304.
        start, end = moments_of(event)
        for key, value in {
            "UID": uid_of(event),
            "DTSTAMP": event.updated_at,
            "LAST-MODIFIED": event.updated_at,
            "CREATED": event.created_at,
            "SEQUENCE": event.sequence,
            "STATUS": status_of(event),
            "DTSTART": start,
            "DTEND": end,
            "DESCRIPTION": clean(description_of(event, address)),
            "URL": address,
            "CATEGORIES": [self.kinds[event.kind]],
            "ORGANIZER": self.organizer_of(event),
        }.items():
            entry.add(key, value)
        self.add_title(entry, event.title)
        if where := location_of(event):
            entry.add("LOCATION", clean(where))
        if event.place and event.place.latitude is not None:
            entry.add("GEO", (event.place.latitude, event.place.longitude))
        if event.umbrella and event.umbrella.is_public:
            entry.add("RELATED-TO", uid_of(event.umbrella), parameters={"RELTYPE": "PARENT"})
        return entry

    def entry_of_item(self, item) -> Entry:
        """Return something on the programme of a mission, also what was taken off. Of one that was called off each item is,
        under a higher number.
        """
        is_called_off = item.mission.stage == Stage.CANCELLED
        address = settings.PORTAL_URL + reverse("events:mission_room", args=[item.mission.slug])
        start, end = on_clocks(item.local_start, item.local_end)
        entry = Entry()
        for key, value in {
            "UID": uid_of(item),
            "DTSTAMP": item.changed_at,
            "LAST-MODIFIED": item.changed_at,
            "SEQUENCE": item.sequence + is_called_off,
            "STATUS": "CANCELLED" if is_called_off or item.cancelled_at else "CONFIRMED",
            "DTSTART": start,
            "DTEND": end,
            "DESCRIPTION": clean(
                "\n\n".join(filter(None, [item.mission.title, item.host, excerpt(item.note), address]))
            ),
            "URL": address,
            "CATEGORIES": [str(item.get_kind_display())],
            "ORGANIZER": self.office,
        }.items():
            entry.add(key, value)
        self.add_title(entry, item.title)
        if where := location_of(item):
            entry.add("LOCATION", clean(where))
        if item.place and item.place.latitude is not None:
            entry.add("GEO", (item.place.latitude, item.place.longitude))
        return entry

    def add_title(self, entry, title):
        """Say of a title in which language it is, where that is not the one of the file."""
        is_other = title.lang and title.lang != self.language
        entry.add("SUMMARY", clean(title), parameters={"LANGUAGE": title.lang} if is_other else None)

    def organizer_of(self, event) -> vCalAddress:
        """Return who organises it: a name and its page, no e-mail address. Any address will do (RFC 5545, 3.3.3)."""
        organiser = event.organiser
        if organiser and organiser.is_public:
            return organizer(organiser.name, settings.PORTAL_URL + organiser.get_absolute_url())
        return self.office


def uid_of(event) -> str:
    """Return by what calendars know an event, whatever changes of it.

    The host is that of the portal without its port: another address of the portal would double all events.
    """
    return f"{event.uid}@{urlsplit(settings.PORTAL_URL).hostname}"


def status_of(event) -> str:
    """Return whether an event goes on; in somebody's own calendar also that there is no certain place yet."""
    if event.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if getattr(event, "registration", None) in {"waiting", "offered"} else "CONFIRMED"


def moments_of(event) -> tuple:
    """Return when an event begins and ends: days, or moments on the clock of where it is held.

    The hour that comes twice when summer time ends means, on a local clock, the first (RFC 5545, 3.3.5); what stands in the
    second is written in UTC.
    """
    if event.is_all_day:
        return event.first_day, event.last_day + timedelta(days=1)
    return on_clocks(event.local_start, event.local_end)


def on_clocks(start, end) -> tuple:
    return (start.astimezone(UTC), end.astimezone(UTC)) if start.fold or end.fold else (start, end)


def description_of(event, address: str) -> str:
    parts = []
    if event.is_cancelled:
        parts.append(" ".join(filter(None, [_("This event is cancelled."), event.reason])))
    parts += [event.summary or excerpt(event.description), address]
    return "\n\n".join(filter(None, parts))


def excerpt(text: str) -> str:
    """Return how a text in Markdown begins, without its signs."""
    plain = MARKS_OF_MARKDOWN.sub("", LINK_OF_MARKDOWN.sub(r"\1", str(text)))
    return Truncator(plain.strip()).chars(LONGEST_TEXT) if plain else ""


def location_of(event) -> str:
    """Return where one goes: venue, city and, abroad, the country; else the address to take part online, if there is one."""
    parts = [event.venue]
    if event.place and event.place.name not in event.venue:
        parts.append(event.place.name)
    if event.place and event.place.country.iso2 != "NL":
        parts.append(event.place.country.name)
    return ", ".join(filter(None, parts)) or getattr(event, "online_url", "")


def organizer(name: str, address: str) -> vCalAddress:
    found = vCalAddress(address)
    found.params["CN"] = " ".join(clean(name).split())
    return found


def zones_of(events, items=()) -> list[Timezone]:
    """Return the time zones in which events and items begin or end, with the changes of summer time around them."""
    held = [*(event for event in events if not event.is_all_day), *items]
    if not held:
        return []
    first, last = min(each.starts_at.year for each in held), max(each.ends_at.year for each in held)
    zones = {each.zone for each in held} | {item.ends_zone for item in items if item.ends_zone}
    return [zone_of(zone, first - 1, last + 2) for zone in sorted(zones)]


@lru_cache(maxsize=200)
def zone_of(zone: str, first: int, last: int) -> Timezone:
    """Return a VTIMEZONE that holds from the first day of one year to that of another."""
    return Timezone.from_tzinfo(ZoneInfo(zone), zone, date(first, 1, 1), date(last, 1, 1))


def clean(text: str) -> str:
    """Return a text without what no calendar holds; each kind of line break becomes one sign."""
    return CONTROLS.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
