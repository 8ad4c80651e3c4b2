"""What the scores of a jury come to: a weighted mean for each nominee, and who is first. No database, no rounding.

The rules are those of the public page of the prize: at least two jurors without a tie score a nominee, else there is not
enough to go by; equal means share a place, and the jury says in the discussion who of them wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

# Jurors who must have scored a nominee.
ENOUGH = 2
LOWEST, HIGHEST = 1, 10


@dataclass(frozen=True)
class Scored:
    """What one juror gave one nominee: points (1 to 10) by criterion."""

    nominee: int
    juror: int
    points: Mapping[int, int]


@dataclass(frozen=True)
class Standing:
    """Where a nominee stands.

    `mean`: points from 1 to 10, exact; None where too few jurors scored. `place`: from 1, shared by equal means; None
    without a mean. `shares`: whether others have the same mean.
    """

    nominee: int
    jurors: int
    mean: Fraction | None
    place: int | None
    shares: bool


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> Fraction:
    """Return the mean of the points of one juror, by the weights of the criteria (whole numbers above 0).

    Raises `ValueError` where a criterion has no points, or points that are not 1 to 10, or weights sum to nothing.

    >>> weighted({1: 8, 2: 5}, {1: 60, 2: 40})
    Fraction(34, 5)
    """
    if not weights or min(weights.values()) <= 0:
        raise ValueError("criteria have weights above 0")
    if points.keys() != weights.keys():
        raise ValueError("each criterion has points, and nothing else has")
    if not all(LOWEST <= each <= HIGHEST for each in points.values()):
        raise ValueError("points are 1 to 10")
    return Fraction(sum(points[each] * weight for each, weight in weights.items()), sum(weights.values()))


def standings(scored: Iterable[Scored], weights: Mapping[int, int], nominees: Iterable[int]) -> list[Standing]:
    """Return where each nominee stands, the best first; those without enough scores last, in the order they were given.

    The order of the scores changes nothing. Raises `ValueError` for a juror who scores a nominee twice, for scores of
    somebody who is no nominee, and as `weighted` does.
    """
    means: dict[int, dict[int, Fraction]] = {nominee: {} for nominee in nominees}
    for each in scored:
        if each.nominee not in means:
            raise ValueError("scores of somebody who is no nominee")
        if each.juror in means[each.nominee]:
            raise ValueError("a juror scores a nominee once")
        means[each.nominee][each.juror] = weighted(each.points, weights)
    total = {
        nominee: sum(by_juror.values(), Fraction(0)) / len(by_juror) if len(by_juror) >= ENOUGH else None
        for nominee, by_juror in means.items()
    }
    known = sorted((mean for mean in total.values() if mean is not None), reverse=True)
    found = [
        Standing(
            nominee=nominee,
            jurors=len(means[nominee]),
            mean=mean,
            place=None if mean is None else known.index(mean) + 1,
            shares=mean is not None and known.count(mean) > 1,
        )
        for nominee, mean in total.items()
    ]
    return sorted(found, key=lambda standing: (standing.place is None, standing.place or 0))
