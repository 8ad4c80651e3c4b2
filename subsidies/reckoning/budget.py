"""The budget of an activity: what it costs, what covers it, and what each municipal euro brings in. In whole cents.

Of a yearly subsidy Awb 4:61 to 4:65 ask a budget and the mention of what is asked elsewhere; a scheme asks the same of an
activity.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HUNDREDTH = Decimal("0.01")


class Source(StrEnum):
    """Where cover comes from; the request is what this application asks."""

    OWN_MEANS = "own_means"
    FUNDRAISING = "fundraising"
    OTHER_GRANTS = "other_grants"
    REQUEST = "request"


@dataclass(frozen=True)
class Cost:
    """A line of costs, in cents, from 0; anything else raises `ValueError`."""

    label: str
    amount: int

    def __post_init__(self):
        _check(self.amount)


@dataclass(frozen=True)
class Cover:
    """A line of cover, in cents, from 0, with its source; anything else raises `ValueError`."""

    source: Source
    label: str
    amount: int

    def __post_init__(self):
        object.__setattr__(self, "source", Source(self.source))
        _check(self.amount)


@dataclass(frozen=True)
class Budget:
    """Lines of costs and of cover, which must balance."""

    costs: tuple[Cost, ...] = ()
    cover: tuple[Cover, ...] = ()

    @property
    def total_costs(self) -> int:
        """All costs, in cents."""
        return _total(self.costs)

    @property
    def total_cover(self) -> int:
        """All cover, in cents, the request included."""
        return _total(self.cover)

    @property
    def requested(self) -> int:
        """What is asked of the municipality, in cents."""
        return self.covered_by(Source.REQUEST)

    @property
    def difference(self) -> int:
        """Cover less costs, in cents: below 0 when money is short, above 0 when more is covered than it costs."""
        return self.total_cover - self.total_costs

    @property
    def balances(self) -> bool:
        """Whether there are costs and they are covered, no more and no less."""
        return self.difference == 0 < self.total_costs

    @property
    def multiplier(self) -> Decimal | None:
        """What each municipal euro brings in from others, in euros to two places; None when nothing is asked."""
        return _ratio(self.total_cover - self.requested, self.requested)

    @property
    def share_of_costs(self) -> Decimal | None:
        """The part of the costs that is asked of the municipality, in per cent to two places; None without costs.

        For show. Whether it is within a scheme's limit is for `within_share`, which does not round.
        """
        return _ratio(self.requested * 100, self.total_costs)

    def covered_by(self, source: Source) -> int:
        """Return the cover from one source, in cents."""
        return _total(line for line in self.cover if line.source == source)

    def within_share(self, most: Decimal) -> bool:
        """Tell whether no more is asked than `most` per cent of the costs."""
        return self.requested * 100 <= self.total_costs * most


def _total(lines: Iterable[Cost | Cover]) -> int:
    return sum(line.amount for line in lines)


def _ratio(numerator: int, denominator: int) -> Decimal | None:
    """Return a quotient to two places, halves away from zero; None by zero."""
    if not denominator:
        return None
    return (Decimal(numerator) / denominator).quantize(HUNDREDTH, ROUND_HALF_UP)


def _check(amount: int) -> None:
    if type(amount) is not int or amount < 0:
        raise ValueError(f"An amount in a budget is in whole cents, from 0: {amount!r}")
