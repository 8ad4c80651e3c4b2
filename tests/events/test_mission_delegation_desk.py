"""Staff handle a delegation: hosts, programme, what came of it; and what goes when it is over."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from deventer_intl.accounts.my_data import held_on, remove
from events import attention
from events.actions import delegation as actions
from events.actions import delegation_guest as guest_actions
from events.actions import delegation_host as host_actions
from events.models import Delegation, DelegationGuest, DelegationHost, DelegationItem, Visit
from events.tasks import missions as tasks
from tests.conftest import sign_in
from tests.event_factories import (
    DelegationFactory,
    DelegationGuestFactory,
    DelegationHostFactory,
    DelegationItemFactory,
)
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

from .test_mission_delegations import days, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return in_group("trade office")


def in_group(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


def desk(delegation, act):
    return f"/beheer/events/delegation/{delegation.pk}/doen/{act}/"


def test_the_trade_office_handles_a_delegation_from_request_to_visit(client, officer):
    sign_in(client, officer)
    delegation = DelegationFactory(state="asked", starts_on=None, wishes="Schone energie")
    saxion, alone = OrganisationFactory(name="Saxion"), OrganisationFactory(name="Alleen")
    member = MembershipFactory(organisation=saxion)
    assert [(each.label, each.count) for each in attention.waiting(officer)] == [("Delegaties die willen komen", 1)]

    asked = client.post(
        desk(delegation, "ask-hosts"), {"organisations": [saxion.pk, alone.pk], "message": "Kan het?"}, follow=True
    )
    assert "Niemand houdt de pagina van Alleen bij" in asked.text
    assert [message.to for message in mail.outbox] == [[member.user.email]]
    noted = {"host": delegation.hosts.get(organisation=alone).pk, "answer": "ja", "note": "gebeld"}
    assert client.post(desk(delegation, "note-answer"), noted).status_code == 302

    past = client.post(desk(delegation, "accept"), {"starts_on": days(-1).isoformat(), "ends_on": days(1).isoformat()})
    assert past.status_code == 422
    welcome = {"starts_on": days(10).isoformat(), "ends_on": days(11).isoformat(), "remark": "Tot dan!"}
    assert client.post(desk(delegation, "accept"), welcome).status_code == 302
    assert "Tot dan!" in mail.outbox[-1].body and mail.outbox[-1].to == [delegation.email]
    # A second click, or somebody else who was first.
    assert client.post(desk(delegation, "accept"), welcome).status_code == 422

    assert "Er staat nog niets op het programma" in client.post(desk(delegation, "programme")).text
    delegation.refresh_from_db()
    DelegationItemFactory(delegation=delegation, organisation=alone, title_nl="Rondleiding")
    assert client.post(desk(delegation, "programme")).status_code == 302
    assert "Rondleiding" in mail.outbox[-1].body

    assert client.post(desk(delegation, "received"), {"people": 11}).status_code == 422
    DelegationGuestFactory(delegation=delegation, name="Jānis Bērziņš")
    with time_machine.travel(timezone.now() + timedelta(days=12)):
        sign_in(client, officer)
        assert [each.count for each in attention.waiting(officer)] == [1]
        assert client.get("/beheer/events/delegation/?report=no").text.count(delegation.organisation) >= 1
        assert client.post(desk(delegation, "received"), {"people": 11}).status_code == 302
        report(client, delegation, alone)
        assert list(attention.waiting(officer)) == []


def report(client, delegation, host):
    """Write what came of it: not with the name of somebody who came, and then as everyone may read it."""
    form = client.get(desk(delegation, "visit")).text
    assert "Rondleiding (Alleen)" in form and f"{delegation.organisation} in Deventer" in form
    place = PlaceFactory(name_nl="Riga")
    texts = {"place": place.pk, "title_nl": "Riga in Deventer", "organisations": [host.pk], "is_published": "on"}
    named = client.post(desk(delegation, "visit"), {**texts, "programme_nl": "Met  jānis BĒRZIŅŠ naar de haven"})
    assert (named.status_code, "Jānis Bērziņš" in named.text) == (422, True)
    assert not Visit.objects.exists()
    assert client.post(desk(delegation, "visit"), {**texts, "programme_nl": "Naar de haven"}).status_code == 302
    visit = Visit.objects.get()
    delegation.refresh_from_db()
    assert (delegation.state, delegation.visit, visit.direction) == ("reported", visit, "received")
    assert (visit.starts_on, visit.ends_on) == (delegation.starts_on, delegation.ends_on)
    assert list(visit.organisations.all()) == [host]
    for page in ("/handelsmissies/delegaties/", "/steden/bezoeken/", f"/steden/{place.slug}/"):
        assert "Riga in Deventer" in Client().get(page).text, page
    assert client.post(desk(delegation, "visit"), texts).status_code == 422
    assert Visit.objects.count() == 1


def test_declining_says_why_and_calls_off_what_was_welcome(client, officer):
    sign_in(client, officer)
    delegation = DelegationGuestFactory().delegation
    assert client.post(desk(delegation, "decline"), {"reason": ""}).status_code == 422
    assert client.post(desk(delegation, "decline"), {"reason": "De gastheer is ziek."}).status_code == 302
    assert "cannot go on" in mail.outbox[-1].subject and "De gastheer is ziek." in mail.outbox[-1].body
    assert not delegation.guests.exists()


@pytest.mark.parametrize("group", ["readers", "finance", "subsidy officers"])
def test_who_does_not_work_on_it_sees_nothing_of_a_delegation(client, group):
    sign_in(client, in_group(group))
    delegation = DelegationFactory()
    for address in ("/beheer/events/delegation/", desk(delegation, "accept"), f"/beheer/events/delegation/{delegation.pk}/deelnemers.pdf"):  # fmt: skip
        assert client.get(address).status_code == 403, address
    assert client.post(desk(delegation, "decline"), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("group", ["editors", "trade office"])
def test_staff_note_a_request_and_who_comes_and_no_log_names_them(client, group):
    user = in_group(group)
    sign_in(client, user)
    data = {name: value for name, value in filled().items() if name != "when"} | {"language": "en"}
    past = client.post("/beheer/events/delegation/add/", {**data, "starts_on": days(-9).isoformat()})
    assert "Deze dag is al begonnen of voorbij" in past.text
    assert client.post("/beheer/events/delegation/add/", data).status_code == 302
    delegation = Delegation.objects.get()
    assert mail.outbox[-1].to == ["anna@example.org"]
    actions.accept(delegation=delegation, starts_on=days(30), ends_on=days(31), by=user)
    address = f"/beheer/events/delegation/{delegation.pk}/change/"
    assert client.get(address).status_code == 200
    forms = {
        f"{name}-{part}": 0 for name in ("hosts", "programme", "guests") for part in ("INITIAL_FORMS", "TOTAL_FORMS")
    }
    guests = {"guests-TOTAL_FORMS": 1, "guests-0-name": "Jānis Bērziņš", "guests-0-delegation": delegation.pk}
    item = {
        "programme-TOTAL_FORMS": 1, "programme-0-delegation": delegation.pk, "programme-0-title_nl": "Haven",
        "programme-0-starts_at_0": days(40).isoformat(), "programme-0-starts_at_1": "10:00",
        "programme-0-ends_at_0": days(40).isoformat(), "programme-0-ends_at_1": "11:00",
    }  # fmt: skip
    elsewhere = client.post(address, {**data, **forms, **guests, **item})
    assert "Dit is op geen van de dagen van het bezoek" in elsewhere.text
    item |= {"programme-0-starts_at_0": days(30).isoformat(), "programme-0-ends_at_0": days(30).isoformat()}
    assert client.post(address, {**data, **forms, **guests, **item}).status_code == 302
    assert delegation.guests.get().name == "Jānis Bērziņš"
    assert DelegationItem.objects.get().title_nl == "Haven"
    assert not re.search("Bērziņš", str(list(user.logentry_set.values_list("change_message", "object_repr"))))
    assert client.get(f"/beheer/events/delegation/{delegation.pk}/deelnemers.pdf").status_code == 200


def test_who_came_is_gone_after_two_weeks_and_who_asked_after_half_a_year():
    delegation = DelegationFactory(
        state="received", starts_on=days(-14), ends_on=days(-14), accessibility="Geen trappen"
    )
    DelegationGuestFactory(delegation=delegation)
    coming = DelegationGuestFactory()
    host = DelegationHostFactory(delegation=delegation, note="Vraag naar Piet")
    asked = DelegationFactory(state="asked", starts_on=days(400))
    tasks.forget_delegations(0)
    assert DelegationGuest.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.forget_delegations(0)
    assert list(DelegationGuest.objects.all()) == [coming]
    with time_machine.travel(timezone.now() + timedelta(days=182)):
        tasks.forget_delegations(0)
    for each in (delegation, asked, host):
        each.refresh_from_db()
    assert (delegation.contact_name, delegation.email, delegation.wishes, delegation.accessibility) == ("", "", "", "")
    assert (delegation.state, delegation.people, host.note) == ("received", 12, "")
    assert asked.emptied_at and not asked.email
    assert Client().get(delegation.get_absolute_url()).status_code == 404


def test_who_leaves_the_portal_takes_the_own_request_along():
    user = UserFactory(email="anna@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    coming, was_here = DelegationFactory(email=user.email), DelegationFactory(email=user.email, state="reported")
    other = DelegationFactory()
    assert [each["organisation"] for each in held_on(user)["delegations_asked"]] == [
        was_here.organisation,
        coming.organisation,
    ]
    remove(user)
    for each in (coming, was_here, other):
        each.refresh_from_db()
    assert (coming.state, coming.email, was_here.state, was_here.email) == ("withdrawn", "", "reported", "")
    assert other.emptied_at is None


def test_an_action_refuses_what_a_page_no_longer_shows(officer):
    guest = DelegationGuestFactory()
    guest.delegation.guests.all().delete()
    with pytest.raises(ValidationError, match="verwijderd"):
        guest_actions.put_down(guest=guest, by=None)
    host = DelegationHostFactory(state="asked")
    assert host_actions.ask_hosts(delegation=host.delegation, organisations=[host.organisation], by=officer) == []
    DelegationHost.objects.all().delete()
    with pytest.raises(ValidationError, match="verwijderd"):
        host_actions.answer(host=host, is_willing=True, by=None)
