"""What an activity really cost and who paid for it, beside its budget (Awb 4:45 lid 2). In whole cents."""

from dataclasses import dataclass
from decimal import Decimal

from .budget import Budget


@dataclass(frozen=True)
class Figures:
    """A budget and what became of it; in both, the cover from the request is what the municipality gives."""

    planned: Budget
    real: Budget

    @property
    def real_costs(self) -> int:
        return self.real.total_costs

    @property
    def real_cover(self) -> int:
        """All that really came in, in cents, the grant included."""
        return self.real.total_cover

    @property
    def lower_costs(self) -> int:
        """By how much it cost less than budgeted, in cents; 0 where it did not (Awb 4:46 lid 1 and 3)."""
        return max(0, self.planned.total_costs - self.real.total_costs)

    @property
    def higher_costs(self) -> int:
        """By how much it cost more than budgeted, in cents."""
        return max(0, self.real.total_costs - self.planned.total_costs)

    @property
    def surplus(self) -> int:
        """By how much more came in than it cost, in cents; 0 where all of it was needed."""
        return max(0, self.real.difference)

    @property
    def brings(self) -> int:
        """The multiplier in cents, as it is shown: what each euro of the grant brought in from others; 0 without a grant."""
        return int((self.multiplier or 0) * 100)

    @property
    def multiplier(self) -> Decimal | None:
        """What each euro of the grant brought in from others, in euros to two places; None without a grant."""
        return self.real.multiplier
