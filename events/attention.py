"""What of the agenda waits for a civil servant."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.attention import Waiting

from .models import Event


def waiting(user) -> Iterator[Waiting]:
    """Yield what a user must decide on."""
    if not user.has_perm("events.change_event"):
        return
    if number := Event.objects.filter(status=Event.Status.PROPOSED).count():
        address = reverse("admin:events_event_changelist")
        yield Waiting(_("Events proposed for the agenda"), number, f"{address}?status__exact={Event.Status.PROPOSED}")
