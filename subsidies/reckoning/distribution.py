"""Dividing a ceiling among requests by the method that the scheme fixes and publishes (Awb 4:26).

All amounts are whole cents. The order in which requests are handed in is of no account. A request that the ceiling
would be exceeded by is refused as far as it would be (Awb 4:25 lid 2): a grant in part, which is an offer; whoever
stands behind it gets nothing. Each method raises `ValueError` for requests without what it ranks by, for a reference
that comes twice and for amounts that are not whole cents above zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from .lottery import commitment, lot, new_seed, verify
from .working_days import amsterdam_day

__all__ = [
    "Request",
    "Share",
    "by_arrival",
    "by_lottery",
    "by_score",
    "commitment",
    "lot",
    "new_seed",
    "pro_rata",
    "verify",
]


@dataclass(frozen=True)
class Request:
    """What is asked, in cents; when it was complete (aware) and its score, for the methods that rank by them."""

    reference: str
    amount: int
    complete_at: datetime | None = None
    score: Decimal | None = None


@dataclass(frozen=True)
class Share:
    """What a request gets, in cents; its place in line from 1 (None where there is no line) and whether by lot."""

    reference: str
    amount: int
    kind: Literal["full", "part", "nothing"]
    rank: int | None
    drawn: bool = False


def by_arrival(
    requests: Iterable[Request], ceiling: int, *, by: Literal["day", "moment"] = "day", seed: str
) -> list[Share]:
    """Divide in the order in which requests were complete, by Amsterdam day or by moment, first come first.

    Those of one day or moment who do not all fit are drawn by lot (see `lot`). Returns the shares in line.
    """
    if by not in ("day", "moment"):
        raise ValueError(f"Arrival is by day or by moment, not by {by!r}")
    requests = _checked(requests, ceiling)
    for each in requests:
        if each.complete_at is None or each.complete_at.utcoffset() is None:
            raise ValueError(f"{each.reference} was complete at no known moment: {each.complete_at!r}")
    arrival = {
        each.reference: amsterdam_day(each.complete_at) if by == "day" else each.complete_at for each in requests
    }
    return _in_line(requests, ceiling, lambda each: arrival[each.reference], seed)


def by_score(requests: Iterable[Request], ceiling: int, *, minimum_score: Decimal, seed: str) -> list[Share]:
    """Divide by score, highest first (tender); below the minimum score nothing is granted.

    Those of one score who do not all fit are drawn by lot (see `lot`). Returns the shares in line, with those below
    the minimum at its end.
    """
    requests = _checked(requests, ceiling)
    for each in requests:
        if not isinstance(each.score, Decimal) or not each.score.is_finite():
            raise ValueError(f"{each.reference} has no score: {each.score!r}")
    enough = [each for each in requests if each.score >= minimum_score]
    shares = _in_line(enough, ceiling, lambda each: -each.score, seed)
    rest = sorted((each for each in requests if each.score < minimum_score), key=lambda e: (-e.score, e.reference))
    return shares + [Share(each.reference, 0, "nothing", rank) for rank, each in enumerate(rest, len(shares) + 1)]


def by_lottery(requests: Iterable[Request], ceiling: int, *, seed: str) -> list[Share]:
    """Divide in the order of the lots, lowest first (see `lot`). Returns the shares in line."""
    line = sorted(_checked(requests, ceiling), key=lambda each: (lot(seed, each.reference), each.reference))
    in_line = zip(line, _hand_out(line, ceiling), strict=True)
    return [_share(each, cents, rank, True) for rank, (each, cents) in enumerate(in_line, 1)]


def pro_rata(requests: Iterable[Request], ceiling: int, *, smallest_useful: int = 0) -> list[Share]:
    """Divide in proportion to what was asked. Returns the shares by reference.

    Shares add up to the ceiling to the cent, or to what is asked when that is less. Where money is short, the smallest
    request falls out when its share is below the smallest useful amount (in cents; or below its own request, when
    that is smaller still), equal ones together, and the money is divided again among the rest. So nothing is granted
    when the last ones are equal and too small. Cents left over by rounding go to the largest fractions, then to the
    larger request, then by reference.
    """
    requests = _checked(requests, ceiling)
    if type(smallest_useful) is not int or smallest_useful < 0:
        raise ValueError(f"The smallest useful amount is in whole cents, from 0: {smallest_useful!r}")
    left = requests
    while left and _too_small(least := min(each.amount for each in left), left, ceiling, smallest_useful):
        left = [each for each in left if each.amount > least]
    amounts = _in_proportion(left, ceiling)
    by_reference = sorted(requests, key=lambda each: each.reference)
    return [_share(each, amounts.get(each.reference, 0), None, False) for each in by_reference]


def _too_small(least: int, requests: Sequence[Request], ceiling: int, smallest_useful: int) -> bool:
    """Tell whether the exact share of the smallest request is below what is useful; never where money is enough."""
    total = sum(each.amount for each in requests)
    return least * min(ceiling, total) < min(smallest_useful, least) * total


def _in_proportion(requests: Sequence[Request], ceiling: int) -> dict[str, int]:
    """Return the cents of each reference, by the method of the largest remainder."""
    total = sum(each.amount for each in requests)
    pot = min(ceiling, total)
    amounts = {each.reference: each.amount * pot // total for each in requests}
    by_remainder = sorted(requests, key=lambda each: (-(each.amount * pot % total), -each.amount, each.reference))
    for each in by_remainder[: pot - sum(amounts.values())]:
        amounts[each.reference] += 1
    return amounts


def _in_line(requests: Sequence[Request], ceiling: int, key: Callable[[Request], Any], seed: str) -> list[Share]:
    """Hand out in the order of a key; a group of one key at the edge of the money is put in the order of its lots."""
    shares: list[Share] = []
    line = sorted(requests, key=lambda each: (key(each), each.reference))
    for _, members in groupby(line, key):
        group = list(members)
        drawn = len(group) > 1 and 0 < ceiling < sum(each.amount for each in group)
        if drawn:
            group.sort(key=lambda each: (lot(seed, each.reference), each.reference))
        amounts = _hand_out(group, ceiling)
        in_line = zip(group, amounts, strict=True)
        shares += [_share(each, cents, rank, drawn) for rank, (each, cents) in enumerate(in_line, len(shares) + 1)]
        ceiling -= sum(amounts)
    return shares


def _hand_out(line: Sequence[Request], money: int) -> list[int]:
    """Return the cents for each in line: all, then what remains, then nothing."""
    amounts = []
    for each in line:
        amounts.append(min(each.amount, money))
        money -= amounts[-1]
    return amounts


def _share(request: Request, cents: int, rank: int | None, drawn: bool) -> Share:
    kind = "full" if cents == request.amount else "part" if cents else "nothing"
    return Share(request.reference, cents, kind, rank, drawn)


def _checked(requests: Iterable[Request], ceiling: int) -> list[Request]:
    requests = list(requests)
    if type(ceiling) is not int or ceiling < 0:
        raise ValueError(f"A ceiling is in whole cents, from 0: {ceiling!r}")
    if len({each.reference for each in requests}) < len(requests):
        raise ValueError("A reference comes twice")
    for each in requests:
        if type(each.amount) is not int or each.amount <= 0:
            raise ValueError(f"{each.reference} asks no whole cents above zero: {each.amount!r}")
    return requests
