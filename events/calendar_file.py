"""Events as a calendar file (iCalendar, RFC 5545, 7986): pure, of events whose place, organiser and umbrella are read.

The lines of an event are written here and not by `icalendar`, which takes four times as long over 5,000 events. It
makes the time zones, and in the tests its parser reads all back.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Timezone
from icalendar.parser import Parameters

from .models import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//International Office Deventer//Deventer Internationaal//NL"
# How often a calendar program should come back (RFC 7986, 5.7).
REFRESH = "PT6H"
# In octets, without the line break (RFC 5545, 3.1).
LONGEST_LINE = 75
LONGEST_TEXT = 500
# No text of a calendar holds them (RFC 5545, 3.3.11); a line break is written as \n.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What only says to a program how a text looks.
LINK_OF_MARKDOWN, MARKS_OF_MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)"), re.compile(r"^[#>]+ *|[*`]+", re.MULTILINE)


def calendar(events, *, name: str) -> bytes:
    """Return events as a file with all their time zones; texts are in the active language."""
    events, writer = list(events), Writer()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *zones_of(events),
    ]
    for event in events:
        lines += writer.lines_of(event)
    return "\r\n".join(map(folded, [*lines, "END:VCALENDAR", ""])).encode()


class Writer:
    """Writes the lines of one event after the other; what is the same for all of them is looked up once."""

    def __init__(self):
        self.language = get_language()
        self.kinds = {kind: escaped(label) for kind, label in Event.Kind.choices}
        self.addresses = settings.PORTAL_URL + reverse("events:event", args=["-"]).removesuffix("-/")
        self.office = organizer("International Office Deventer", settings.PORTAL_URL + reverse("home"))

    def lines_of(self, event) -> list[str]:
        """Return the lines of an event, not yet folded."""
        address, title = f"{self.addresses}{event.slug}/", event.title
        # The same each time the file is made, as long as nothing changed: a program that has it gets 304.
        changed = utc(event.updated_at)
        lines = [
            "BEGIN:VEVENT",
            f"UID:{uid_of(event)}",
            f"DTSTAMP:{changed}",
            f"LAST-MODIFIED:{changed}",
            f"CREATED:{utc(event.created_at)}",
            f"SEQUENCE:{event.sequence}",
            f"STATUS:{status_of(event)}",
            *moments_of(event),
            f"SUMMARY{self.language_of(title)}:{escaped(title)}",
            f"DESCRIPTION:{escaped(description_of(event, address))}",
            f"URL:{address}",
            f"CATEGORIES:{self.kinds[event.kind]}",
            self.organizer_of(event),
        ]
        if where := location_of(event):
            lines.append(f"LOCATION:{escaped(where)}")
        if event.place and event.place.latitude is not None:
            lines.append(f"GEO:{event.place.latitude:.6f};{event.place.longitude:.6f}")
        if event.umbrella and event.umbrella.is_public:
            lines.append(f"RELATED-TO;RELTYPE=PARENT:{uid_of(event.umbrella)}")
        return [*lines, "END:VEVENT"]

    def organizer_of(self, event) -> str:
        """Return who organises it: a name and its page, no e-mail address. Any address will do (RFC 5545, 3.3.3)."""
        organiser = event.organiser
        if organiser and organiser.is_public:
            return organizer(organiser.name, settings.PORTAL_URL + organiser.get_absolute_url())
        return self.office

    def language_of(self, text) -> str:
        """Return that a text is in another language than the file, where it had to fall back."""
        return f";LANGUAGE={text.lang}" if text.lang and text.lang != self.language else ""


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


def moments_of(event) -> list[str]:
    """Return when an event begins and ends: days, or moments on the clock of where it is held.

    The hour that comes twice when summer time ends means, on a local clock, the first (RFC 5545, 3.3.5); what stands in the
    second is written in UTC.
    """
    if event.is_all_day:
        until = event.last_day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.first_day:%Y%m%d}", f"DTEND;VALUE=DATE:{until:%Y%m%d}"]
    start, end = event.local_start, event.local_end
    if start.fold or end.fold:
        return [f"DTSTART:{utc(start)}", f"DTEND:{utc(end)}"]
    return [f"{name};TZID={event.zone}:{at:%Y%m%dT%H%M%S}" for name, at in (("DTSTART", start), ("DTEND", end))]


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
    """Return where one goes: venue, city and, abroad, the country; else the address to take part online."""
    parts = [event.venue]
    if event.place and event.place.name not in event.venue:
        parts.append(event.place.name)
    if event.place and event.place.country.iso2 != "NL":
        parts.append(event.place.country.name)
    return ", ".join(filter(None, parts)) or event.online_url


@lru_cache(maxsize=1_000)
def organizer(name: str, address: str) -> str:
    return f"ORGANIZER;{Parameters(CN=' '.join(clean(name).split())).to_ical().decode()}:{address}"


def zones_of(events) -> list[str]:
    """Return the lines of the time zones in which events are held, with the changes of summer time around them."""
    held = [event for event in events if not event.is_all_day]
    if not held:
        return []
    first, last = min(event.starts_at.year for event in held), max(event.ends_at.year for event in held)
    zones = sorted({event.zone for event in held})
    return [line for zone in zones for line in lines_of_zone(zone, first - 1, last + 2)]


@lru_cache(maxsize=200)
def lines_of_zone(zone: str, first: int, last: int) -> list[str]:
    """Return a VTIMEZONE that holds from the first day of one year to that of another."""
    made = Timezone.from_tzinfo(ZoneInfo(zone), zone, date(first, 1, 1), date(last, 1, 1))
    return made.to_ical().decode().replace("\r\n ", "").split("\r\n")[:-1]


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def clean(text: str) -> str:
    """Return a text without what no calendar holds; each kind of line break becomes one sign."""
    return CONTROLS.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Return a text as the value of a line (RFC 5545, 3.3.11).

    >>> escaped("Riga; Sibiu, Deventer")
    'Riga\\\\; Sibiu\\\\, Deventer'
    """
    return clean(text).replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, none of which cuts a sign in two (RFC 5545, 3.1)."""
    if len(line) <= LONGEST_LINE and (line.isascii() or len(line.encode()) <= LONGEST_LINE):
        return line
    octets, parts, start, room = line.encode(), [], 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        # An octet 10xxxxxx goes on with the sign before it.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end].decode())
        # The space at which the next part begins counts too.
        start, room = end, LONGEST_LINE - 1
    return "\r\n ".join([*parts, octets[start:].decode()])
