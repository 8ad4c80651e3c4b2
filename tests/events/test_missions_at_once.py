"""Two who do something about one mission at the same moment: one of them is first, the other is told, and no row lies."""

from threading import Barrier, Thread
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from events.actions import (
    mission_applying,
    mission_meetings,
    mission_planning,
    mission_wishes,
    missions,
)
from events.missions.day_plan import DayPlan
from events.models import MeetingDay, Mission, MissionCompany, MissionMeeting, Refusal, Stage
from tests.event_factories import (
    GuestPartyFactory,
    MeetingDayFactory,
    MissionCompanyFactory,
    MissionFactory,
    PartyFactory,
    WishFactory,
)
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps):
    """Run steps in threads of their own from one moment on; returns what each came to: its value, or its refusal."""
    found, barrier = [None] * len(steps), Barrier(len(steps))

    def run(number, step):
        barrier.wait()
        try:
            found[number] = step()
        except ValidationError as refusal:
            found[number] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return found


def refusals(found):
    return [each for each in found if isinstance(each, ValidationError)]


@pytest.fixture
def office():
    return UserFactory(is_staff=True)


@pytest.fixture
def day():
    """Three companies that wish all of three guests, with a plan that was made."""
    day = MeetingDayFactory(mission__stage=Stage.PREPARING)
    here = [PartyFactory(company__mission=day.mission) for _ in range(3)]
    there = [GuestPartyFactory(counterpart__mission=day.mission) for _ in range(3)]
    for company in here:
        for guest in there:
            WishFactory(by=company, about=guest)
    mission_planning.ask_plan(day=day, version=day.version, by=None)
    day.refresh_from_db()
    day.here, day.there = here, there
    return day


def refuse(party, other):
    given = {"wishes": {}, "refusals": [other], "absent": {}, "contact_name": "", "contact_phone": ""}
    return lambda: mission_wishes.answer(party=party, by=None, **given)


def test_of_two_who_choose_for_the_last_place_one_is_refused(office):
    mission = MissionFactory(most_companies=1, told_at=None)
    waiting = [MissionCompanyFactory(mission=mission, state="applied") for _ in range(2)]

    def choose(company):
        return lambda: missions.choose(company=company, is_selected=True, reason="Past goed.", by=office)

    found = at_once(*map(choose, waiting))
    assert len(refusals(found)) == 1 == mission.companies.going().count()


def test_who_withdraws_while_it_is_chosen_does_not_go(office):
    company = MissionCompanyFactory(mission__told_at=None, state="applied")
    at_once(
        lambda: missions.choose(company=company, is_selected=True, reason="Past goed.", by=office),
        lambda: mission_applying.withdraw(company=company, by=office),
    )
    company.refresh_from_db()
    assert (company.state, company.reason) == ("withdrawn", "")


def test_nobody_applies_for_a_delegation_that_is_fixed_at_that_moment(office):
    mission = MissionFactory(told_at=None)
    MissionCompanyFactory(mission=mission)
    values = dict.fromkeys(("offers", "seeks", "targets"), "Pompen")
    given = {"organisation": OrganisationFactory(), "industries": ["water"], "languages": ["nl"], "by": office}
    found = at_once(
        lambda: missions.fix_delegation(mission=mission, by=office),
        lambda: mission_applying.apply(mission=mission, **given, **values),
    )
    assert len(refusals(found)) == 1
    mission.refresh_from_db()
    assert (mission.stage == Stage.FIXED) != mission.companies.waiting().exists()


def test_a_refusal_while_a_plan_is_made_leaves_no_meeting_of_the_two(day):
    mission_planning.ask_plan(day=day, version=day.version, by=None)
    day.refresh_from_db()
    found = at_once(
        lambda: mission_planning.make_plan(day=day, version=day.version, by=None),
        refuse(day.here[0], day.there[0]),
    )
    assert all(each.code == "stale" for each in refusals(found))
    assert Refusal.objects.count() == 1
    assert not day.meetings.going_on().of(day.here[0]).of(day.there[0]).exists()


def test_a_plan_is_fixed_as_it_was_seen_or_the_change_by_hand_is_late(day):
    row = day.meetings.going_on().select_related("here", "there", "day").first()
    found = at_once(
        lambda: mission_meetings.fix(day=day, version=day.version, by=None),
        lambda: mission_meetings.take_meeting_away(meeting=row, version=day.version, by=None),
    )
    [late] = refusals(found)
    assert late.code == "stale"
    assert MeetingDay.objects.get().is_fixed == MissionMeeting.objects.going_on().filter(pk=row.pk).exists()


def test_who_drops_out_while_the_plan_is_fixed_has_no_meeting(day, office):
    company = day.here[0].company
    at_once(
        lambda: mission_meetings.fix(day=day, version=day.version, by=None),
        lambda: mission_applying.withdraw(company=company, reason="Ziek.", by=office),
    )
    assert MissionCompany.objects.get(pk=company.pk).is_withdrawn
    assert not day.meetings.going_on().of(day.here[0]).exists()
    assert DayPlan(MeetingDay.objects.select_related("mission").get()).problems == []


def test_no_plan_is_fixed_of_a_mission_that_was_just_called_off(day, office):
    at_once(
        lambda: missions.call_off(mission=day.mission, reasons={"nl": "Storm."}, by=office),
        lambda: mission_meetings.fix(day=day, version=day.version, by=None),
    )
    assert Mission.objects.get().stage == Stage.CANCELLED
    assert not MissionMeeting.objects.going_on().exists()


def test_who_waits_for_a_day_sees_that_the_mission_was_called_off_meanwhile(day, office):
    """The step reads the mission after it got the lock, not together with the day as it was before."""
    day.meetings.all().delete()
    found = []

    def by_hand():
        place = {"here": day.here[0], "there": day.there[0], "round": 1, "table": 1, "is_pinned": False}
        found.extend(at_once(lambda: mission_meetings.add_meeting(day=day, version=day.version, by=None, **place)))

    late = Thread(target=by_hand)
    with transaction.atomic():
        missions.call_off(mission=day.mission, reasons={"nl": "Storm."}, by=office)
        late.start()
        sleep(0.5)
    late.join(30)
    [refusal] = refusals(found)
    assert refusal.code == "stage"
    assert not MissionMeeting.objects.exists()
