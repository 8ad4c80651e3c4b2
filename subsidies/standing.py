"""How a ceiling stands: what the public sees of it. Every figure is summed from the ledger."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils import timezone

from .models import Account, Application, Ceiling, CeilingVersion, Ground, LedgerEntry
from .models.ceiling import HELD

# Told together: the public reads what is granted, not how far its payment is, or whether it comes back.
GRANTED = (Account.GRANTED, Account.SETTLED, Account.PAID, Account.RECOVER, Account.LOST)


@dataclass(frozen=True)
class Part:
    """An amount in cents, and of how many applications."""

    amount: int = 0
    number: int = 0


@dataclass(frozen=True)
class Standing:
    """The figures of one ceiling on one day, in cents.

    `amount` is what was published and is in force, None where nothing is. Rows of ground 4:25-3 are in `beyond` alone:
    they may pass the ceiling (Awb 4:25 lid 3).
    """

    amount: int | None
    granted: Part
    reserved: Part
    # Freed by a lower settlement, but not to be granted again this year.
    lapsed: Part
    # Complete, and nothing or not all of it is reserved: the money is short, or is divided later.
    waiting: Part
    # Not complete yet: no claim on anything.
    possible: Part
    beyond: Part
    queue: int
    # Each application once.
    number: int

    @property
    def held(self) -> int:
        return self.granted.amount + self.reserved.amount + self.lapsed.amount

    @property
    def left(self) -> int:
        return max(0, (self.amount or 0) - self.held)


def standings(ceilings: Iterable[Ceiling], day: date | None = None) -> dict[int, Standing]:
    """Return how each of some ceilings stands, today unless said, by its key: in three queries, however many there are."""
    keys = [ceiling.pk for ceiling in ceilings]
    amounts = amounts_in_force(keys, day or timezone.localdate())
    queues = dict(
        Application.objects.filter(ceiling__in=keys)
        .in_queue()
        .order_by()
        .values_list("ceiling")
        .annotate(number=Count("pk"))
    )
    balances = {key: {} for key in keys}
    for (ceiling, *rest), amount in balances_by_application(keys).items():
        if amount:
            balances[ceiling][tuple(rest)] = amount
    return {key: standing_of(amounts.get(key), balances[key], queues.get(key, 0)) for key in keys}


def amounts_in_force(keys: list[int], day: date) -> dict[int, int]:
    """Return the amount of the newest version of each ceiling that is in force on a day, in cents."""
    versions = CeilingVersion.objects.filter(ceiling__in=keys, in_force_from__lte=day).order_by("number")
    return dict(versions.values_list("ceiling", "amount"))


def balances_by_application(keys: list[int]) -> Counter:
    """Return what stands where, in cents, by (ceiling, application, whether it is complete, account, ground)."""
    rows = (
        LedgerEntry.objects.filter(ceiling__in=keys)
        .order_by()
        .values_list("ceiling", "application", Q(application__complete_at__isnull=False), "source", "target", "ground")
        .annotate(total=Sum("amount"))
    )
    balances = Counter()
    for ceiling, application, is_complete, source, target, ground, total in rows:
        balances[ceiling, application, is_complete, source, ground] -= total
        balances[ceiling, application, is_complete, target, ground] += total
    return balances


def standing_of(amount: int | None, balances: dict[tuple, int], queue: int) -> Standing:
    """Reckon a standing from what stands where by (application, whether it is complete, account, ground)."""

    def part(accounts, ground=Ground.ORDINARY, complete=(True, False)):
        found = {
            key: value
            for key, value in balances.items()
            if key[1] in complete and key[2] in accounts and key[3] == ground
        }
        return Part(sum(found.values()), len({application for application, *_rest in found}))

    return Standing(
        amount=amount,
        granted=part(GRANTED),
        reserved=part([Account.RESERVED]),
        lapsed=part([Account.LAPSED]),
        waiting=part([Account.POSSIBLE], complete=[True]),
        possible=part([Account.POSSIBLE], complete=[False]),
        beyond=part(HELD, Ground.OBJECTION),
        queue=queue,
        number=part(HELD).number,
    )
