"""A day of meetings of three companies and three guests, and the steps that tests take with it."""

import pytest
from django.core import mail

from events.actions import mission_meetings, mission_planning, mission_wishes
from events.models import Stage
from tests.event_factories import (
    GuestPartyFactory,
    MeetingDayFactory,
    PartyFactory,
    WishFactory,
)
from tests.factories import MembershipFactory


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
