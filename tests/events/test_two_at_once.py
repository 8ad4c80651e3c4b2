"""Two who have the same record open: who saves second overwrites nothing unseen, and loses nothing."""

import pytest
from django.core import signing
from django.utils import timezone

from events.models import Counterpart, Event, Mission, MissionCompany, Stage, Traveller

from ..conftest import sign_in
from ..event_factories import (
    CounterpartFactory,
    EventFactory,
    MissionCompanyFactory,
    MissionFactory,
    TravellerFactory,
)
from ..factories import MembershipFactory, PlaceFactory, UserFactory
from .test_back_office import civil_servant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def mission():
    return MissionFactory(slug="riga", stage=Stage.FIXED, fee=100_00, told_at=timezone.now())


@pytest.fixture
def company(mission):
    return MissionCompanyFactory(
        mission=mission, seeks="Een dealer", offers="Pompen", reason="Past.", industries=["water"]
    )


TOLD = "Iemand anders heeft dit gewijzigd"


def values_of(form):
    return {each.name: each.value() for each in form if each.value() not in (None, "", False)}


def opened(client, address):
    return values_of(client.get(address).context["form"])


def test_colleagues_who_change_an_application_choose(client, company):
    member = MembershipFactory(organisation=company.organisation)
    client.force_login(member.user)
    address = f"/handelsmissies/riga/aanmelding/{company.pk}/wijzigen/"
    sent = opened(client, address)
    MissionCompany.objects.update(seeks="Een leverancier", targets="Drie gesprekken")
    response = client.post(address, {**sent, "seeks": "Een partner"})
    assert response.status_code == 409
    assert "Een leverancier" in response.text and "Een partner" in response.text
    # What only the other changed is taken over.
    assert client.post(address, {**sent, "offers": "Zonnepompen"}).status_code == 302
    company.refresh_from_db()
    assert (company.seeks, company.targets, company.offers) == ("Een leverancier", "Drie gesprekken", "Zonnepompen")
    chosen = {**values_of(response.context["form"]), "seeks": "Een partner"}
    assert client.post(address, chosen).status_code == 302
    company.refresh_from_db()
    assert company.seeks == "Een partner"


def test_colleagues_who_change_a_traveller_choose(client, company):
    member = MembershipFactory(organisation=company.organisation)
    client.force_login(member.user)
    traveller = TravellerFactory(company=company, name="Bo", phone="0612345678")
    address = f"/handelsmissies/riga/deelnemers/reizigers/{traveller.pk}/"
    sent = opened(client, address)
    Traveller.objects.update(phone="0687654321")
    response = client.post(address, {**sent, "phone": "0611111111"})
    assert response.status_code == 409 and "0687654321" in response.text and "0611111111" in response.text
    assert client.post(address, {**sent, "role": "Directeur"}).status_code == 302
    traveller.refresh_from_db()
    assert (traveller.phone, traveller.role) == ("0687654321", "Directeur")
    Traveller.objects.all().delete()
    assert client.post(address, sent).status_code == 404


def test_colleagues_at_the_desk_choose_and_note_once(client, company):
    civil_servant(client, "trade office")
    choose = f"/handelsmissies/riga/trade-office/bedrijven/{company.pk}/"
    sent = opened(client, choose)
    MissionCompany.objects.update(state="declined", reason="Toch te duur.")
    response = client.post(choose, {**sent, "reason": "Past heel goed."})
    assert response.status_code == 409 and "Toch te duur." in response.text and "Past heel goed." in response.text
    company.refresh_from_db()
    assert (company.state, company.reason) == ("declined", "Toch te duur.")
    MissionCompany.objects.update(state="selected")
    fee = f"{choose}bijdrage/"
    sent = opened(client, fee)
    MissionCompany.objects.update(fee_paid_on="2026-01-05")
    assert client.post(fee, {**sent, "paid_on": "2026-01-07"}).status_code == 409
    company.refresh_from_db()
    assert str(company.fee_paid_on) == "2026-01-05"


def test_colleague_and_office_about_a_counterpart(client, mission):
    civil_servant(client, "trade office")
    guest = CounterpartFactory(mission=mission, seeks="Pompen")
    address = f"/handelsmissies/riga/trade-office/gesprekspartners/{guest.pk}/"
    sent = opened(client, address)
    # The guest says something else by its link.
    Counterpart.objects.update(seeks="Zuivering")
    assert client.post(address, {**sent, "website": "https://voorbeeld.example/"}).status_code == 302
    guest.refresh_from_db()
    assert (guest.seeks, guest.website) == ("Zuivering", "https://voorbeeld.example/")
    assert client.post(address, {**sent, "seeks": "Kranen"}).status_code == 409


# ---- the stock admin ----


def saved(client, address, **typed):
    return client.post(address, {**opened_admin(client, address), **typed})


def opened_admin(client, address):
    page = client.get(address)
    sent = values_of(page.context["adminform"].form)
    for formset in page.context["inline_admin_formsets"]:
        sent |= values_of(formset.formset.management_form) | {
            f"{formset.formset.prefix}-TOTAL_FORMS": 0,
            f"{formset.formset.prefix}-INITIAL_FORMS": 0,
        }
    return sent


def test_editors_do_not_overwrite_an_event_unseen(client):
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    event = EventFactory(title_nl="Lezing", venue="Zaal 1")
    address = f"/beheer/events/event/{event.pk}/change/"
    sent = opened_admin(client, address)
    assert saved(client, address, venue="Zaal 2").status_code == 302
    refused = client.post(address, {**sent, "title_nl": "Lezing over water"})
    assert TOLD in refused.text and "Gebouw en adres" in refused.text
    assert 'value="Lezing over water"' in refused.text
    event.refresh_from_db()
    assert (event.title_nl, event.venue) == ("Lezing", "Zaal 2")
    # Who was told may go on, once.
    told = values_of(refused.context["adminform"].form)
    assert client.post(address, {**told, "title_nl": "Lezing over water"}).status_code == 302
    event.refresh_from_db()
    assert event.title_nl == "Lezing over water"


def test_another_moment_or_city_counts_as_a_change_of_an_event(client):
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    event = EventFactory()
    address = f"/beheer/events/event/{event.pk}/change/"
    for change in (
        lambda: Event.objects.update(starts_at=event.starts_at - timezone.timedelta(hours=1)),
        lambda: event.goals.set([]) or event.cities.add(PlaceFactory()),
    ):
        sent = opened_admin(client, address)
        change()
        assert TOLD in client.post(address, sent).text
    # As many registrations as one likes are none.
    sent = opened_admin(client, address)
    assert client.post(address, sent).status_code == 302


@pytest.mark.parametrize(
    "seen",
    ["", "verzonnen", signing.dumps({"title_nl": "x"}, salt="ander")],
    ids=["none", "made up", "of another form"],
)
def test_a_forged_version_overwrites_nothing(client, mission, seen):
    civil_servant(client, "trade office")
    address = f"/beheer/events/mission/{mission.pk}/change/"
    sent = opened_admin(client, address)
    before = mission.title_nl
    assert TOLD in client.post(address, {**sent, "title_nl": "Anders", "seen": seen}).text
    assert Mission.objects.get().title_nl == before
    # A step at the desk meanwhile is no change of what this form is about.
    Mission.objects.update(stage=Stage.PREPARING)
    assert client.post(address, {**sent, "title_nl": "Anders"}).status_code == 302
    assert Mission.objects.values_list("title_nl", "stage").get() == ("Anders", Stage.PREPARING)


def test_records_of_a_mission_are_not_overwritten_unseen(client, company):
    civil_servant(client, "trade office")
    traveller = TravellerFactory(company=company, role="Monteur")
    guest = CounterpartFactory(mission=company.mission, offers="Onderhoud")
    for record, name, field in (
        (company, "missioncompany", "offers"),
        (traveller, "traveller", "role"),
        (guest, "counterpart", "offers"),
    ):
        address = f"/beheer/events/{name}/{record.pk}/change/"
        sent = opened_admin(client, address)
        type(record).objects.filter(pk=record.pk).update(**{field: "Van een collega"})
        assert TOLD in client.post(address, {**sent, field: "Van mij"}).text, name
        record.refresh_from_db()
        assert getattr(record, field) == "Van een collega"
        assert saved(client, address, **{field: "Van mij"}).status_code == 302, name
