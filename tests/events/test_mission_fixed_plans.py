"""A plan that is fixed is changed and mended: whoever it touches is told, on paper and in their calendars."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from events.actions import mission_guests, mission_meetings, mission_planning
from events.missions.day_plan import DayPlan
from events.missions.guest_links import token_of
from events.missions.meeting_calendar import meeting_calendar
from events.models import Counterpart, MissionCompany, Party
from tests.event_factories import (
    MissionMeetingFactory,
)

from .planned_days import answer, fix, places, plan

pytestmark = pytest.mark.django_db


def test_fixing_mails_everybody_their_own_meetings_and_link(day):
    guest = day.there[0].counterpart
    guest.invited_at = timezone.now()
    guest.save()
    mission_guests.invite(counterpart=guest, by=None)
    mail.outbox.clear()
    plan(day)
    mission_meetings.fix(day=day, version=day.version, by=None)
    members = {party.company.organisation.memberships.get().user.email for party in day.here}
    guests = {party.counterpart.guest_email for party in day.there}
    assert {message.to[0] for message in mail.outbox} == members | guests
    (own,) = (message for message in mail.outbox if message.to == [guest.guest_email])
    guest.refresh_from_db()
    assert token_of(guest) in own.body
    assert sorted(party.name for party in day.here if party.name in own.body) == sorted(each.name for each in day.here)
    assert Counterpart.objects.of(token_of(guest)) == guest


def test_a_refusal_after_fixing_ends_the_meeting_and_tells_the_other_no_reason(day):
    fix(day)
    answer(day.there[0], refusals=[day.here[0]])
    assert (day.here[0].pk, day.there[0].pk) not in places(day)
    row = day.meetings.get(here=day.here[0], there=day.there[0])
    assert (row.sequence, row.cancelled_at is not None) == (1, True)
    member = day.here[0].company.organisation.memberships.get().user
    assert {message.to[0] for message in mail.outbox} == {member.email, day.there[0].counterpart.guest_email}
    (told,) = (message for message in mail.outbox if message.to == [member.email])
    assert day.there[0].name not in told.body
    ics = Calendar.from_ical(told.attachments[0].content)
    assert [str(entry["STATUS"]) for entry in ics.walk("VEVENT")].count("CANCELLED") == 1


def test_a_company_that_drops_out_loses_its_meetings_and_only_the_others_of_them_are_told(day):
    fix(day)
    company = day.here[0].company
    MissionCompany.objects.filter(pk=company.pk).update(state="withdrawn")
    mission_planning.leave(party=company.party, by=None)
    assert day.meetings.going_on().of(day.here[0]).count() == 0
    assert day.meetings.going_on().count() == 6
    assert {party.counterpart.guest_email for party in day.there} < {message.to[0] for message in mail.outbox}
    assert day.here[1].company.organisation.memberships.get().user.email not in {each.to[0] for each in mail.outbox}


def test_a_no_show_is_replanned_from_that_round_on_and_earlier_rounds_stay(day):
    fix(day)
    # Also one that was pinned: it cannot be held.
    day.meetings.of(day.there[0]).filter(round__gte=2).update(is_pinned=True)
    before = places(day)
    mission_planning.mark_gone(party=day.there[0], day=day, from_round=2, version=day.version, by=None)
    after = places(day)
    assert {pair: place for pair, place in before.items() if place[0] == 1} == {
        pair: place for pair, place in after.items() if place[0] == 1
    }
    assert all(place[0] == 1 for pair, place in after.items() if day.there[0].pk in pair)
    assert DayPlan(day).problems == []
    assert mail.outbox
    day.refresh_from_db()
    mission_planning.mark_back(party=day.there[0], day=day, version=day.version, by=None)
    plan(day, from_round=2)
    assert len(places(day)) == 9
    # Each pair is one event of a calendar, whatever became of it.
    assert day.meetings.count() == 9


def test_after_another_hour_all_calendars_are_told(day):
    fix(day)
    mission_meetings.change_day(day=day, values={"starts_at": day.starts_at + timedelta(hours=1)}, by=None)
    assert {row.sequence for row in day.meetings.all()} == {1}
    assert len(mail.outbox) == 6


@pytest.mark.parametrize("zone", ["Europe/Riga", "Africa/Kampala"])
def test_a_calendar_gives_the_clock_of_where_it_is(zone):
    meeting = MissionMeetingFactory(day__zone=zone, round=2)
    file = Calendar.from_ical(meeting_calendar([meeting], party=meeting.here, name="Gesprekken"))
    (entry,) = file.walk("VEVENT")
    assert [str(each["TZID"]) for each in file.walk("VTIMEZONE")] == [zone]
    assert (f"{entry.decoded('DTSTART'):%H:%M}", entry["DTSTART"].params["TZID"]) == ("10:25", zone)
    assert str(entry["SUMMARY"]) == meeting.there.name
    again = meeting_calendar([meeting], party=meeting.here, name="Gesprekken")
    assert again == meeting_calendar([meeting], party=meeting.here, name="Gesprekken")


def test_who_others_were_told_to_meet_is_not_removed_but_withdraws(day):
    fix(day)
    guest = day.there[0].counterpart
    with pytest.raises(ValidationError):
        mission_guests.remove(counterpart=guest, by=None)
    mission_guests.withdraw(counterpart=guest, by=None)
    assert day.meetings.going_on().of(day.there[0]).count() == 0
    mission_guests.come_back(counterpart=guest, by=None)
    assert Party.objects.taking_part().filter(pk=day.there[0].pk).exists()
