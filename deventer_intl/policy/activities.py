"""What is done for the ambitions of a plan: events, missions, projects, subsidies and ties that everyone can read about."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, Mission
from globalgoals.models import PolicyChapter, PolicyPlan
from organisations.models import CityTie, Organisation, Project
from subsidies import register
from subsidies.models import Application

from ..goals.kinds import standing_grants
from .models import ACTIVITIES, PolicyActivity

LABELS = {
    "event": pgettext_lazy("policy", "Events"),
    "mission": _("Trade missions"),
    "project": _("Projects"),
    "application": _("Subsidies"),
    "tie": _("Ties with cities"),
}
# So many of a kind stand on the page of a chapter, unless all are asked for.
FIRST = 12


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, with the numbers of the chapters that it is an activity of."""

    title: str
    address: str
    chapters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfKind:
    """The activities of one kind, or the first of them, and how many there are."""

    label: str
    number: int
    activities: list[Activity]

    @property
    def rest(self) -> int:
        return self.number - len(self.activities)


def records() -> dict[str, QuerySet]:
    """Return by kind what everyone can read about; what was called off, or is granted no more, is none."""
    return {
        "event": Event.objects.public().exclude(status=Event.Status.CANCELLED).order_by("-starts_at", "-pk"),
        "mission": Mission.objects.public().exclude(stage="cancelled"),
        "project": Project.objects.filter(organisation__status=Organisation.Status.ACTIVE).select_related(
            "organisation"
        ),
        "application": Application.objects.filter(
            pk__in=standing_grants().order_by().values("application")
        ).select_related("ceiling__scheme"),
        "tie": CityTie.objects.select_related("place"),
    }


def public() -> QuerySet:
    """Return the activities of ambitions that everyone can read about."""
    found = {f"{kind}__in": each.order_by() for kind, each in records().items()}
    return PolicyActivity.objects.filter(Q(**found, _connector=Q.OR)).order_by()


# Each once, however many ambitions it is done for.
ONCE = {kind: Count(kind, distinct=True) for kind in ACTIVITIES}


def totals(plan: PolicyPlan) -> dict[str, int]:
    """Return by kind how many activities a plan has: one of two chapters counts once."""
    found = public().filter(ambition__chapter__plan=plan).aggregate(**ONCE)
    return {kind: number for kind, number in found.items() if number}


def numbers(plan: PolicyPlan) -> dict[int, dict[str, int]]:
    """Return by chapter, and then by kind, how many activities there are: one of two chapters counts in both."""
    chapter = "ambition__chapter__number"
    found = public().filter(ambition__chapter__plan=plan).values(chapter).annotate(**ONCE)
    return {row[chapter]: {kind: row[kind] for kind in ACTIVITIES if row[kind]} for row in found}


def named(found: dict[str, int]) -> list[tuple[str, int]]:
    """Return numbers by kind under the names of the kinds."""
    return [(LABELS[kind], number) for kind, number in found.items()]


def of_chapter(chapter: PolicyChapter, found: dict[str, int], most: int | None) -> list[OfKind]:
    """Return the activities of a chapter, of which there are `found` by kind; of each kind the first, or all where `most` is None."""
    return [OfKind(LABELS[kind], number, first_of(chapter, kind, most)) for kind, number in found.items()]


def first_of(chapter: PolicyChapter, kind: str, most: int | None) -> list[Activity]:
    """Return the first activities of a kind, each with all chapters that it is done for."""
    tied = PolicyActivity.objects.filter(ambition__chapter__plan=chapter.plan).order_by()
    elsewhere = tied.filter(**{kind: OuterRef("pk")}).values("ambition__chapter__number").distinct()
    found = (
        records()[kind]
        .filter(pk__in=tied.filter(ambition__chapter=chapter).values(kind))
        .annotate(chapters=ArraySubquery(elsewhere))
    )
    rows = list(found[:most])
    if kind == "application":
        titles = titles_of_grants(rows)
        # What lost its grant since it was read is left out.
        return [activity(row, *titles[row.reference]) for row in rows if row.reference in titles]
    return [activity(row, *shown(kind, row)) for row in rows]


def activity(row, title: str, address: str) -> Activity:
    return Activity(title, address, tuple(sorted(row.chapters)))


def titles_of_grants(applications: list[Application]) -> dict[str, tuple[str, str]]:
    """Return by reference how the register calls a case, and its page there."""
    found = register.entries(standing_grants().filter(application__in=applications))
    return {
        entry.reference: (entry.title, reverse("subsidies:register_entry", args=[entry.reference])) for entry in found
    }


def shown(kind: str, record) -> tuple[str, str]:
    """Return what an activity is called, and its address."""
    if kind == "tie":
        return str(record), record.place.get_absolute_url()
    if kind == "project":
        return str(record.title), record.organisation.get_absolute_url()
    return str(record.title), record.get_absolute_url()
