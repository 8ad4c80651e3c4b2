"""Which settled grants can be drawn for a sample, how many are, and in which order: nothing here is chosen by hand."""

from .decision_parts.of_settlement import STANDS
from .draw import in_order
from .models import Application, Ceiling, Sample
from .reckoning.deadlines import amsterdam_day
from .states import State

PATHS = ("A",)
# VNG model-ASV 15 lid 1 b: settled by the municipality of its own accord.
WITH_PATH_B = ("A", "B")


def candidates(ceiling: Ceiling, today, *, with_path_b=False) -> list[Application]:
    """Return the settled cases of a ceiling that were not drawn before and of which the activity is over.

    Also what a tie shuts to whoever draws: lots know no ties. In a fixed number of queries, however many there are.
    """
    settled = ceiling.applications.filter(state=State.SETTLED, sample_check=None)
    found = settled.select_related("organisation", "version").prefetch_related("decisions").order_by("number")
    paths = WITH_PATH_B if with_path_b else PATHS
    return [case for case in found if can_be_drawn(case, paths, today)]


def can_be_drawn(case: Application, paths, today) -> bool:
    """Tell whether a settlement that was made known is of one of these paths, and its activity is over."""
    stands = standing_of(case)
    if stands is None or stands.settlement_path not in paths:
        return False
    done = stands.activity_until or case.ends_on
    return done is not None and done < today


def standing_of(case: Application):
    """Return the decision that was made known and says how much is settled, None where none does."""
    return next((each for each in reversed(case.announced) if each.outcome in STANDS), None)


def size_of(total: int, *, size=None, percentage=None) -> int:
    """Return how many are drawn from so many: a number, or a percentage rounded up.

    >>> size_of(11, percentage=10), size_of(10, percentage=10), size_of(5, size=2)
    (2, 1, 2)
    """
    return size if percentage is None else -(-total * percentage // 100)


def lots_of(sample: Sample) -> list:
    """Return the lots of a sample that was drawn, the lowest first; its first `size` are checked."""
    return in_order(sample.seed, sample.candidates) if sample.is_drawn else []


def can_be_drawn_on(sample: Sample, today) -> bool:
    """Tell whether the hash of the seed was public before a day."""
    return amsterdam_day(sample.prepared_at) < today
