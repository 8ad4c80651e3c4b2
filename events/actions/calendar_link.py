"""What changes at which secret address somebody's own calendar is read."""

import secrets

from django.db import transaction
from django.utils import timezone

from organisations.secret_links import digest_of

from ..models import CalendarLink
from ..models.calendar_link import LINK

LENGTH_IN_BYTES = 32


@transaction.atomic
def renew(*, by) -> str:
    """Give somebody an address, and return its secret part: nobody can read it again. One from before no longer works."""
    token = secrets.token_urlsafe(LENGTH_IN_BYTES)
    values = {"digest": digest_of(token, purpose=LINK), "made_at": timezone.now()}
    CalendarLink.objects.update_or_create(user=by, defaults=values)
    return token


@transaction.atomic
def revoke(*, by):
    """Let the address of somebody stop to work. Where there is none, nothing changes."""
    CalendarLink.objects.filter(user=by).delete()
