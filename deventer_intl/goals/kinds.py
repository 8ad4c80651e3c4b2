"""The kinds of records that work on a Global Goal, and of each the claims that everyone may see.

Overview, lists and open data all read from here, so that none shows what another hides. What was called off counts nowhere.
"""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventGoal, Mission, MissionGoal
from events.models.mission_stage import Stage
from globalgoals.models import GoodPractice, PracticeGoal
from organisations.models import GoalTag, Organisation, ProjectGoal
from subsidies.models import GoalOfResult, PublicResult
from subsidies.register import STILL_GRANTED, in_force, with_what_became

from .kind import LANGUAGES, REFERENCE, Kind, is_no_person, reference_of


def languages_of(title: str) -> tuple[str, ...]:
    return tuple(f"{title}_{language}" for language in LANGUAGES)


def page_of(name: str, column: str) -> Callable[[dict], str]:
    return lambda row: reverse(name, args=[row[column]])


def standing_grants() -> QuerySet:
    """Return the decisions of the register that grant something which still holds, as its total adds them up."""
    return with_what_became(in_force()).filter(STILL_GRANTED)


def of_organisations():
    return GoalTag.objects.filter(organisation__status=Organisation.Status.ACTIVE)


def of_projects():
    return ProjectGoal.objects.filter(project__organisation__status=Organisation.Status.ACTIVE)


def of_events():
    return EventGoal.objects.filter(event__in=Event.objects.public().exclude(status=Event.Status.CANCELLED))


def of_missions():
    return MissionGoal.objects.filter(mission__in=Mission.objects.public().exclude(stage=Stage.CANCELLED))


def of_practices():
    return PracticeGoal.objects.filter(practice__in=GoodPractice.objects.public())


def of_results():
    """Return the claims of what came of grants; the register shows it as long as the grant holds."""
    shown = PublicResult.objects.published().filter(application__in=standing_grants().values("application"))
    return GoalOfResult.objects.filter(publicresult__in=shown)


ORGANISATIONS = Kind(
    slug="organisaties",
    name="organisation",
    schema="Organization",
    label=_("Organisations"),
    public=of_organisations,
    tags="organisation_tags",
    title="organisation__name",
    columns=("organisation__name", "organisation__slug"),
    address=page_of("organisations:organisation", "organisation__slug"),
    order=("organisation__name",),
)
PROJECTS = Kind(
    slug="projecten",
    name="project",
    schema="Project",
    label=_("Projects"),
    public=of_projects,
    tags="project_tags",
    title="project__title",
    columns=(*languages_of("project__title"), "project__organisation__slug"),
    address=page_of("organisations:organisation", "project__organisation__slug"),
    by="project__organisation",
    role="parentOrganization",
    order=("project__title_nl",),
)
EVENTS = Kind(
    slug="activiteiten",
    name="event",
    schema="Event",
    label=_("Events"),
    public=of_events,
    tags="event_tags",
    title="event__title",
    columns=(*languages_of("event__title"), "event__slug"),
    address=page_of("events:event", "event__slug"),
    by="event__organiser",
    role="organizer",
    order=("-event__starts_at",),
)
MISSIONS = Kind(
    slug="handelsmissies",
    name="mission",
    schema="BusinessEvent",
    label=_("Trade missions"),
    public=of_missions,
    tags="mission_tags",
    title="mission__title",
    columns=(*languages_of("mission__title"), "mission__slug"),
    address=page_of("events:mission", "mission__slug"),
    by="mission__led_by",
    role="organizer",
    order=("-mission__starts_on",),
)
GRANTS = Kind(
    slug="subsidies",
    name="grant",
    schema="MonetaryGrant",
    label=_("Subsidies"),
    public=standing_grants,
    tags="application_tags",
    title="public_title",
    columns=("public_title", *REFERENCE),
    address=lambda row: reverse("subsidies:register_entry", args=[reference_of(row)]),
    claim="application__goal_tags__",
    by="application__organisation",
    role="fundedItem",
    is_named=is_no_person,
    amount="still_granted",
    order=("-announced_at",),
    shows_motivation=False,
)
RESULTS = Kind(
    slug="resultaten",
    name="result",
    schema="Report",
    label=_("Results"),
    public=of_results,
    tags="result_tags",
    title="publicresult__title",
    columns=(*languages_of("publicresult__title"), *(f"publicresult__{name}" for name in REFERENCE)),
    address=lambda row: reverse("subsidies:register_entry", args=[reference_of(row, "publicresult__")]),
    by="publicresult__application__organisation",
    role="author",
    is_named=is_no_person,
    order=("-publicresult__published_at",),
)
PRACTICES = Kind(
    slug="praktijkvoorbeelden",
    name="practice",
    schema="Article",
    label=_("Good practices"),
    public=of_practices,
    tags="practice_tags",
    title="practice__title",
    columns=(*languages_of("practice__title"), "practice__slug"),
    address=page_of("practices:practice", "practice__slug"),
    by="practice__organisation",
    role="author",
    order=("-practice__published_at",),
)
KINDS = [ORGANISATIONS, PROJECTS, EVENTS, MISSIONS, GRANTS, RESULTS, PRACTICES]
