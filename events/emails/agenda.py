"""Mail about what stands in the agenda: to who proposed it, and to who registered."""

from . import address, to_user
from .registration import to_registered


def published(*, event):
    to_proposer("published", event)


def refused(*, event):
    to_proposer("refused", event)


def to_proposer(name, event):
    """Tell whoever proposed an event, if still there."""
    if user := event.proposed_by:
        page = address(user.language, "events:event", event.slug)
        own = event.organiser and address(user.language, "events:own_event", event.organiser.slug, event.pk)
        to_user(f"proposal_{name}", user, event=event, url=page, own_url=own)


def changed(*, event, before, moved, elsewhere):
    """Tell everyone registered what it was and what it has become."""
    for registration in event.registrations.active():
        to_registered("changed", registration, before=before, moved=moved, elsewhere=elsewhere)


def cancelled(*, event):
    for registration in event.registrations.active():
        to_registered("cancelled", registration)
