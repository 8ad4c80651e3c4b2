"""What is done for the ambitions of a plan: events, missions, projects, subsidies and ties that everyone can read about."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Mission
from organisations.models import Organisation
from subsidies import register
from subsidies.models import Application

from ..goals.kinds import standing_grants
from .models import ACTIVITIES, PolicyActivity

LABELS = {
    "event": _("Events"),
    "mission": _("Trade missions"),
    "project": _("Projects"),
    "application": _("Subsidies"),
    "tie": _("Ties with cities"),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, with the numbers of the chapters that it is an activity of."""

    kind: str
    title: str
    address: str
    chapters: tuple[int, ...]


def public():
    """Return the activities that everyone can read about; what was called off, or is granted no more, is none."""
    return PolicyActivity.objects.filter(
        Q(event__in=Event.objects.public().exclude(status=Event.Status.CANCELLED))
        | Q(mission__in=Mission.objects.public().exclude(stage="cancelled"))
        | Q(project__organisation__status=Organisation.Status.ACTIVE)
        | Q(application__in=standing_grants().order_by().values("application"))
        | Q(tie__isnull=False)
    )


def of_plan(plan) -> list[Activity]:
    """Return the activities of a plan, each once, however many ambitions it is done for: two queries, and one for the grants."""
    return activities(public().filter(ambition__chapter__plan=plan))


def of_chapter(chapter) -> list[Activity]:
    return activities(public().filter(ambition__chapter=chapter))


def activities(found) -> list[Activity]:
    rows = list(
        found.order_by("ambition__chapter__number", "pk").select_related(
            "ambition__chapter", "event", "mission", "project__organisation", "tie__place"
        )
    )
    grants = titles_of_grants({row.application_id for row in rows} - {None})
    chapters, first = {}, {}
    for row in rows:
        key = (row.kind, getattr(row, f"{row.kind}_id"))
        chapters.setdefault(key, []).append(row.ambition.chapter.number)
        first.setdefault(key, row)
    return [
        Activity(row.kind, *shown(row, grants), tuple(dict.fromkeys(chapters[key])))
        for key, row in sorted(first.items(), key=lambda pair: list(ACTIVITIES).index(pair[0][0]))
    ]


def titles_of_grants(applications: set[int]) -> dict[int, tuple[str, str]]:
    """Return by application how the register calls it, and its page there."""
    if not applications:
        return {}
    keys = {
        case.reference: case.pk
        for case in Application.objects.filter(pk__in=applications).select_related("ceiling__scheme")
    }
    found = register.entries(standing_grants().filter(application__in=applications))
    return {
        keys[entry.reference]: (entry.title, reverse("subsidies:register_entry", args=[entry.reference]))
        for entry in found
    }


def shown(row, grants) -> tuple[str, str]:
    """Return what an activity is called, and its address."""
    if row.kind == "application":
        return grants[row.application_id]
    if row.kind == "tie":
        return str(row.tie), row.tie.place.get_absolute_url()
    if row.kind == "project":
        return str(row.project.title), row.project.organisation.get_absolute_url()
    return str(row.record.title), row.record.get_absolute_url()


def by_kind(found: list[Activity]) -> list[tuple[str, list[Activity]]]:
    """Return the activities of each kind that there are, under the name of the kind."""
    kinds = {kind: [each for each in found if each.kind == kind] for kind in ACTIVITIES}
    return [(LABELS[kind], records) for kind, records in kinds.items() if records]


def numbers(found: list[Activity]) -> list[tuple[str, int]]:
    return [(label, len(records)) for label, records in by_kind(found)]
