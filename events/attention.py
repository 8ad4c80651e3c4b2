"""What of the agenda and of missions waits for a civil servant, and of the delegations that ask to come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.attention import Waiting

from .models import Delegation, Event, Mission, MissionCompany
from .models.mission_stage import CHOOSING


def waiting(user) -> Iterator[Waiting]:
    """Yield what a user must decide on, or see to."""
    yield from missions(user)
    yield from proposed_events(user)
    yield from delegations(user)


def proposed_events(user):
    """Yield what members propose for the agenda."""
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


def missions(user):
    """Yield what the Trade Office must do: choose, fix what is closed, follow up what is over."""
    if not user.has_perm("events.change_mission"):
        return
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
