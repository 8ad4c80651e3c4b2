"""What of the policy waits for a civil servant."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from globalgoals.models import Indicator, PolicyPlan
from organisations.attention import Waiting


def due() -> QuerySet:
    """Return the indicators of the plan of this year with a figure to bring up to date."""
    today = timezone.localdate()
    return Indicator.objects.due(today).filter(ambition__chapter__plan=PolicyPlan.objects.current(today.year))


def kept_by(user) -> Q:
    """Return the condition that a user keeps an indicator, or nobody does."""
    return Q(owner=user) | Q(owner=None)


def waiting(user) -> Iterator[Waiting]:
    """Yield the figures to bring up to date that a user keeps, and those that nobody keeps."""
    if not user.has_perm("globalgoals.add_measurement"):
        return
    if number := due().filter(kept_by(user)).count():
        address = reverse("admin:globalgoals_indicator_changelist")
        yield Waiting(_("Figures of the policy to bring up to date"), number, f"{address}?bijwerken=mijn")
