"""The best of one round while the others stay: an assignment, solved exactly (scipy, Jonker–Volgenant).

The levels of a plan become one whole number a pair, each level counting for more than all below it can add up to. They
stay under 2**53, so that the floats of the solver reckon without rounding.
"""

from itertools import cycle

import numpy as np
from scipy.optimize import linear_sum_assignment

from .board import NOWHERE, worth_of_known


def settle(board):
    """Better round after round until none can be bettered by itself; every step raises the value of the board."""
    rounds, since = cycle(board.open), 0
    while since < len(board.open):
        since = 0 if better(board, next(rounds)) else since + 1


def better(board, round, score=None):
    """Lay the best pairs in a round, by another score if one is given; tell whether that is better than what lay there."""
    can = np.flatnonzero(board.may[:, round] & ((board.placed == round) | (board.placed == NOWHERE)))
    most = min(board.tables[round], board.companies, len(board.keys) - board.companies)
    if most < 1 or not len(can):
        return False
    worth = _worth(board, round, can, most, (board.score if score is None else score)[can])
    new, old = _assign(board, can, worth, most), board.placed[can] == round
    if worth[new].sum() <= worth[old].sum():
        return False
    for pair in can[old]:
        board.take(pair)
    for pair in can[new]:
        board.put(pair, round)
    return True


def _worth(board, round, can, most, score):
    """Return what each pair is worth in a round of so many meetings at most: a whole number, level over level."""
    a, b = board.a[can], board.b[can]
    each = board.meetings_of((board.placed != NOWHERE) & (board.placed != round))
    even = 2 * (board.rounds - each) + 1  # what one more meeting adds to the squares, turned round: above zero
    known = worth_of_known(board.rounds) * (board.known[can] == round)
    level = most * int(score.max()) + 1
    worth = score + level * (even[a] + even[b] + known)
    level *= most * (8 * board.rounds + 2) + 1
    without = (each == 0).astype(np.int64)
    worth += level * (without[a] + without[b])
    return worth + level * (2 * most + 1)


def _assign(board, can, worth, most):
    """Return which of the pairs, at most so many and nobody twice, are worth most together.

    Rows are companies and columns counterparts; those too many on a side may be sent to a place at nobody's table.
    """
    rows, columns = board.companies, len(board.keys) - board.companies
    matrix = np.zeros((rows + columns - most,) * 2)
    matrix[rows:, columns:] = -float(worth.max()) - 1  # nobody with nobody
    row, column = board.a[can], board.b[can] - rows
    matrix[row, column] = worth
    return linear_sum_assignment(matrix, maximize=True)[1][row] == column
