"""The meetings of one party as a calendar file (iCalendar, RFC 5545): of rows whose day and parties are read."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, vText
from icalendar import Event as Entry

from ..calendar_file import PRODID, clean, organizer, zone_of
from ..models import Stage


def meeting_calendar(meetings, *, party, name: str) -> bytes:
    """Return the meetings of a party, also those that are off, with their time zones; texts in the active language."""
    meetings, file = list(meetings), Calendar()
    for key, value in {
        "VERSION": "2.0", "PRODID": PRODID, "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH", "NAME": vText(clean(name)),
        "X-WR-CALNAME": vText(clean(name)),
    }.items():  # fmt: skip
        file.add(key, value)
    years = [meeting.starts_at.year for meeting in meetings]
    for zone in sorted({meeting.day.zone for meeting in meetings}):
        file.add_component(zone_of(zone, min(years) - 1, max(years) + 2))
    for meeting in meetings:
        file.add_component(entry_of(meeting, party))
    return file.to_ical(sorted=False)


def entry_of(meeting, party) -> Entry:
    """Return one meeting. DTSTAMP is the same each time, as long as nothing changed."""
    day, entry = meeting.day, Entry()
    start, end = (at.astimezone(UTC) if at.fold else at for at in (meeting.starts_at, meeting.ends_at))
    is_off = meeting.cancelled_at is not None or day.mission.stage == Stage.CANCELLED
    table = _("table %(number)s") % {"number": meeting.table}
    for key, value in {
        # The host is that of the portal without its port, as for events.
        "UID": f"{meeting.uid}@{urlsplit(settings.PORTAL_URL).hostname}",
        "DTSTAMP": meeting.changed_at,
        "LAST-MODIFIED": meeting.changed_at,
        "SEQUENCE": meeting.sequence,
        "STATUS": "CANCELLED" if is_off else "CONFIRMED",
        "DTSTART": start,
        "DTEND": end,
        "SUMMARY": clean(meeting.other(party).name),
        "DESCRIPTION": clean(day.mission.title),
        "LOCATION": clean(", ".join(filter(None, [day.venue, table]))),
        "ORGANIZER": organizer("International Office Deventer", settings.PORTAL_URL + reverse("home")),
    }.items():
        entry.add(key, value)
    return entry
