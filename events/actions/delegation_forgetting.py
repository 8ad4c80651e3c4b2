"""What goes after a delegation was here, and when its contact leaves the portal."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Delegation, DelegationGuest, DelegationHost
from ..models.delegation import EMPTY
from .delegation import withdraw

# After the last day, or since it was turned down, withdrawn, or asked in vain.
GUESTS_KEPT, CONTENT_KEPT = timedelta(days=14), timedelta(days=180)


def forget_guests():
    """Remove who came, two weeks after the last day."""
    long_ago = timezone.localdate() - GUESTS_KEPT
    return DelegationGuest.objects.filter(delegation__in=Delegation.objects.over_before(long_ago)).delete()


def forget_requests():
    """Empty the requests that are long over."""
    empty(delegations=Delegation.objects.named().over_before(timezone.localdate() - CONTENT_KEPT))


@transaction.atomic
def empty(*, delegations):
    """Take out who asked and all that was written about it; the row stays, to be counted."""
    pks = list(delegations.values_list("pk", flat=True))
    DelegationGuest.objects.filter(delegation__in=pks).delete()
    DelegationHost.objects.filter(delegation__in=pks).update(message="", note="")
    Delegation.objects.filter(pk__in=pks).update(**EMPTY, emptied_at=timezone.now())


@transaction.atomic
def forget_contact(*, delegations, by):
    """Take out somebody who leaves the portal: what is still to come is withdrawn, for nobody can be reached about it."""
    delegations = list(delegations.order_by("pk"))
    for delegation in delegations:
        try:
            withdraw(delegation=delegation, by=by)
        except ValidationError:
            # It was here, or was turned down: then it is emptied alone.
            continue
    empty(delegations=Delegation.objects.filter(pk__in=[delegation.pk for delegation in delegations]))
