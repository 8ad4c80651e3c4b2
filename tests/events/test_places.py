"""Places of an event, as PostgreSQL counts them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.models import Registration

from ..event_factories import EventFactory, RegistrationFactory, RegistrationTermsFactory

pytestmark = pytest.mark.django_db


def taken(terms):
    terms.refresh_from_db()
    return terms.taken


def test_places_are_counted_with_guests_and_given_back():
    terms = RegistrationTermsFactory(capacity=5, most_guests=3)
    pair, alone = RegistrationFactory(event=terms.event, guests=1), RegistrationFactory(event=terms.event)
    RegistrationFactory(event=terms.event, state="waiting")
    assert (taken(terms), terms.left) == (3, 2)
    pair.state, pair.ended_at = Registration.State.CANCELLED, timezone.now()
    pair.save()
    assert (taken(terms), terms.left) == (1, 4)
    alone.delete()
    assert taken(terms) == 0


def test_no_place_is_given_out_twice():
    terms = RegistrationTermsFactory(capacity=2, most_guests=3)
    RegistrationFactory(event=terms.event)
    with pytest.raises(IntegrityError, match="registration_no_more_than_places"), transaction.atomic():
        RegistrationFactory(event=terms.event, guests=1)
    assert taken(terms) == 1
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE events_registrationterms SET capacity = 0")


def test_nobody_registers_twice_or_where_one_cannot():
    registration = RegistrationFactory(email="ada@example.org")
    with pytest.raises(IntegrityError, match="registered_once"), transaction.atomic():
        RegistrationFactory(event=registration.event, email="Ada@example.org")
    with pytest.raises(IntegrityError, match="one cannot register"), transaction.atomic():
        RegistrationFactory(event=EventFactory())
