"""Wishes become a plan, which people change by hand: nobody loses anything, and who comes second is told so."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import translation

from events.actions import mission_guests, mission_meetings, mission_planning
from events.missions.day_plan import DayPlan
from events.missions.plan_table import PlanTable
from events.models import Party, Stage
from events.tasks import missions as tasks
from tests.event_factories import (
    GuestPartyFactory,
    MeetingDayFactory,
    MissionFactory,
    MissionMeetingFactory,
    RefusalFactory,
)

from .planned_days import answer, code_of, places, plan

pytestmark = pytest.mark.django_db


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


def test_a_plan_with_something_wrong_is_not_fixed(day):
    plan(day)
    answer(day.here[0], absent={day: set(day.all_rounds)})
    day.refresh_from_db()
    with pytest.raises(ValidationError, match=day.here[0].name):
        mission_meetings.fix(day=day, version=day.version, by=None)
    assert not day.is_fixed


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
