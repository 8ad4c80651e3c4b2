"""Claims for tests: that a record works on a Global Goal. Who confirms is told by `peers`."""

import factory
from factory.django import DjangoModelFactory

from events.models import EventGoal, MissionGoal
from organisations.models import ProjectGoal
from subsidies.models import GoalOfApplication, GoalOfResult

from .event_factories import EventFactory, MissionFactory
from .factories import GoalFactory, MembershipFactory, NetworkFactory, NetworkMembershipFactory, ProjectFactory
from .subsidy_factories import ApplicationFactory, PublicResultFactory


class ClaimFactory(DjangoModelFactory):
    """The primary goal of a record."""

    class Meta:
        abstract = True

    goal = factory.SubFactory(GoalFactory)
    rank = 1


class ProjectGoalFactory(ClaimFactory):
    class Meta:
        model = ProjectGoal

    project = factory.SubFactory(ProjectFactory)


class EventGoalFactory(ClaimFactory):
    class Meta:
        model = EventGoal

    event = factory.SubFactory(EventFactory)


class MissionGoalFactory(ClaimFactory):
    class Meta:
        model = MissionGoal

    mission = factory.SubFactory(MissionFactory)


class GoalOfApplicationFactory(ClaimFactory):
    class Meta:
        model = GoalOfApplication

    application = factory.SubFactory(ApplicationFactory)


class GoalOfResultFactory(ClaimFactory):
    class Meta:
        model = GoalOfResult

    publicresult = factory.SubFactory(PublicResultFactory)


def peers():
    """Return two members, each of an organisation of its own, that are in the same network."""
    network = NetworkFactory()
    members = [MembershipFactory(), MembershipFactory()]
    for member in members:
        NetworkMembershipFactory(network=network, organisation=member.organisation)
    return members
