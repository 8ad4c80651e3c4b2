"""The policy for tests: a plan with chapters, ambitions, indicators and what was measured, and what was imported."""

import hashlib
from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from deventer_intl import models as on_top
from deventer_intl.policy import snapshot_content
from events.models import PastEvent
from globalgoals import models
from subsidies.models import PastDecision

from .event_factories import EventFactory
from .factories import OrganisationFactory, UserFactory
from .subsidy_factories import SchemeFactory


class PolicyPlanFactory(DjangoModelFactory):
    """A plan that everyone can read."""

    class Meta:
        model = models.PolicyPlan
        django_get_or_create = ("slug",)

    slug = factory.LazyAttribute(lambda plan: f"{plan.first_year}-{plan.last_year}")
    title_nl = factory.LazyAttribute(lambda plan: f"Nota {plan.slug}")
    first_year = 2021
    last_year = 2026
    reckoned_from = 2026
    published_on = date(2021, 1, 1)


class PolicyChapterFactory(DjangoModelFactory):
    class Meta:
        model = models.PolicyChapter

    plan = factory.SubFactory(PolicyPlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    title_nl = factory.LazyAttribute(lambda chapter: f"Hoofdstuk {chapter.number}")


class AmbitionFactory(DjangoModelFactory):
    class Meta:
        model = models.Ambition

    chapter = factory.SubFactory(PolicyChapterFactory)
    position = factory.Sequence(lambda n: n + 1)
    name_nl = factory.Sequence(lambda n: f"Ambitie {n}")
    text_nl = "Wij stellen ons ten doel om het te doen."


class IndicatorFactory(DjangoModelFactory):
    """A typed indicator, in numbers."""

    class Meta:
        model = models.Indicator

    ambition = factory.SubFactory(AmbitionFactory)
    slug = factory.Sequence(lambda n: f"indicator-{n}")
    name_nl = factory.Sequence(lambda n: f"Indicator {n}")
    side = models.Side.OUTCOME
    source = "CBS"


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = models.Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    value = Decimal(12)
    unit = factory.SelfAttribute("indicator.unit")
    measured_on = factory.LazyAttribute(lambda measurement: date(measurement.year, 12, 31))
    source = "CBS StatLine, tabel 1"


class PastImportFactory(DjangoModelFactory):
    class Meta:
        model = models.PastImport

    kind = models.PastImport.Kind.DECISIONS
    file_name = "besluiten.xlsx"
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    source = "Jaarrekening 2023"
    rows = 1
    imported_by = factory.SubFactory(UserFactory)


class PastDecisionFactory(DjangoModelFactory):
    class Meta:
        model = PastDecision

    scheme = factory.SubFactory(SchemeFactory)
    year = 2023
    ceiling = 4_300_000
    organisation = factory.SubFactory(OrganisationFactory)
    purpose = "Een school"
    amount = 125_050
    source = factory.SelfAttribute("imported_with.source")
    imported_with = factory.SubFactory(PastImportFactory)


class PastEventFactory(DjangoModelFactory):
    class Meta:
        model = PastEvent

    year = 2023
    title = factory.Sequence(lambda n: f"Avond {n}")
    source = factory.SelfAttribute("imported_with.source")
    imported_with = factory.SubFactory(PastImportFactory, kind=models.PastImport.Kind.EVENTS)


class PolicyActivityFactory(DjangoModelFactory):
    class Meta:
        model = on_top.PolicyActivity

    ambition = factory.SubFactory(AmbitionFactory)
    event = factory.SubFactory(EventFactory)


class PolicySnapshotFactory(DjangoModelFactory):
    """A snapshot of a year in which nothing is known."""

    class Meta:
        model = on_top.PolicySnapshot

    plan = factory.SubFactory(PolicyPlanFactory)
    year = 2023
    number = 1
    is_provisional = factory.LazyAttribute(lambda snapshot: snapshot.year == timezone.localdate().year)
    content = factory.LazyAttribute(
        lambda snapshot: {
            "form": snapshot_content.FORM,
            "plan": snapshot.plan.slug,
            "year": snapshot.year,
            "provisional": snapshot.is_provisional,
            "taken_on": timezone.localdate().isoformat(),
            "indicators": [],
            "tables": {},
        }
    )
    sha256 = factory.LazyAttribute(lambda snapshot: snapshot_content.digest(snapshot.content))


class ReportTextFactory(DjangoModelFactory):
    class Meta:
        model = on_top.ReportText

    plan = factory.SubFactory(PolicyPlanFactory)
    section = "samenvatting"
    text_nl = "Het ging **goed**."


class ReportBuildFactory(DjangoModelFactory):
    class Meta:
        model = on_top.ReportBuild

    plan = factory.SubFactory(PolicyPlanFactory)
    snapshots = []


class ChapterSubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = on_top.ChapterSubscription

    chapter = factory.SubFactory(PolicyChapterFactory)
    user = factory.SubFactory(UserFactory)
