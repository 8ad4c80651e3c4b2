"""Wishes become a plan, which people change, fix and mend: nobody loses anything, and whoever it touches is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from icalendar import Calendar

from events import tasks
from events.actions import mission_guests, mission_meetings, mission_planning, mission_wishes
from events.missions.day_plan import DayPlan
from events.missions.guest_links import token_of
from events.missions.meeting_calendar import meeting_calendar
from events.missions.plan_table import PlanTable
from events.models import Counterpart, MissionCompany, Party, Stage
from tests.event_factories import (
    GuestPartyFactory,
    MeetingDayFactory,
    MissionFactory,
    MissionMeetingFactory,
    PartyFactory,
    RefusalFactory,
    WishFactory,
)
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Three companies and three guests, each of whom wishes all of the other side."""
    day = MeetingDayFactory(mission__stage=Stage.PREPARING, venue="Rätsepa 1")
    here = [PartyFactory(company__mission=day.mission) for _ in range(3)]
    there = [GuestPartyFactory(counterpart__mission=day.mission) for _ in range(3)]
    for company in here:
        MembershipFactory(organisation=company.company.organisation)
        for guest in there:
            WishFactory(by=company, about=guest)
    day.here, day.there = here, there
    return day


def plan(day, **about):
    day.refresh_from_db()
    mission_planning.ask_plan(day=day, version=day.version, by=None, **about)
    day.refresh_from_db()


def fix(day):
    plan(day)
    mission_meetings.fix(day=day, version=day.version, by=None)
    day.refresh_from_db()
    mail.outbox.clear()


def answer(party, **about):
    given = {"wishes": {}, "refusals": [], "absent": {}, "contact_name": "", "contact_phone": "", **about}
    return mission_wishes.answer(party=party, by=None, **given)


def places(day):
    return {(row.here_id, row.there_id): (row.round, row.table) for row in day.meetings.going_on()}


def code_of(error):
    return error.value.error_list[0].code


def test_a_plan_fulfils_all_wishes_where_all_can_be(day):
    plan(day)
    assert set(places(day)) == {(here.pk, there.pk) for here in day.here for there in day.there}
    assert DayPlan(day).problems == []
    assert mail.outbox == []


def test_a_plan_says_why_a_wish_could_not_be(day):
    RefusalFactory(by=day.there[0], about=day.here[0])
    answer(day.there[1], absent={day: set(day.all_rounds)})
    plan(day)
    with translation.override("en"):
        said = {each["why"] for each in PlanTable(DayPlan(day)).obstacles}
    assert said == {
        f"{day.there[0].name} does not want this meeting. Tell nobody.",
        "There is no round in which both are there.",
    }
    assert day.meetings.going_on().of(day.there[1]).count() == 0


def test_who_withdrew_is_named_as_what_stands_in_the_way(day):
    mission_guests.withdraw(counterpart=day.there[0].counterpart, by=None)
    plan(day)
    with translation.override("en"):
        said = [each["why"] for each in PlanTable(DayPlan(day)).obstacles]
    assert said == [f"{day.there[0].name} does not take part (any more)."] * 3
    assert {party.takes_part for party in Party.objects.with_names().taking_part()} == {True}


def test_with_no_solution_at_all_there_is_an_empty_plan_and_what_stands_in_the_way(day):
    for guest in day.there:
        answer(guest, absent={day: set(day.all_rounds)})
    plan(day)
    assert places(day) == {}
    assert len(DayPlan(day).obstacles) == 9


def test_a_pinned_meeting_stays_and_a_pinned_one_that_cannot_be_is_named(day):
    row = MissionMeetingFactory(day=day, here=day.here[0], there=day.there[0], round=4, table=3, is_pinned=True)
    plan(day)
    assert places(day)[row.here_id, row.there_id] == (4, 3)
    answer(day.here[0], wishes={}, absent={day: {4}})
    with pytest.raises(ValidationError) as error:
        plan(day)
    assert day.here[0].name in error.value.messages[0]


def test_who_comes_second_is_told_so(day):
    plan(day)
    row = day.meetings.first()
    old = day.version - 1
    steps = [
        lambda: mission_planning.make_plan(day=day, version=old, by=None),
        lambda: mission_meetings.fix(day=day, version=old, by=None),
        lambda: mission_meetings.take_meeting_away(meeting=row, version=old, by=None),
        lambda: mission_planning.mark_gone(party=day.here[0], day=day, from_round=2, version=old, by=None),
    ]
    before = places(day)
    for step in steps:
        with pytest.raises(ValidationError) as error:
            step()
        assert code_of(error) == "stale"
    assert places(day) == before


def test_a_meeting_by_hand_is_refused_in_words_and_nothing_changes(day):
    first = MissionMeetingFactory(day=day, here=day.here[0], there=day.there[0], round=1, table=1)
    other = MissionMeetingFactory(day=day, here=day.here[1], there=day.there[1], round=2, table=1)
    RefusalFactory(by=day.there[2], about=day.here[2])
    add = {"day": day, "is_pinned": False, "version": day.version, "by": None}
    with translation.override("en"):
        for about, said in [
            ({"here": day.here[0], "there": day.there[2], "round": 1, "table": 2}, "has two meetings in round 1"),
            ({"here": day.here[2], "there": day.there[1], "round": 1, "table": 1}, "Table 1 is taken in round 1"),
            ({"here": day.here[2], "there": day.there[2], "round": 1, "table": 2}, "does not want this meeting"),
            ({"here": day.here[0], "there": day.there[0], "round": 3, "table": 1}, "meet twice"),
            ({"here": day.here[0], "there": day.there[1], "round": 9, "table": 1}, "There is no round 9"),
        ]:
            with pytest.raises(ValidationError, match=said):
                mission_meetings.add_meeting(**add, **about)
        with pytest.raises(ValidationError, match="Table 1 is taken"):
            mission_meetings.change_meeting(
                meeting=other, round=1, table=1, is_pinned=False, version=day.version, by=None
            )
    assert places(day) == {(first.here_id, first.there_id): (1, 1), (other.here_id, other.there_id): (2, 1)}


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


def test_a_plan_with_something_wrong_is_not_fixed(day):
    plan(day)
    answer(day.here[0], absent={day: set(day.all_rounds)})
    day.refresh_from_db()
    with pytest.raises(ValidationError, match=day.here[0].name):
        mission_meetings.fix(day=day, version=day.version, by=None)
    assert not day.is_fixed


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


def test_who_met_on_another_day_of_the_mission_is_not_planned_again(day):
    plan(day)
    second = MeetingDayFactory(mission=day.mission)
    plan(second)
    assert places(second) == {}


def test_a_large_plan_is_made_by_a_job_unless_somebody_changed_it_meanwhile(day, monkeypatch):
    monkeypatch.setattr(mission_planning, "AT_ONCE", 2)
    assert mission_planning.ask_plan(day=day, version=day.version, by=None) is False
    day.refresh_from_db()
    assert day.planning_since
    assert places(day) == {}
    tasks.make_meeting_plan(day_id=day.pk, version=day.version - 1, from_round=1)
    assert places(day) == {}
    tasks.make_meeting_plan(day_id=day.pk, version=day.version, from_round=1)
    day.refresh_from_db()
    assert (len(places(day)), day.planning_since) == (9, None)


def test_too_many_are_refused_with_a_clear_text(day, monkeypatch):
    monkeypatch.setattr("events.matching.checking.MOST_PARTICIPANTS", 5)
    with translation.override("en"), pytest.raises(ValidationError, match="More than 500 take part"):
        plan(day)


def test_a_day_does_not_go_on_after_midnight_there_and_keeps_what_its_plan_uses(day):
    plan(day)
    late = {"starts_at": day.starts_at + timedelta(hours=13), "rounds": 4}
    for values, field in [(late, "rounds"), ({"tables": 1}, "tables"), ({"rounds": 1}, "rounds")]:
        with pytest.raises(ValidationError) as error:
            mission_meetings.change_day(day=day, values=values, by=None)
        assert list(error.value.error_dict) == [field]


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


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.FOLLOW_UP, Stage.CLOSED, Stage.CANCELLED])
def test_outside_its_stages_nothing_of_a_mission_changes(stage):
    mission = MissionFactory(stage=stage)
    day, party = MeetingDayFactory(mission=mission), GuestPartyFactory(counterpart__mission=mission)
    for step in (
        lambda: plan(day),
        lambda: answer(party),
        lambda: mission_guests.invite(counterpart=party.counterpart, by=None),
        lambda: mission_guests.withdraw(counterpart=party.counterpart, by=None),
    ):
        with pytest.raises(ValidationError) as error:
            step()
        assert code_of(error) in {"stage", "problem"}


def test_who_others_were_told_to_meet_is_not_removed_but_withdraws(day):
    fix(day)
    guest = day.there[0].counterpart
    with pytest.raises(ValidationError):
        mission_guests.remove(counterpart=guest, by=None)
    mission_guests.withdraw(counterpart=guest, by=None)
    assert day.meetings.going_on().of(day.there[0]).count() == 0
    mission_guests.come_back(counterpart=guest, by=None)
    assert Party.objects.taking_part().filter(pk=day.there[0].pk).exists()
