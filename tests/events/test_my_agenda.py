"""Somebody's own agenda, and the secret address at which a calendar program reads it."""

import json
import logging
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache, caches
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from deventer_intl.accounts import my_data
from deventer_intl.guards import content_models
from deventer_intl.log_filter import WithoutTokens
from events.actions import calendar_link as actions
from events.models import CalendarLink, Event
from organisations.models import Membership, NetworkMembership
from organisations.secret_links import digest_of

from ..conftest import sign_in
from ..event_factories import CalendarLinkFactory, EventFactory, RegistrationFactory, RegistrationTermsFactory
from ..factories import (
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    caches["pages"].clear()


@pytest.fixture
def member():
    """Somebody who keeps the page of an organisation that takes part in a network."""
    user = MembershipFactory(user__email="lid@voorbeeld.example").user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    NetworkMembershipFactory(organisation=Membership.objects.get(user=user).organisation, network__slug="net")
    return user


def own(user):
    return set(Event.objects.of_person(user))


def address_in(response):
    return re.search(r'value="(http[^"]+\.ics)"', response.content.decode())[1]


def read(address):
    """Return what a calendar program gets that has no session."""
    return Client().get(re.sub(r"^https?://[^/]+", "", address))


def uids_at(address):
    return {str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(read(address).content).events}


def uids(*events):
    return {str(event.uid) for event in events}


def make_address(client, user):
    sign_in(client, user)
    return address_in(client.post("/mijn/agenda/adres/"))


# --- What is in it ---------------------------------------------------------------------------------------------------


def test_own_agenda_is_of_networks_organisations_and_registrations(member):
    network = NetworkMembership.objects.get().network
    organisation = Membership.objects.get(user=member).organisation
    meeting = EventFactory(network=network, audience="network")
    organised, joined = EventFactory(organiser=organisation), EventFactory()
    joined.organisations.add(organisation)
    registered = RegistrationFactory(email="Lid@Voorbeeld.example").event
    waiting = RegistrationFactory(email=member.email, state="waiting").event
    # None of these is somebody's own.
    EventFactory()
    RegistrationFactory(email="ander@voorbeeld.example")
    RegistrationFactory(email=member.email, state="cancelled", ended_at=timezone.now())
    EventFactory(network=NetworkFactory(), audience="network")
    EventFactory(organiser=organisation, status="proposed", published_at=None)
    EventFactory(network=network, audience="network", status="draft", published_at=None)
    assert own(member) == {meeting, organised, joined, registered, waiting}
    states = dict(Event.objects.of_person(member).values_list("pk", "registration"))
    assert (states[registered.pk], states[waiting.pk], states[meeting.pk]) == ("placed", "waiting", None)
    assert own(MembershipFactory().user) == set()


def test_registration_counts_only_under_an_address_that_was_proved(member):
    RegistrationFactory(email="tweede@voorbeeld.example")
    address = EmailAddress.objects.create(user=member, email="tweede@voorbeeld.example", verified=False)
    assert own(member) == set()
    address.verified = True
    address.save()
    assert len(own(member)) == 1


def test_who_left_a_network_no_longer_sees_its_meetings_also_when_registered(client, member):
    network = NetworkMembership.objects.get().network
    meeting = EventFactory(network=network, audience="network")
    public = EventFactory(network=network)
    RegistrationTermsFactory(event=meeting)
    RegistrationFactory(event=meeting, email=member.email)
    address = make_address(client, member)
    assert uids_at(address) == uids(meeting, public)
    NetworkMembership.objects.all().delete()
    assert uids_at(address) == set()


def test_staff_have_what_is_theirs_and_not_all_they_may_see():
    staff = UserFactory(is_staff=True, is_superuser=True)
    EventFactory()
    EventFactory(network=NetworkFactory(), audience="network")
    mine = EventFactory(network=NetworkFactory(secretary=staff), audience="network")
    assert own(staff) == {mine}


def test_calendar_says_which_place_is_not_certain_yet(client, member):
    RegistrationFactory(email=member.email, state="waiting")
    RegistrationFactory(email=member.email)
    found = Calendar.from_ical(read(make_address(client, member)).content)
    assert sorted(str(event["STATUS"]) for event in found.events) == ["CONFIRMED", "TENTATIVE"]


def test_page_shows_what_is_to_come_and_in_which_state(client, member):
    event = RegistrationFactory(email=member.email).event
    over = EventFactory(
        network=NetworkMembership.objects.get().network,
        starts_at=timezone.now() - timedelta(days=3),
        ends_at=timezone.now() - timedelta(days=2),
    )
    sign_in(client, member)
    page = client.get("/mijn/agenda/").content.decode()
    assert event.get_absolute_url() in page
    assert over.get_absolute_url() not in page
    assert "tag-ok" in page
    sign_in(client, MembershipFactory().user)
    assert event.get_absolute_url() not in client.get("/mijn/agenda/").content.decode()


def test_secretary_finds_who_registered_for_the_meetings_of_the_network(client, member):
    network = NetworkMembership.objects.get().network
    meeting = EventFactory(network=network, slug="overleg")
    sign_in(client, member)
    registrations = "/mijn/agenda/overleg/inschrijvingen/"
    page = client.get("/mijn/agenda/").text
    assert meeting.get_absolute_url() in page and registrations not in page
    network.secretary, member.is_staff = member, True
    network.save(), member.save()
    assert registrations in client.get("/mijn/agenda/").text


# --- Its address -----------------------------------------------------------------------------------------------------


def test_address_is_shown_once_and_kept_as_a_digest(client, member):
    address = make_address(client, member)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43  # 256 bits
    link = CalendarLink.objects.get(user=member)
    assert link.digest == digest_of(token, purpose="calendar")
    assert token not in str(CalendarLink.objects.values().get())
    for again in (client.get("/mijn/agenda/"), client.get("/mijn/agenda/adres/", follow=True)):
        assert token not in again.content.decode()
        assert again.status_code == 200
    assert token not in json.dumps(my_data.held_on(member), default=str)


def test_calendar_is_kept_by_nobody_and_found_by_no_search_engine(client, member):
    answer = read(make_address(client, member))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"
    assert "ETag" not in answer
    assert list(caches["pages"]._cache) == []
    assert client.post("/mijn/agenda/adres/")["Cache-Control"].count("no-store") == 1


def test_new_address_ends_the_old_one_and_revoking_ends_it(client, member):
    first, second = make_address(client, member), make_address(client, member)
    assert first != second
    assert (read(first).status_code, read(second).status_code) == (404, 200)
    assert CalendarLink.objects.filter(user=member).count() == 1
    client.post("/mijn/agenda/adres/intrekken/")
    assert read(second).status_code == 404
    assert "no-store" in read(second)["Cache-Control"]
    # Once more changes nothing.
    assert client.post("/mijn/agenda/adres/intrekken/").status_code == 302


def test_nobody_changes_the_address_of_another_or_by_following_a_link(client, member):
    address = make_address(client, member)
    stranger = Client()
    sign_in(stranger, MembershipFactory().user)
    stranger.post("/mijn/agenda/adres/")
    stranger.post("/mijn/agenda/adres/intrekken/")
    client.get("/mijn/agenda/adres/")
    client.get("/mijn/agenda/adres/intrekken/")
    assert Client().post("/mijn/agenda/adres/").status_code == 302
    assert read(address).status_code == 200
    with_checks = Client(enforce_csrf_checks=True)
    sign_in(with_checks, member)
    assert with_checks.post("/mijn/agenda/adres/intrekken/").status_code == 403


def test_who_guesses_finds_nothing_and_is_stopped_while_who_has_the_address_is_not(client, member):
    address = make_address(client, member)
    outcomes = [read(f"/agenda/mijn/{'x' * 40}{n}.ics").status_code for n in range(70)]
    assert set(outcomes) == {404, 429}
    assert outcomes[0] == 404
    assert outcomes[-1] == 429
    assert read(address).status_code == 200


def test_account_that_is_switched_off_or_gone_has_no_calendar(client, member):
    address = make_address(client, member)
    member.is_active = False
    member.save()
    assert read(address).status_code == 404
    member.is_active = True
    member.save()
    assert read(address).status_code == 200
    NetworkMembership.objects.all().delete()
    my_data.remove(member)
    assert read(address).status_code == 404
    assert not CalendarLink.objects.exists()


def test_what_is_held_on_somebody_says_since_when_there_is_an_address(member):
    CalendarLinkFactory()
    assert my_data.held_on(member)["calendar_address"] == []
    actions.renew(by=member)
    (held,) = my_data.held_on(member)["calendar_address"]
    assert list(held) == ["made_at"]


def test_address_is_content_of_no_page_and_has_no_history():
    assert CalendarLink not in content_models()
    assert not hasattr(CalendarLink, "pgh_event_models")


def test_secret_part_of_an_address_is_in_no_log(client, member, caplog, monkeypatch):
    address = make_address(client, member)
    actions.revoke(by=member)
    token = address.rpartition("/")[2].removesuffix(".ics")
    caplog.handler.addFilter(WithoutTokens())
    for prefix in ("", "/en"):
        with caplog.at_level(logging.INFO):
            assert Client().get(f"{prefix}/agenda/mijn/{token}.ics").status_code == 404

    def fails(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("events.views.my_agenda.CalendarLink.objects.of", fails)
    client.raise_request_exception = False
    with caplog.at_level(logging.INFO):
        assert client.get(f"/de/agenda/mijn/{token}.ics").status_code == 500
    messages = [record.getMessage() for record in caplog.records]
    assert len([message for message in messages if "/agenda/mijn/….ics" in message]) == 3
    assert token not in "".join(messages)
