"""From what somebody typed to a question PostgreSQL can answer.

Dutch stemming comes from the server; it does not join "subsidie" and "subsidies", so every word also matches as a
prefix, and plurals on -es and those of a short list are tried as singulars.
"""

import re
import unicodedata

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_PLURAL = 3

SINGULARS = {
    "bedrijven": "bedrijf",
    "gemeenten": "gemeente",
    "goederen": "goed",
    "kinderen": "kind",
    "landen": "land",
    "musea": "museum",
    "partners": "partner",
    "projecten": "project",
    "scholen": "school",
    "steden": "stad",
    "stichtingen": "stichting",
    "verenigingen": "vereniging",
    "vrouwen": "vrouw",
    "wegen": "weg",
}


def clean(text: str) -> str:
    """Return the text in one Unicode form, without control characters, cut to `LONGEST_QUERY` characters."""
    text = unicodedata.normalize("NFC", text[: LONGEST_QUERY * 4])
    text = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join(text.split())[:LONGEST_QUERY].strip()


def plain_words(text: str) -> list[str]:
    """Return the words of the text in lower case and without accents; signs of any kind are dropped."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare)[:MOST_WORDS]


def singular(word: str) -> str:
    """Return what a word is one of; the stemmer drops no s after a vowel.

    >>> singular("scholen"), singular("handelsmissies"), singular("water"), singular("es")
    ('school', 'handelsmissie', 'water', 'es')
    """
    return SINGULARS.get(word) or (word[:-1] if word.endswith("es") and len(word) > SHORTEST_PLURAL else word)


def as_tsquery(words: list[str]) -> str:
    """Return the words as PostgreSQL's `to_tsquery` reads them: all of them, each as a prefix.

    >>> as_tsquery(["oeganda", "scholen"])
    'oeganda:* & (scholen:* | school:*)'
    """
    return " & ".join(f"{word}:*" if word == (one := singular(word)) else f"({word}:* | {one}:*)" for word in words)
