"""How much is done on each goal: numbers of public claims by kind, confirmed and not, and the euros granted.

The euros of a grant count at its primary goal alone, so that the goals add up to the total of the register; at its other goals
they are said apart. A grant without a primary goal stands under no goal.
"""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce

from subsidies.models import GoalOfApplication

from .kind import Kind
from .kinds import GRANTS, KINDS, standing_grants


@dataclass(slots=True)
class Figures:
    """Of one kind on one goal: how many records, and cents."""

    confirmed: int = 0
    unconfirmed: int = 0
    # Of both, those that have it as their primary goal.
    first: int = 0
    # Granted to those; and to those that also touch the goal.
    amount: int = 0
    also: int = 0

    @property
    def number(self) -> int:
        return self.confirmed + self.unconfirmed

    def add(self, *, is_first, is_confirmed, number, amount):
        if is_confirmed:
            self.confirmed += number
        else:
            self.unconfirmed += number
        if is_first:
            self.first += number
            self.amount += amount
        else:
            self.also += amount


@dataclass(slots=True)
class OfGoal:
    """What is done on one goal, by kind."""

    number: int
    by_kind: dict[Kind, Figures] = field(default_factory=lambda: {kind: Figures() for kind in KINDS})

    @property
    def kinds(self):
        return list(self.by_kind.items())

    @property
    def granted(self) -> int:
        """Return the cents of grants that have it as their primary goal."""
        return self.by_kind[GRANTS].amount

    @property
    def also(self) -> int:
        """Return the cents of grants that have it as another goal."""
        return self.by_kind[GRANTS].also

    @property
    def confirmed(self) -> int:
        return sum(figures.confirmed for figures in self.by_kind.values())

    @property
    def unconfirmed(self) -> int:
        return sum(figures.unconfirmed for figures in self.by_kind.values())

    @property
    def total(self) -> int:
        return self.confirmed + self.unconfirmed


def counted(number: int, kind: Kind, goal: int | None):
    """Return the question how many public claims of a kind there are by goal, primary or other, confirmed or not."""
    of = kind.claim
    return (
        kind.claims(goal)
        .order_by()
        .values(
            number=F(f"{of}goal_id"),
            is_first=ExpressionWrapper(Q(**{f"{of}rank": 1}), output_field=BooleanField()),
            is_confirmed=ExpressionWrapper(Q(**{f"{of}confirmed_on__isnull": False}), output_field=BooleanField()),
        )
        .annotate(
            kind=Value(number, IntegerField()),
            records=Count("pk"),
            cents=Coalesce(Sum(kind.amount), 0) if kind.amount else Value(0, IntegerField()),
        )
        .values_list("kind", "number", "is_first", "is_confirmed", "records", "cents")
    )


def overview(goal: int | None = None) -> dict[int, OfGoal]:
    """Return what is done on each goal where anything is, or on one alone: one query."""
    first, *others = [counted(number, kind, goal) for number, kind in enumerate(KINDS)]
    found = {}
    for kind, number, is_first, is_confirmed, records, cents in first.union(*others, all=True).order_by():
        figures = found.setdefault(number, OfGoal(number)).by_kind[KINDS[kind]]
        figures.add(is_first=is_first, is_confirmed=is_confirmed, number=records, amount=cents)
    return found


def without_goal() -> tuple[int, int]:
    """Return how many grants have no primary goal, and their cents: what the goals do not add up to."""
    first = GoalOfApplication.objects.filter(application=OuterRef("application"), rank=1)
    left = standing_grants().order_by().filter(~Exists(first))
    sums = left.aggregate(number=Count("pk"), amount=Coalesce(Sum("still_granted"), 0))
    return sums["number"], sums["amount"]
