"""The choice that a plan is compared with: who comes first takes what is free."""

from collections import Counter
from collections.abc import Iterable, Sequence

from .checking import must_be_plannable
from .people import Meeting, Participant, wanted_pairs


def first_come(
    participants: Sequence[Participant],
    rounds: int,
    tables: int,
    fixed: Iterable[Meeting] = (),
    from_round: int = 1,
) -> tuple[Meeting, ...]:
    """Return the meetings when each in turn, in the order given, books all their wishes, dearest first, in the first
    round in which both are there and free and a table is left. Refusals are respected. Tables are not given out.

    Raises `CannotPlan`, as `plan` does.
    """
    participants, fixed = list(participants), list(fixed)
    must_be_plannable(participants, rounds, tables, fixed, from_round)
    wanted = wanted_pairs(participants)
    met = {meeting.pair for meeting in fixed}
    busy = {(meeting.round, key) for meeting in fixed for key in meeting.pair}
    number = Counter(meeting.round for meeting in fixed)
    people = {person.key: person for person in participants}
    booked = []
    for person in participants:
        for wish in person.wishes:
            pair = next((pair for pair in ((person.key, wish), (wish, person.key)) if pair in wanted), None)
            if pair is None or frozenset(pair) in met:
                continue
            for round in range(from_round, rounds + 1):
                free = all(people[key].is_there(round) and (round, key) not in busy for key in pair)
                if free and number[round] < tables:
                    booked.append(Meeting(round, *pair))
                    busy |= {(round, key) for key in pair}
                    met.add(frozenset(pair))
                    number[round] += 1
                    break
    return tuple(sorted([*fixed, *booked], key=lambda meeting: (meeting.round, meeting.a, meeting.b)))
