"""A delegation asks to come, is welcome, has hosts and a programme, was here, and becomes a visit that everyone reads about."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from deventer_intl.people_only import SHORTEST
from events.models import Delegation, DelegationGuest, DelegationHost
from tests.conftest import sign_in
from tests.event_factories import (
    DelegationFactory,
    DelegationGuestFactory,
    DelegationHostFactory,
    DelegationItemFactory,
    VisitFactory,
)
from tests.factories import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
REQUEST = "/handelsmissies/delegaties/aanvragen/"


def days(number):
    return timezone.localdate() + timedelta(days=number)


def filled(**changes):
    """Return what somebody types in the form."""
    return {
        "organisation": "Rigas biznesa klubs",
        "country": CountryFactory().pk,
        "city": "Riga",
        "contact_name": "Anna Ozola",
        "email": "Anna@Example.org",
        "when": "dagen",
        "starts_on": days(30).isoformat(),
        "ends_on": days(31).isoformat(),
        "people": "12",
        "languages": ["en", "de"],
        "wishes": "Schone energie\nen de haven",
        **changes,
    }


def opened(client):
    return re.search(r'name="opened" value="([^"]+)"', client.get(REQUEST).text)[1]


def send(client, **changes):
    """Fill in the form as a person does, and send it from the page where the answers are checked."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        data = {"opened": opened(client), "send": "yes", **filled(**changes)}
        clock.shift(timedelta(seconds=SHORTEST + 1))
        return client.post(REQUEST, data)


def test_visitor_checks_the_answers_and_changes_them_before_they_are_sent(client):
    theme_host = OrganisationFactory(name="Saxion")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        data = {"opened": opened(client), **filled(organisations=[theme_host.pk])}
        clock.shift(timedelta(seconds=SHORTEST + 1))
        page = client.post(REQUEST, data)
        assert page.status_code == 200
        assert all(
            text in page.text for text in ("Controleer uw antwoorden", "Rigas biznesa klubs", "Saxion", "Engels")
        )
        assert not Delegation.objects.exists()
        hidden = dict(
            re.findall(r'<input type="hidden" name="(opened|organisations|wishes)" value="([^"]*)"', page.text)
        )
        assert hidden["organisations"] == str(theme_host.pk)
        # At once: whoever got there took the time already.
        changed = client.post(REQUEST, {**data, "opened": hidden["opened"], "change": "yes"})
        assert 'value="Rigas biznesa klubs"' in changed.text and "Controleer uw antwoorden</h1>" not in changed.text
        again = re.search(r'name="opened" value="([^"]+)"', changed.text)[1]
        sent = client.post(REQUEST, {**data, "opened": again, "send": "yes"})
    assert sent.status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.state, delegation.email, delegation.language) == ("asked", "anna@example.org", "nl")
    assert list(delegation.organisations.all()) == [theme_host]
    [receipt] = mail.outbox
    assert receipt.to == ["anna@example.org"]
    assert str(delegation.key) in receipt.body
    # Anyone can have it sent: nothing of what was typed is in it.
    assert not re.search("Ozola|Rigas|energie", receipt.body)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_language_has_the_form_and_its_receipt(client, language):
    prefix = "" if language == "nl" else f"/{language}"
    page = client.get(f"{prefix}{REQUEST}")
    assert page.status_code == 200 and f'<html lang="{language}"' in page.text
    with time_machine.travel(timezone.now(), tick=False) as clock:
        token = re.search(r'name="opened" value="([^"]+)"', page.text)[1]
        clock.shift(timedelta(seconds=SHORTEST + 1))
        client.post(f"{prefix}{REQUEST}", {"opened": token, "send": "yes", **filled()})
    assert Delegation.objects.get().language == language
    assert f"{prefix}/handelsmissies/delegaties/aanvraag/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"starts_on": "2020-01-01", "ends_on": ""}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2999-01-01"}, "starts_on"),
        ({"starts_on": "gisteren"}, "starts_on"),
        ({"people": "2000"}, "people"),
        ({"people": "0"}, "people"),
        ({"people": "9" * 40}, "people"),
        ({"languages": ["xx"]}, "languages"),
        ({"languages": []}, "languages"),
        ({"country": "999999"}, "country"),
        ({"country": "x\0"}, "country"),
        ({"organisations": ["999999"]}, "organisations"),
        ({"organisation": "www.koopnu.example/"}, "organisation"),
        ({"email": "geen adres"}, "email"),
        ({"wishes": "x" * 2001}, "wishes"),
        ({"when": "later", "when_note": ""}, "when_note"),
        ({"when": "ooit"}, "when"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, changes, field):
    response = send(client, contact_name="Ada Ōzola", **changes)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="Ada Ōzola"' in response.text
    assert not Delegation.objects.exists() and not mail.outbox


def test_days_that_are_still_open(client):
    assert send(client, when="later", when_note="In mei, twee dagen").status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.starts_on, delegation.ends_on, delegation.when_note) == (None, None, "In mei, twee dagen")


def test_one_day_needs_no_last_day(client):
    assert send(client, ends_on="").status_code == 302
    assert Delegation.objects.get().ends_on == days(30)


def test_a_script_is_stopped(client):
    # Without a page, too quick, and twice the same page.
    assert client.post(REQUEST, {"send": "yes", **filled()}).status_code == 422
    assert client.post(REQUEST, {"send": "yes", "opened": opened(client), **filled()}).status_code == 422
    found = [send(client, email=f"nummer{n}@example.org").status_code for n in range(12)]
    assert found == [302] * 10 + [429] * 2
    assert Delegation.objects.count() == 10


def test_one_address_asks_three_times_a_day(client):
    found = [
        send(client, email=email).status_code
        for email in ("a.b@x.example", "ab@x.example", "ab+1@x.example", "AB@x.example")
    ]
    assert found == [302, 302, 302, 429]
    assert 'value="AB@x.example"' in send(client, email="AB@x.example").text


def test_a_guess_finds_nothing_and_is_counted(client):
    own = DelegationFactory().get_absolute_url()
    guess = "/handelsmissies/delegaties/aanvraag/00000000-0000-4000-8000-00000000000{}/"
    assert client.get(guess.format(1)).status_code == 404
    assert client.get(own).status_code == 200
    found = [client.get(guess.format(n % 10)).status_code for n in range(70)]
    assert set(found) == {404, 429}
    assert client.get(own).status_code == 429


def test_the_contact_follows_the_request_and_puts_down_who_come(client):
    delegation = DelegationFactory(people=2)
    other = DelegationGuestFactory(name="Van een ander")
    own = delegation.get_absolute_url()
    page = client.get(own).text
    assert "U bent welkom in Deventer." in page and "Van een ander" not in page
    add = f"{own}deelnemers/toevoegen/"
    assert client.post(add, {"name": "Jānis Bērziņš", "role": "Directeur", "diet": "vegetarisch"}).status_code == 422
    answer = {"name": "Jānis Bērziņš", "role": "Directeur", "diet": "vegetarisch", "diet_consent": "on"}
    assert client.post(add, answer).status_code == 302
    twice = client.post(add, {**answer, "name": "jānis bērziņš"})
    assert (twice.status_code, "Deze persoon staat al in de lijst." in twice.text) == (422, True)
    assert 'value="vegetarisch"' in twice.text
    guest = delegation.guests.get()
    assert guest.diet_consented_at
    assert client.post(f"{own}deelnemers/{guest.pk}/", {"name": "Jānis Bērziņš-Kalns"}).status_code == 302
    guest.refresh_from_db()
    assert (guest.name, guest.diet, guest.diet_consented_at) == ("Jānis Bērziņš-Kalns", "", None)
    client.post(add, {"name": "Ilze"})
    full = client.post(add, {"name": "Eén te veel"})
    assert (full.status_code, "U vroeg het aan voor 2 mensen" in full.text) == (422, True)
    assert client.post(f"{own}deelnemers/{other.pk}/verwijderen/").status_code == 404
    assert client.get(f"{own}deelnemers/{other.pk}/").status_code == 404
    assert client.post(f"{own}deelnemers/{guest.pk}/verwijderen/").status_code == 302
    assert list(delegation.guests.values_list("name", flat=True)) == ["Ilze"]


def test_who_come_is_asked_only_of_one_that_is_welcome_and_not_over(client):
    for changes in ({"state": "asked"}, {"starts_on": days(-3)}, {"state": "received", "starts_on": days(-1)}):
        delegation = DelegationFactory(**changes)
        add = f"{delegation.get_absolute_url()}deelnemers/toevoegen/"
        assert client.get(add).status_code == 302
        assert client.post(add, {"name": "Te laat"}).status_code == 422
    assert not DelegationGuest.objects.exists()


def test_withdrawing_tells_the_hosts_and_forgets_who_would_come(client):
    host = DelegationHostFactory()
    member = MembershipFactory(organisation=host.organisation)
    delegation = DelegationGuestFactory(delegation=host.delegation).delegation
    address = f"{delegation.get_absolute_url()}intrekken/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    delegation.refresh_from_db()
    assert (delegation.state, delegation.guests.count()) == ("withdrawn", 0)
    assert [message.to for message in mail.outbox] == [[delegation.email], [member.user.email]]


@pytest.mark.parametrize("state", ["declined", "received", "reported"])
def test_what_is_settled_is_not_withdrawn(client, state):
    delegation = DelegationFactory(state=state)
    assert client.post(f"{delegation.get_absolute_url()}intrekken/").status_code == 422
    delegation.refresh_from_db()
    assert delegation.state == state


def test_a_host_answers_by_link_once_and_reads_no_name(client):
    host = DelegationHostFactory(state="asked", message="Kunt u de werkplaats laten zien?")
    DelegationGuestFactory(delegation=host.delegation, name="Jānis Bērziņš")
    address = host.get_absolute_url()
    page = client.get(address).text
    assert "Kunt u de werkplaats laten zien?" in page and "schone energie" in page
    assert not re.search("Bērziņš|Ozola|anna-", page)
    assert client.post(address, {"note": "Zonder antwoord"}).status_code == 422
    assert client.post(address, {"answer": "ja", "note": "Graag op donderdag"}).status_code == 302
    second = client.post(address, {"answer": "nee", "note": "Toch niet"})
    assert second.status_code == 409
    host.refresh_from_db()
    assert (host.state, host.note) == ("yes", "Graag op donderdag")
    # Who has the link alone gets no list.
    assert "deelnemers.pdf" not in client.get(address).text


def test_a_host_need_not_answer_for_one_that_does_not_come(client):
    host = DelegationHostFactory(state="asked", delegation__state="declined")
    assert "U hoeft niet meer te antwoorden" in client.get(host.get_absolute_url()).text
    assert client.post(host.get_absolute_url(), {"answer": "ja"}).status_code == 409
    host.refresh_from_db()
    assert host.is_waiting


def test_who_keeps_the_page_of_a_host_gets_the_list_and_a_stranger_nothing(client):
    host = DelegationHostFactory(organisation__name="Saxion")
    DelegationGuestFactory(delegation=host.delegation, name="Anna Bērziņa", role="Directeur", diet="halal", diet_consented_at=timezone.now())  # fmt: skip
    DelegationItemFactory(delegation=host.delegation, organisation=host.organisation, title_nl="Werkplaats zien")
    DelegationItemFactory(delegation=host.delegation, title_nl="Bij een ander")
    page = reverse("events:hosting", args=[host.organisation.slug, host.pk])
    assert client.get(page).status_code == client.get(f"{page}deelnemers.pdf").status_code == 302
    stranger = Client()
    sign_in(stranger, MembershipFactory().user)
    assert stranger.get(page).status_code == stranger.get(f"{page}deelnemers.pdf").status_code == 404
    sign_in(client, MembershipFactory(organisation=host.organisation).user)
    assert "Werkplaats zien" in client.get(page).text and "Bij een ander" not in client.get(page).text
    assert host.delegation.organisation in client.get("/mijn/").text
    response = client.get(f"{page}deelnemers.pdf")
    pdf = PdfReader(io.BytesIO(response.content))
    text = "\n".join(each.extract_text() for each in pdf.pages)
    assert all(each in text for each in ("Anna Bērziņa", "Directeur", "Werkplaats zien", "1 persoon"))
    assert "halal" not in text and "Bij een ander" not in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    DelegationHost.objects.update(state="no")
    assert client.get(f"{page}deelnemers.pdf").status_code == 404
    assert host.delegation.organisation not in client.get("/mijn/").text


def test_everyone_reads_what_was_received_and_nothing_of_what_is_asked(client):
    VisitFactory(title_nl="Riga op bezoek"), VisitFactory(title_nl="Naar Riga", direction="paid")
    VisitFactory(title_nl="Nog geheim", is_published=False)
    DelegationFactory(organisation="Rigas biznesa klubs")
    page = client.get("/handelsmissies/delegaties/").text
    assert "Riga op bezoek" in page
    assert not re.search("Naar Riga|Nog geheim|Rigas biznesa", page)
