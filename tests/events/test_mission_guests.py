"""Guests of a mission: their links, and what goes of them afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import mission_guests
from events.matching import score
from events.matching.scoring import Code
from events.missions.day_plan import participant_of
from events.missions.guest_links import token_of
from events.models import Counterpart, Party, Refusal, Stage, Wish
from events.tasks import missions as tasks
from tests.event_factories import GuestPartyFactory, MissionFactory, PartyFactory, RefusalFactory, WishFactory

pytestmark = pytest.mark.django_db


def test_a_new_link_stops_the_old_one_and_so_does_another_address():
    counterpart = GuestPartyFactory().counterpart
    tokens = []
    for _ in range(2):
        mission_guests.invite(counterpart=counterpart, by=None)
        counterpart.refresh_from_db()
        tokens.append(token_of(counterpart))
    assert [Counterpart.objects.of(token) for token in tokens] == [None, counterpart]
    counterpart.guest_email = "ander@example.org"
    mission_guests.save_counterpart(counterpart=counterpart, by=None)
    assert Counterpart.objects.of(tokens[1]) is None


def test_guests_and_wishes_go_some_time_after_the_mission(settings):
    last = timezone.localdate() - timedelta(days=settings.GUEST_DAYS)
    for days, kept in ((0, True), (1, False)):
        mission = MissionFactory(
            stage=Stage.FOLLOW_UP, starts_on=last - timedelta(days=days), ends_on=last - timedelta(days=days), apply_until=None
        )  # fmt: skip
        here = PartyFactory(company__mission=mission)
        Party.objects.filter(pk=here.pk).update(contact_name="Ans", contact_phone="06")
        there = GuestPartyFactory(counterpart__mission=mission)
        WishFactory(by=here, about=there)
        RefusalFactory(by=there, about=here)
        tasks.forget_mission_guests(0)
        here.refresh_from_db(), there.counterpart.refresh_from_db()
        assert bool(there.counterpart.guest_email and there.counterpart.guest_name) is kept
        assert bool(here.contact_name and here.contact_phone) is kept
        assert Wish.objects.filter(by=here).exists() is kept
        assert Refusal.objects.filter(by=there).exists() is kept


@pytest.mark.parametrize(("there", "names"), [(["water", "food", "other"], {"water en milieu"}), (["other"], set())])
def test_the_same_industry_suits_company_and_guest_unless_it_is_some_other(there, names):
    company = PartyFactory(company__industries=["water", "other"])
    guest = GuestPartyFactory(counterpart__mission=company.mission, counterpart__industries=there)
    here, there = participant_of(company), participant_of(guest)
    assert here.sectors & there.sectors == names
    assert (Code.SAME_SECTOR in {reason.code for reason in score(here, there).reasons}) == bool(names)
