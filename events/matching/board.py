"""The board on which a plan is laid: people and pairs by number, and in which round each pair meets.

People are numbered in the order of their sides and keys, pairs in the order of their people; nothing depends on the
order of the input.
"""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow

from .people import Side, wanted_pairs
from .scoring import score

NOWHERE = 0


class Board:
    """What is fixed, what may be, and what is laid: `placed[pair]` is its round, or NOWHERE."""

    def __init__(self, participants, rounds, tables, fixed, from_round):
        people = sorted(participants, key=lambda person: (person.side != Side.COMPANY, person.key))
        self.keys = [person.key for person in people]
        self.number = {key: number for number, key in enumerate(self.keys)}
        self.companies = sum(person.side == Side.COMPANY for person in people)
        self.rounds, self.open = rounds, range(from_round, rounds + 1)
        self._lay_fixed(people, tables, fixed)
        self._lay_pairs(people, {meeting.pair for meeting in fixed})
        self.placed = np.zeros(len(self.pairs), np.int64)
        self.known = np.zeros(len(self.pairs), np.int64)  # where people already expect a meeting
        self.at = [[None] * (rounds + 1) for _ in people]  # the pair that a person meets in, by round
        self.bound = self._bound()

    def _lay_fixed(self, people, tables, fixed):
        """Take the rounds, tables and meetings that are fixed away from what may be planned."""
        self.is_open = np.zeros((len(people), self.rounds + 1), bool)
        for number, person in enumerate(people):
            for round in self.open:
                self.is_open[number, round] = person.is_there(round)
        self.tables = [tables if round in self.open else 0 for round in range(self.rounds + 1)]
        self.had = np.zeros(len(people), np.int64)  # fixed meetings, by person
        self.had_rounds = [[] for _ in people]
        for meeting in fixed:
            if meeting.round in self.open:
                self.tables[meeting.round] -= 1
            for key in sorted(meeting.pair & self.number.keys()):
                self.had[self.number[key]] += 1
                self.had_rounds[self.number[key]].append(meeting.round)
                if meeting.round in self.open:
                    self.is_open[self.number[key], meeting.round] = False

    def _lay_pairs(self, people, fixed_pairs):
        wanted = wanted_pairs(people)
        self.pairs = [(self.number[a], self.number[b]) for a, b in wanted if frozenset((a, b)) not in fixed_pairs]
        self.index = {pair: number for number, pair in enumerate(self.pairs)}
        self.a, self.b = (np.array([pair[side] for pair in self.pairs], np.int64) for side in (0, 1))
        self.score = np.array([score(people[a], people[b]).points for a, b in self.pairs], np.int64)
        self.may = self.is_open[self.a] & self.is_open[self.b]  # pair, round
        self.pairs_of = [[] for _ in people]
        for number in np.flatnonzero(self.may.any(axis=1)):
            for person in self.pairs[number]:
                self.pairs_of[person].append(int(number))

    def _bound(self):
        """Return a number of meetings that no plan can exceed: the largest flow from companies to counterparts, each
        through as many meetings as they have rounds. Where all are there all day it can be reached (Kőnig)."""
        size, ends = len(self.keys), (len(self.keys), len(self.keys) + 1)
        able = np.flatnonzero(self.may.any(axis=1))
        people, first = np.arange(size), self.companies
        source = np.concatenate([np.full(first, ends[0]), self.a[able], people[first:]])
        target = np.concatenate([people[:first], self.b[able], np.full(size - first, ends[1])])
        rounds = self.is_open.sum(axis=1)
        room = np.concatenate([rounds[:first], np.ones(len(able)), rounds[first:]]).astype(np.int32)
        graph = csr_matrix((room, (source, target)), shape=(size + 2, size + 2))
        return min(int(maximum_flow(graph, *ends).flow_value), sum(self.tables))

    def put(self, pair, round):
        self.placed[pair] = round
        self.at[self.pairs[pair][0]][round] = self.at[self.pairs[pair][1]][round] = pair

    def take(self, pair):
        round = int(self.placed[pair])
        self.placed[pair] = NOWHERE
        self.at[self.pairs[pair][0]][round] = self.at[self.pairs[pair][1]][round] = None

    def lay(self, placed):
        """Lay all pairs as they were."""
        other = np.flatnonzero(self.placed != placed)
        for pair in other[self.placed[other] != NOWHERE]:
            self.take(pair)
        for pair in other[placed[other] != NOWHERE]:
            self.put(pair, int(placed[pair]))

    def meetings_of(self, mask):
        """Return the number of meetings of each person, fixed ones included, with the pairs of a mask."""
        size = len(self.keys)
        return self.had + np.bincount(self.a[mask], minlength=size) + np.bincount(self.b[mask], minlength=size)

    def has_table(self, round):
        return int((self.placed == round).sum()) < self.tables[round]

    def is_free(self, person, round):
        return self.is_open[person, round] and self.at[person][round] is None

    def value(self):
        """Return how good what is laid is, level by level (see the package); more is better."""
        laid = self.placed != NOWHERE
        each = self.meetings_of(laid)
        kept = int((laid & (self.placed == self.known)).sum())
        spread = kept * worth_of_known(self.rounds) - int((each * each).sum())
        return int(laid.sum()), int((each > 0).sum()), spread, int(self.score[laid].sum())


def worth_of_known(rounds):
    """Return what a meeting that people know of counts for, in squares: more than two people can win by a swap."""
    return 4 * rounds
