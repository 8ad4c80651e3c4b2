"""Who gets a place, who waits, who is asked next: what the actions do, one after another and at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from procrastinate.contrib.django.models import ProcrastinateJob

from events.actions import registering as actions
from events.models import Answer, DietaryNeed, Registration
from events.offers import BEFORE_IT_BEGINS, SHORTEST, offer_end
from events.tasks.registering import follow_up_waiting_lists, lapse_offer

from ..event_factories import (
    AnswerFactory,
    EventFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def register(terms, email, **changes):
    return actions.register(
        event=terms.event, **{"name": "Ans Bezoeker", "email": email, "language": "nl", "by": NOBODY, **changes}
    )


def states(terms):
    return dict(terms.event.registrations.values_list("email", "state"))


def taken(terms):
    terms.refresh_from_db()
    return terms.taken


def subjects(email):
    return [message.subject.partition(":")[0] for message in mail.outbox if message.to == [email]]


# --- Until when an offer stands ---------------------------------------------------------------------------------------


@given(hours=some.integers(1, 336), until=some.floats(-10, 1_000))
def test_offer_ends_before_the_event_begins_or_is_not_made(hours, until):
    now = timezone.now()
    begins = now + timedelta(hours=until)
    ends = offer_end(now, hours, begins)
    if ends is None:
        assert begins - now < SHORTEST + BEFORE_IT_BEGINS
    else:
        assert now + SHORTEST <= ends <= begins - BEFORE_IT_BEGINS
        assert ends <= now + timedelta(hours=hours)


# --- A place, or the waiting list -------------------------------------------------------------------------------------


def test_places_go_to_the_first_and_the_rest_wait():
    terms = RegistrationTermsFactory(capacity=3, most_guests=2)
    register(terms, "a@x.example", guests=1)
    register(terms, "b@x.example", guests=1)
    # One place is free, and somebody who needs two waits; the next fits, and is asked at once.
    last = register(terms, "c@x.example")
    assert states(terms) == {"a@x.example": "placed", "b@x.example": "waiting", "c@x.example": "offered"}
    assert taken(terms) == 3
    assert last.offer_ends_at == pytest.approx(timezone.now() + timedelta(hours=48), abs=timedelta(minutes=1))
    assert subjects("a@x.example") == ["U hebt een plaats"]
    assert subjects("b@x.example") == ["U staat op de wachtlijst"]
    assert subjects("c@x.example") == ["Een plaats voor u, bevestig op tijd"]


def test_a_visitor_who_expected_a_place_is_asked_before_waiting():
    terms = RegistrationTermsFactory(capacity=2, most_guests=3)
    register(terms, "a@x.example")
    with pytest.raises(ValidationError, match="Er is nog 1 plaats") as refused:
        register(terms, "b@x.example", guests=1, will_wait=False)
    assert refused.value.code == "full"
    register(terms, "b@x.example", will_wait=False)
    with pytest.raises(ValidationError, match="De laatste plaatsen") as refused:
        register(terms, "c@x.example", will_wait=False)
    assert refused.value.code == "full"
    assert "c@x.example" not in states(terms)


def test_who_registers_twice_is_mailed_so_and_nothing_changes():
    terms = RegistrationTermsFactory(capacity=1, most_guests=1)
    first = register(terms, "ada@x.example")
    again = register(terms, "ADA@x.example", name="Iemand Anders")
    assert again == first
    assert Registration.objects.get().name == "Ans Bezoeker"
    assert subjects("ada@x.example") == ["U hebt een plaats", "U was al ingeschreven"]
    assert f"/agenda/inschrijving/{first.key}/" in mail.outbox[1].body


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.mark.parametrize(
    ("event", "terms", "text"),
    [
        ({"status": "cancelled"}, {}, "Deze activiteit gaat niet door."),
        ({"status": "draft"}, {}, "Deze activiteit is nog niet gepubliceerd."),
        ({"starts_at": -3, "ends_at": -2}, {}, "Deze activiteit is voorbij."),
        ({"starts_at": -1, "ends_at": 2}, {}, "Deze activiteit is begonnen."),
        ({}, {"opens_at": 2}, "U kunt zich nog niet inschrijven."),
        ({}, {"closes_at": -2}, "De inschrijving is gesloten."),
    ],
)
def test_registering_is_refused_with_the_reason(event, terms, text):
    def made(values):
        return {name: in_days(value) if isinstance(value, int) else value for name, value in values.items()}

    terms = RegistrationTermsFactory(event=EventFactory(**made(event)), **made(terms))
    with pytest.raises(ValidationError) as refused:
        register(terms, "a@x.example")
    assert refused.value.messages == [text]
    with pytest.raises(ValidationError, match="kan men zich niet inschrijven"):
        actions.register(event=EventFactory(), name="A", email="a@x.example", language="nl", by=NOBODY)
    assert not Registration.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("guests", [-1, 3, 99])
def test_more_guests_than_allowed_are_refused(guests):
    terms = RegistrationTermsFactory(capacity=2, most_guests=2)
    with pytest.raises(ValidationError) as refused:
        register(terms, "a@x.example", guests=guests)
    assert set(refused.value.error_dict) == {"guests"}
    with pytest.raises(ValidationError, match="minder plaatsen"):
        register(terms, "a@x.example", guests=2)
    assert taken(terms) == 0


# --- What comes free --------------------------------------------------------------------------------------------------


def test_what_is_cancelled_is_offered_to_the_first_who_fits_and_confirmed():
    terms = RegistrationTermsFactory(capacity=2, most_guests=2)
    alone = register(terms, "a@x.example")
    register(terms, "b@x.example")
    party = register(terms, "c@x.example", guests=1)
    single = register(terms, "d@x.example")
    actions.cancel(registration=alone, by=NOBODY)
    assert states(terms) == {
        "a@x.example": "cancelled", "b@x.example": "placed", "c@x.example": "waiting", "d@x.example": "offered",
    }  # fmt: skip
    assert taken(terms) == 2
    actions.confirm_offer(registration=single, by=NOBODY)
    actions.confirm_offer(registration=single, by=NOBODY)
    assert subjects("d@x.example")[1:] == ["Een plaats voor u, bevestig op tijd", "U hebt een plaats"]
    with pytest.raises(ValidationError, match="niet meer voor u"):
        actions.confirm_offer(registration=party, by=NOBODY)
    actions.cancel(registration=alone, by=NOBODY)
    assert subjects("a@x.example") == ["U hebt een plaats", "Uw inschrijving is geannuleerd"], "once"


def test_an_offer_that_is_declined_goes_to_the_next():
    terms = RegistrationTermsFactory(capacity=1)
    first, second, third = (register(terms, f"{letter}@x.example") for letter in "abc")
    actions.cancel(registration=first, by=NOBODY)
    actions.decline_offer(registration=second, by=NOBODY)
    assert states(terms) == {"a@x.example": "cancelled", "b@x.example": "cancelled", "c@x.example": "offered"}
    with pytest.raises(ValidationError, match="niet meer voor u"):
        actions.decline_offer(registration=second, by=NOBODY)
    assert taken(terms) == 1
    assert third.seats == 1


def test_an_offer_lapses_at_its_moment_and_the_next_is_asked():
    terms = RegistrationTermsFactory(capacity=1, hours_to_confirm=24)
    first, second, _third = (register(terms, f"{letter}@x.example") for letter in "abc")
    actions.cancel(registration=first, by=NOBODY)
    [job] = ProcrastinateJob.objects.filter(task_name="events.tasks.registering.lapse_offer")
    second.refresh_from_db()
    assert job.args == {"registration_id": second.pk}
    assert job.scheduled_at == second.offer_ends_at + timedelta(seconds=5)
    lapse_offer(registration_id=second.pk)
    assert states(terms)["b@x.example"] == "offered", "not before its moment"
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=5), tick=False):
        with pytest.raises(ValidationError, match="niet meer voor u"):
            actions.confirm_offer(registration=second, by=NOBODY)
        lapse_offer(registration_id=second.pk)
        lapse_offer(registration_id=second.pk)
        assert states(terms) == {"a@x.example": "cancelled", "b@x.example": "lapsed", "c@x.example": "offered"}
    assert subjects("b@x.example")[-1] == "De plaats is niet meer voor u"
    assert subjects("c@x.example") == ["U staat op de wachtlijst", "Een plaats voor u, bevestig op tijd"]


def test_the_sweep_does_what_a_lost_job_should_have_done():
    terms = RegistrationTermsFactory(capacity=1)
    first, _second, third = (register(terms, f"{letter}@x.example") for letter in "abc")
    actions.cancel(registration=first, by=NOBODY)
    with time_machine.travel(timezone.now() + timedelta(hours=49), tick=False):
        follow_up_waiting_lists(0)
        assert states(terms) == {"a@x.example": "cancelled", "b@x.example": "lapsed", "c@x.example": "offered"}
    # A capacity that was raised in SQL, past the actions.
    Registration.objects.filter(pk=third.pk).update(state="waiting", offer_ends_at=None)
    follow_up_waiting_lists(0)
    assert states(terms)["c@x.example"] == "offered"


def test_nobody_is_asked_shortly_before_it_begins_nor_for_what_is_cancelled():
    terms = RegistrationTermsFactory(capacity=1, event__starts_at=timezone.now() + timedelta(minutes=80))
    first, second = register(terms, "a@x.example"), register(terms, "b@x.example")
    actions.cancel(registration=first, by=NOBODY)
    second.refresh_from_db()
    assert (second.state, taken(terms)) == ("waiting", 0)
    off = RegistrationTermsFactory(capacity=1, event__status="cancelled")
    RegistrationFactory(event=off.event, state="waiting")
    assert actions.move_up(event=off.event) == []


def test_capacity_is_not_lowered_below_who_has_a_place_and_raised_for_who_waits():
    terms = RegistrationTermsFactory(capacity=2)
    for letter in "abcd":
        register(terms, f"{letter}@x.example")
    with pytest.raises(ValidationError) as refused:
        actions.change_terms(event=terms.event, capacity=1, by=NOBODY)
    assert refused.value.message_dict == {"capacity": ["Er zijn al 2 plaatsen bezet: minder kan niet."]}
    terms.refresh_from_db()
    assert terms.capacity == 2
    actions.change_terms(event=terms.event, capacity=3, by=NOBODY)
    assert sorted(states(terms).values()) == ["offered", "placed", "placed", "waiting"]
    actions.change_terms(event=terms.event, capacity=None, by=NOBODY)
    assert sorted(states(terms).values()) == ["offered", "offered", "placed", "placed"]
    with pytest.raises(ValidationError, match="sluit voordat"):
        actions.change_terms(event=terms.event, opens_at=in_days(2), closes_at=in_days(1), by=NOBODY)


def test_guests_are_changed_within_what_is_free_and_fair():
    terms = RegistrationTermsFactory(capacity=4, most_guests=3)
    party, single = register(terms, "a@x.example", guests=1), register(terms, "b@x.example")

    def change(registration, guests):
        actions.change_registration(registration=registration, guests=guests, shows_name=True, diet="", by=NOBODY)
        return taken(terms)

    assert change(single, 1) == 4
    with pytest.raises(ValidationError, match="nog 0 plaatsen"):
        change(party, 2)
    waiting = register(terms, "c@x.example", guests=1)
    assert change(party, 0) == 3, "the two who wait do not fit"
    with pytest.raises(ValidationError, match="nog 0 plaatsen"):
        change(party, 1)
    assert change(waiting, 0) == 4, "now the one who waits fits"
    assert states(terms)["c@x.example"] == "offered"
    actions.cancel(registration=single, by=NOBODY)
    with pytest.raises(ValidationError, match="niet meer veranderen"):
        change(single, 0)


def test_what_tells_of_health_is_kept_only_where_it_is_asked_and_goes_with_a_cancellation():
    asks, asks_not = RegistrationTermsFactory(asks_diet=True), RegistrationTermsFactory()
    registration = register(asks, "a@x.example", diet="geen noten")
    register(asks_not, "a@x.example", diet="geen noten")
    assert [need.text for need in DietaryNeed.objects.all()] == ["geen noten"]
    actions.cancel(registration=registration, by=NOBODY)
    assert not DietaryNeed.objects.exists()


def test_answers_stay_with_the_event_they_were_asked_for():
    question = QuestionFactory()
    registration = register(question.event.registration_terms, "a@x.example", answers={question: "Met de bus"})
    assert [answer.text for answer in registration.answers.all()] == ["Met de bus"]
    with pytest.raises(IntegrityError, match="of another event"), transaction.atomic():
        AnswerFactory(registration=registration, question=QuestionFactory())
    with pytest.raises(IntegrityError, match="answered_once"), transaction.atomic():
        AnswerFactory(registration=registration, question=question)
    choice = "UPDATE events_question SET kind = 'choice' WHERE id = %s"
    with pytest.raises(IntegrityError, match="question_choices"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(choice, [question.pk])
    with pytest.raises(IntegrityError, match="dietary_need"), transaction.atomic():
        DietaryNeed.objects.create(registration=registration, text="")
    assert Answer.objects.count() == 1


def test_who_telephoned_is_added_without_an_address_also_twice():
    terms = RegistrationTermsFactory(capacity=1, closes_at=in_days(-1))
    first = actions.add_by_hand(event=terms.event, name="Bel Ler", language="nl", by=NOBODY)
    second = actions.add_by_hand(event=terms.event, name="Brief Schrijver", language="nl", by=NOBODY)
    assert (first.state, second.state) == ("placed", "waiting")
    assert mail.outbox == []
    actions.add_by_hand(event=terms.event, name="C", email="c@x.example", language="nl", by=NOBODY)
    with pytest.raises(ValidationError, match="dit adres"):
        actions.add_by_hand(event=terms.event, name="C", email="C@x.example", language="nl", by=NOBODY)
    with pytest.raises(IntegrityError, match="registration_emptied_whole"), transaction.atomic():
        RegistrationFactory(event=terms.event, email="", state="waiting")


# --- At once ----------------------------------------------------------------------------------------------------------


def at_once(work, items):
    """Do the work on each of the items at the same moment, each on a connection of its own; return what came of it."""
    barrier = Barrier(len(items))

    def alone(item):
        try:
            connection.ensure_connection()
            barrier.wait(60)
            return work(item)
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(alone, items))


@pytest.mark.django_db(transaction=True)
def test_90_at_once_get_40_places_and_each_of_the_others_waits_once():
    terms = RegistrationTermsFactory(capacity=40)
    results = at_once(lambda n: register(terms, f"nummer-{n}@x.example"), range(90))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(states(terms).values()) == ["placed"] * 40 + ["waiting"] * 50
    assert taken(terms) == 40
    # Half of those who have a place cancel at once, some by two clicks; the first of the list are asked, each once.
    placed = list(terms.event.registrations.coming()[:20])
    first = list(terms.event.registrations.waiting().values_list("pk", flat=True)[:20])
    at_once(lambda registration: actions.cancel(registration=registration, by=NOBODY), placed + placed)
    offered = terms.event.registrations.filter(state="offered")
    assert sorted(offered.values_list("pk", flat=True)) == sorted(first)
    assert taken(terms) == 40
    jobs = ProcrastinateJob.objects.filter(task_name="events.tasks.registering.lapse_offer")
    assert sorted(job.args["registration_id"] for job in jobs) == sorted(first)


@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_ten_times_at_once_is_registered_once():
    terms = RegistrationTermsFactory(capacity=5)
    results = at_once(lambda n: register(terms, "ada@x.example" if n % 2 else "ADA@x.example"), range(10))
    assert len({result.pk for result in results}) == 1
    assert taken(terms) == 1


@pytest.mark.django_db(transaction=True)
def test_confirming_lapsing_and_cancelling_at_once_end_in_one_way():
    terms = RegistrationTermsFactory(capacity=1)
    first, second, third = (register(terms, f"{letter}@x.example") for letter in "abc")
    actions.cancel(registration=first, by=NOBODY)
    second.refresh_from_db()
    steps = [actions.confirm_offer, actions.decline_offer, actions.cancel]
    at_once(lambda step: step(registration=second, by=NOBODY), steps)
    found = states(terms)
    assert taken(terms) == 1
    assert (found["b@x.example"], found["c@x.example"]) in {("placed", "waiting"), ("cancelled", "offered")}
    assert third.pk
