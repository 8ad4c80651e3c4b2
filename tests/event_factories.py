"""Events for tests: what stands in the agenda, and who comes."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events import models
from events.models import Event

from .factories import PlaceFactory


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = models.Series

    frequency = models.Series.Frequency.WEEKLY
    first_on = factory.LazyFunction(timezone.localdate)
    until = factory.LazyAttribute(lambda series: series.first_on + timedelta(weeks=4))


class EventFactory(DjangoModelFactory):
    """A lecture of two hours, in a week, which everyone may read about."""

    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"lezing-{n}")
    kind = Event.Kind.LECTURE
    status = Event.Status.PUBLISHED
    title_nl = factory.Sequence(lambda n: f"Lezing {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    published_at = factory.LazyAttribute(
        lambda event: timezone.now() if event.status in {"published", "cancelled"} else None
    )
    cancelled_at = factory.LazyAttribute(lambda event: timezone.now() if event.status == "cancelled" else None)


class RegistrationTermsFactory(DjangoModelFactory):
    class Meta:
        model = models.RegistrationTerms

    event = factory.SubFactory(EventFactory)


class RegistrationFactory(DjangoModelFactory):
    """Somebody who has a place."""

    class Meta:
        model = models.Registration

    event = factory.LazyAttribute(lambda registration: RegistrationTermsFactory().event)
    state = models.Registration.State.PLACED
    name = factory.Sequence(lambda n: f"Bezoeker {n}")
    email = factory.Sequence(lambda n: f"bezoeker-{n}@example.org")
    language = "nl"


class EventPhotoFactory(DjangoModelFactory):
    """A photo of an event that is over; its row, without files."""

    class Meta:
        model = models.EventPhoto

    event = factory.SubFactory(EventFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)))
    position = factory.LazyAttribute(lambda photo: photo.event.photos.count() + 1)
    alt_nl = "Mensen in een zaal"
    credit = "Jo Jansen"
    has_consent = True
    digest = factory.Sequence(lambda n: f"{n:032x}")
    width = 1280
    height = 800


class HanseaticDaysFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseaticDays
        # There are no more years than 1980 to 2100.
        django_get_or_create = ["year"]

    year = factory.Sequence(lambda n: 1980 + n % 120)
    host = factory.SubFactory(PlaceFactory)


class HanseProgrammeItemFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseProgrammeItem

    days = factory.SubFactory(HanseaticDaysFactory)
    strand = models.Strand.ECONOMY
    title_nl = factory.Sequence(lambda n: f"Economisch forum {n}")


class HanseResultFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseResult

    days = factory.SubFactory(HanseaticDaysFactory)
    strand = models.Strand.ECONOMY
    text_nl = "Drie bedrijven vonden een partner."


class VisitFactory(DjangoModelFactory):
    """A visit of three days to Deventer, a week ago, which everyone may read about."""

    class Meta:
        model = models.Visit

    direction = models.Visit.Direction.RECEIVED
    place = factory.SubFactory(PlaceFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    ends_on = factory.LazyAttribute(lambda visit: visit.starts_on + timedelta(days=2))
    title_nl = factory.Sequence(lambda n: f"Bezoek {n}")
    is_published = True
