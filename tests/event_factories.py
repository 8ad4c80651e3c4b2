"""Events for tests: what stands in the agenda, and who comes."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events import models
from events.models import Event


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


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = models.Question

    event = factory.LazyAttribute(lambda question: RegistrationTermsFactory().event)
    text_nl = factory.Sequence(lambda n: f"Vraag {n}?")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.Answer

    registration = factory.SubFactory(RegistrationFactory)
    question = factory.LazyAttribute(lambda answer: QuestionFactory(event=answer.registration.event))
    text = "Met de trein"


class DietaryNeedFactory(DjangoModelFactory):
    class Meta:
        model = models.DietaryNeed

    registration = factory.SubFactory(RegistrationFactory)
    text = "vegetarisch"


class EventMessageFactory(DjangoModelFactory):
    class Meta:
        model = models.EventMessage

    event = factory.SubFactory(EventFactory)
    subject = "Neem een jas mee"
    text = "We staan buiten."
    recipients = 1


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
