"""What must never be true of an event, whoever writes; and who sees which."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from events.models import Event

from ..event_factories import EventFactory
from ..factories import (
    CountryFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(statement, *values):
    """Return which rule of the database refuses a statement."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return error.value.__cause__.diag.constraint_name


def test_event_ends_after_it_begins_and_within_a_year():
    event = EventFactory()
    change = "UPDATE events_event SET ends_at = starts_at + %s WHERE id = %s"
    assert refused(change, timedelta(0), event.pk) == "event_ends_after_it_begins"
    assert refused(change, timedelta(days=400), event.pk) == "event_lasts_a_year_at_most"


def test_umbrellas_stand_in_no_circle():
    days = EventFactory()
    forum = EventFactory(umbrella=days)
    talk = EventFactory(umbrella=forum)
    change = "UPDATE events_event SET umbrella_id = %s WHERE id = %s"
    assert refused(change, talk.pk, days.pk) == "no_umbrellas_in_a_circle"
    assert refused(change, talk.pk, talk.pk) == "no_umbrellas_in_a_circle"
    assert Event.objects.get(pk=days.pk).umbrella is None


def test_meeting_for_members_says_of_which_network():
    event = EventFactory()
    change = "UPDATE events_event SET audience = 'network' WHERE id = %s"
    assert refused(change, event.pk) == "event_for_members_of_a_network"


def test_everybody_sees_what_is_published_members_their_network_and_keepers_their_own():
    network, organisation = NetworkFactory(), OrganisationFactory()
    NetworkMembershipFactory(network=network, organisation=organisation)
    keeper, stranger = MembershipFactory(organisation=organisation).user, MembershipFactory().user
    public, cancelled = EventFactory(), EventFactory(status="cancelled")
    meeting = EventFactory(network=network, audience="network")
    proposed = EventFactory(organiser=organisation, status="proposed")
    EventFactory(status="draft")

    def seen_by(user):
        return set(Event.objects.visible_to(user))

    assert seen_by(AnonymousUser()) == seen_by(stranger) == {public, cancelled}
    assert seen_by(keeper) == {public, cancelled, meeting, proposed}
    assert seen_by(UserFactory(is_staff=True)) == {public, cancelled}
    assert set(Event.objects.public()) == {public, cancelled}
    assert seen_by(UserFactory(is_staff=True, is_superuser=True)) == set(Event.objects.all())


def test_events_are_found_by_where_they_are_and_what_they_are_about():
    uganda, sibiu = (
        CountryFactory(iso2="UG", iso3="UGA"),
        PlaceFactory(slug="sibiu", country=CountryFactory(iso2="RO", iso3="ROU")),
    )
    about, there, other = EventFactory(), EventFactory(place=sibiu), EventFactory()
    about.countries.add(uganda)
    about.cities.add(sibiu)
    assert set(Event.objects.about_country(uganda)) == {about}
    assert set(Event.objects.about_country(sibiu.country)) == {there}
    assert set(Event.objects.about_city(sibiu)) == {about, there}
    helper = OrganisationFactory()
    other.organisations.add(helper)
    assert set(Event.objects.of_organisation(helper)) == {other}
