"""Who sees who comes to an event, and works with that list."""

from django.db.models import Q

from organisations.models import Network, Organisation
from organisations.permissions import has_staff_right

from .models import Event


def run_by(request):
    """Return the events whose registrations whoever is signed in may see and change.

    Those of organisations whose page one keeps, of networks whose secretary one is, and all for staff with the right.
    """
    if has_staff_right(request, "events.change_registration"):
        return Event.objects.all()
    kept = Organisation.objects.kept_by(request.user)
    as_secretary = Network.objects.entered_by(request.user).filter(secretary=request.user)
    return Event.objects.filter(Q(organiser__in=kept) | Q(network__in=as_secretary))


def can_read_diets(request, event) -> bool:
    """Say whether somebody who runs an event may read what people cannot eat: its organisers, and staff with that right."""
    if has_staff_right(request, "events.view_dietaryneed"):
        return True
    kept = Organisation.objects.kept_by(request.user).filter(pk=event.organiser_id)
    return kept.exists() or (event.network is not None and event.network.secretary_id == request.user.pk)
