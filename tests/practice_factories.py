"""Good practices for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from globalgoals import models

from .factories import GoalFactory, OrganisationFactory


class GoodPracticeFactory(DjangoModelFactory):
    """A good practice that everyone can read."""

    class Meta:
        model = models.GoodPractice

    slug = factory.Sequence(lambda n: f"praktijk-{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    status = models.GoodPractice.Status.PUBLISHED
    title_nl = factory.Sequence(lambda n: f"Praktijk {n}")
    story_nl = "Zo **ging** het."
    result_nl = "Er is meer water."
    published_at = factory.LazyAttribute(
        lambda practice: timezone.now() if practice.status in {"published", "withdrawn"} else None
    )
    reason = factory.LazyAttribute(lambda practice: "Te kort." if practice.status == "declined" else "")


class PracticeGoalFactory(DjangoModelFactory):
    class Meta:
        model = models.PracticeGoal

    practice = factory.SubFactory(GoodPracticeFactory)
    goal = factory.SubFactory(GoalFactory)
    rank = 1


class PracticeFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.PracticeFigure

    practice = factory.SubFactory(GoodPracticeFactory)
    position = factory.LazyAttribute(lambda figure: figure.practice.figures.count() + 1)
    number = 1250
    what_nl = "bomen geplant"
    source = "eigen telling"


class PracticePhotoFactory(DjangoModelFactory):
    """A photo without its files."""

    class Meta:
        model = models.PracticePhoto

    practice = factory.SubFactory(GoodPracticeFactory)
    position = factory.LazyAttribute(lambda photo: photo.practice.photos.count() + 1)
    alt_nl = "Mensen bij een pomp"
    credit = "Jo Jansen"
    has_consent = True
    digest = factory.Sequence(lambda n: f"{n + 7_000_000:032x}")
    width = 1280
    height = 800
