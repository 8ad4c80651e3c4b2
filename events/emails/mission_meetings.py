"""Mail about the meetings of a mission: to guests by their link, to companies where they keep their page."""

from django.utils import translation
from django.utils.translation import gettext as _

from deventer_intl.message import send
from organisations.emails import address

from ..missions.guest_links import token_of
from ..missions.meeting_calendar import meeting_calendar
from ..models import MissionMeeting, Party


def invitation(*, counterpart):
    """Ask a guest to fill in what they offer and seek, and whom they wish to meet."""
    language = counterpart.guest_language
    send(
        "events/email/guest_invitation",
        to=counterpart.guest_email,
        language=language,
        counterpart=counterpart,
        mission=counterpart.mission,
        url=address(language, "events:mission_guest", token_of(counterpart)),
    )


def fixed(*, day):
    """Tell everybody who takes part their meetings of a day; who has none is told that too."""
    to_parties("meetings_fixed", day, Party.objects.filter(mission=day.mission_id).taking_part())


def changed(*, day, parties):
    """Tell parties what their meetings have become. Why is said to nobody: it may be somebody's refusal."""
    to_parties("meetings_changed", day, Party.objects.filter(pk__in=parties))


def to_parties(name, day, parties):
    parties = list(parties.with_names().order_by("pk"))
    meetings = meetings_by_party(day)
    for party in parties:
        for email, language, url in readers_of(party):
            own = meetings.get(party.pk, [])
            send(
                f"events/email/{name}",
                to=email,
                language=language,
                attachments=[as_calendar_file(party, own, language)] if own else (),
                party=party,
                mission=day.mission,
                day=day,
                meetings=[(meeting, meeting.other(party)) for meeting in own if not meeting.cancelled_at],
                url=url,
            )


def meetings_by_party(day):
    """Return the meetings of a day by party, those that are off too: a calendar must hear of them."""
    found = {}
    for meeting in MissionMeeting.objects.filter(day=day).for_lists():
        meeting.day = day
        for pk in (meeting.here_id, meeting.there_id):
            found.setdefault(pk, []).append(meeting)
    return found


def readers_of(party):
    """Return to whom mail for a party goes, in which language, and where it reads on: (address, language, url)."""
    if party.is_company:
        memberships = party.company.organisation.memberships.reachable().select_related("user").order_by("pk")
        return [
            (
                each.user.email,
                each.user.language,
                address(each.user.language, "events:mission_meetings", party.mission.slug),
            )
            for each in memberships
        ]
    guest = party.counterpart
    if not guest.guest_email:
        return []
    url = address(guest.guest_language, "events:mission_guest", token_of(guest)) if guest.digest else ""
    return [(guest.guest_email, guest.guest_language, url)]


def as_calendar_file(party, meetings, language):
    with translation.override(language):
        content = meeting_calendar(meetings, party=party, name=_("Meetings of %(name)s") % {"name": party.name})
    return "gesprekken.ics", content, "text/calendar"
