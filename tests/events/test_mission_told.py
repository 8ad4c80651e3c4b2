"""What the Trade Office chose is its own until it tells the companies: no page, file or mail gives it away before."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from deventer_intl.accounts import my_data
from events.actions import mission_applying, mission_guests, missions
from events.missions.briefing import companies_of
from events.missions.guest_links import token_of
from events.models import MissionCompany, MissionItem, Party, Stage
from tests.conftest import sign_in
from tests.event_factories import (
    CounterpartFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionItemFactory,
    TravellerFactory,
)
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
MISSION = "/handelsmissies/riga/"
STATES = ["selected", "declined"]
REASON = "Verkoopt daar al jaren."
OF_THE_DELEGATION = ["deelnemers/wensen/", "deelnemers/gesprekken/", "deelnemers/gesprekken.ics", "programma.ics",
                     "briefing.pdf"]  # fmt: skip


@pytest.fixture
def mission():
    return MissionFactory(slug="riga", told_at=None)


def chosen(mission, state, **values):
    """Return a company on which something was decided, and who keeps its page."""
    company = MissionCompanyFactory(mission=mission, state=state, reason=REASON, **values)
    return company, MembershipFactory(organisation=company.organisation).user


def signed_in(user):
    client = Client()
    sign_in(client, user)
    return client


@pytest.mark.parametrize("state", STATES)
def test_a_company_reads_what_one_reads_on_which_nothing_was_decided(mission, state):
    company, keeper = chosen(mission, state)
    waiting, other = chosen(mission, "applied")
    MissionCompany.objects.filter(pk=waiting.pk).update(reason="")
    client, same = signed_in(keeper), signed_in(other)
    text = client.get(f"{MISSION}aanmelding/{company.pk}/").text
    assert REASON not in text and "nog niet gekozen" in text
    for page in ("", "wijzigen/", "intrekken/"):
        mine = client.get(f"{MISSION}aanmelding/{company.pk}/{page}")
        theirs = same.get(f"{MISSION}aanmelding/{waiting.pk}/{page}")
        assert mine.status_code == theirs.status_code == 200
        for word in ("Reden", "Waarom", "gekozen", "gaat mee", "intrekken", "wijzigen"):
            assert (word in mine.text) == (word in theirs.text), (page, word)
    assert "/aanmelding/" in client.get("/mijn/").text and "deelnemers" not in client.get("/mijn/").text
    assert client.get(f"{MISSION}deelnemers/").url.endswith(f"aanmelding/{company.pk}/")
    assert {client.get(MISSION + page).status_code for page in OF_THE_DELEGATION} == {404}
    assert client.get(f"{MISSION}deelnemers/{company.pk}/reiziger/").status_code == 404
    assert company.organisation.name not in client.get(MISSION).text
    assert REASON not in str(my_data.held_on(keeper))


def test_all_of_it_opens_once_the_company_is_told(mission):
    company, keeper = chosen(mission, "selected")
    client = signed_in(keeper)
    missions.fix_delegation(mission=mission, by=UserFactory(is_staff=True))
    assert REASON in client.get(f"{MISSION}aanmelding/{company.pk}/").text
    assert client.get(f"{MISSION}deelnemers/").status_code == 200
    assert {client.get(MISSION + page).status_code for page in OF_THE_DELEGATION} == {200}


def test_who_is_in_the_delegation_reads_no_choice_of_later_before_it_is_told():
    mission = MissionFactory(slug="riga", stage=Stage.OPEN)
    first, keeper = chosen(mission, "selected")
    later, _other = chosen(mission, "selected", decided_at=timezone.now() + timedelta(seconds=1))
    name = later.organisation.name
    MissionItemFactory(mission=mission, title_nl="Met z'n tweeën").companies.set([first, later])
    guest = CounterpartFactory(mission=mission)
    mission_guests.invite(counterpart=guest, by=None)
    guest.refresh_from_db()
    room = signed_in(keeper).get(f"{MISSION}deelnemers/").text
    assert name not in room and first.organisation.name in room and "tweeën" in room
    assert name not in Client().get(f"/handelsmissies/gast/{token_of(guest)}/").text
    assert later not in companies_of(mission)
    assert later.party not in Party.objects.taking_part()


def test_rows_and_records_say_alike_who_is_told():
    told, untold = MissionFactory(), MissionFactory(told_at=None)
    for mission in (told, untold):
        for state in MissionCompany.State:
            MissionCompanyFactory(mission=mission, state=state)
        MissionCompanyFactory(mission=mission, decided_at=timezone.now() + timedelta(hours=1))
    for company in MissionCompany.objects.select_related("mission"):
        assert company.is_told == MissionCompany.objects.told().filter(pk=company.pk).exists()
        takes_part = Party.objects.taking_part().filter(company=company).exists()
        assert company.party.takes_part == takes_part == company.knows_it_goes
    assert MissionCompany.objects.told().count() == 4 + 2


def test_the_own_calendar_shows_a_programme_once_the_company_is_told(mission):
    _company, keeper = chosen(mission, "selected")
    MissionItemFactory(mission=mission)
    assert MissionItem.objects.of_person(keeper).count() == 0
    missions.fix_delegation(mission=mission, by=UserFactory(is_staff=True))
    assert MissionItem.objects.of_person(keeper).count() == 1


@pytest.mark.parametrize("state", STATES)
def test_who_withdraws_before_that_is_asked_no_reason_and_never_reads_the_choice(mission, state, settings):
    settings.OFFICE_EMAIL = "office@example.org"
    company, keeper = chosen(mission, state)
    client = signed_in(keeper)
    response = client.post(f"{MISSION}aanmelding/{company.pk}/intrekken/", {})
    assert response.status_code == 302
    assert REASON not in client.get(f"{MISSION}aanmelding/{company.pk}/").text
    # The Trade Office hears of it where it counted on the company.
    assert ("office@example.org" in [message.to[0] for message in mail.outbox]) == (state == "selected")
    # Nor afterwards, when all others are told.
    MissionCompanyFactory(mission=mission)
    missions.fix_delegation(mission=mission, by=UserFactory(is_staff=True))
    assert REASON not in client.get(f"{MISSION}aanmelding/{company.pk}/").text


@pytest.mark.parametrize("state", STATES)
def test_who_does_not_know_of_the_choice_is_told_that_the_mission_is_called_off(mission, state):
    _company, keeper = chosen(mission, state)
    missions.call_off(mission=mission, reasons={"nl": "Te weinig bedrijven."}, by=UserFactory(is_staff=True))
    [message] = mail.outbox
    assert message.to == [keeper.email] and REASON not in message.body


def test_a_choice_against_a_company_of_the_delegation_forgets_its_travellers():
    mission = MissionFactory(stage=Stage.PREPARING)
    company, _keeper = chosen(mission, "selected")
    TravellerFactory(company=company)
    missions.choose(company=company, is_selected=False, reason="Toch niet.", by=UserFactory(is_staff=True))
    assert company.travellers.count() == 0


def test_an_untold_company_changes_its_application_as_long_as_it_can_apply(mission):
    company, keeper = chosen(mission, "declined")
    values = {name: getattr(company, name) for name in ("offers", "seeks", "languages", "targets", "industries")}
    mission_applying.change(company=company, by=keeper, **values | {"offers": "Kleine pompen"})
    company.refresh_from_db()
    assert (company.offers, company.state, company.reason) == ("Kleine pompen", "declined", REASON)
