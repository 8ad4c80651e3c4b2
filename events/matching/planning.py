"""Making a plan: round by round, then larger moves, then shaking it to see whether it falls better.

A round by itself is solved exactly (`rounds`), and rounds are bettered in turn until none can be. Then a path is sought
by which some make way for one meeting more (`chains`), and a few rounds at a time are cleared and laid anew, a set
number of times. What is kept is never worse than what first come, first served would be, taken in the order of keys.

That nobody be without a meeting costs none. Give who is without a meeting of a plan that has them: at most one other
falls out, of whom they meet or for the table. Whoever is then without gets one of that same plan, and so on; each step
makes the two plans more alike, so it ends, with as many meetings as before and everyone provided for.
"""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import numpy as np

from .board import Board
from .chains import extend
from .checking import check, must_be_plannable
from .first_come import first_come
from .obstacles import obstacles
from .people import Meeting, Participant, Plan, wanted_pairs
from .rounds import better, settle
from .tables import give_tables
from .waiting import tidy

# How often a plan is shaken, and how often in vain; less often where it is large: so many pairs × rounds in all.
SHAKES, IN_VAIN, WORK = 100, 25, 1_000_000
# How many rounds at a time.
SHAKEN = 3
# How far chance may lift the score of a pair in the first round that is laid anew.
LIFT = 50
SEED = 2026


def plan(
    participants: Iterable[Participant],
    rounds: int,
    tables: int,
    fixed: Iterable[Meeting] = (),
    from_round: int = 1,
) -> Plan:
    """Return a plan of meetings of two, one at each table in each round, everyone in one place and each pair once.

    Meetings that are fixed stay: those held before `from_round` as they are, whatever they were, and those pinned in
    rounds to come. What the plan aims at, and in which order, is said of the package. Where not all can be, `obstacles`
    says why, and `bound` is a number of wanted meetings that no plan can exceed.

    Raises `CannotPlan`, with all that is wrong, for a key that comes twice, a wish to meet oneself, more than 500
    people or 24 rounds, no round or table at all, and fixed meetings that cannot be together.
    """
    return _plan(list(participants), rounds, tables, list(fixed), from_round, known=())


def replan(
    old: Iterable[Meeting],
    participants: Iterable[Participant],
    rounds: int,
    tables: int,
    from_round: int,
    absent: Iterable[str] = (),
    pinned: Iterable[Meeting] = (),
) -> Plan:
    """Return the plan of a day under way when some are absent from a round on; rounds before it stay as they were.

    Of the rounds to come, what is pinned stays, and so does what was laid by hand though nobody wished it. People keep
    the meetings they know of unless another can only be had without. Raises `CannotPlan` as `plan` does.
    """
    old, absent, pinned = list(old), frozenset(absent), list(pinned)
    over = frozenset(range(1, from_round))
    people = [
        replace(each, rounds=over if each.rounds is None else each.rounds & over) if each.key in absent else each
        for each in participants
    ]
    held = [meeting for meeting in old if meeting.round < from_round]
    taken = {meeting.pair for meeting in [*held, *pinned]}
    later = [meeting for meeting in old if meeting.round >= from_round and meeting.pair not in taken]
    later = [meeting for meeting in later if not check([meeting], people, rounds, tables)]
    wanted = {frozenset(pair) for pair in wanted_pairs(people)}
    by_hand = [meeting for meeting in later if meeting.pair not in wanted]
    known = [meeting for meeting in later if meeting.pair in wanted]
    return _plan(people, rounds, tables, [*held, *pinned, *by_hand], from_round, known)


def _plan(participants, rounds, tables, fixed, from_round, known):
    must_be_plannable(participants, rounds, tables, fixed, from_round)
    board = Board(participants, rounds, tables, fixed, from_round)
    booked = first_come(sorted(participants, key=lambda each: each.key), rounds, tables, fixed, from_round)
    numbers = {frozenset(board.keys[person] for person in pair): number for number, pair in enumerate(board.pairs)}
    for meeting in known:
        board.known[numbers[meeting.pair]] = meeting.round
    _lay_best(board, [_placed(board, numbers, each) for each in ([known, booked] if known else [[], booked])])
    _shake(board)
    while tidy(board):
        _improve(board)
    laid = [Meeting(int(board.placed[pair]), *_keys(board, pair)) for pair in np.flatnonzero(board.placed)]
    meetings = give_tables([*fixed, *laid], tables, from_round, known)
    had = {meeting.pair for meeting in fixed} & {frozenset(pair) for pair in wanted_pairs(participants)}
    return Plan(meetings, obstacles(meetings, participants, rounds, tables, from_round), board.bound + len(had))


def _keys(board, pair):
    return tuple(board.keys[person] for person in board.pairs[pair])


def _placed(board, numbers, meetings):
    """Return where meetings lie, as far as they can lie there together with what is fixed."""
    for pair, round in ((numbers.get(meeting.pair), meeting.round) for meeting in meetings):
        able = pair is not None and board.may[pair, round] and board.has_table(round)
        if able and not board.placed[pair] and all(board.is_free(person, round) for person in board.pairs[pair]):
            board.put(pair, round)
    placed = board.placed.copy()
    board.lay(np.zeros_like(placed))
    return placed


def _improve(board):
    settle(board)
    while extend(board):
        while extend(board):
            pass
        settle(board)


def _lay_best(board, starts):
    """Lay the best of what comes from several starts; of equals the first."""
    found = []
    for start in starts:
        board.lay(start)
        _improve(board)
        found.append((board.value(), board.placed.copy()))
    board.lay(max(found, key=lambda each: each[0])[1])


def _shake(board):
    """Clear some rounds and lay them anew, again and again; keep what is not worse."""
    chance, best, in_vain = Random(SEED), board.value(), 0
    for _ in range(min(SHAKES, WORK // max(1, board.may.size))):
        before = board.placed.copy()
        _lay_anew(board, sorted(board.open, key=lambda _round: chance.random())[:SHAKEN], chance)
        _improve(board)
        value = board.value()
        in_vain = 0 if value > best else in_vain + 1
        if value < best:
            board.lay(before)
        if in_vain == IN_VAIN:
            return
        best = max(value, best)


def _lay_anew(board, rounds, chance):
    """Clear rounds and lay them in that order, the first with scores lifted by chance."""
    for pair in np.flatnonzero(np.isin(board.placed, rounds)):
        board.take(pair)
    lifted = board.score + np.array([int(LIFT * chance.random()) for _ in board.pairs], np.int64)
    for turn, round in enumerate(rounds):
        better(board, round, lifted if turn == 0 else None)
