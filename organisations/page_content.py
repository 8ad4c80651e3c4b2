"""What an organisation confirms when it confirms its page: all content of it, and when that last changed."""

from globalgoals.models import GoalClaim

from .freshness import fingerprint
from .models import (
    CountryPresence,
    ExportProfile,
    ExportProfileCountry,
    GoalTag,
    GoalTagTarget,
    InternshipOffer,
    NetworkMembership,
    OfferOrNeed,
    Organisation,
    OrganisationTheme,
    Picture,
    Project,
    ProjectGoal,
    ProjectGoalTarget,
    SchoolExchange,
)

# Of the organisation itself: what says how its page stands, not what the page says.
STATE = {"id", "status", "confirmed_on", "republished_on"}
# Of a goal: what others say of it.
CONFIRMED = {"confirmed_on", "confirmed_by_id", "confirmed_for_id"}
# The rest of the page, with how each belongs to the organisation.
PARTS = {
    OrganisationTheme: "organisation",
    CountryPresence: "organisation",
    GoalTag: "organisation",
    GoalTagTarget: "goaltag__organisation",
    Project: "organisation",
    ProjectGoal: "project__organisation",
    ProjectGoalTarget: "projectgoal__project__organisation",
    SchoolExchange: "organisation",
    ExportProfile: "organisation",
    ExportProfileCountry: "exportprofile__organisation",
    InternshipOffer: "organisation",
    OfferOrNeed: "organisation",
    Picture: "organisation",
    NetworkMembership: "organisation",
}


def values_of(record, without=()):
    """Return what is filled in of a record; so a field that is added later makes no page look changed."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in without and value not in ("", None, [])}


def content_of(organisation) -> dict:
    """Return all content of the page of an organisation, as the database has it now, as plain values."""
    organisation = Organisation.objects.get(pk=organisation.pk)
    content = {"organisation": values_of(organisation, without=STATE)}
    for model, owner in PARTS.items():
        content[model.__name__] = [
            values_of(part, without=CONFIRMED) for part in model.objects.filter(**{owner: organisation}).order_by("pk")
        ]
    return content


def fingerprint_of(organisation) -> str:
    return fingerprint(content_of(organisation))


def last_changed_at(organisation):
    """Return when the history last saw the content change; None where there is no history."""
    moments = [own_change(organisation)]
    for model, owner in PARTS.items():
        events = model.pgh_event_model.objects.filter(**{owner: organisation})
        if issubclass(model, GoalClaim):
            moments.append(change_of_goals(model, events))
        elif last := events.order_by("-pgh_created_at").first():
            moments.append(last.pgh_created_at)
    return max(filter(None, moments), default=None)


def change_of_goals(model, events):
    """Return when the goals themselves last changed: that somebody confirmed one changes nothing."""
    names = {field.attname for field in model._meta.concrete_fields} - CONFIRMED
    changed_at, known = None, {}
    for event in events.order_by("pgh_id"):
        values = None if event.pgh_label == "delete" else {name: getattr(event, name) for name in names}
        if known.get(event.pgh_obj_id) != values:
            changed_at, known[event.pgh_obj_id] = event.pgh_created_at, values
    return changed_at


def own_change(organisation):
    """Return when a field of the organisation last changed that is content: that it was confirmed changes nothing."""
    changed_at = latest = None
    # From the newest back to the first that differs: a long history is not read to its end.
    for event in organisation.events.order_by("-pgh_id").iterator(chunk_size=50):
        values = {name: getattr(event, name) for name in CONTENT_FIELDS}
        if latest is not None and values != latest:
            break
        changed_at, latest = event.pgh_created_at, values
    return changed_at


CONTENT_FIELDS = [field.attname for field in Organisation._meta.concrete_fields if field.name not in STATE]
