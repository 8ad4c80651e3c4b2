"""How good a plan is, in figures that can be set beside those of another."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, pvariance

from .people import Meeting, Participant, wanted_pairs


@dataclass(frozen=True)
class Figures:
    """Of everybody with a wanted meeting: how many are without, the fewest and the most meetings a person has and their
    variance; and the rounds that a person waits between their first and last meeting, on average."""

    wanted: int
    fulfilled: int
    without: int
    fewest: int
    most: int
    variance: float
    waiting: float


def figures(meetings: Iterable[Meeting], participants: Iterable[Participant]) -> Figures:
    """Return the figures of meetings; all nought where nothing is wanted."""
    meetings = list(meetings)
    wanted = wanted_pairs(participants)
    rounds = defaultdict(list)
    for meeting in meetings:
        for key in meeting.pair:
            rounds[key].append(meeting.round)
    people = sorted({key for pair in wanted for key in pair})
    each = [len(rounds[key]) for key in people] or [0]
    return Figures(
        wanted=len(wanted),
        fulfilled=len(wanted.keys() & {pair for meeting in meetings for pair in _both_ways(meeting)}),
        without=sum(not rounds[key] for key in people),
        fewest=min(each),
        most=max(each),
        variance=pvariance(each),
        waiting=fmean(idle(rounds[key]) for key in people) if people else 0.0,
    )


def _both_ways(meeting):
    return (meeting.a, meeting.b), (meeting.b, meeting.a)


def idle(rounds):
    """Return how many rounds somebody waits between their first and last meeting."""
    return max(rounds) - min(rounds) + 1 - len(set(rounds)) if rounds else 0
