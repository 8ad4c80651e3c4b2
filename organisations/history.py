"""The history of a page as those who keep it see it: of the organisation itself and of what it holds several of."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from deventer_intl.history_admin import Change, names_of
from globalgoals.claims import MOTIVATIONS, Claimed, lay_down
from globalgoals.models import MOST_GOALS, GoalClaim

from .actions import picture as pictures
from .actions.membership import locked
from .actions.profile import SENSITIVE
from .models import (
    CountryPresence,
    ExportProfile,
    ExportProfileCountry,
    GoalTag,
    GoalTagTarget,
    InternshipOffer,
    OfferOrNeed,
    Organisation,
    OrganisationTheme,
    Picture,
    Project,
    ProjectGoal,
    SchoolExchange,
    User,
)


@dataclass(frozen=True)
class Links:
    """What a record has several of: the rows that tie them to it (`through`), and the field that names them."""

    owner: type
    through: type
    name: str

    @property
    def field(self):
        return self.owner._meta.get_field(self.name)

    @property
    def owner_id(self):
        return f"{self.field.m2m_field_name()}_id"

    @property
    def linked_id(self):
        return f"{self.field.m2m_reverse_field_name()}_id"

    def events_of(self, owners):
        return self.through.pgh_event_model.objects.filter(**{f"{self.owner_id}__in": owners}).order_by("pgh_id")

    def as_of(self, event):
        """Return what a record had when an event happened to it; when it was removed, what it had until then."""
        moment = "pgh_created_at__lt" if event.pgh_label == "delete" else "pgh_created_at__lte"
        there = set()
        for change in self.events_of([event.pgh_obj_id]).filter(**{moment: event.pgh_created_at}):
            (there.discard if change.pgh_label == "delete" else there.add)(getattr(change, self.linked_id))
        return self.field.related_model.objects.filter(pk__in=there)

    def claims_as_of(self, event):
        """Return the same of a record that claims goals, each with why, the primary one first."""
        moment = "pgh_created_at__lt" if event.pgh_label == "delete" else "pgh_created_at__lte"
        rows = {}
        for change in self.events_of([event.pgh_obj_id]).filter(**{moment: event.pgh_created_at}):
            rows[change.pgh_obj_id] = change
        there = [row for row in rows.values() if row.pgh_label != "delete"]
        # Before goals had ranks there could be more of them, and all were 0.
        there = sorted(there, key=lambda row: (row.rank, row.goal_id))[:MOST_GOALS]
        return [Claimed(row.goal_id, {name: getattr(row, name) for name in MOTIVATIONS}) for row in there]

    def bring_back(self, record, event):
        if issubclass(self.through, GoalClaim):
            lay_down(record, self.claims_as_of(event))
        else:
            getattr(record, self.name).set(self.as_of(event))


# By the name that stands in an address.
KINDS = {
    model._meta.model_name: model
    for model in (
        Organisation,
        CountryPresence,
        GoalTag,
        Project,
        SchoolExchange,
        ExportProfile,
        InternshipOffer,
        OfferOrNeed,
        Picture,
    )
}
LINKS = {
    links.owner: links
    for links in (
        Links(Organisation, OrganisationTheme, "themes"),
        Links(GoalTag, GoalTagTarget, "targets"),
        Links(Project, ProjectGoal, "goals"),
        Links(ExportProfile, ExportProfileCountry, "countries"),
    )
}
# What a member does not change, or not without staff: it stays as it is when an older version comes back.
NOT_RESTORED = {
    *SENSITIVE, "slug", "status", "source", "confirmed_on", "confirmed_by", "confirmed_for", "republished_on",
}  # fmt: skip
# What says nothing to a reader.
NOT_SHOWN = {"organisation", "digest", "width", "height"}
MOST = 200


def events_of(organisation, model):
    events = model.pgh_event_model.objects.order_by("pgh_id")
    return (
        events.filter(pgh_obj_id=organisation.pk) if model is Organisation else events.filter(organisation=organisation)
    )


def changes_of(organisation):
    """Return the latest changes of a page, the newest first, each with what it is about."""
    found = []
    for model in KINDS.values():
        found += [(event, before, model) for event, before in latest_of(events_of(organisation, model))]
    found = sorted(found, key=lambda one: one[0].pgh_created_at, reverse=True)[:MOST]
    tied = [(event, links) for links in LINKS.values() for event in latest_links_of(organisation, links)]
    ids = {(event.pgh_context or {}).get("user") for event, *_rest in [*found, *tied]}
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=ids - {None})}
    changes = {}
    for model in KINDS.values():
        fields = [field for field in model._meta.fields if not field.primary_key and field.name not in NOT_SHOWN]
        events = [(event, before) for event, before, of in found if of is model]
        named = names_of(fields, [event for pair in events for event in pair if event])
        for event, before in events:
            change = Change(event, before, fields, people, named)
            changes[model, event.pgh_obj_id, event.pgh_created_at] = change
            change.kind_of_record, change.kind_in_address = model._meta.verbose_name, model._meta.model_name
    add_links(changes, tied, people)
    return sorted(changes.values(), key=lambda change: change.at, reverse=True)[:MOST]


def latest_of(events):
    """Return the latest events, each with the one before it of the same record; two queries, however long the history."""
    latest = list(events.order_by("-pgh_id")[:MOST])[::-1]
    before = {}
    if latest:
        earlier = events.filter(pgh_id__lt=latest[0].pgh_id, pgh_obj_id__in={event.pgh_obj_id for event in latest})
        before = {event.pgh_obj_id: event for event in earlier.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")}
    pairs = []
    for event in latest:
        pairs.append((event, before.get(event.pgh_obj_id)))
        before[event.pgh_obj_id] = event
    return pairs


def latest_links_of(organisation, links):
    owners = events_of(organisation, links.owner).order_by().values("pgh_obj_id")
    return list(links.events_of(owners).order_by("-pgh_id")[:MOST])


def add_links(changes, tied, people):
    """Add to the changes what was tied to a record or taken from it: to the change of that moment, or as one of its own."""
    differences = {}
    for event, links in tied:
        if event.pgh_label == "update" and event.confirmed_on:
            # What somebody else says of a goal is no change of the page.
            continue
        owner = getattr(event, links.owner_id)
        key = links.owner, owner, event.pgh_created_at
        if key not in changes:
            change = changes[key] = Change(event, None, [], people)
            change.kind = _("changed")
            change.kind_of_record = links.owner._meta.verbose_name
            change.kind_in_address = links.through._meta.model_name
        if event.pgh_label == "update":
            # The goal is the same, and another why.
            changes[key].differences.append((_("why this goal"), "", f"{event.goal_id}. {event.motivation_nl}"))
            continue
        removed, added = differences.setdefault((key, links), (set(), set()))
        (removed if event.pgh_label == "delete" else added).add(getattr(event, links.linked_id))
    for links in LINKS.values():
        ids = {pk for (_key, of), sets in differences.items() if of is links for pk in set.union(*sets)}
        names = {pk: str(found) for pk, found in links.field.related_model.objects.in_bulk(ids).items()}
        for (key, of), sets in differences.items():
            if of is links:
                old, new = (", ".join(sorted(names.get(pk, str(pk)) for pk in pks)) for pks in sets)
                changes[key].differences.append((links.field.verbose_name, old, new))


def found_event(organisation, kind, number):
    """Return what happened to a record of a page; for what was tied to it, what had happened to it last."""
    if model := KINDS.get(kind):
        return model, events_of(organisation, model).filter(pk=number).first()
    for links in LINKS.values():
        tied = links.through.pgh_event_model.objects.filter(pk=number).first()
        if tied and kind == links.through._meta.model_name:
            events = events_of(organisation, links.owner).filter(pgh_obj_id=getattr(tied, links.owner_id))
            event = events.filter(pgh_created_at__lte=tied.pgh_created_at).last()
            if event:
                # What was tied later than the event belongs to what is restored.
                event.pgh_created_at = tied.pgh_created_at
            return links.owner, event
    return None, None


@transaction.atomic
def restore(*, organisation, kind, event, by):
    """Bring a record of a page back to how it was; raises `ValidationError` where something else took its place."""
    organisation = locked(organisation)
    model, found = found_event(organisation, kind, event)
    if not found:
        raise Http404
    if model is Picture:
        pictures.restore(organisation=organisation, event=found, by=by)
        return
    record = organisation
    if model is not Organisation:
        record = model.objects.filter(pk=found.pgh_obj_id, organisation=organisation).first()
        record = record or model(pk=found.pgh_obj_id)
    names = [field.attname for field in model._meta.fields if not field.primary_key and field.name not in NOT_RESTORED]
    for name in names:
        setattr(record, name, getattr(found, name))
    record.full_clean(exclude=["source"])
    try:
        record.save()
    except IntegrityError:
        raise ValidationError(_("This cannot be restored: another record took its place since.")) from None
    if links := LINKS.get(model):
        links.bring_back(record, found)
