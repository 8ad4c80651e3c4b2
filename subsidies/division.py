"""Laying the method of a scheme over what is asked: who gets what, in which place, and why (Awb 4:26). Nothing is kept.

All amounts are whole cents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .models import Distribution
from .reckoning import distribution

IN_LINE = (Distribution.ARRIVAL_DAY, Distribution.ARRIVAL_MOMENT, Distribution.TENDER, Distribution.LOTTERY)


@dataclass(frozen=True)
class Entry:
    """What takes part: how much is asked of the money, and what the methods rank by."""

    reference: str
    asked: int
    complete_at: datetime
    score: Decimal | None = None


@dataclass(frozen=True)
class Proposal:
    """What an entry would get. `why` is one of full, part, nothing, below, unscored, out: see `words`."""

    entry: Entry
    amount: int
    why: str
    rank: int | None = None
    lot: str = ""
    drawn: bool = False
    is_offer: bool = False


class NotYet(Exception):
    """The method cannot be laid now; `code` says why: seed, tie."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def divide(
    entries: Sequence[Entry],
    pot: int,
    method: str,
    *,
    seed: str = "",
    minimum_score: Decimal = Decimal(0),
    smallest_useful: int = 0,
) -> list[Proposal]:
    """Return what each gets, those in line first and in their order.

    An entry that asks nothing any more is out; a tender leaves out what nobody scored. Raises `NotYet`: a lottery
    without its seed, or a tie at the edge of the money that must be drawn without one.
    """
    taking = [entry for entry in entries if entry.asked > 0]
    out = [Proposal(entry, 0, "out") for entry in entries if entry.asked <= 0]
    if method == Distribution.TENDER:
        out = [Proposal(entry, 0, "unscored") for entry in taking if entry.score is None] + out
        taking = [entry for entry in taking if entry.score is not None]
    by_reference = {entry.reference: entry for entry in taking}
    found = []
    for share in shares(taking, pot, method, seed, minimum_score, smallest_useful):
        entry = by_reference[share.reference]
        is_below = method == Distribution.TENDER and entry.score < minimum_score
        drawn = share.drawn or method == Distribution.LOTTERY
        found.append(
            Proposal(
                entry,
                share.amount,
                "below" if is_below else share.kind,
                rank=share.rank,
                lot=distribution.lot(seed, share.reference) if drawn else "",
                drawn=drawn,
                is_offer=method in IN_LINE and share.kind == "part",
            )
        )
    return found + out


def shares(entries, pot, method, seed, minimum_score, smallest_useful):
    requests = [distribution.Request(each.reference, each.asked, each.complete_at, each.score) for each in entries]
    if method == Distribution.PRO_RATA:
        return distribution.pro_rata(requests, pot, smallest_useful=smallest_useful)
    if method == Distribution.LOTTERY:
        if not seed:
            raise NotYet("seed")
        return distribution.by_lottery(requests, pot, seed=seed)
    try:
        if method == Distribution.TENDER:
            return distribution.by_score(requests, pot, minimum_score=minimum_score, seed=seed)
        by = "day" if method == Distribution.ARRIVAL_DAY else "moment"
        return distribution.by_arrival(requests, pot, by=by, seed=seed)
    except ValueError:
        # Without a seed nothing can be drawn; everything else was looked at.
        if seed:
            raise
        raise NotYet("tie") from None
