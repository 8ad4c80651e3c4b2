"""Moves over two rounds at a time: who meets in one round and who in the other are exchanged along a chain (Kempe).

A chain is what hangs together by people in two rounds: a meets b in the one, b meets c in the other, and so on. After
the exchange all of them have the same meetings, and nobody is in two places.
"""

from collections import deque
from itertools import product

from .board import NOWHERE


def chain(board, person, one, other):
    """Return the pairs of two rounds that hang together with a person, each once."""
    found = _walk(board, person, one, other)
    closed = len(found) > 1 and person in board.pairs[found[-1]]
    return found if closed else found + _walk(board, person, other, one)


def _walk(board, person, one, other):
    """Return the pairs from a person on, of one round and the other in turn, until the end or until back at the person."""
    found, each = [], person
    while (pair := board.at[each][one]) is not None:
        found.append(pair)
        a, b = board.pairs[pair]
        each, one, other = b if each == a else a, other, one
        if each == person:
            break
    return found


def may_exchange(board, pairs, one, other):
    return all(board.may[pair, other if board.placed[pair] == one else one] for pair in pairs)


def exchange(board, pairs, one, other):
    """Exchange the rounds of a chain that may be exchanged."""
    places = [(pair, other if board.placed[pair] == one else one) for pair in pairs]
    for pair in pairs:
        board.take(pair)
    for pair, round in places:
        board.put(pair, round)


def insert(board, pair):
    """Lay a pair in a round, moving others to another round where it takes that; tell whether it could be."""
    a, b = board.pairs[pair]
    free_a, free_b = ([round for round in board.open if board.is_free(each, round)] for each in (a, b))
    for round in free_a:
        if round in free_b and board.has_table(round):
            board.put(pair, round)
            return True
    return any(
        (board.may[pair, one] and _insert_at(board, pair, b, one, other))
        or (board.may[pair, other] and _insert_at(board, pair, a, other, one))
        for one, other in product(free_a, free_b)
        if one != other
    )


def _insert_at(board, pair, busy, one, other):
    """Lay a pair in round `one` after its person who is busy then has moved to the other round."""
    moved = chain(board, busy, one, other)
    if not may_exchange(board, moved, one, other):
        return False
    exchange(board, moved, one, other)
    if all(board.is_free(person, one) for person in board.pairs[pair]):
        board.put(pair, one)
        if all((board.placed == round).sum() <= board.tables[round] for round in (one, other)):
            return True
        board.take(pair)
    exchange(board, moved, one, other)
    return False


def extend(board):
    """Find one more meeting by letting some make way for others (an augmenting path); tell whether it was found.

    Nobody on the way loses a meeting in number: the first and the last of a path win one, all others change one.
    """
    laid = board.placed != NOWHERE
    if laid.sum() >= board.bound:
        return False
    spare = (board.meetings_of(laid) < board.had + board.is_open.sum(axis=1)).tolist()
    came = {}
    return any(
        spare[person] and person not in came and _follow(board, _path(board, person, spare, came))
        for person in range(board.companies)
    )


def _path(board, start, spare, came):
    """Return a shortest path of pairs, one to lay and one to take in turn, from a company to somebody with a round to
    spare; empty where there is none. `came` is who was reached, from here or in vain from others before."""
    came[start], waiting = None, deque([start])
    while waiting:
        person = waiting.popleft()
        company = person < board.companies
        for pair in board.pairs_of[person]:
            other = board.pairs[pair][1 if company else 0]
            if other in came or (board.placed[pair] != NOWHERE) == company:
                continue
            came[other] = (person, pair)
            if company and spare[other]:
                return _back(came, other)
            waiting.append(other)
    return []


def _back(came, person):
    pairs = []
    while came[person]:
        person, pair = came[person]
        pairs.append(pair)
    return pairs


def _follow(board, pairs):
    """Take and lay the pairs of a path; tell whether all could be laid, and leave it as it was where they could not."""
    before = board.placed.copy()
    new = pairs[::2]
    for pair in pairs[1::2]:
        board.take(pair)
    if pairs and all(insert(board, pair) for pair in new):
        return True
    board.lay(before)
    return False
