"""A draw as anyone can repeat it: which applications were in it, and the order of their lots (see `lottery.py`)."""

from dataclasses import dataclass

from django.db.models import Q

from .models import DRAWS_LOTS, Application, Ceiling
from .reckoning.lottery import lot
from .states import State


@dataclass(frozen=True)
class Lot:
    place: int
    reference: str
    lot: str


def in_order(seed: str, references: list[str]) -> list[Lot]:
    """Return the lots of some references, the lowest first; each reference once.

    >>> [each.reference for each in in_order("seed", ["IS-2026-0001", "IS-2026-0007", "IS-2026-0001"])]
    ['IS-2026-0001', 'IS-2026-0007']
    """
    line = sorted((lot(seed, reference), reference) for reference in set(references))
    return [Lot(place, reference, value) for place, (value, reference) in enumerate(line, 1)]


def drawn(ceiling: Ceiling) -> list[str]:
    """Return the references of the complete applications in a draw. Who withdrew before a decision is not in it."""
    gone = Q(state=State.WITHDRAWN) & ~Q(decisions__announced_at__isnull=False)
    found = (
        Application.objects.submitted()
        .filter(ceiling=ceiling, version__distribution__in=DRAWS_LOTS)
        .exclude(complete_at=None)
        .exclude(gone)
        .select_related("ceiling__scheme")
        .order_by("number")
    )
    return [application.reference for application in found]
