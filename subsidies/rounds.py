"""What the public reads of schemes: of each scheme its years, the rules that hold and how the ceiling stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from .models import DRAWS_LOTS, Ceiling, Distribution, Scheme, SchemeVersion
from .standing import Standing, standings


@dataclass(frozen=True)
class Round:
    """A scheme in one year, as it is for who would apply now."""

    rules: SchemeVersion
    standing: Standing
    now: datetime

    @property
    def ceiling(self) -> Ceiling:
        return self.rules.ceiling

    @property
    def scheme(self) -> Scheme:
        return self.ceiling.scheme

    @property
    def year(self) -> int:
        return self.ceiling.year

    @property
    def is_open(self) -> bool:
        # What holds from a later day opens nothing yet; without a ceiling in force there is nothing to divide.
        return (
            self.rules.opens_at <= self.now < self.rules.closes_at
            and self.rules.in_force_from <= self.today
            and self.standing.amount is not None
        )

    @property
    def is_over(self) -> bool:
        return self.rules.closes_at <= self.now

    @property
    def opens_on(self) -> date | None:
        """The day from which one can apply, None where nobody knows it yet: there is no ceiling in force."""
        day = max(timezone.localdate(self.rules.opens_at), self.rules.in_force_from)
        return day if self.standing.amount is not None or day > self.today else None

    @property
    def is_used_up(self) -> bool:
        """Whether whoever applies now waits for money that comes free; unknown where it is divided after the closing."""
        return self.is_open and self.rules.divides_by_arrival and not self.standing.left

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def days_left(self) -> int:
        return (self.rules.last_day - self.today).days

    @property
    def changes_today(self) -> bool:
        """Whether the window opens or closes later today, so that no page about it can be kept for the day."""
        return any(
            moment > self.now and timezone.localdate(moment) == self.today
            for moment in (self.rules.opens_at, self.rules.closes_at)
        )

    @property
    def has_draw(self) -> bool:
        """Whether lots decide, and can be checked: of all in a lottery, of equals at the edge where a seed was made."""
        way = self.rules.distribution
        return way == Distribution.LOTTERY or (way in DRAWS_LOTS and bool(self.ceiling.seed_commitment))

    @property
    def seed(self) -> str:
        """The seed of the draw, once nobody can apply any more; "" before."""
        return self.ceiling.seed if self.is_over else ""

    @cached_property
    def bar(self) -> "Bar":
        return Bar(self.standing)


class Bar:
    """A ceiling drawn: widths in euros, as SVG reads numbers."""

    def __init__(self, standing: Standing):
        self.whole = in_euros(max(standing.amount or 0, standing.held) or 1)
        self.spent = in_euros(standing.granted.amount + standing.lapsed.amount)
        self.reserved = in_euros(standing.reserved.amount)


def in_euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


class Rounds:
    """All years of some schemes that were published: in four queries, however many there are."""

    def __init__(self, schemes: Iterable[Scheme] | None = None):
        self.now = timezone.now()
        versions = SchemeVersion.objects.published().select_related("ceiling__scheme")
        if schemes is not None:
            versions = versions.filter(ceiling__scheme__in=schemes)
        today = timezone.localdate(self.now)
        found = {}
        for version in versions.order_by("ceiling", "number"):
            # The newest that holds; where none holds yet, the first that will.
            if version.in_force_from <= today or version.ceiling_id not in found:
                found[version.ceiling_id] = version
        standing = standings([version.ceiling for version in found.values()])
        self.all = sorted(
            (Round(version, standing[version.ceiling_id], self.now) for version in found.values()),
            key=lambda each: (each.scheme.position, each.scheme.name_nl, -each.year),
        )

    def of(self, scheme: Scheme) -> list[Round]:
        """Return the years of a scheme, the newest first."""
        return [each for each in self.all if each.scheme == scheme]

    def current(self) -> list[Round]:
        """Return of each scheme the year that matters now: see `current_of`."""
        schemes = dict.fromkeys(each.scheme for each in self.all)
        return [current_of(self.of(scheme)) for scheme in schemes]

    def past(self) -> list[Round]:
        """Return the years before the current one of each scheme, the newest first."""
        years = {each.scheme: each.year for each in self.current()}
        return sorted((each for each in self.all if each.year < years[each.scheme]), key=lambda each: -each.year)

    def also_open(self) -> list[Round]:
        """Return what one can apply for beside the current years: around New Year two of a scheme can be open at once."""
        current = self.current()
        return [each for each in self.all if each.is_open and each not in current]

    @property
    def change_today(self) -> bool:
        return any(each.changes_today for each in self.all)


def current_of(rounds: list[Round]) -> Round:
    """Return the year to show first: the earliest that is open, else the latest that is over, else the first to come."""
    by_year = sorted(rounds, key=lambda each: each.year)
    are_open = [each for each in by_year if each.is_open]
    begun = [each for each in by_year if each.rules.opens_at <= each.now]
    return (are_open or begun[-1:] or by_year)[0]
