"""From what somebody typed to words, and from a word to the questions that PostgreSQL can answer. No database here."""

import re
import unicodedata

from organisations.search import LONGEST_QUERY, singular

MOST_WORDS = 12
# From so many letters a word is also the beginning of another, and stands inside one.
SHORTEST_PREFIX, SHORTEST_INSIDE = 3, 4
# A compound is taken apart into halves of so many letters.
SHORTEST_HALF = 4
# Letters that are not one with a sign on it.
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def clean(text: str) -> str:
    """Return a text on one line, without what nobody sees: control characters, marks of direction, half a pair.

    >>> clean("  Sibiu\\0\\u202e  x ")
    'Sibiu x'
    """
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text).split())


def fold(text: str) -> str:
    """Return a text in small letters without accents, as `search_plain` does in the database.

    >>> fold("Malmö, Timișoara; Straße")
    'malmo, timisoara; strasse'
    """
    bare = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(LETTERS)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, each once; signs of any kind are dropped.

    >>> words_of("(subsidie & Oeganda) | !:* 'subsidie'")
    ['subsidie', 'oeganda']
    """
    return list(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))[:MOST_WORDS]


def as_tsquery(word: str, label: str = "") -> str:
    """Return a word as `to_tsquery` reads it, also as a beginning; `label` asks for a weight.

    >>> as_tsquery("scholen"), as_tsquery("eu"), as_tsquery("vrouw", "A")
    ('(scholen:* | school:*)', 'eu', 'vrouw:*A')
    """
    if len(word) < SHORTEST_PREFIX:
        return f"{word}:{label}" if label else word
    each = [f"{form}:*{label}" for form in dict.fromkeys([word, singular(word)])]
    return each[0] if len(each) == 1 else f"({' | '.join(each)})"


def halves(word: str) -> list[tuple[str, str]]:
    """Return how a long word could be two, the s between them left out.

    >>> halves("waterproject")
    [('wate', 'rproject'), ('water', 'project'), ('waterp', 'roject'), ('waterpr', 'oject'), ('waterpro', 'ject')]
    """
    places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    found = [(word[:n], word[n:]) for n in places]
    found += [(left[:-1], right) for left, right in found if left[-1] == "s" and len(left) > SHORTEST_HALF]
    return found


def halves_as_tsquery(word: str) -> str:
    """Return the ways to take a word apart as `to_tsquery` reads them; "" for a short word."""
    return " | ".join(f"({left} & {right})" for left, right in halves(word))


def letters_off(word: str) -> int:
    """Return how many letters may be wrong in a word: few in a short one."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def meets(token: str, word: str) -> bool:
    """Tell whether a folded word of a text is what a word of the question found: begins with it, holds it, or its stem.

    >>> meets("ontwikkelingshulp", "hulp"), meets("school", "scholen"), meets("schools", "school"), meets("vaart", "vaas")
    (True, True, True, False)
    """
    if len(word) < SHORTEST_PREFIX:
        return token == word
    if token.startswith((word, singular(word))) or (len(word) >= SHORTEST_INSIDE and word in token):
        return True
    return len(token) >= SHORTEST_INSIDE and word.startswith(token) and len(word) - len(token) <= 3


def is_too_long(text: str) -> bool:
    return len(text) > LONGEST_QUERY
