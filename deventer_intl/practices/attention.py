"""What of the good practices waits for an editor."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from globalgoals.models import GoodPractice
from organisations.attention import Waiting


def waiting(user) -> Iterator[Waiting]:
    """Yield what members proposed."""
    if not user.has_perm("globalgoals.change_goodpractice"):
        return
    if number := GoodPractice.objects.waiting().count():
        address = reverse("admin:globalgoals_goodpractice_changelist")
        yield Waiting(_("Good practices proposed"), number, f"{address}?status__exact={GoodPractice.Status.PROPOSED}")
