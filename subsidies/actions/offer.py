"""Answering the offer of what remained of a ceiling (Awb 4:25 lid 2). Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails
from ..models import Account
from ..states import State
from . import ledger, payment_plan, settling
from .application import close, locked


def open_offer(application):
    decision = application.decisions.exclude(announced_at=None).exclude(offer_until=None).last()
    if application.state != State.GRANTED or decision is None or not decision.is_open_offer():
        raise ValidationError(_("There is no offer to answer any more."), code="offer")
    return decision


@transaction.atomic
def accept_offer(*, application, by) -> None:
    """Keep what remained of the ceiling; saying nothing means the same. On path A it is settled with that (Awb 4:42)."""
    application = locked(application)
    decision = open_offer(application)
    decision.offer_accepted_at = decision.offer_accepted_at or timezone.now()
    decision.save()
    settling.settle_at_once(application, decision)


@transaction.atomic
def decline_offer(*, application, by) -> None:
    """Give back what remained of the ceiling: the next in line may have it (Awb 4:25 lid 2)."""
    application = locked(application)
    if open_offer(application).offer_accepted_at:
        raise ValidationError(_("You said that you keep it. Send us a message if that changed."), code="accepted")
    payment_plan.cancel(application)
    close(application, State.WITHDRAWN, "decline_offer")
    if amount := ledger.standing(application, Account.GRANTED):
        ledger.move(application=application, source=Account.GRANTED, target=Account.FREE, amount=amount)
    ledger.serve_queue(application.ceiling)
    emails.withdrawn(application=application)
