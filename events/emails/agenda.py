"""Mail about what stands in the agenda: to who proposed it, and to who registered."""

from deventer_intl.message import send

from . import address, to_user


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
    to_registered("changed", event, before=before, moved=moved, elsewhere=elsewhere)


def cancelled(*, event):
    to_registered("cancelled", event)


def to_registered(name, event, **context):
    for registration in event.registrations.active():
        send(
            f"events/email/{name}",
            to=registration.email,
            language=registration.language,
            event=event,
            registration=registration,
            url=address(registration.language, "events:event", event.slug),
            **context,
        )
