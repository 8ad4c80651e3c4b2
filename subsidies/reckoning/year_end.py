"""What the ledger of a ceiling comes to at the end of a day, for the annual accounts (jaarrekening). Amounts are in whole cents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add, sub

OUTSIDE = ("free", "possible", "reserved")
OWED = ("granted", "settled")
# What stands on an account counts in these figures.
COUNTS_IN = {
    "granted": ("to_settle", "holds"),
    "settled": ("to_pay", "holds"),
    "paid": ("holds",),
    "recover": ("to_recover",),
    "lost": ("written_off",),
}
# What moved, from which accounts to which, and in which figure it counts; what moved back is taken off where -1 says so.
FLOWS = (
    (OUTSIDE, OWED, "granted", 1),
    (OWED, ("free",), "freed", 1),
    (OWED, ("lapsed",), "lapsed", 1),
    (("lapsed",), OWED, "lapsed", -1),
    (OWED, ("paid",), "paid", 1),
    # The bank sent it back.
    (("paid",), OWED, "paid", -1),
    (("recover",), ("free", "lapsed"), "recovered", 1),
)


@dataclass(frozen=True)
class Figures:
    """What a ledger comes to. Always: granted = freed + lapsed + to_settle + to_pay + paid.

    `granted` is all that was ever granted, `holds` what of it still is, `settled` the part of that which was settled.
    `paid` went to applicants and was not sent back by a bank; what of it came back since is `recovered`.
    """

    granted: int = 0
    freed: int = 0
    lapsed: int = 0
    holds: int = 0
    settled: int = 0
    paid: int = 0
    # Granted and not settled; settled and not paid.
    to_settle: int = 0
    to_pay: int = 0
    to_recover: int = 0
    recovered: int = 0
    written_off: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*map(add, vars(self).values(), vars(other).values()))

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(*map(sub, vars(self).values(), vars(other).values()))

    @property
    def open(self) -> int:
        """What is still to be paid (openstaande verplichtingen)."""
        return self.to_settle + self.to_pay


NOTHING = Figures()


@cache
def effects_of(source: str, target: str) -> list[tuple[str, int]]:
    """Return in which figures a movement counts, and whether it adds (1) or takes off (-1)."""
    effects = [(name, 1) for name in COUNTS_IN.get(target, ())]
    effects += [(name, -1) for name in COUNTS_IN.get(source, ())]
    return effects + [(name, sign) for sources, targets, name, sign in FLOWS if source in sources and target in targets]


def figures_of(flows: Mapping[tuple[str, str], int], is_settled: bool) -> Figures:
    """Return what movements come to, in cents by (from, to); all of cases that were settled, or all of cases that were not.

    >>> figures_of({("free", "granted"): 500, ("granted", "paid"): 400}, False).to_settle
    100
    """
    found = Counter()
    for movement, cents in flows.items():
        for name, sign in effects_of(*movement):
            found[name] += sign * cents
    if is_settled:
        found["settled"] = found["holds"]
    return Figures(**found)


def sum_of(figures: Iterable[Figures]) -> Figures:
    return sum(figures, NOTHING)


@dataclass(frozen=True)
class Known:
    """What decisions, payment orders, payments and repayments say, in cents; compare `Figures`."""

    granted: int = 0
    holds: int = 0
    settled: int = 0
    # On orders that were approved, less what a bank sent back.
    ordered: int = 0
    paid: int = 0
    recovered: int = 0
    written_off: int = 0

    def __add__(self, other: "Known") -> "Known":
        return Known(*map(add, vars(self).values(), vars(other).values()))


@dataclass(frozen=True)
class Difference:
    """Where the ledger says another amount than what was decided or booked."""

    what: str
    ledger: int
    other: int

    @property
    def cents(self) -> int:
        return self.ledger - self.other


def differences(figures: Figures, known: Known, is_settled: bool) -> list[Difference]:
    """Return where the ledger of one case does not agree with what was decided and booked in it."""
    compared = [
        Difference(name, getattr(figures, name), getattr(known, name))
        for name in ("holds", "paid", "recovered", "written_off")
    ]
    # What was settled waits as settled, what was not as granted.
    compared.append(Difference("account", figures.to_settle if is_settled else figures.to_pay, 0))
    return [each for each in compared if each.cents]
