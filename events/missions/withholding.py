"""Which results of missions may be shown, so that nobody can reckon what a company answered that does not want to be named.

Figures are kept back per mission; a total adds up only what is shown of missions, never more. So whoever subtracts one figure
from another finds a third that is shown too: there is nothing behind the totals to be found.

What is kept back (`LEAST`, `sum_of`, `bands_of`, `named_often`) follows the minimum frequency rule and the scenario of the
participant who takes off the own figure: Handbook on Statistical Disclosure Control, 2nd ed., 4.2.1, examples 1b and 1c
(https://sdctools.github.io/HandbookSDC/). There three is usual. Here three must have something of a figure, among five that
answered: among three alone the rule itself would tell who got what, since of three that got three contracts each got one.

Answers of a round become public at once, when nobody can change them any more (`public_answers`): who looked the day before and
the day after would else read one company's answer from the difference.

No database, no units: contacts, trials and contracts are numbers, amounts bands, all since the mission.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

# So many companies without a name stand behind each figure.
LEAST = 5
# Of these so many have something of a figure; the rest may have none.
LEAST_WITH = 3
# So many companies are in each band that is shown, or none.
LEAST_IN_BAND = 3
NAME, ANONYMOUS = "name", "anonymous"
NONE, UNSAID = "none", "unsaid"
# Narrow bands where there are companies enough, else wide ones, else only whether there is an amount.
BANDS = (
    (("none",), ("low",), ("middle",), ("high",), ("top",)),
    (("none",), ("low", "middle"), ("high", "top")),
    (("none",), ("low", "middle", "high", "top")),
)


@dataclass(frozen=True)
class Answer:
    """What a company confirmed in a round (days after the mission): figures since the mission, all together."""

    company: Hashable
    round: int
    publish: str
    contacts: int = 0
    trials: int = 0
    contracts: int = 0
    amount: str = NONE
    hindered: frozenset = frozenset()


@dataclass(frozen=True)
class PublicAnswers:
    """The answers of a mission that make its public figures; `safe` are those of companies that are nowhere named."""

    named: tuple[Answer, ...] = ()
    anonymous: tuple[Answer, ...] = ()
    safe: tuple[Answer, ...] = ()

    @property
    def are_enough(self) -> bool:
        return len(self.safe) >= LEAST


def public_answers(answers: Iterable[Answer], complete: Iterable[int]) -> PublicAnswers:
    """Return the answers that are public once the rounds in `complete` can be answered no more.

    By name: the newest answer of who chose so in it. Without: those of the last round to which enough companies answered
    without their name, with the newest of the others before; a round with fewer changes no figure, for the difference would be
    theirs. A company that later lets itself be named stays in figures that were shown, but shields nobody there any more.
    """
    complete, answers = sorted(complete), [each for each in answers if each.round in set(complete)]
    named = tuple(each for each in newest(answers) if each.publish == NAME)
    for last in reversed(complete):
        fresh = [each for each in answers if each.round == last and each.publish == ANONYMOUS]
        if len(without(fresh, named)) >= LEAST:
            until = newest(each for each in answers if each.round <= last)
            anonymous = tuple(each for each in until if each.publish == ANONYMOUS)
            return PublicAnswers(named, anonymous, without(anonymous, named))
    return PublicAnswers(named)


def newest(answers: Iterable[Answer]) -> list[Answer]:
    """Return the newest answer of each company."""
    found = {each.company: each for each in sorted(answers, key=lambda each: each.round)}
    return list(found.values())


def without(answers: Iterable[Answer], named: Iterable[Answer]) -> tuple[Answer, ...]:
    names = {each.company for each in named}
    return tuple(each for each in answers if each.company not in names)


def sum_of(figure: str, answers: PublicAnswers) -> int | None:
    """Return the sum of a figure of those without a name, or None where it is kept back.

    It is shown where at least three companies have something of it. Where fewer have, it is kept back alike: a sum of 0 tells
    what each of them got, and whoever has all of it, or all but one's, would know what the others got.

    >>> five = tuple(Answer(n, 30, ANONYMOUS, contracts=n // 2) for n in range(5))
    >>> sum_of("contracts", PublicAnswers(anonymous=five, safe=five))
    4
    >>> sum_of("trials", PublicAnswers(anonymous=five, safe=five)) is None
    True
    """
    if not answers.are_enough or sum(getattr(each, figure) > 0 for each in answers.safe) < LEAST_WITH:
        return None
    return sum(getattr(each, figure) for each in answers.anonymous)


def bands_of(answers: PublicAnswers) -> dict[tuple[str, ...], int] | None:
    """Return how many of those without a name are in each band of the amount, in the narrowest bands that give nobody away.

    Each band has three companies or none, and no band all but one: that one would know of all others. Who would rather not say is
    in no band. None where no division is safe.
    """
    said = [each.amount for each in answers.safe if each.amount != UNSAID]
    if not answers.are_enough or len(said) < LEAST or len(answers.safe) < len(answers.anonymous):
        return None
    for bands in BANDS:
        counts = {band: sum(amount in band for amount in said) for band in bands}
        if all(not number or LEAST_IN_BAND <= number <= len(said) - 2 for number in counts.values()):
            return counts
    return None


def named_often(answers: PublicAnswers) -> dict[str, int]:
    """Return what hindered at least three of those without a name, and not all but one; of anything else nothing is said."""
    if not answers.are_enough or len(answers.safe) < len(answers.anonymous):
        return {}
    numbers = Counter(each for answer in answers.safe for each in answer.hindered)
    most = len(answers.safe) - 2
    return {hindrance: number for hindrance, number in numbers.items() if LEAST_IN_BAND <= number <= most}
