"""What an objection may still get of a ceiling (Awb 4:25 lid 3). Amounts are in whole cents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """How much more is held of a ceiling for an amount: as it stands now, beyond it, and what is not there at all.

    `then` was available for the application at the first decision, `now` is left; `held` it has already.
    """

    then: int
    now: int
    held: int
    ordinary: int
    beyond: int
    refused: int

    @property
    def most(self) -> int:
        """The most that the application can come to."""
        return max(self.then, self.held + self.now)


def room_for(amount: int, *, held: int, now: int, then: int) -> Room:
    """Return what an amount does to a ceiling: the ordinary first, then up to what was available at the first decision.

    Amounts below zero raise `ValueError`.
    """
    if min(amount, held, now, then) < 0:
        raise ValueError("Amounts under a ceiling are not below zero")
    lacking = max(0, amount - held)
    ordinary = min(lacking, now)
    beyond = min(lacking - ordinary, max(0, then - held - ordinary))
    return Room(then, now, held, ordinary, beyond, lacking - ordinary - beyond)
