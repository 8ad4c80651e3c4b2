"""What changes under the ceiling when it is decided anew what a subsidy comes to. Amounts are in whole cents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Adjustment:
    """What becomes of the money of an application: nothing below zero.

    `overpaid` is paid and not due any more (Awb 4:57), `freed` was to be paid and is not, `unclaimed` was claimed back and
    need not come back after all, `lacking` must be held beside what is held already.
    """

    overpaid: int = 0
    freed: int = 0
    unclaimed: int = 0
    lacking: int = 0


def adjustment(amount: int, owed: int, paid: int, claimed: int = 0) -> Adjustment:
    """Return what changes when a subsidy comes to `amount`, of which `owed` waits to be paid and `paid` was paid.

    `claimed` was paid too, by an earlier decision too much, and did not come back yet. An amount below zero raises `ValueError`.
    """
    if min(amount, owed, paid, claimed) < 0:
        raise ValueError("Amounts of a subsidy are not below zero")
    unclaimed = min(claimed, max(0, amount - paid))
    paid += unclaimed
    left_to_pay = max(0, amount - paid)
    return Adjustment(
        overpaid=max(0, paid - amount),
        freed=max(0, owed - left_to_pay),
        unclaimed=unclaimed,
        lacking=max(0, left_to_pay - owed),
    )


def suggested(granted: int, costs: int, other_cover: int, share: int | None = None) -> int:
    """Return what a grant comes to by the real costs: no more than what they leave to cover, nor than the scheme's share of them.

    `share` is a percentage of the costs, None where the scheme sets none (Awb 4:46 lid 1 and 3).
    """
    most = [granted, max(0, costs - other_cover)]
    if share is not None:
        most.append(costs * share // 100)
    return min(most)
