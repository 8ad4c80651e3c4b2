"""Secret links of missions and delegations in the wrong hands: guessed, foreign, used again, ended; and what a download gives away."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import mission_guests
from events.missions.guest_links import token_of
from events.models import Delegation, DelegationGuest, DelegationHost, FollowUp, MissionCompany, Stage
from organisations.secret_links import digest_of

from ..conftest import sign_in
from ..event_factories import (
    CalendarLinkFactory,
    CounterpartFactory,
    DelegationFactory,
    DelegationGuestFactory,
    DelegationHostFactory,
    FollowUpFactory,
    FollowUpLinkFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionItemFactory,
)
from ..factories import MembershipFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
ANSWER = {"contacts": 4, "trials": 2, "contracts": 1, "amount": "low", "publish": "name"}
RESULTS = "/handelsmissies/resultaten/opgave"


# ---- what came of a mission ----


def test_a_link_for_something_else_opens_no_follow_up_and_takes_no_answer(client):
    follow_up = FollowUpFactory()
    FollowUpLinkFactory(follow_up=follow_up, digest=digest_of("agenda", purpose="calendar"))
    guest = CounterpartFactory(mission=MissionFactory(stage=Stage.PREPARING))
    mission_guests.invite(counterpart=guest, by=None)
    guest.refresh_from_db()
    digest = follow_up.links.get().digest
    for token in ("agenda", token_of(guest), digest, "%00", "x" * 3_000, f"{follow_up.pk}", "..%2F1"):
        address = f"{RESULTS}/{token}/"
        assert (client.get(address).status_code, client.post(address, ANSWER).status_code) == (404, 404), token[:20]
    follow_up.refresh_from_db()
    assert follow_up.answered_at is None


def test_an_answer_goes_to_the_company_of_the_link_whatever_else_is_sent(client):
    mine, theirs = FollowUpFactory(), FollowUpFactory()
    FollowUpLinkFactory(follow_up=mine, digest=digest_of("van-mij", purpose="mission result"))
    forged = {"follow_up": theirs.pk, "company": theirs.company_id, "open_until": "2099-01-01", "after_days": 365}
    assert client.post(f"{RESULTS}/van-mij/", ANSWER | forged).status_code == 302
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.contacts, mine.after_days, theirs.answered_at) == (4, 30, None)
    assert mine.open_until < timezone.localdate() + timedelta(days=100)


def test_a_link_that_is_used_again_changes_one_answer_and_stops_with_its_round(client):
    follow_up = FollowUpFactory()
    for token, kind in (("eerste", "ask"), ("tweede", "again")):
        FollowUpLinkFactory(follow_up=follow_up, digest=digest_of(token, purpose="mission result"), kind=kind)
    for token, contacts in (("eerste", 5), ("tweede", 6), ("eerste", 7)):
        assert client.post(f"{RESULTS}/{token}/", ANSWER | {"contacts": contacts}).status_code == 302
    assert FollowUp.objects.get().contacts == 7
    over = timezone.localdate() - timedelta(days=1)
    FollowUp.objects.update(due_on=over, open_until=over)
    for token in ("eerste", "tweede"):
        assert client.post(f"{RESULTS}/{token}/", ANSWER | {"contacts": 9}).status_code == 410
    assert FollowUp.objects.get().contacts == 7
    # Whose account was switched off answers for nobody.
    follow_up.links.get(kind="ask").user.delete()
    assert client.get(f"{RESULTS}/eerste/").status_code == 404


def test_members_and_staff_without_the_right_fill_in_for_nobody(client):
    follow_up = FollowUpFactory()
    slug = follow_up.company.mission.slug
    addresses = [
        reverse(f"events:{name}", args=[slug, follow_up.pk]) for name in ("fill_in_follow_up", "send_follow_up_again")
    ]
    member, stranger = Client(), Client()
    sign_in(member, MembershipFactory(organisation=follow_up.company.organisation).user)
    sign_in(stranger, MembershipFactory().user)
    for address in addresses:
        assert client.post(address, ANSWER).status_code == 302, "to sign in"
        assert (member.post(address, ANSWER).status_code, stranger.post(address, ANSWER).status_code) == (403, 404)
    follow_up.refresh_from_db()
    assert follow_up.answered_at is None


# ---- what a download gives away ----


def downloaded(client, query=""):
    text = client.get(f"/handelsmissies/resultaten.csv{query}").content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ",")
    return [dict(zip(header, row, strict=True)) for row in rows]


def answered(mission, publish, number, **values):
    over = timezone.localdate() - timedelta(days=1)
    for _n in range(number):
        company = MissionCompanyFactory(mission=mission, organisation__name=f"=1+{MissionCompany.objects.count()}")
        FollowUpFactory(company=company, is_answered=True, publish=publish, due_on=over, open_until=over, **values)


def test_a_download_withholds_small_numbers_whatever_the_filter():
    mission = MissionFactory(
        stage=Stage.FOLLOW_UP, starts_on=timezone.localdate() - timedelta(days=100), title_nl="@SUM(A1)"
    )
    answered(mission, "anonymous", 4, contacts=3456, hindered=["rules"])
    answered(mission, "name", 1, contacts=7)
    for query in ("", f"?jaar={mission.ends_on.year}"):
        row = downloaded(Client(), query)[0]
        figures = [value for key, value in row.items() if "zonder naam" in key or "Bedrag" in key]
        assert set(figures) == {""}, row
        assert "3456" not in str(row) and "13831" not in str(row) and "regels" not in str(row)
    # With a fifth the sum is shown, and still no company that would rather not be named.
    answered(mission, "anonymous", 1, contacts=1)
    row = downloaded(Client(), "?stad=")[0]
    assert "13825" in str(row) and "=1+0" not in str(row)
    # Nothing is a formula: a title, nor a company with its name.
    assert row["Missie"] == "'@SUM(A1)"
    assert [value for value in row.values() if value[:1] in {"=", "+", "-", "@"}] == []
    assert "'=1+4" in row.values()


# ---- delegations received ----


def test_the_key_of_a_host_opens_nothing_of_the_asker_nor_the_other_way_around(client):
    host = DelegationHostFactory(state="asked")
    delegation = host.delegation
    guest = DelegationGuestFactory(delegation=delegation)
    asked, hosts = "/handelsmissies/delegaties/aanvraag", "/handelsmissies/delegaties/gastheer"
    for address in (
        f"{asked}/{host.key}/",
        f"{asked}/{host.key}/intrekken/",
        f"{asked}/{host.key}/deelnemers/toevoegen/",
        f"{asked}/{host.key}/deelnemers/{guest.pk}/",
        f"{asked}/{host.key}/deelnemers/{guest.pk}/verwijderen/",
        f"{hosts}/{delegation.key}/",
    ):
        sent = {"name": "Indringer", "is_willing": "ja", "answer": "ja"}
        assert (client.get(address).status_code, client.post(address, sent).status_code) == (404, 404), address
    assert (Delegation.objects.get().state, DelegationHost.objects.get().state) == ("accepted", "asked")
    assert list(DelegationGuest.objects.values_list("name", flat=True)) == [guest.name]


def test_the_key_of_one_delegation_reaches_nobody_of_another(client):
    mine, theirs = DelegationFactory(), DelegationGuestFactory(name="Van een ander")
    own = f"/handelsmissies/delegaties/aanvraag/{mine.key}/"
    for address in (f"{own}deelnemers/{theirs.pk}/", f"{own}deelnemers/{theirs.pk}/verwijderen/"):
        assert client.get(address).status_code in {404, 405}
        assert client.post(address, {"name": "Anders"}).status_code == 404
    assert "Van een ander" not in client.get(own).text
    assert DelegationGuest.objects.get().name == "Van een ander"


@pytest.mark.parametrize("state", ["declined", "withdrawn", "received"])
def test_a_key_that_has_ended_changes_nothing(client, state):
    delegation = DelegationFactory(state=state)
    own = f"/handelsmissies/delegaties/aanvraag/{delegation.key}/"
    for address in (f"{own}intrekken/", f"{own}deelnemers/toevoegen/"):
        assert client.post(address, {"name": "Laat"}).status_code in {302, 404, 409, 410, 422}
    assert Delegation.objects.get().state == state and not DelegationGuest.objects.exists()
    host = DelegationHostFactory(delegation=DelegationFactory(state=state), state="asked")
    address = f"/handelsmissies/delegaties/gastheer/{host.key}/"
    assert client.post(address, {"answer": "ja", "is_willing": "ja"}).status_code in {404, 409, 410, 422}
    host.refresh_from_db()
    assert host.state == "asked"


# ---- the own calendar ----


def test_a_calendar_address_that_was_revoked_says_nothing_of_a_mission(client):
    organisation = OrganisationFactory()
    user = MembershipFactory(organisation=organisation).user
    company = MissionCompanyFactory(organisation=organisation, mission=MissionFactory(stage=Stage.PREPARING))
    item = MissionItemFactory(mission=company.mission, title_nl="Diner in Riga")
    CalendarLinkFactory(user=user, digest=digest_of("geheim", purpose="calendar"))
    address = "/agenda/mijn/geheim.ics"
    assert str(item.uid) in client.get(address).text
    signed = Client()
    sign_in(signed, user)
    # Looking at the address by which it is revoked revokes nothing.
    signed.get("/mijn/agenda/adres/intrekken/")
    assert client.get(address).status_code == 200
    signed.post("/mijn/agenda/adres/intrekken/")
    for method in (client.get, client.post, client.head):
        response = method(address)
        assert response.status_code in {404, 405} and "Diner in Riga" not in response.content.decode()
