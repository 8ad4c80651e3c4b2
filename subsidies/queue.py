"""The place of an application in line: by when it was complete (Awb 4:26), and what the ones before it ask."""

from dataclasses import dataclass

from .actions import ledger
from .models import Account, Application, Distribution
from .reckoning.deadlines import amsterdam_day

# So many of those before and behind are shown one by one.
SHOWN = 3


@dataclass(frozen=True)
class Place:
    """A place in line, from 1; amounts in cents. `kept` is what the ledger reserved for this application already."""

    rank: int
    of: int
    before: tuple[int, ...]
    behind: tuple[int, ...]
    # How many others were complete on the same day: a lot decides among them where money is short.
    same_day: int
    asked: int
    kept: int

    @property
    def before_sum(self) -> int:
        return sum(self.before)

    @property
    def near_before(self) -> tuple[int, ...]:
        return self.before[-SHOWN:]

    @property
    def far_before(self) -> int:
        return len(self.before) - len(self.near_before)

    @property
    def near_behind(self) -> tuple[int, ...]:
        return self.behind[:SHOWN]

    @property
    def far_behind(self) -> int:
        return len(self.behind) - len(self.near_behind)

    @property
    def is_enough(self) -> bool:
        return self.kept >= self.asked


def place_of(application: Application) -> Place | None:
    """Return the place of an application, or None where there is no line or it is not in it."""
    if (
        application.complete_at is None
        or not application.can_be_withdrawn
        or not application.version.divides_by_arrival
    ):
        return None
    line = list(application.ceiling.applications.in_queue().values_list("pk", "requested", "complete_at"))
    at = next((n for n, (pk, _amount, _moment) in enumerate(line) if pk == application.pk), None)
    if at is None:
        # Decided on, or withdrawn, at this very moment.
        return None
    same_day = 0
    if application.version.distribution == Distribution.ARRIVAL_DAY:
        days = [amsterdam_day(moment) for _pk, _amount, moment in line]
        same_day = days.count(days[at]) - 1
    return Place(
        rank=at + 1,
        of=len(line),
        before=tuple(amount for _pk, amount, _moment in line[:at]),
        behind=tuple(amount for _pk, amount, _moment in line[at + 1 :]),
        same_day=same_day,
        asked=application.requested,
        kept=ledger.standing(application, Account.RESERVED),
    )
