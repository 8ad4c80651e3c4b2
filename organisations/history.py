"""The history of a page as those who keep it see it: of the organisation itself and of what it holds several of."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from deventer_intl.history_admin import Change

from .actions.profile import SENSITIVE
from .models import CountryPresence, GoalTag, OfferOrNeed, Organisation, Project, User

# By the name that stands in an address.
KINDS = {model._meta.model_name: model for model in (Organisation, CountryPresence, GoalTag, Project, OfferOrNeed)}
# What a member does not change, or not without staff: it stays as it is when an older version comes back.
NOT_RESTORED = {*SENSITIVE, "slug", "status", "source", "confirmed_on", "republished_on"}
MOST = 200


def events_of(organisation, model):
    events = model.pgh_event_model.objects.order_by("pgh_id")
    return (
        events.filter(pgh_obj_id=organisation.pk) if model is Organisation else events.filter(organisation=organisation)
    )


def changes_of(organisation):
    """Return the latest changes of a page, the newest first, each with its `kind` and whether it can be restored."""
    found = []
    for kind, model in KINDS.items():
        before = {}
        events = list(events_of(organisation, model))
        fields = [field for field in model._meta.fields if not field.primary_key and field.name != "organisation"]
        for event in events:
            found.append((event, before.get(event.pgh_obj_id), fields, kind, model))
            before[event.pgh_obj_id] = event
    found = sorted(found, key=lambda one: one[0].pgh_created_at, reverse=True)[:MOST]
    ids = {(event.pgh_context or {}).get("user") for event, *_rest in found}
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=ids - {None})}
    changes = []
    for event, earlier, fields, kind, model in found:
        change = Change(event, earlier, fields, people)
        change.kind_of_record, change.kind_in_address = model._meta.verbose_name, kind
        changes.append(change)
    return changes


@transaction.atomic
def restore(*, organisation, kind, event):
    """Bring a record of a page back to how it was; raises `ValidationError` where something else took its place."""
    model = KINDS.get(kind)
    found = model and events_of(organisation, model).filter(pk=event).first()
    if not found:
        raise Http404
    record = model.objects.filter(pk=found.pgh_obj_id).first() or model(pk=found.pgh_obj_id)
    names = [field.attname for field in model._meta.fields if not field.primary_key and field.name not in NOT_RESTORED]
    for name in names:
        setattr(record, name, getattr(found, name))
    try:
        record.full_clean(exclude=["source"])
        record.save()
    except IntegrityError:
        raise ValidationError(_("This cannot be restored: another record took its place since.")) from None
