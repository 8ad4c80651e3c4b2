"""What of the agenda waits for a civil servant."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.attention import Waiting

from .models import Event, Mission, MissionCompany
from .models.mission_stage import CHOOSING


def waiting(user) -> Iterator[Waiting]:
    """Yield what a user must decide on."""
    if user.has_perm("events.change_mission"):
        yield from of_missions()
    if not user.has_perm("events.change_event"):
        return
    if number := Event.objects.filter(status=Event.Status.PROPOSED).count():
        address = reverse("admin:events_event_changelist")
        yield Waiting(_("Events proposed for the agenda"), number, f"{address}?status__exact={Event.Status.PROPOSED}")


def of_missions() -> Iterator[Waiting]:
    """Yield what the Trade Office must do: choose, fix what is closed, follow up what is over."""
    missions = reverse("admin:events_mission_changelist")
    waiting = MissionCompany.objects.waiting().filter(mission__stage__in=CHOOSING)
    if number := waiting.count():
        address = reverse("admin:events_missioncompany_changelist")
        yield Waiting(
            _("Companies that wait for a choice on a trade mission"), number, f"{address}?state__exact=applied"
        )
    if number := Mission.objects.past_applying().count():
        text = _("Trade missions that are closed for applications, and open still")
        yield Waiting(text, number, f"{missions}?aandacht=dicht")
    if number := Mission.objects.past_ending().count():
        yield Waiting(_("Trade missions that are over, without a follow-up"), number, f"{missions}?aandacht=voorbij")
