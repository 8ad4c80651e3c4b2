"""Registering on the page, and the page behind the link in the mail: what visitors do, well and badly."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django.utils.html import escape

from events.actions import registering as actions
from events.models import DietaryNeed, Registration

from ..conftest import sign_in
from ..event_factories import (
    AnswerFactory,
    DietaryNeedFactory,
    EventFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
)
from ..factories import MembershipFactory, NetworkFactory, NetworkMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
ANSWERS = {"name": "Ans Bezoeker", "email": "Ans@bezoeker.example", "affiliation": "Kampala Water"}


@pytest.fixture
def terms():
    return RegistrationTermsFactory(
        event__slug="lezing", event__title_nl="Lezing over Sibiu", capacity=3, most_guests=2
    )


def page_of(terms):
    return f"/agenda/{terms.event.slug}/inschrijven/"


def opened(client, terms):
    """Open the form as a person does; return what it carries along unseen."""
    form = client.get(page_of(terms)).context["form"]
    return {"opened": form["opened"].value(), "homepage": "", "waits": str(form["waits"].value())}


def later(seconds=20):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def send(client, terms, **changes):
    hidden = opened(client, terms)
    with later():
        return client.post(page_of(terms), {**ANSWERS, **hidden, **changes})


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S*agenda/inschrijving/[0-9a-f-]{36}/)", message.body)[1]


# --- The form ---------------------------------------------------------------------------------------------------------


def test_visitor_registers_and_gets_a_link(client, terms):
    page = client.get(page_of(terms))
    assert "Nog <b>3</b> plaatsen van de 3." in page.text
    assert "90 dagen na de activiteit" in page.text
    assert "no-store" in page["Cache-Control"]
    response = send(client, terms, guests="1", shows_name="on")
    assert response["Location"] == "/agenda/lezing/inschrijven/verstuurd/"
    assert "ans@bezoeker" not in client.get(response["Location"]).text.lower()
    registration = Registration.objects.get()
    assert (registration.name, registration.email, registration.guests) == ("Ans Bezoeker", "ans@bezoeker.example", 1)
    assert (registration.state, registration.language, registration.shows_name) == ("placed", "nl", True)
    [message] = mail.outbox
    assert message.to == ["ans@bezoeker.example"]
    assert message.subject == "U hebt een plaats: Lezing over Sibiu"
    own = client.get(link_in(message))
    assert "U hebt een plaats" in own.text
    assert 'content="noindex"' in own.text
    assert {"no-store", "private"} <= set(re.split(r",\s*", own["Cache-Control"]))


def test_public_page_of_the_event_counts_places_and_names_nobody(client, terms):
    event = terms.event.get_absolute_url()
    assert "Nog <b>3</b> plaatsen van de 3." in client.get(event).text
    RegistrationFactory(event=terms.event, name="Ada Verborgen", guests=2)
    page = client.get(event + "?alle=x").text
    assert "Vol" in page
    assert "Naar de wachtlijst" in page
    assert "Verborgen" not in page
    for changes in ({"closes_at": timezone.now() - timedelta(hours=1)},):
        actions.change_terms(event=terms.event, **changes, by=None)
    assert "De inschrijving is gesloten." in client.get(event + "?alle=y").text


def test_language_of_the_page_is_that_of_the_mail(client, terms):
    form = client.get(f"/de{page_of(terms)}").context["form"]
    with later():
        client.post(f"/de{page_of(terms)}", {**ANSWERS, "opened": form["opened"].value(), "waits": "False"})
    assert mail.outbox[0].subject == "Sie haben einen Platz: Lezing over Sibiu"
    assert link_in(mail.outbox[0]).startswith("/de/agenda/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "Ans\u202eBezoeker"}, "name"),
        ({"name": "Ans\x00"}, "name"),
        ({"name": "Win op www.gratis.example"}, "name"),
        ({"email": '"a b"@x.example'}, "email"),
        ({"email": "=?utf-8?q?a?=@x.example"}, "email"),
        ({"email": "a@x.example\nBcc: b@x.example"}, "email"),
        ({"email": "a@ⅹ.example"}, "email"),
        ({"guests": "-1"}, "guests"),
        ({"guests": "99"}, "guests"),
        ({"guests": "9" * 400}, "guests"),
        ({"guests": "veel"}, "guests"),
        ({"affiliation": "a\u2028b"}, "affiliation"),
    ],
)
def test_nonsense_is_refused_at_its_field_and_nothing_is_lost(client, terms, changes, field):
    response = send(client, terms, **changes)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert f'href="#id_{field}"' in response.text
    kept = {**ANSWERS, **changes}
    assert all(escape(kept[name]) in response.text for name in {"name", "affiliation"} - {field})
    assert not Registration.objects.exists()


def test_questions_of_the_event_are_asked_and_answered(client, terms):
    how = QuestionFactory(event=terms.event, text_nl="Hoe komt u?", kind="choice", choices_nl="Met de trein\nMet de fiets",
                          choices_en="By train\nBy bicycle", is_required=True)  # fmt: skip
    speaks = QuestionFactory(event=terms.event, text_nl="Spreekt u Engels?", kind="yes-no")
    QuestionFactory(text_nl="Van een andere activiteit?")
    page = client.get(page_of(terms)).text
    assert "Hoe komt u?" in page
    assert "andere activiteit?" not in page
    assert "By bicycle" in client.get(f"/en{page_of(terms)}").text
    refused = send(client, terms, **{f"q{speaks.pk}": "misschien"})
    assert set(refused.context["form"].errors) == {f"q{how.pk}", f"q{speaks.pk}"}
    send(client, terms, **{f"q{how.pk}": "Met de fiets", f"q{speaks.pk}": "ja"})
    own = client.get("/en" + link_in(mail.outbox[0])).text
    assert "By bicycle" in own
    assert {answer.text for answer in Registration.objects.get().answers.all()} == {"Met de fiets", "ja"}


def test_what_one_cannot_eat_is_asked_only_where_it_matters_and_kept_only_with_consent(client, terms):
    assert "Wat u niet eet" not in client.get(page_of(terms)).text
    send(client, terms, diet="geen noten", diet_consent="on", email="b@x.example")
    assert not DietaryNeed.objects.exists()
    terms.asks_diet = True
    terms.save()
    refused = send(client, terms, diet="geen noten")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"diet_consent"}
    assert "geen noten" in refused.text
    send(client, terms, diet="geen noten", diet_consent="on")
    assert DietaryNeed.objects.get().text == "geen noten"
    assert all("noten" not in message.body for message in mail.outbox)


# --- Twice, full, too late --------------------------------------------------------------------------------------------


def test_page_says_the_same_to_who_is_registered_already(client, terms):
    first, again = send(client, terms), send(client, terms, email="ANS@bezoeker.example", name="Een Ander")
    assert first["Location"] == again["Location"]
    assert client.get(first["Location"]).text == client.get(again["Location"]).text
    assert [message.subject.partition(":")[0] for message in mail.outbox] == [
        "U hebt een plaats",
        "U was al ingeschreven",
    ]
    assert [registration.name for registration in Registration.objects.all()] == ["Ans Bezoeker"]
    assert "Een Ander" not in mail.outbox[1].body


def test_last_place_went_while_somebody_typed(client, terms):
    hidden = opened(client, terms)
    assert hidden["waits"] == "False"
    RegistrationFactory(event=terms.event, guests=2)
    with later():
        response = client.post(page_of(terms), {**ANSWERS, **hidden})
    assert response.status_code == 409
    assert "De laatste plaatsen zijn net vergeven" in response.text
    assert "Zet mij op de wachtlijst" in response.text
    assert 'value="Kampala Water"' in response.text
    assert Registration.objects.count() == 1
    form = response.context["form"]
    again = {"opened": form["opened"].value(), "waits": form["waits"].value()}
    with later(60):
        assert client.post(page_of(terms), {**ANSWERS, **again}).status_code == 302
    assert Registration.objects.get(email="ans@bezoeker.example").state == "waiting"


def test_full_event_offers_the_waiting_list(client, terms):
    RegistrationFactory(event=terms.event, guests=2)
    page = client.get(page_of(terms)).text
    assert "Alle plaatsen zijn bezet." in page
    assert send(client, terms).status_code == 302
    assert mail.outbox[0].subject.startswith("U staat op de wachtlijst")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"status": "cancelled"}, "Deze activiteit gaat niet door."),
        ({"starts_at": -2, "ends_at": -1}, "Deze activiteit is voorbij."),
    ],
)
def test_what_is_over_or_cancelled_says_so_also_to_who_had_the_form_open(client, terms, changes, text):
    hidden = opened(client, terms)
    values = {
        name: timezone.now() + timedelta(days=value) if isinstance(value, int) else value
        for name, value in changes.items()
    }
    over = EventFactory(**values)
    type(terms).objects.filter(pk=terms.pk).delete()
    terms = RegistrationTermsFactory(event=over)
    page = client.get(page_of(terms))
    assert (page.status_code, text in page.text, "<form class" in page.text) == (200, True, False)
    with later():
        response = client.post(page_of(terms), {**ANSWERS, **hidden})
    assert response.status_code == 422
    assert text in response.text
    assert 'value="Kampala Water"' in response.text
    assert not Registration.objects.exists()


def test_there_is_no_page_where_one_cannot_register(client):
    for event in (EventFactory(), RegistrationTermsFactory(event__status="draft").event):
        assert client.get(f"/agenda/{event.slug}/inschrijven/").status_code == 404
        assert client.post(f"/agenda/{event.slug}/inschrijven/", ANSWERS).status_code == 404
        assert client.get(f"/agenda/{event.slug}/inschrijven/verstuurd/").status_code == 404


def test_meeting_of_a_network_is_for_its_members(client):
    network = NetworkFactory()
    meeting = RegistrationTermsFactory(event__network=network, event__audience="network")
    member, stranger = MembershipFactory(), MembershipFactory()
    NetworkMembershipFactory(network=network, organisation=member.organisation)
    assert client.get(page_of(meeting)).status_code == 404
    assert client.post(page_of(meeting), ANSWERS).status_code == 404
    sign_in(client, stranger.user)
    assert client.get(page_of(meeting)).status_code == 404
    sign_in(client, member.user)
    assert send(client, meeting).status_code == 302
    assert Registration.objects.get().event == meeting.event


def test_a_script_is_stopped_after_a_few(client, terms):
    terms.capacity = None
    terms.save()
    answers = [send(client, terms, email=f"nummer-{n}@x.example").status_code for n in range(23)]
    assert answers == [302] * 20 + [429] * 3
    assert Registration.objects.count() == 20
    refused = send(client, terms, email="nummer-x@x.example")
    assert "te veel inschrijvingen" in refused.text
    assert 'value="Kampala Water"' in refused.text


def test_one_mailbox_is_not_flooded_whatever_it_is_called(client, terms):
    answers = [send(client, terms, email=f"a.b+{n}@x.example").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_robot_is_asked_once_more(client, terms):
    assert send(client, terms, homepage="https://spam.example").status_code == 422
    hidden = opened(client, terms)
    assert client.post(page_of(terms), {**ANSWERS, **hidden}).status_code == 422
    assert not Registration.objects.exists()


# --- The link ---------------------------------------------------------------------------------------------------------


def test_own_page_shows_what_was_given_and_changes_it(client, terms):
    terms.asks_diet = True
    terms.save()
    registration = RegistrationFactory(event=terms.event, email="ada@x.example", affiliation="Saxion")
    DietaryNeedFactory(registration=registration, text="vegetarisch")
    AnswerFactory(registration=registration, text="Met de bus")
    address = registration.get_absolute_url()
    page = client.get(address)
    assert all(text in page.text for text in ("ada@x.example", "Saxion", "Met de bus", "vegetarisch"))
    assert page.status_code == 200
    refused = client.post(address, {"guests": "2", "diet": "vegan"})
    assert set(refused.context["form"].errors) == {"diet_consent"}
    assert client.post(address, {"guests": "2", "shows_name": "on"})["Location"] == address
    registration.refresh_from_db()
    assert (registration.guests, registration.shows_name, registration.seats) == (2, True, 3)
    assert not DietaryNeed.objects.exists()
    for guests in ("3", "-1", "99"):
        assert client.post(address, {"guests": guests}).status_code == 422
    RegistrationFactory(event=terms.event, state="waiting")
    client.post(address, {"guests": "1"})
    assert client.post(address, {"guests": "2"}).context["form"].errors == {
        "guests": ["Er zijn nog 0 plaatsen voor meer gasten."]
    }


def test_cancelling_is_asked_first_and_done_once(client, terms):
    registration = RegistrationFactory(event=terms.event)
    address = registration.get_absolute_url() + "afmelden/"
    assert "Uw inschrijving annuleren?" in client.get(address).text
    registration.refresh_from_db()
    assert registration.state == "placed", "looking changes nothing"
    for _click in range(2):
        assert client.post(address)["Location"] == registration.get_absolute_url()
    registration.refresh_from_db()
    assert registration.state == "cancelled"
    assert len(mail.outbox) == 1
    assert client.get(address)["Location"] == registration.get_absolute_url()
    assert client.post(registration.get_absolute_url(), {"guests": "1"}).status_code == 422


def test_offer_is_taken_with_a_button_and_not_by_looking(client, terms):
    registration = RegistrationFactory(
        event=terms.event, state="offered", offer_ends_at=timezone.now() + timedelta(hours=3)
    )
    own = registration.get_absolute_url()
    assert client.get(f"{own}bevestigen/")["Location"] == own
    assert "Er is een plaats voor u" in client.get(own).text
    registration.refresh_from_db()
    assert registration.state == "offered"
    assert client.post(f"{own}bevestigen/")["Location"] == own
    registration.refresh_from_db()
    assert registration.state == "placed"
    late = RegistrationFactory(event=terms.event, state="offered", offer_ends_at=timezone.now() - timedelta(hours=3))
    refused = client.post(f"{late.get_absolute_url()}bevestigen/")
    assert (refused.status_code, "niet meer voor u" in refused.text) == (422, True)
    declined = RegistrationFactory(
        event=terms.event, state="offered", offer_ends_at=timezone.now() + timedelta(hours=3)
    )
    client.post(f"{declined.get_absolute_url()}afmelden/")
    declined.refresh_from_db()
    assert declined.state == "cancelled"


def test_who_has_a_place_sees_only_those_who_agreed(client, terms):
    mine = RegistrationFactory(event=terms.event)
    RegistrationFactory(event=terms.event, name="Ziet Baar", affiliation="Saxion", shows_name=True)
    RegistrationFactory(event=terms.event, name="Ver Borgen")
    RegistrationFactory(event=terms.event, name="Wacht Nog", shows_name=True, state="waiting")
    RegistrationFactory(name="Elders Heen", shows_name=True)
    page = client.get(mine.get_absolute_url()).text
    assert "Ziet Baar, Saxion" in page
    assert not re.search("Ver Borgen|Wacht Nog|Elders Heen", page)
    waiting = RegistrationFactory(event=terms.event, state="waiting")
    assert "Ziet Baar" not in client.get(waiting.get_absolute_url()).text


def test_guessed_and_emptied_links_are_404_and_limited(client, terms):
    emptied = RegistrationFactory(
        event=terms.event, state="cancelled", ended_at=timezone.now(), emptied_at=timezone.now(), name="", email=""
    )
    for key in (uuid.uuid4(), emptied.key):
        for end in ("", "bevestigen/", "afmelden/"):
            response = client.get(f"/agenda/inschrijving/{key}/{end}")
            assert response.status_code == 404
            assert "no-store" in response["Cache-Control"]
    assert client.get("/agenda/inschrijving/verzonnen/").status_code == 404
    found = {client.get(f"/agenda/inschrijving/{uuid.uuid4()}/").status_code for _guess in range(60)}
    assert found == {404, 429}
    registration = RegistrationFactory(event=terms.event)
    assert client.get(registration.get_absolute_url()).status_code == 429


def test_own_page_may_be_opened_all_day(client, terms):
    registration = RegistrationFactory(event=terms.event)
    assert {client.get(registration.get_absolute_url()).status_code for _time in range(70)} == {200}


def test_a_party_that_waits_is_told_that_fewer_can_be_sooner_and_comes_sooner(client, terms):
    for _guest in range(2):
        actions.register(event=terms.event, name="Ans", email=f"{_guest}@x.example", language="nl", by=None)
    form = client.get(page_of(terms))
    assert "kan eerder aan de beurt zijn" not in form.text, "there is a place at once"
    party = actions.register(event=terms.event, name="Bo", email="bo@x.example", guests=2, language="nl", by=None)
    assert "kan eerder aan de beurt zijn" in mail.outbox[-1].body
    assert "wie minder mensen meeneemt, kan eerder" in client.get(page_of(terms)).text
    assert "U wacht op 3 plaatsen tegelijk." in client.get(party.get_absolute_url()).text
    page = client.post(party.get_absolute_url(), {"guests": "0"}, follow=True)
    assert "Er is een plaats voor u" in page.text
    alone = actions.register(event=terms.event, name="Cas", email="cas@x.example", language="nl", by=None)
    assert "op minder plaatsen wacht" not in client.get(alone.get_absolute_url()).text
