"""What goes after an event, and when somebody leaves the portal: who came, what they answered, what they cannot eat."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..models import Answer, DietaryNeed, EventMessage, Registration
from .registering import locked, move_up


def forget_dietary_needs():
    """Remove what tells of health or belief, some days after the event."""
    long_ago = timezone.now() - timedelta(days=settings.DIET_DAYS)
    return DietaryNeed.objects.filter(registration__event__ends_at__lte=long_ago).delete()


def forget_names():
    """Empty the registrations of events that are long over, and what was mailed about them; what stays is counted."""
    long_ago = timezone.now() - timedelta(days=settings.REGISTRATION_DAYS)
    EventMessage.objects.filter(event__ends_at__lte=long_ago).delete()
    empty(registrations=Registration.objects.named().filter(event__ends_at__lte=long_ago))


@transaction.atomic
def empty(*, registrations):
    """Take out who it was and what they said; the row stays, to be counted."""
    pks = list(registrations.values_list("pk", flat=True))
    Answer.objects.filter(registration__in=pks).delete()
    DietaryNeed.objects.filter(registration__in=pks).delete()
    Registration.objects.filter(pk__in=pks).update(
        name="", email="", affiliation="", shows_name=False, emptied_at=timezone.now()
    )


@transaction.atomic
def forget_person(*, registrations):
    """Take somebody off all lists who leaves the portal: places at what is still to come go to who waits.

    Events are locked in the order of their numbers, so that two who leave at once do not wait for each other.
    """
    registrations = list(registrations.select_related("event").order_by("event_id"))
    for registration in registrations:
        _terms, now = locked(registration)
        if now.is_active and now.event.starts_at > timezone.now():
            now.state, now.ended_at, now.offer_ends_at = Registration.State.CANCELLED, timezone.now(), None
            now.save(update_fields=["state", "ended_at", "offer_ends_at"])
        empty(registrations=Registration.objects.filter(pk=registration.pk))
        move_up(event=registration.event)
