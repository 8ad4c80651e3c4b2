"""Why a wish is not fulfilled, of each that is not."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .people import Meeting, Obstacle, Participant, Why


def obstacles(
    meetings: Iterable[Meeting], participants: Iterable[Participant], rounds: int, tables: int, from_round: int = 1
) -> tuple[Obstacle, ...]:
    """Return an obstacle for each pair of which one wishes the other and that does not meet, by keys."""
    meetings, people = list(meetings), {person.key: person for person in participants}
    day = _Day(meetings, rounds, tables, from_round)
    met = {meeting.pair for meeting in meetings}
    wished = {tuple(sorted((person.key, wish))) for person in people.values() for wish in person.wishes}
    return tuple(Obstacle(a, b, *_why(a, b, people, day)) for a, b in sorted(wished) if frozenset((a, b)) not in met)


class _Day:
    """What is taken in the rounds that can still be planned."""

    def __init__(self, meetings, rounds, tables, from_round):
        self.open = range(from_round, rounds + 1)
        self.busy = defaultdict(set)
        for meeting in meetings:
            for key in meeting.pair:
                self.busy[key].add(meeting.round)
        number = Counter(meeting.round for meeting in meetings)
        self.full = {round for round in self.open if number[round] >= tables}


def _why(a, b, people, day):
    """Return the first reason that holds, and whom it lies with."""
    if absent := tuple(key for key in (a, b) if key not in people):
        return Why.NOT_TAKING_PART, absent
    if refusing := tuple(one for one, other in ((a, b), (b, a)) if other in people[one].refusals):
        return Why.REFUSED, refusing
    if people[a].side == people[b].side:
        return Why.SAME_SIDE, ()
    common = {round for round in day.open if people[a].is_there(round) and people[b].is_there(round)}
    if not common:
        return Why.NO_ROUND_IN_COMMON, ()
    if full := tuple(key for key in (a, b) if common <= day.busy[key]):
        return Why.FULL, full
    free = common - day.busy[a] - day.busy[b]
    if free - day.full:
        return Why.POSSIBLE, ()
    if free or common <= day.full:
        return Why.NO_TABLE, ()
    return Why.NEVER_FREE_TOGETHER, ()
