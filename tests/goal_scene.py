"""Records of every kind with claims on goals, some that everyone may see and some that nobody may."""

from datetime import date

from django.utils import timezone

from organisations.models import GoalTag

from .event_factories import EventFactory, MissionFactory
from .factories import CountryFactory, GoalFactory, OrganisationFactory, ProjectFactory
from .practice_factories import GoodPracticeFactory
from .subsidy_factories import ApplicationFactory, DecisionFactory, submitted

CONFIRMED_ON = date(2026, 3, 1)


def goals(*numbers):
    return [
        GoalFactory(number=number, name_nl=f"Doel {number}", name_en="", uri=f"http://metadata.un.org/sdg/{number}")
        for number in numbers
    ]


def claim(record, goal, *, is_confirmed=False, motivation="", targets=(), rank=None):
    """Claim that a record works on a goal, as its next one unless a rank is given; confirmed by the office if so."""
    through = type(record).goals.through if hasattr(type(record), "goals") else GoalTag
    rank = rank or record.goal_tags.count() + 1
    made = through.objects.create(**{through.about: record}, goal=goal, rank=rank, motivation_nl=motivation)
    made.targets.set(targets)
    if is_confirmed:
        through.objects.filter(pk=made.pk).update(confirmed_on=CONFIRMED_ON)
    return made


def organisation(*, is_public=True, **values):
    return OrganisationFactory(status="active" if is_public else "hidden", **values)


def project(*, is_public=True, **values):
    return ProjectFactory(organisation=organisation(is_public=is_public), country=CountryFactory(), **values)


def event(*, is_public=True, **values):
    return EventFactory(**({} if is_public else {"status": "draft"}) | values)


def mission(*, is_public=True, **values):
    return MissionFactory(**({} if is_public else {"is_published": False, "stage": "idea"}) | values)


def practice(*, is_public=True, **values):
    return GoodPracticeFactory(**({} if is_public else {"status": "draft"}) | values)


def grant(*claims, is_public=True, amount=1_200_00, **values):
    """Decide on an application for some goals, (goal, is confirmed) each; public once the decision was made known."""
    draft = ApplicationFactory(requested=amount, **values)
    draft.countries.add(CountryFactory())
    for goal, is_confirmed in claims:
        claim(draft, goal, is_confirmed=is_confirmed, motivation="Geheim: van de aanvrager zelf.")
    application = submitted(draft=draft)
    return DecisionFactory(
        application=application,
        amount=amount,
        announced_at=timezone.now() if is_public else None,
        public_title="Water bij scholen",
    )
