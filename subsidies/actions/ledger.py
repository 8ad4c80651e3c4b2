"""Moving money under a ceiling. Who calls these holds the lock of the ceiling, in a transaction.

The database refuses what would exceed the ceiling, take more from an account than stands there, or name another version
than the one that binds the application (`models/ceiling.py`).
"""

from ..models import Account, Ceiling, Ground, LedgerEntry
from ..reckoning.deadlines import amsterdam_day


def lock(ceiling_id: int) -> Ceiling:
    """Wait until nobody else moves money under this ceiling; until the transaction ends, nobody else will."""
    return Ceiling.objects.select_for_update(no_key=True, of=["self"]).select_related("scheme").get(pk=ceiling_id)


def move(*, application, source, target, amount, ground=Ground.ORDINARY, decision=None) -> LedgerEntry:
    """Move an amount in cents of one application from one account to another."""
    return LedgerEntry.objects.create(
        ceiling_id=application.ceiling_id,
        version=application.ceiling.version_for(amsterdam_day(application.received_at)),
        application=application,
        source=source,
        target=target,
        amount=amount,
        ground=ground,
        decision=decision,
    )


def standing(application, account) -> int:
    """Return what of one application stands on an account, in cents, on every ground together."""
    balances = application.entries.balances()
    return sum(balances[account, ground] for ground in Ground)


def room(ceiling: Ceiling, day) -> int:
    """Return how many cents can still be held for an application received on a day."""
    version = ceiling.version_for(day)
    return max(0, version.amount - ceiling.held()) if version else 0


def release(application) -> None:
    """Free what is asked or reserved for an application that will not be granted it."""
    for account in (Account.POSSIBLE, Account.RESERVED):
        if amount := standing(application, account):
            move(application=application, source=account, target=Account.FREE, amount=amount)


def unreserve(application) -> None:
    """Bring what is reserved for an application back to what is only asked: it is not complete after all."""
    if amount := standing(application, Account.RESERVED):
        move(application=application, source=Account.RESERVED, target=Account.POSSIBLE, amount=amount)


def reserve(application) -> int:
    """Reserve for a complete application what it asks, or what is left of the ceiling; return how much, in cents."""
    day = amsterdam_day(application.received_at)
    amount = min(standing(application, Account.POSSIBLE), room(application.ceiling, day))
    if amount:
        move(application=application, source=Account.POSSIBLE, target=Account.RESERVED, amount=amount)
    return amount


def serve_queue(ceiling: Ceiling) -> None:
    """Reserve what is free for the complete applications that wait, in order of arrival, the first one first.

    Only where the scheme divides in order of arrival; otherwise nothing is reserved before the division.
    """
    for application in ceiling.applications.in_queue().select_related("version", "ceiling"):
        if not application.version.divides_by_arrival or not standing(application, Account.POSSIBLE):
            continue
        if not reserve(application) or standing(application, Account.POSSIBLE):
            # Whoever comes after waits for this one.
            return
