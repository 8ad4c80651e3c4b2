"""Moving money under a ceiling. Who calls these holds the lock of the ceiling, in a transaction.

The database refuses what would exceed the ceiling, take more from an account than stands there, or name another version
than the one that binds the application (`models/ceiling.py`).
"""

from ..models import Account, Ceiling, Ground, LedgerEntry
from ..reckoning.deadlines import amsterdam_day
from ..reckoning.settlement import adjustment
from ..states import State


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


def shift(*, application, source, target, amount, decision=None) -> None:
    """Move an amount that stands on an account, from whichever grounds it stands there: the ordinary first."""
    balances = application.entries.balances()
    for ground in Ground:
        if part := min(amount, balances[source, ground]):
            move(application=application, source=source, target=target, amount=part, ground=ground, decision=decision)
            amount -= part
    if amount:
        raise ValueError(f"{amount} cents more than stand on {source} of {application}")


def snapshot_of(ceiling: Ceiling) -> dict:
    """Return how a ceiling stands, in cents by account: what a later decision on an objection reckons with."""
    balances = ceiling.entries.balances()
    return {
        account: {ground: balances[account, ground] for ground in Ground} for account in Account if account != "free"
    }


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


def owed_on(application) -> str:
    """Return the account on which stands what is still to be paid."""
    return Account.GRANTED if application.state == State.GRANTED else Account.SETTLED


def where_freed_goes(application) -> str:
    """Return the account of money that comes free after the grant: whether it is granted again is for the scheme to say."""
    return Account.FREE if application.version.freed_money_returns else Account.LAPSED


def bring_to(application, amount: int, decision) -> None:
    """Make what is held for an application come to an amount; what is not paid of it stands where its state says.

    What was paid too much stands on its own account until it came back (Awb 4:57). More than is held comes from what
    lapsed, then from the ceiling; what the ceiling has not left rests on 4:25 lid 3, and the decision says why it may.
    """
    owed = {account: standing(application, account) for account in (Account.GRANTED, Account.SETTLED)}
    # The applicant has both: what is claimed back, and what is not claimed any more.
    too_much = {account: standing(application, account) for account in (Account.RECOVER, Account.LOST)}
    changes = adjustment(amount, sum(owed.values()), standing(application, Account.PAID), sum(too_much.values()))
    about = {"application": application, "decision": decision}
    if changes.overpaid:
        shift(**about, source=Account.PAID, target=Account.RECOVER, amount=changes.overpaid)
    unclaimed = changes.unclaimed
    for account, stands in too_much.items():
        if part := min(stands, unclaimed):
            shift(**about, source=account, target=Account.PAID, amount=part)
            unclaimed -= part
    freed = changes.freed
    for account, stands in owed.items():
        if part := min(stands, freed):
            shift(**about, source=account, target=where_freed_goes(application), amount=part)
            freed -= part
    target = owed_on(application)
    if target == Account.SETTLED and (rest := standing(application, Account.GRANTED)):
        shift(**about, source=Account.GRANTED, target=target, amount=rest)
    if changes.lacking:
        hold_more(application, changes.lacking, target, decision)


def hold_more(application, amount: int, target: str, decision) -> None:
    """Hold more for an application after an objection: first what lapsed of it, then what the ceiling has left."""
    about = {"application": application, "target": target, "decision": decision}
    if part := min(amount, standing(application, Account.LAPSED)):
        shift(**about, source=Account.LAPSED, amount=part)
        amount -= part
    ordinary = min(amount, room(application.ceiling, amsterdam_day(application.received_at)))
    for ground, part in ((Ground.ORDINARY, ordinary), (Ground.OBJECTION, amount - ordinary)):
        if part:
            move(**about, source=Account.FREE, amount=part, ground=ground)
