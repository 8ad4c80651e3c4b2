"""Points of assessors on weighted criteria, brought to one score from 0 to 100.

Reckoned in fractions, so that nothing is lost on the way, and rounded once, half up, to two decimals: the score that
is shown is the score that ranks, so that whoever reads it can repeat the order.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

MOST_POINTS = 10


def exact(points: Mapping[int, int], weights: Mapping[int, int]) -> Fraction:
    """Return the weighted average of one assessor, from 0 to 100, without rounding.

    Both go by criterion. Raises `ValueError` where there is no criterion, a criterion has no points, or they are
    outside 0 to 10.
    """
    if not weights or min(weights.values()) < 1:
        raise ValueError("A score needs criteria with weights from 1")
    if set(points) != set(weights):
        raise ValueError("Each criterion gets points, and nothing else does")
    if any(type(each) is not int or not 0 <= each <= MOST_POINTS for each in points.values()):
        raise ValueError(f"Points are whole numbers from 0 to {MOST_POINTS}")
    total = sum(weight * points[criterion] for criterion, weight in weights.items())
    return Fraction(100 * total, MOST_POINTS * sum(weights.values()))


def score(assessments: Iterable[Mapping[int, int]], weights: Mapping[int, int]) -> Decimal | None:
    """Return the average of all assessors, each counting as much as another; None where nobody assessed yet."""
    found = [exact(points, weights) for points in assessments]
    return rounded(sum(found) / len(found)) if found else None


def rounded(fraction: Fraction) -> Decimal:
    """Return a fraction from 0 with two decimals, half up."""
    hundredths = (200 * fraction.numerator + fraction.denominator) // (2 * fraction.denominator)
    return Decimal(hundredths).scaleb(-2)
