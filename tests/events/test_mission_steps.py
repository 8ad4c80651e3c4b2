"""The steps of a mission and the choice of companies: what can be done, what is refused, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.actions import missions as actions
from events.models import Mission, Stage
from tests.event_factories import CounterpartFactory, MissionCompanyFactory, MissionFactory
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def office():
    return UserFactory(is_staff=True)


def applied(mission, **values):
    """Return a company that applied, whose page somebody keeps."""
    company = MissionCompanyFactory(mission=mission, state="applied", **values)
    MembershipFactory(organisation=company.organisation)
    return company


def mailed():
    """Return (subject, to) of all that was mailed, and forget it."""
    found = sorted((message.subject, message.to[0]) for message in mail.outbox)
    mail.outbox.clear()
    return found


def refused(text, step, **values):
    with pytest.raises(ValidationError, match=text):
        step(**values)


def test_a_mission_is_opened_with_days_that_are_to_come(office):
    mission = MissionFactory(stage=Stage.IDEA, starts_on=None, is_published=False)
    refused("Vul de dagen van de missie in", actions.open_for_companies, mission=mission, by=office)
    Mission.objects.update(starts_on=TODAY() + timedelta(9), ends_on=TODAY() + timedelta(9))
    refused("Vul in tot en met wanneer", actions.open_for_companies, mission=mission, by=office)
    Mission.objects.update(apply_until=TODAY() - timedelta(1))
    refused("is voorbij", actions.open_for_companies, mission=mission, by=office)
    Mission.objects.update(apply_until=TODAY())
    opened = actions.open_for_companies(mission=mission, by=office)
    assert (opened.stage, opened.is_published) == (Stage.OPEN, True)
    assert Mission.objects.open().get() == mission


def test_a_delegation_is_fixed_when_nobody_waits_and_everyone_is_told_once(office):
    mission = MissionFactory(told_at=None)
    yes, no, waits = applied(mission), applied(mission), applied(mission, organisation__name="Wacht nog")
    actions.choose(company=yes, is_selected=True, reason="Past goed.", by=office)
    actions.choose(company=no, is_selected=False, reason="Verkoopt daar al.", by=office)
    assert mailed() == []
    refused("Wacht nog", actions.fix_delegation, mission=mission, by=office)
    actions.withdraw(company=waits, reason="Belde af.", by=office)
    mailed()
    actions.fix_delegation(mission=mission, by=office)
    assert len(mailed()) == 2
    # Opened and fixed once more, only what was decided meanwhile is told.
    actions.step_back(mission=mission, stage=Stage.OPEN, by=office)
    actions.choose(company=no, is_selected=True, reason="Toch wel.", by=office)
    actions.fix_delegation(mission=mission, by=office)
    [(subject, _to)] = mailed()
    assert no.organisation.name in subject and "gaat mee" in subject


def test_a_delegation_of_nobody_is_not_fixed_but_for_who_comes_here(office):
    refused("geen bedrijf gekozen", actions.fix_delegation, mission=MissionFactory(), by=office)
    assert actions.fix_delegation(mission=MissionFactory(kind="incoming"), by=office).stage == Stage.FIXED


def test_there_are_never_more_companies_than_said(office):
    mission = MissionFactory(most_companies=1)
    first, second = applied(mission), applied(mission)
    actions.choose(company=first, is_selected=True, reason="Past goed.", by=office)
    # The same one once more is not one more.
    actions.choose(company=first, is_selected=True, reason="Past heel goed.", by=office)
    refused("plaats voor 1 bedrijf", actions.choose, company=second, is_selected=True, reason="Ook.", by=office)
    actions.withdraw(company=first, reason="Belde af.", by=office)
    assert actions.choose(company=second, is_selected=True, reason="Ook.", by=office).is_going
    refused("trok zich terug", actions.choose, company=first, is_selected=True, reason="Toch.", by=office)


def test_what_is_chosen_after_that_is_told_at_once(office):
    mission = MissionFactory(stage=Stage.PREPARING, told_at=timezone.now())
    company = applied(mission)
    actions.choose(company=company, is_selected=True, reason="Er kwam een plaats vrij.", by=office)
    assert len(mailed()) == 1
    actions.withdraw(company=company, reason="Ziek.", by=office)
    [(subject, _to)] = mailed()
    assert "gaat niet mee" in subject


@pytest.mark.parametrize("stage", [Stage.UNDER_WAY, Stage.FOLLOW_UP, Stage.CLOSED, Stage.CANCELLED])
def test_nothing_is_chosen_any_more(office, stage):
    company = applied(MissionFactory(stage=stage))
    refused("wordt niet meer gekozen", actions.choose, company=company, is_selected=True, reason="x", by=office)
    refused("wordt niet meer gekozen", actions.withdraw, company=company, reason="x", by=office)


def test_a_mission_starts_on_its_first_day_and_ends_on_its_last(office):
    mission = MissionFactory(stage=Stage.PREPARING, starts_on=TODAY() + timedelta(1), apply_until=TODAY())
    refused("nog niet begonnen", actions.start, mission=mission, by=office)
    Mission.objects.update(starts_on=TODAY())
    actions.start(mission=mission, by=office)
    refused("nog niet voorbij", actions.follow_up, mission=mission, by=office)
    Mission.objects.update(ends_on=TODAY())
    actions.follow_up(mission=mission, by=office)
    assert actions.close(mission=mission, by=office).stage == Stage.CLOSED
    refused("staat nu op “afgesloten”", actions.call_off, mission=mission, reasons={"nl": "x"}, by=office)


def test_a_step_ahead_never_goes_back(office):
    mission = MissionFactory(stage=Stage.PREPARING)
    MissionCompanyFactory(mission=mission)
    refused("iemand anders was u voor", actions.fix_delegation, mission=mission, by=office)
    refused("iemand anders was u voor", actions.step_back, mission=mission, stage=Stage.UNDER_WAY, by=office)
    assert actions.step_back(mission=mission, stage=Stage.FIXED, by=office).stage == Stage.FIXED


def test_who_counted_on_it_is_told_that_it_is_called_off(office):
    mission = MissionFactory(title_nl="Naar Riga")
    applied(mission)
    gone = applied(mission)
    actions.withdraw(company=gone, reason="Belde af.", by=office)
    CounterpartFactory(mission=mission, invited_at=timezone.now())
    CounterpartFactory(mission=mission, guest_email="not-invited@example.org")
    mailed()
    actions.call_off(mission=mission, reasons={"nl": "Te weinig bedrijven."}, by=office)
    assert [subject for subject, _to in mailed()] == ["Afgelast: Naar Riga", "Called off: Naar Riga"]
    mission.refresh_from_db()
    assert (mission.stage, mission.reason) == (Stage.CANCELLED, "Te weinig bedrijven.")


def test_a_contribution_is_of_who_goes_and_of_a_day_that_was(office):
    company = MissionCompanyFactory()
    refused("moet nog komen", actions.note_fee, company=company, paid_on=TODAY() + timedelta(1), by=office)
    assert actions.note_fee(company=company, paid_on=TODAY(), by=office).fee_paid_on == TODAY()
    assert actions.note_fee(company=company, paid_on=None, by=office).fee_paid_on is None
    waiting = MissionCompanyFactory(state="applied")
    refused("Alleen een bedrijf in de delegatie", actions.note_fee, company=waiting, paid_on=TODAY(), by=office)
