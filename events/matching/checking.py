"""What is wrong with a plan, or with what is to be planned: quick enough to ask after every change by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .people import CannotPlan, Meeting, Participant, Problem, ProblemCode

# Above these a plan would take too long, and the levels of `rounds` would not fit in a float.
MOST_PARTICIPANTS = 500
MOST_ROUNDS = 24


def check(meetings: Iterable[Meeting], participants: Iterable[Participant], rounds: int, tables: int) -> list[Problem]:
    """Return what is wrong with meetings, in the order of the day; empty where all is well.

    That nobody wished a meeting, or that it is of two of one side, is no problem: an office may pin what it likes. A
    meeting without a table only counts towards the number of tables of its round.
    """
    meetings = sorted(meetings, key=_order)
    people = {person.key: person for person in participants}
    found = [problem for meeting in meetings for problem in _of_one(meeting, people, rounds, tables)]
    found += _together(meetings, _by_person, ProblemCode.DOUBLE_BOOKED)
    found += _together(meetings, _by_table, ProblemCode.TABLE_TAKEN)
    found += _together(meetings, _by_pair, ProblemCode.PAIR_TWICE)
    found += _too_many(meetings, tables)
    return sorted(found, key=lambda problem: (_order(problem.meetings[0]), problem.code, problem.about))


def _order(meeting):
    return meeting.round, meeting.table or 0, meeting.a, meeting.b


def _of_one(meeting, people, rounds, tables):
    """Yield what is wrong with a meeting by itself."""
    a, b = people.get(meeting.a), people.get(meeting.b)
    unknown = tuple(sorted(meeting.pair - people.keys()))
    absent = tuple(person.key for person in (a, b) if person and not person.is_there(meeting.round))
    refused = a and b and (a.key in b.refusals or b.key in a.refusals)
    wrong = [
        (ProblemCode.UNKNOWN_PARTICIPANT, unknown, unknown),
        (ProblemCode.WITH_ONESELF, meeting.a == meeting.b, (meeting.a,)),
        (ProblemCode.REFUSED, refused, (meeting.a, meeting.b)),
        (ProblemCode.NO_SUCH_ROUND, not 1 <= meeting.round <= rounds, ()),
        (ProblemCode.NO_SUCH_TABLE, meeting.table is not None and not 1 <= meeting.table <= tables, ()),
        (ProblemCode.NOT_THERE, absent, absent),
    ]
    for code, holds, about in wrong:
        if holds:
            yield Problem(code, about, (meeting,))


def _by_person(meeting):
    return [((meeting.round, key), (key,)) for key in sorted(meeting.pair)]


def _by_table(meeting):
    return [((meeting.round, meeting.table), ())] if meeting.table else []


def _by_pair(meeting):
    return [(meeting.pair, tuple(sorted(meeting.pair)))]


def _together(meetings, places, code):
    """Return a problem for each place (a person, a table, a pair) that several meetings are in."""
    taken = defaultdict(list)
    for meeting in meetings:
        for place in places(meeting):
            taken[place].append(meeting)
    return [Problem(code, about, tuple(several)) for (_place, about), several in taken.items() if len(several) > 1]


def _too_many(meetings, tables):
    """Return a problem for each round with more meetings than tables."""
    number = Counter(meeting.round for meeting in meetings)
    return [
        Problem(ProblemCode.TOO_MANY_AT_ONCE, (), tuple(each for each in meetings if each.round == round))
        for round in sorted(number)
        if number[round] > tables
    ]


def must_be_plannable(participants, rounds, tables, fixed, from_round):
    """Raise `CannotPlan` for what no plan can be made of; fixed meetings of rounds that are over are taken as they are."""
    keys = Counter(person.key for person in participants)
    wrong = [Problem(ProblemCode.KEY_TWICE, (key,)) for key in sorted(keys) if keys[key] > 1]
    wrong += [
        Problem(ProblemCode.WISHES_ONESELF, (key,))
        for key in sorted({person.key for person in participants if person.key in person.wishes})
    ]
    limits = [
        (ProblemCode.NO_ROUNDS, rounds < 1),
        (ProblemCode.NO_TABLES, tables < 1),
        (ProblemCode.NO_SUCH_ROUND, from_round < 1),
        (ProblemCode.TOO_MANY_PARTICIPANTS, len(participants) > MOST_PARTICIPANTS),
        (ProblemCode.TOO_MANY_ROUNDS, rounds > MOST_ROUNDS),
    ]
    wrong += [Problem(code) for code, holds in limits if holds]
    wrong += [
        problem
        for problem in check(fixed, participants, rounds, tables)
        if any(meeting.round >= from_round for meeting in problem.meetings)
    ]
    if wrong:
        raise CannotPlan(wrong)
