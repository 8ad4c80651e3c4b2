"""All that claims a Global Goal, whatever app it lives in: to be confirmed by editors and by peer organisations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventGoal, Mission, MissionGoal
from globalgoals.models import GoalClaim, GoodPractice, PracticeGoal
from organisations.models import GoalTag, Organisation, Project, ProjectGoal
from subsidies import register
from subsidies.models import Application, GoalOfApplication, GoalOfResult, PublicResult

# Of each kind, on one page: the rest follows when these are done.
MOST_SHOWN = 100


def address_of_result(claim):
    return reverse("subsidies:register_entry", args=[claim.publicresult.application.reference])


def address_of_application(claim):
    return reverse("subsidies:register_entry", args=[claim.application.reference])


@dataclass(frozen=True)
class Kind:
    """A kind of record with goals: those that everybody can read (`public`), what is fetched along, and the page of one.

    What an applicant wrote to the municipality is not read here (`shows_why`), and peers see what stands in the directory,
    the agenda and among the missions alone (`for_peers`).
    """

    model: type[GoalClaim]
    label: Any
    public: Callable[[], QuerySet]
    along: tuple
    address: Callable
    for_peers: bool = True
    shows_why: bool = True

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def title(self) -> str:
        return self.model._meta.verbose_name_plural

    def claims(self) -> QuerySet:
        """Return the claims about what everybody can read, with what a list of them names."""
        found = self.model.objects.filter(**{f"{self.model.about}__in": self.public().order_by().values("pk")})
        return found.select_related("goal", "confirmed_for", self.model.about, *self.along).prefetch_related("targets")

    def of_peers(self, organisation, user) -> QuerySet:
        """Return the claims that an organisation can confirm: of others in its networks, of which the user is no member."""
        peers = Organisation.objects.public().filter(networks__members=organisation)
        peers = peers.exclude(pk=organisation.pk).exclude(memberships__user=user)
        return self.claims().filter(**{f"{self.model.claimed_by}__in": peers.order_by().values("pk")})


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            GoalTag,
            _("Organisation"),
            Organisation.objects.public,
            ("organisation",),
            lambda claim: claim.organisation.get_absolute_url(),
        ),
        Kind(
            ProjectGoal,
            _("Project"),
            lambda: Project.objects.filter(organisation__in=Organisation.objects.public()),
            ("project__organisation",),
            lambda claim: claim.project.organisation.get_absolute_url(),
        ),
        Kind(
            EventGoal,
            _("Event"),
            lambda: Event.objects.public(),
            ("event__organiser",),
            lambda claim: claim.event.get_absolute_url(),
        ),
        Kind(
            MissionGoal,
            _("Trade mission"),
            lambda: Mission.objects.public(),
            ("mission__led_by",),
            lambda claim: claim.mission.get_absolute_url(),
        ),
        Kind(
            PracticeGoal,
            _("Good practice"),
            GoodPractice.objects.public,
            ("practice__organisation",),
            lambda claim: claim.practice.get_absolute_url(),
        ),
        Kind(
            GoalOfApplication,
            _("Application"),
            lambda: Application.objects.filter(pk__in=register.in_force().order_by().values("application")),
            ("application__organisation", "application__ceiling__scheme"),
            address_of_application,
            for_peers=False,
            shows_why=False,
        ),
        Kind(
            GoalOfResult,
            _("Result"),
            lambda: PublicResult.objects.published(),
            ("publicresult__application__organisation", "publicresult__application__ceiling__scheme"),
            address_of_result,
            for_peers=False,
        ),
    )
}


@dataclass(frozen=True)
class Row:
    """A claim as a list shows it."""

    claim: GoalClaim
    kind: Kind

    @property
    def key(self) -> str:
        return f"{self.kind.name}-{self.claim.pk}"

    @property
    def title(self) -> str:
        # The register names what was granted, under its public title; of an application itself nobody reads here.
        return self.claim.application.reference if self.kind.model is GoalOfApplication else str(self.claim.record)

    @property
    def address(self) -> str:
        return self.kind.address(self.claim)

    @property
    def why(self) -> str:
        return self.claim.motivation if self.kind.shows_why else ""


def rows_of(kind, claims) -> list[Row]:
    return [Row(claim, kind) for claim in claims.order_by("pk")[:MOST_SHOWN]]


def number_unconfirmed() -> int:
    return sum(kind.claims().unconfirmed().count() for kind in KINDS.values())


def claim_named(key):
    """Return the claim of a key as lists write them, None where there is none."""
    name, _dash, number = key.partition("-")
    kind = KINDS.get(name)
    if kind is None or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return kind.claims().filter(pk=int(number)).first()
