"""The start page of the back-office: what waits, what must be done and how the ceilings stand, for one person.

To reckon it takes many questions. `templates/admin` keeps what was written under a key that says on what it depends:
whoever looks with what rights, the day, and the stamps of what it is read from. So it is true as long as nothing changed.
"""

from datetime import timedelta
from functools import cache

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from events import attention as of_events
from globalgoals.actions import is_editor
from organisations import attention
from subsidies.models import Application
from subsidies.models.application_queryset import tied_to
from subsidies.permissions import roles_of
from subsidies.work import attention as of_subsidies
from subsidies.work import start_page

from . import content_stamp
from .goal_claims import number_unconfirmed
from .outages import outages
from .policy import attention as of_policy
from .practices import attention as of_practices


def start_for(user, *, only_mine: bool) -> dict:
    """Return what the start page shows to somebody; what is reckoned only where nothing is kept is lazy."""
    # First, so that what is found later is no older than the stamps say.
    stamps = content_stamp.with_office()
    now = timezone.now()
    lately = len(outages(now - timedelta(days=1), now))
    # Ties are looked up once for all of it.
    cases = cache(lambda: Application.objects.for_staff(user))
    work = SimpleLazyObject(lambda: start_page.context_for(user, cases(), only_mine=only_mine))
    return {
        "today": timezone.localdate(),
        "start_key": None
        if is_kept_for_nobody(user)
        else (*stamps, *who(user), timezone.localdate(), only_mine, lately),
        "waiting": SimpleLazyObject(lambda: waiting(user, cases(), lately)),
        "work": work,
        "has_work": bool(roles_of(user) or work["pictures"]),
    }


def is_kept_for_nobody(user) -> bool:
    """Tell whether what somebody sees can change by itself, or by what no stamp counts.

    Glass that was broken for who has a tie is whole again after some hours, and who else could do it depends on rights. In a
    transaction that is not done yet, what it changed is in no stamp.
    """
    return connection.in_atomic_block or bool(tied_to(user))


def who(user) -> tuple:
    rights = ["all"] if user.is_superuser else sorted(user.get_all_permissions())
    return user.pk, " ".join(rights)


def waiting(user, cases, lately: int) -> list[attention.Waiting]:
    # Which terms passed is said with the tasks themselves.
    found = [*of_subsidies.waiting(user, cases, with_terms=False)]
    found += [*of_events.waiting(user), *attention.waiting(user), *of_practices.waiting(user), *of_policy.waiting(user)]
    if is_editor(user) and (number := number_unconfirmed()):
        found.append(attention.Waiting(_("Global Goals to confirm"), number, reverse("admin:goal_claims")))
    if lately:
        found.append(attention.Waiting(_("Outages in the last day"), lately, reverse("admin:outages")))
    return found
