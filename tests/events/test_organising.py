"""The list of who comes: who may see and change it, what is exported, mailed, and forgotten afterwards."""

import io
from datetime import timedelta

import pytest
import tablib
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from deventer_intl.accounts import my_data
from events.actions import attending
from events.models import Answer, DietaryNeed, EventMessage, Question, Registration, RegistrationTerms
from events.tasks.registering import forget_dietary_needs, forget_registrations, remind_registered

from ..conftest import sign_in
from ..event_factories import (
    AnswerFactory,
    DietaryNeedFactory,
    EventFactory,
    EventMessageFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
)
from ..factories import MembershipFactory, NetworkFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
RUN = "/mijn/agenda/lezing/inschrijvingen/"


@pytest.fixture
def keeper():
    return MembershipFactory(organisation__name="Stichting Voorbeeld", user__email="ed@voorbeeld.example")


@pytest.fixture
def terms(keeper):
    event = EventFactory(slug="lezing", title_nl="Lezing", organiser=keeper.organisation)
    return RegistrationTermsFactory(event=event, capacity=10, most_guests=3)


@pytest.fixture
def signed_in(client, keeper):
    sign_in(client, keeper.user)
    return client


def lands_on(response, address):
    return (response.status_code, response["Location"]) == (302, address)


# --- Who may ----------------------------------------------------------------------------------------------------------


def test_organisers_secretaries_and_staff_with_the_right_see_the_list_and_nobody_else(client, terms):
    RegistrationFactory(event=terms.event, name="Ada Komt")
    secretary = UserFactory(is_staff=True)
    terms.event.network = NetworkFactory(secretary=secretary)
    terms.event.save()
    editor, reader = UserFactory(is_staff=True), UserFactory(is_staff=True)
    editor.groups.add(Group.objects.get(name="editors"))
    reader.groups.add(Group.objects.get(name="readers"))
    former = NetworkFactory(secretary=UserFactory()).secretary
    people = {MembershipFactory().user: 404, reader: 404, former: 404, secretary: 200, editor: 200}
    for user, status in people.items():
        sign_in(client, user)
        for end in ("", "lijst.csv", "presentielijst.pdf", "toevoegen/", "voorwaarden/", "bericht/"):
            response = client.get(RUN + end)
            assert response.status_code == status, (user, end)
        assert ("Ada Komt" in client.get(RUN).text) == (status == 200)
    # The right alone is not enough: the second factor is asked as in the back-office.
    client.force_login(editor)
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    assert client.get(RUN).status_code == 404


def test_nothing_of_another_event_is_reached_through_ones_own(signed_in, terms):
    elsewhere = RegistrationFactory()
    question = QuestionFactory(event=elsewhere.event)
    for end in (f"{elsewhere.pk}/afmelden/", f"{elsewhere.pk}/aanwezig/", f"vragen/{question.pk}/"):
        assert signed_in.post(RUN + end).status_code == 404
    assert signed_in.post(f"{RUN}vragen/{question.pk}/verwijderen/").status_code == 404
    elsewhere.refresh_from_db()
    assert (elsewhere.state, elsewhere.attended_at) == ("placed", None)
    assert Question.objects.filter(pk=question.pk).exists()


def test_what_people_cannot_eat_stands_on_its_own_page_alone(client, signed_in, terms):
    terms.asks_diet = True
    terms.save()
    registration = RegistrationFactory(event=terms.event, name="Ada Komt")
    DietaryNeedFactory(registration=registration, text="geen noten")
    DietaryNeedFactory(text="van elders")
    page = signed_in.get(f"{RUN}dieet/").text
    assert "geen noten" in page
    assert "van elders" not in page
    assert "noten" not in signed_in.get(RUN).text
    assert "noten" not in signed_in.get(f"{RUN}lijst.csv").content.decode()
    officer = UserFactory(is_staff=True)
    rights = Group.objects.get(name="editors").permissions.exclude(codename="view_dietaryneed")
    officer.user_permissions.set(rights)
    sign_in(client, officer)
    assert client.get(RUN).status_code == 200
    assert client.get(f"{RUN}dieet/").status_code == 403


# --- The list ---------------------------------------------------------------------------------------------------------


def test_list_is_filtered_searched_and_exported_as_it_is_on_the_screen(signed_in, terms):
    question = QuestionFactory(event=terms.event, text_nl="Hoe komt u?")
    ada = RegistrationFactory(event=terms.event, name="=HYPERLINK(1)", email="ada@x.example", guests=2)
    AnswerFactory(registration=ada, question=question, text="+31 fiets")
    RegistrationFactory(event=terms.event, name="Wacht Nog", state="waiting")
    RegistrationFactory(event=terms.event, name="Gaat Niet", state="cancelled", ended_at=timezone.now())
    RegistrationFactory(name="Elders")
    names = {
        "": ["=HYPERLINK(1)", "Wacht Nog"],
        "?toon=komt": ["=HYPERLINK(1)"],
        "?toon=wacht": ["Wacht Nog"],
        "?toon=voorbij": ["Gaat Niet"],
        "?toon=was-er": [],
        "?toon=was-er-niet&q=ADA%40x": ["=HYPERLINK(1)"],
        "?q=Elders": [],
    }
    for query, expected in names.items():
        page = signed_in.get(RUN + query)
        assert [registration.name for registration in page.context["registrations"]] == expected, query
        rows = tablib.Dataset().load(
            signed_in.get(f"{RUN}lijst.csv{query}").content.decode("utf-8-sig"), format="csv", delimiter=";"
        )
        assert [name.removeprefix("'") for name in rows["Naam"]] == expected, query
    page = signed_in.get(RUN)
    assert "<b>3</b> van 10 plaatsen bezet." in page.text
    assert "1 inschrijving, 3 personen" in page.text
    assert "no-store" in page["Cache-Control"]
    for kind in ("ods", "xlsx"):
        book = tablib.Databook().load(signed_in.get(f"{RUN}lijst.{kind}").content, format=kind)
        [sheet] = book.sheets()
        assert sheet["Naam"] == ["'=HYPERLINK(1)", "Wacht Nog"]
        assert sheet["Hoe komt u?"][0] == "'+31 fiets"


def test_nonsense_in_the_address_is_said_and_lists_nobody(signed_in, terms):
    RegistrationFactory(event=terms.event, name="Ada Komt")
    for query in ("?toon=alles", "?q=" + "x" * 300, "?q=%00"):
        page = signed_in.get(RUN + query)
        assert (page.status_code, "Ada Komt" in page.text) == (400, False)
        assert page.context["form"].errors
        assert signed_in.get(f"{RUN}lijst.csv{query}").status_code == 404
        assert signed_in.get(f"{RUN}bericht/{query}").status_code == 404
    assert signed_in.get(f"{RUN}lijst.exe").status_code == 404
    assert signed_in.get(f"{RUN}?pagina=99").status_code == 404


def test_list_costs_as_many_queries_for_200_as_for_10(signed_in, terms):
    type(terms).objects.update(capacity=None)
    question = QuestionFactory(event=terms.event)
    costs = []
    signed_in.get(RUN)
    for number in (10, 190):
        for _one in range(number):
            AnswerFactory(registration=RegistrationFactory(event=terms.event), question=question)
        for end in ("", "lijst.csv", "dieet/"):
            with CaptureQueriesContext(connection) as queries:
                signed_in.get(RUN + end)
            costs.append(len(queries))
    assert costs[:3] == costs[3:]


def test_attendance_list_is_an_accessible_pdf_of_who_has_a_place(signed_in, terms):
    RegistrationFactory(event=terms.event, name="Ada Komt", affiliation="Saxion", guests=2, email="ada@x.example")
    RegistrationFactory(event=terms.event, name="王 小明 \U0001f600")
    RegistrationFactory(event=terms.event, name="Wacht Nog", state="waiting")
    response = signed_in.get(f"{RUN}presentielijst.pdf")
    assert response["Content-Type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Ada Komt" in text
    assert "4 personen" in text
    assert "als ?" in text
    assert "Wacht Nog" not in text
    assert "ada@x" not in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    RegistrationFactory(name="Leeg")
    empty = RegistrationTermsFactory(event__organiser=terms.event.organiser)
    assert signed_in.get(f"/mijn/agenda/{empty.event.slug}/inschrijvingen/presentielijst.pdf").status_code == 200


def test_attendance_is_marked_from_the_day_itself(signed_in, terms):
    registration = RegistrationFactory(event=terms.event)
    address = f"{RUN}{registration.pk}/aanwezig/"
    assert "nog niet begonnen" in signed_in.post(address, {"was_er": "ja"}, follow=True).text
    type(terms.event).objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    response = signed_in.post(f"{address}?toon=komt&pagina=1", {"was_er": "ja"})
    assert lands_on(response, f"{RUN}?toon=komt&pagina=1#r{registration.pk}")
    registration.refresh_from_db()
    assert registration.attended_at
    signed_in.post(address, {"was_er": "nee"})
    registration.refresh_from_db()
    assert registration.attended_at is None
    waits = RegistrationFactory(event=terms.event, state="waiting")
    assert "heeft geen plaats" in signed_in.post(f"{RUN}{waits.pk}/aanwezig/", {"was_er": "ja"}, follow=True).text


def test_organiser_adds_who_telephoned_and_cancels_somebody_with_a_word(signed_in, terms):
    QuestionFactory(event=terms.event, is_required=True)
    assert lands_on(signed_in.post(f"{RUN}toevoegen/", {"name": "Bel Ler", "guests": "1"}), RUN)
    caller = Registration.objects.get()
    assert (caller.email, caller.is_by_hand, caller.seats, mail.outbox) == ("", True, 2, [])
    assert signed_in.post(f"{RUN}toevoegen/", {"name": "", "guests": "9"}).status_code == 422
    signed_in.post(f"{RUN}toevoegen/", {"name": "Ada", "email": "ada@x.example"})
    assert mail.outbox[-1].to == ["ada@x.example"]
    assert signed_in.post(f"{RUN}toevoegen/", {"name": "Ada", "email": "Ada@x.example"}).status_code == 422
    ada = Registration.objects.get(email="ada@x.example")
    signed_in.post(f"{RUN}{ada.pk}/afmelden/", {"message": "U was te laat.\nZie https://evil.example/"})
    assert "> U was te laat." in mail.outbox[-1].body
    assert 'href="https://evil' not in mail.outbox[-1].alternatives[0][0]
    ada.refresh_from_db()
    assert ada.state == "cancelled"


# --- Terms, questions, messages ---------------------------------------------------------------------------------------


def test_organiser_opens_registration_and_asks(signed_in, terms):
    terms.delete()
    assert lands_on(signed_in.get(RUN), f"{RUN}voorwaarden/")
    filled = {"capacity": "2", "most_guests": "1", "hours_to_confirm": "24", "asks_diet": "on", "closes_at": ""}
    assert lands_on(signed_in.post(f"{RUN}voorwaarden/", filled), f"{RUN}voorwaarden/")
    terms = RegistrationTerms.objects.get()
    assert (terms.capacity, terms.most_guests, terms.hours_to_confirm, terms.asks_diet) == (2, 1, 24, True)
    RegistrationFactory(event=terms.event, guests=1)
    for changes, field in [
        ({"capacity": "1"}, "capacity"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "9" * 30}, "capacity"),
        ({"most_guests": "99"}, "most_guests"),
        ({"hours_to_confirm": "0"}, "hours_to_confirm"),
        ({"opens_at": "gisteren"}, "opens_at"),
        ({"opens_at": "2026-12-02T10:00", "closes_at": "2026-12-01T10:00"}, "__all__"),
    ]:
        response = signed_in.post(f"{RUN}voorwaarden/", {**filled, **changes})
        assert (response.status_code, set(response.context["form"].errors)) == (422, {field}), changes
    terms.refresh_from_db()
    assert (terms.capacity, terms.taken) == (2, 2)

    question = {"text_nl": "Hoe komt u?", "kind": "choice"}
    refused = signed_in.post(f"{RUN}vragen/", question)
    assert set(refused.context["form"].errors) == {"choices_nl"}
    signed_in.post(f"{RUN}vragen/", {**question, "choices_nl": "Met de trein\r\nMet de fiets"})
    asked = Question.objects.get()
    assert asked.options == [("Met de trein", "Met de trein"), ("Met de fiets", "Met de fiets")]
    signed_in.post(f"{RUN}vragen/{asked.pk}/", {"text_nl": "Hoe komt u hier?", "kind": "text", "is_required": "on"})
    asked.refresh_from_db()
    assert (asked.text_nl, asked.kind, asked.choices_nl, asked.is_required) == ("Hoe komt u hier?", "text", "", True)
    AnswerFactory(registration=Registration.objects.get(), question=asked)
    assert "Ook 1 antwoord" in signed_in.get(f"{RUN}vragen/{asked.pk}/verwijderen/").text
    assert lands_on(signed_in.post(f"{RUN}vragen/{asked.pk}/verwijderen/"), f"{RUN}voorwaarden/")
    assert not Question.objects.exists()


def test_organiser_writes_to_the_list_each_in_the_own_language_once(signed_in, keeper, terms):
    ada = RegistrationFactory(event=terms.event, email="ada@x.example", language="en")
    RegistrationFactory(event=terms.event, email="bas@x.example")
    RegistrationFactory(event=terms.event, email="wacht@x.example", state="waiting")
    RegistrationFactory(event=terms.event, email="niet@x.example", state="cancelled", ended_at=timezone.now())
    RegistrationFactory(event=terms.event, email="", is_by_hand=True)
    text = {"subject": "Neem een jas mee", "text": "We staan buiten."}
    address = f"{RUN}bericht/?toon=komt"
    checked = signed_in.post(address, text)
    assert "naar 2 mensen" in checked.text
    assert mail.outbox == []
    assert lands_on(signed_in.post(address, {**text, "number": "2", "send": "yes"}), RUN)
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@x.example", "bas@x.example"]
    to_ada = next(message for message in mail.outbox if message.to == ["ada@x.example"])
    assert to_ada.reply_to == [keeper.user.email]
    assert f"/en/agenda/inschrijving/{ada.key}/" in to_ada.body
    assert "The organiser of" in to_ada.body
    message = EventMessage.objects.get()
    assert (message.filter, message.recipients, message.sent_by) == ("komt", 2, keeper.user)
    twice = signed_in.post(address, {**text, "number": "2", "send": "yes"})
    assert (twice.status_code, "al verstuurd" in twice.text) == (422, True)
    for number in range(8):
        signed_in.post(address, {**text, "subject": f"Nog iets {number}", "number": "2", "send": "yes"})
    limited = signed_in.post(address, {**text, "subject": "Te veel", "number": "2", "send": "yes"})
    assert (limited.status_code, "Probeer het morgen" in limited.text) == (422, True)
    with pytest.raises(ValidationError, match="Niemand op deze lijst"):
        attending.send_message(
            event=terms.event,
            registrations=Registration.objects.none(),
            filter="",
            subject="a",
            text="b",
            by=keeper.user,
        )


# --- Afterwards -------------------------------------------------------------------------------------------------------


def test_who_has_a_place_is_reminded_once_the_day_before(terms):
    type(terms.event).objects.update(starts_at=timezone.now() + timedelta(days=3))
    long_ago = timezone.now() - timedelta(days=9)
    RegistrationFactory(event=terms.event, email="ada@x.example", registered_at=long_ago)
    RegistrationFactory(event=terms.event, state="waiting", registered_at=long_ago)
    off = RegistrationTermsFactory(event__status="cancelled", event__starts_at=timezone.now() + timedelta(days=3))
    RegistrationFactory(event=off.event, registered_at=long_ago)
    remind_registered(0)
    assert mail.outbox == []
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        RegistrationFactory(event=terms.event, email="vandaag@x.example")
        remind_registered(0)
        remind_registered(0)
    assert [(message.to, message.subject) for message in mail.outbox] == [(["ada@x.example"], "Binnenkort: Lezing")]


def test_dietary_needs_go_after_days_names_after_months_and_counts_stay(terms, settings):
    registration = RegistrationFactory(event=terms.event, guests=1, shows_name=True)
    DietaryNeedFactory(registration=registration)
    AnswerFactory(registration=registration)
    EventMessageFactory(event=terms.event)
    end = terms.event.ends_at
    for days, needs, answers in [(2, 1, 1), (3, 0, 1), (89, 0, 1), (90, 0, 0)]:
        with time_machine.travel(end + timedelta(days=days, minutes=1), tick=False):
            forget_dietary_needs(0)
            forget_registrations(0)
        assert (DietaryNeed.objects.count(), Answer.objects.count()) == (needs, answers), days
    registration.refresh_from_db()
    assert (registration.name, registration.email, registration.affiliation, registration.shows_name) == (
        "",
        "",
        "",
        False,
    )
    assert registration.emptied_at
    assert not EventMessage.objects.exists()
    terms.refresh_from_db()
    assert (terms.taken, registration.seats) == (2, 2)


def test_my_data_hold_what_was_registered_under_an_address_one_proved_and_leaving_frees_the_place(terms):
    user = UserFactory(email="ada@x.example")
    mine = RegistrationFactory(event=terms.event, email="ada@x.example", guests=1)
    RegistrationFactory(event=terms.event, email="bas@x.example")
    AnswerFactory(registration=mine, text="Met de bus")
    DietaryNeedFactory(registration=mine, text="vegan")
    assert my_data.held_on(user)["registrations_for_events"] == []
    EmailAddress.objects.create(user=user, email="Ada@x.example", verified=True, primary=True)
    [held] = my_data.held_on(user)["registrations_for_events"]
    assert (held["event"], held["guests"], held["dietary_need"]) == ("Lezing", 1, "vegan")
    assert list(held["answers"].values()) == ["Met de bus"]
    RegistrationTerms.objects.update(capacity=3)
    waiting = RegistrationFactory(event=terms.event, email="wacht@x.example", state="waiting")
    my_data.forget(user)
    mine.refresh_from_db()
    waiting.refresh_from_db()
    assert (mine.state, mine.name, mine.email) == ("cancelled", "", "")
    assert waiting.state == "offered"
    assert not Answer.objects.exists()
    assert not DietaryNeed.objects.exists()
