"""How well two people suit each other, with the reasons as data, so that a page can say them in three languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from .people import Participant


class Code(StrEnum):
    """Why two suit each other. `Reason.who` is the one who offers, or who wishes; `words` are what matched."""

    BOTH_WISH = "both_wish"
    ONE_WISHES = "one_wishes"
    OFFERS_WHAT_IS_SOUGHT = "offers_what_is_sought"
    SAME_SECTOR = "same_sector"
    COMMON_LANGUAGE = "common_language"
    NO_COMMON_LANGUAGE = "no_common_language"
    REFUSED = "refused"


# Points for each time a reason holds, and how often it counts at most: a hundred points in all.
WEIGHTS = {
    Code.BOTH_WISH: (40, 1),
    Code.ONE_WISHES: (20, 1),
    Code.OFFERS_WHAT_IS_SOUGHT: (6, 3),  # each word, in each direction
    Code.SAME_SECTOR: (4, 2),
    Code.COMMON_LANGUAGE: (6, 1),
    Code.NO_COMMON_LANGUAGE: (0, 1),  # they may bring an interpreter; whoever looks at the plan is told
}
# What the first, second, … wish adds, for each of the two; later ones add nothing.
RANKS = (5, 4, 3, 2, 1)
# Shorter words say nothing about a trade, unless they are a tag as a whole ("IT", "AI").
SHORTEST = 4


@dataclass(frozen=True)
class Reason:
    code: Code
    words: tuple[str, ...] = ()
    who: str = ""


@dataclass(frozen=True)
class Score:
    points: int
    reasons: tuple[Reason, ...]


def score(a: Participant, b: Participant) -> Score:
    """Return the points of two people, from 0 to 100, and why. The order of the two changes neither.

    Who refuses, or is refused, gets no points and that reason alone: for the office, not for the two.

    >>> anna = Participant("anna", "company", offers=("Water pumps",), languages=frozenset({"en"}), wishes=("bo",))
    >>> score(anna, Participant("bo", "counterpart", needs=("pumps for farms",), languages=frozenset({"sv"})))
    ... # doctest: +NORMALIZE_WHITESPACE
    Score(points=31, reasons=(Reason(code=<Code.ONE_WISHES: 'one_wishes'>, words=(), who='anna'),
        Reason(code=<Code.OFFERS_WHAT_IS_SOUGHT: 'offers_what_is_sought'>, words=('pumps',), who='anna'),
        Reason(code=<Code.NO_COMMON_LANGUAGE: 'no_common_language'>, words=(), who='')))
    """
    a, b = sorted((a, b), key=lambda person: person.key)
    if b.key in a.refusals or a.key in b.refusals:
        return Score(0, (Reason(Code.REFUSED),))
    reasons = [*_of_wishes(a, b), *_of_offers(a, b), *_of_offers(b, a), *_of_sectors(a, b), *_of_languages(a, b)]
    return Score(sum(map(_points, reasons)) + _rank(a, b) + _rank(b, a), tuple(reasons))


def suggestions(person: Participant, others: Iterable[Participant], most: int = 5) -> list[tuple[Participant, Score]]:
    """Return whom of the other side a person might wish to meet and does not yet: highest score first, none of 0."""
    able = (other for other in others if other.side != person.side and other.key not in person.wishes)
    scored = [(other, score(person, other)) for other in able]
    suited = [(other, found) for other, found in scored if any(map(_about_trade, found.reasons))]
    return sorted(suited, key=lambda pair: (-pair[1].points, pair[0].key))[:most]


def _about_trade(reason):
    return reason.code in (Code.ONE_WISHES, Code.OFFERS_WHAT_IS_SOUGHT, Code.SAME_SECTOR)


def _points(reason):
    each, most = WEIGHTS[reason.code]
    return each * min(len(reason.words) or 1, most)


def _rank(a, b):
    place = a.wishes.index(b.key) if b.key in a.wishes else len(RANKS)
    return RANKS[place] if place < len(RANKS) else 0


def _of_wishes(a, b):
    wishing = [one.key for one, other in ((a, b), (b, a)) if other.key in one.wishes]
    if len(wishing) == 2:
        return [Reason(Code.BOTH_WISH)]
    return [Reason(Code.ONE_WISHES, who=key) for key in wishing]


def _of_offers(a, b):
    words = _terms(a.offers) & _terms(b.needs)
    # "water" is not told beside "water pumps" that holds it.
    words = {word for word in words if not any(word != other and word in other.split() for other in words)}
    return [Reason(Code.OFFERS_WHAT_IS_SOUGHT, tuple(sorted(words)), a.key)] if words else []


def _of_sectors(a, b):
    common = _folded(a.sectors) & _folded(b.sectors)
    return [Reason(Code.SAME_SECTOR, tuple(sorted(common)))] if common else []


def _of_languages(a, b):
    common = _folded(a.languages) & _folded(b.languages)
    if common:
        return [Reason(Code.COMMON_LANGUAGE, tuple(sorted(common)))]
    return [Reason(Code.NO_COMMON_LANGUAGE)] if a.languages and b.languages else []


def _folded(texts):
    return {" ".join(normalize("NFKC", text).casefold().split()) for text in texts} - {""}


def _terms(texts):
    """Return the parts of the texts between commas, as tags, and the words in them that are long enough to say something."""
    whole = _folded(part for text in texts for part in re.split(r"[,;\n]", text))
    return whole | {word for text in whole for word in re.findall(r"\w+", text) if len(word) >= SHORTEST}
