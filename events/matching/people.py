"""What goes into a plan and what comes out: people, meetings, and what stands in the way, as data.

Rounds and tables are numbered from 1. A person is known by a key that sorts and that is unique among all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Meetings are of one from each side: a company of here and a counterpart from abroad."""

    COMPANY = "company"
    COUNTERPART = "counterpart"


@dataclass(frozen=True)
class Participant:
    """A person with what they offer and seek (tags or short texts), the rounds they are there (None: all of them),
    whom they wish to meet, dearest first, and whom not."""

    key: str
    side: Side
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sectors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    rounds: frozenset[int] | None = None
    wishes: tuple[str, ...] = ()
    refusals: frozenset[str] = frozenset()

    def is_there(self, round: int) -> bool:
        return self.rounds is None or round in self.rounds


@dataclass(frozen=True)
class Meeting:
    """Two people in a round, at a table; None where the table is still to be given."""

    round: int
    a: str
    b: str
    table: int | None = None

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


class Why(StrEnum):
    """Why a wanted meeting is not in the plan; `Obstacle.about` names whom it lies with."""

    REFUSED = "refused"  # about: who refused
    NOT_TAKING_PART = "not_taking_part"  # about: who is not, or no longer, among the participants
    SAME_SIDE = "same_side"
    NO_ROUND_IN_COMMON = "no_round_in_common"
    FULL = "full"  # about: who has another meeting in each round they share
    NO_TABLE = "no_table"  # in each round they share, or in each in which both are free
    POSSIBLE = "possible"  # nothing: a plan that was changed by hand leaves a round in which both are free, and a table
    NEVER_FREE_TOGETHER = "never_free_together"  # in each round they share one of them has another meeting


@dataclass(frozen=True)
class Obstacle:
    """A wish that the plan does not fulfil. For the office: who refused whom is told to nobody else."""

    a: str
    b: str
    why: Why
    about: tuple[str, ...] = ()


class ProblemCode(StrEnum):
    """What is wrong with a plan or with what is to be planned; `Problem.about` names the people."""

    DOUBLE_BOOKED = "double_booked"
    REFUSED = "refused"
    NOT_THERE = "not_there"
    TABLE_TAKEN = "table_taken"
    PAIR_TWICE = "pair_twice"
    WITH_ONESELF = "with_oneself"
    UNKNOWN_PARTICIPANT = "unknown_participant"
    NO_SUCH_ROUND = "no_such_round"
    NO_SUCH_TABLE = "no_such_table"
    TOO_MANY_AT_ONCE = "too_many_at_once"  # more meetings in a round than tables
    # Of what is to be planned.
    WISHES_ONESELF = "wishes_oneself"
    KEY_TWICE = "key_twice"
    NO_ROUNDS = "no_rounds"
    NO_TABLES = "no_tables"
    TOO_MANY_PARTICIPANTS = "too_many_participants"
    TOO_MANY_ROUNDS = "too_many_rounds"


@dataclass(frozen=True)
class Problem:
    """What is wrong, with whom, and in which meetings: a view that draws a grid marks those cells."""

    code: ProblemCode
    about: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()


class CannotPlan(ValueError):
    """There is nothing to plan with: `problems` says what to mend first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.code} {' '.join(problem.about)}".strip() for problem in self.problems))


@dataclass(frozen=True)
class Plan:
    """The meetings by round and table, what could not be, and how many wanted meetings no plan can exceed (`bound`)."""

    meetings: tuple[Meeting, ...]
    obstacles: tuple[Obstacle, ...]
    bound: int

    def of(self, key: str) -> tuple[Meeting, ...]:
        """Return the meetings of one person, in the order of the day."""
        return tuple(meeting for meeting in self.meetings if key in meeting.pair)


def wanted_pairs(participants: Iterable[Participant]) -> dict[tuple[str, str], None]:
    """Return the pairs, company first, that can be planned for: wished by one at least, refused by neither."""
    people = {person.key: person for person in participants}
    found = {}
    for key in sorted(people):
        for wish in people[key].wishes:
            a, b = people[key], people.get(wish)
            if b and a.side != b.side and b.key not in a.refusals and a.key not in b.refusals:
                company, counterpart = (a, b) if a.side == Side.COMPANY else (b, a)
                found[company.key, counterpart.key] = None
    return dict.fromkeys(sorted(found))
