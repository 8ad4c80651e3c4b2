"""Waiting: the rounds between somebody's first and last meeting in which they have none. Made less by exchanging rounds."""

from itertools import accumulate, combinations

from .chains import chain, exchange, may_exchange
from .figures import idle

# More than all meetings of two rounds together can be later by an exchange.
WAITING = 100_000


def tidy(board):
    """Exchange chains of two rounds as long as people wait less in all, or as little and meet earlier; tell whether any
    was. Who meets whom does not change, and meetings that people know of stay where they are.
    """
    changed, found = False, True
    while found:
        found = sum(_tidy_two(board, one, other) for one, other in combinations(board.open, 2)) > 0
        changed |= found
    return changed


def _tidy_two(board, one, other):
    """Exchange those chains of two rounds that together save most, as far as there are tables.

    Nobody is in two chains, so what they save adds up. By a chain the other round has one meeting more, one less or as
    many as before: of each kind those that save most come first.
    """
    kinds = {-1: [], 0: [], 1: []}
    for moved in _chains(board, one, other):
        grows = sum(1 if board.placed[pair] == one else -1 for pair in moved)
        kinds[grows].append((_cost(board, moved, one, other), moved))
    for kind in kinds.values():
        kind.sort()
    totals = {grows: [0, *accumulate(cost for cost, _moved in kind)] for grows, kind in kinds.items()}
    room_one, room_other = (board.tables[round] - int((board.placed == round).sum()) for round in (one, other))
    same = min(range(len(totals[0])), key=totals[0].__getitem__)
    cost, more, less = min(
        (totals[1][more] + totals[-1][less], more, less)
        for more in range(len(totals[1]))
        for less in range(len(totals[-1]))
        if -room_one <= more - less <= room_other
    )
    if cost + totals[0][same] >= 0:
        return False
    for _cost_of_it, moved in kinds[0][:same] + kinds[1][:more] + kinds[-1][:less]:
        exchange(board, moved, one, other)
    return True


def _chains(board, one, other):
    """Return the chains of two rounds that may be exchanged and that no known meeting is in, each once."""
    seen, found = set(), []
    for person in range(board.companies):
        moved = chain(board, person, one, other)
        if moved and moved[0] not in seen:
            seen.update(moved)
            known = any(board.known[pair] == board.placed[pair] for pair in moved)
            if not known and may_exchange(board, moved, one, other):
                found.append(moved)
    return found


def _cost(board, moved, one, other):
    """Return what an exchange costs: a round of waiting above all rounds that a meeting can be later; below zero it saves."""
    turned = {one: other, other: one}
    cost = sum(turned[round] - round for round in board.placed[moved].tolist())
    for person in {person for pair in moved for person in board.pairs[pair]}:
        laid, had = rounds_of(board, person), board.had_rounds[person]
        if not (one in laid and other in laid):
            cost += WAITING * (idle([*had, *(turned.get(round, round) for round in laid)]) - idle([*had, *laid]))
    return cost


def rounds_of(board, person):
    """Return the rounds in which a person meets somebody, but for what is fixed."""
    return [round for round, pair in enumerate(board.at[person]) if pair is not None]
