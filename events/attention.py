"""What of the agenda waits for a civil servant, and of the delegations that ask to come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.attention import Waiting

from .models import Delegation, Event


def waiting(user) -> Iterator[Waiting]:
    """Yield what a user must decide on, or see to."""
    yield from proposed_events(user)
    yield from delegations(user)


def proposed_events(user):
    if not user.has_perm("events.change_event"):
        return
    if number := Event.objects.filter(status=Event.Status.PROPOSED).count():
        address = reverse("admin:events_event_changelist")
        yield Waiting(_("Events proposed for the agenda"), number, f"{address}?status__exact={Event.Status.PROPOSED}")


def delegations(user):
    """Yield requests that wait for an answer, and visits of which nobody wrote what came of them."""
    if not user.has_perm("events.change_delegation"):
        return
    address = reverse("admin:events_delegation_changelist")
    if number := Delegation.objects.asked().count():
        yield Waiting(_("Delegations that ask to come"), number, f"{address}?state__exact={Delegation.State.ASKED}")
    if number := Delegation.objects.without_report().count():
        yield Waiting(_("Delegations that were here, without a report"), number, f"{address}?report=no")
