"""What holds for every day of meetings, also for who writes to the database past the portal."""

import pytest
from django.db import IntegrityError, connection, transaction

from events.models import Party
from tests.event_factories import (
    CounterpartFactory,
    GuestPartyFactory,
    MeetingDayFactory,
    MissionCompanyFactory,
    MissionMeetingFactory,
    PartyFactory,
    PresenceFactory,
    RefusalFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db

MEETING = (
    'INSERT INTO events_missionmeeting (uid, sequence, day_id, round, "table", here_id, there_id, is_pinned, changed_at) '
    "VALUES (gen_random_uuid(), 0, %s, %s, %s, %s, %s, false, now())"
)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(constraint, sql, *values):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        run(sql, *values)
    assert error.value.__cause__.diag.constraint_name == constraint


def test_who_takes_part_has_a_party_by_itself():
    company, counterpart = MissionCompanyFactory(), CounterpartFactory()
    assert (company.party.mission, company.party.name) == (company.mission, company.organisation.name)
    assert (counterpart.party.mission, counterpart.party.name) == (counterpart.mission, counterpart.name)
    assert [party.is_company for party in Party.objects.order_by("pk")] == [True, False]


def test_a_party_is_one_side_of_its_own_mission():
    party, other = PartyFactory(), GuestPartyFactory()
    refused("party_of_its_mission", "UPDATE events_party SET mission_id = %s WHERE id = %s", other.mission_id, party.pk)


def test_a_party_is_a_company_or_a_counterpart():
    party, counterpart = PartyFactory(), CounterpartFactory()
    Party.objects.filter(counterpart=counterpart).delete()
    refused("party_of_one_side", "UPDATE events_party SET counterpart_id = %s WHERE id = %s", counterpart.pk, party.pk)


@pytest.mark.parametrize("table", ["wish", "refusal"])
def test_a_wish_or_refusal_is_about_the_other_side_of_the_same_mission(table):
    wish = WishFactory() if table == "wish" else RefusalFactory()
    stranger, colleague = GuestPartyFactory(), PartyFactory(company__mission=wish.by.mission)
    for about in (stranger, colleague, wish.by):
        refused("across_the_table", f"UPDATE events_{table} SET about_id = %s WHERE id = %s", about.pk, wish.pk)


@pytest.fixture
def meeting():
    return MissionMeetingFactory()


def pair(day):
    return PartyFactory(company__mission=day.mission), GuestPartyFactory(counterpart__mission=day.mission)


def test_a_company_is_not_at_two_tables(meeting):
    _here, there = pair(meeting.day)
    refused("meeting_here_once_a_round", MEETING, meeting.day_id, 1, 2, meeting.here_id, there.pk)


def test_a_guest_is_not_at_two_tables(meeting):
    here, _there = pair(meeting.day)
    refused("meeting_there_once_a_round", MEETING, meeting.day_id, 1, 2, here.pk, meeting.there_id)


def test_a_table_has_one_meeting_a_round(meeting):
    here, there = pair(meeting.day)
    refused("meeting_table_once_a_round", MEETING, meeting.day_id, 1, 1, here.pk, there.pk)


def test_a_pair_meets_once(meeting):
    refused("meeting_of_a_pair_once", MEETING, meeting.day_id, 2, 2, meeting.here_id, meeting.there_id)


@pytest.mark.parametrize(("round", "table"), [(0, 1), (5, 1), (1, 0), (1, 4)])
def test_a_meeting_has_a_round_and_a_table_that_are_there(meeting, round, table):
    here, there = pair(meeting.day)
    refused("meeting_can_be", MEETING, meeting.day_id, round, table, here.pk, there.pk)


def test_a_meeting_is_of_two_sides_of_the_mission(meeting):
    here, there = pair(meeting.day)
    refused("meeting_can_be", MEETING, meeting.day_id, 2, 2, there.pk, here.pk)


def test_a_meeting_of_another_mission_is_refused(meeting):
    here, _there = pair(meeting.day)
    refused("meeting_can_be", MEETING, meeting.day_id, 2, 2, here.pk, GuestPartyFactory().pk)


@pytest.mark.parametrize("by_guest", [True, False])
def test_who_refused_each_other_do_not_meet(by_guest):
    day = MeetingDayFactory()
    here, there = pair(day)
    RefusalFactory(by=there if by_guest else here, about=here if by_guest else there)
    refused("meeting_not_refused", MEETING, day.pk, 1, 1, here.pk, there.pk)


def test_a_day_ends_before_midnight_on_its_own_clock():
    day = MeetingDayFactory(zone="Europe/Riga")
    at = f"{day.local_start:%Y-%m-%d} 22:30:00 Europe/Riga"
    refused("meeting_day_before_midnight", "UPDATE events_meetingday SET starts_at = %s WHERE id = %s", at, day.pk)


@pytest.mark.parametrize("column", ["rounds", "tables"])
def test_a_day_keeps_the_rounds_and_tables_of_its_meetings(column):
    meeting = MissionMeetingFactory(round=3, table=3)
    sql = f"UPDATE events_meetingday SET {column} = 2 WHERE id = %s"
    refused("meeting_day_holds_its_meetings", sql, meeting.day_id)


@pytest.mark.parametrize(("column", "value"), [("rounds", 25), ("tables", 0), ("minutes", 4), ("minutes_between", 61)])
def test_a_day_has_a_size_that_can_be_held(column, value):
    day = MeetingDayFactory(minutes_between=0)
    refused("meeting_day_sizes", f"UPDATE events_meetingday SET {column} = %s WHERE id = %s", value, day.pk)


def test_who_left_is_not_there_from_that_round_on():
    presence = PresenceFactory(absent=[1], gone_from=3)
    assert [presence.is_there(number) for number in presence.day.all_rounds] == [False, True, False, False]
