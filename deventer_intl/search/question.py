"""What is asked of the index for a text: conditions and weights, as SQL.

Every word must be there, in whichever language: as its stem, as the beginning of a word or inside one (`EXACT`). Else long words
are taken apart (`APART`), and else the words count that are but for some letters what was typed (`LOOKS_ALIKE`).
"""

from functools import cached_property

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from . import words as say
from .install import CONFIGURATIONS, ENTRY

EXACT, APART, LOOKS_ALIKE = range(3)
VISIBLE = "coalesce(shown_from <= %(today)s, true) AND coalesce(shown_until >= %(today)s, true)"
# Among so many entries with words that look like one, the words nearest to it are looked for; so many of them count.
LOOKED_AT, NEAREST = 50, 3
# A text in the language of the reader weighs more.
OTHER_LANGUAGE = 0.6
RECENT = "coalesce(0.5 / (1 + abs(day - %(today)s) / 120.0), 0)"
WORDS = """
    SELECT search_catch_up(), ARRAY(
        SELECT word FROM unnest(%s::text[]) WITH ORDINALITY AS each (word, n)
        WHERE to_tsvector('dutch', word) <> '' AND to_tsvector('english', word) <> '' AND to_tsvector('german', word) <> ''
        ORDER BY n
    )
"""
NEAR = f"""
    SELECT word, other, min(levenshtein(other, word)) AS letters, count(*) AS number
    FROM unnest(%(long)s::text[], %(letters)s::int[]) AS typed (word, allowed)
    CROSS JOIN LATERAL (
        SELECT id, words FROM {ENTRY} WHERE words %%> word AND {VISIBLE} ORDER BY word_similarity(word, words) DESC LIMIT {LOOKED_AT}
    ) entry
    CROSS JOIN LATERAL (SELECT DISTINCT other FROM regexp_split_to_table(words, '[^[:alnum:]]+') AS each (other)) each
    WHERE CASE WHEN abs(length(other) - length(word)) <= allowed
        THEN levenshtein_less_equal(other, word, allowed) <= allowed END
    GROUP BY word, other ORDER BY word, letters, number DESC, other
"""


class Question:
    """What a text asks, at one level of tolerance."""

    def __init__(self, text: str):
        self.typed = say.words_of(text)
        self.is_empty = not text
        self.level = EXACT

    @cached_property
    def words(self) -> list[str]:
        """Return the words that say something, after bringing the index up to date: one query for both."""
        with connection.cursor() as cursor:
            cursor.execute(WORDS, [self.typed])
            return cursor.fetchone()[1]

    @cached_property
    def near(self) -> dict[str, list[str]]:
        """Return for each long word those in the index that differ least from it, the most frequent first; itself, if it is there."""
        long = [word for word in self.words if is_long(word)]
        asked = {"long": long, "letters": [say.letters_off(word) for word in long], "today": timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(NEAR, asked)
            rows = cursor.fetchall()
        found = {}
        for word, other, letters, _number in rows:
            others = found.setdefault(word, (letters, []))
            if others[0] == letters:
                others[1].append(other)
        return {word: others[:NEAREST] for word, (_letters, others) in found.items()}

    @property
    def meant(self) -> list[str]:
        """Return what was perhaps meant: of each word the one nearest to it."""
        return [next(iter(self.near.get(word, [])), word) for word in self.typed]

    def forms(self, word: str) -> list[str]:
        """Return a word as it is looked for: as it was typed, and as it was perhaps meant."""
        others = self.near.get(word, []) if self.level == LOOKS_ALIKE else []
        return list(dict.fromkeys([word, *others]))

    def is_worth(self, level: int) -> bool:
        """Whether more could be found at a level."""
        return any(say.halves(word) if level == APART else is_long(word) for word in self.words)

    def parameters(self) -> dict:
        def asked(word, label=""):
            return f"({' | '.join(say.as_tsquery(form, label) for form in self.forms(word))})"

        found = {
            "today": timezone.localdate(),
            "text": " ".join(self.meant if self.level == LOOKS_ALIKE else self.typed),
            "titled": " & ".join(asked(word, "A") for word in self.words),
            "weighed": " | ".join(map(asked, self.words)),
        }
        for n, word in enumerate(self.words):
            inside = [f"%{form}%" for form in self.forms(word)]
            found |= {f"w{n}": asked(word), f"i{n}": inside, f"h{n}": say.halves_as_tsquery(word)}
        return found

    @property
    def condition(self) -> str:
        """Return the condition that the text makes. Just the name of something finds it, whatever its words are."""
        if self.is_empty:
            return "true"
        every = " AND ".join(self.has_word(n, word) for n, word in enumerate(self.words)) or "false"
        return f"(names @> ARRAY[%(text)s] OR {every})"

    def has_word(self, n: int, word: str) -> str:
        ways = [f"vector_{language} @@ {question}" for language, question in questions(f"w{n}").items()]
        if is_long(word):
            ways.append(f"words LIKE ANY(%(i{n})s)")
            if self.level >= APART and say.halves(word):
                ways += [f"vector_{each} @@ to_tsquery('{CONFIGURATIONS[each]}', %(h{n})s)" for each in ("nl", "de")]
        return f"({' OR '.join(ways)})"

    def score(self, *, weighs: bool) -> str:
        """Return how good a hit is: it is called so, its names have the words, its texts have them, people mean it often, it is new.

        What looks into vectors is left out unless it `weighs`: there can be too many.
        """
        parts = ["interest", RECENT]
        if not self.is_empty:
            parts.append("10 * (names @> ARRAY[%(text)s])::int")
        if self.words:
            named = self.inside_names
            if weighs:
                titled = best("({question} @@ vector)::int", "titled", 4)
                named = f"greatest({titled}, {named}) + {best('ts_rank(vector, {question}, 32)', 'weighed', 3)}"
            parts.append(f"(0.4 + 0.6 * interest) * ({named})")
        return " + ".join(parts)

    @property
    def inside_names(self) -> str:
        """Return what it is worth that all words stand somewhere in the names, if only inside others."""
        inside = [
            f"array_to_string(names, ' ') LIKE ANY(%(i{n})s)" for n, word in enumerate(self.words) if is_long(word)
        ]
        return f"3 * ({' AND '.join(inside)})::int" if len(inside) == len(self.words) else "0"


def is_long(word: str) -> bool:
    return len(word) >= say.SHORTEST_INSIDE


def questions(name: str) -> dict[str, str]:
    """Return a question for the vector of each language; names stand unstemmed in the Dutch one."""
    asked = {each: f"to_tsquery('{named}', %({name})s)" for each, named in CONFIGURATIONS.items()}
    return asked | {"nl": f"({asked['nl']} || to_tsquery('simple', %({name})s))"}


def best(measure: str, name: str, weight: float) -> str:
    """Return the best of a measure over the languages, that of the reader counting most."""
    mine = get_language() or "nl"
    each = [
        f"{1.0 if language == mine else OTHER_LANGUAGE} * "
        + measure.replace("{question}", question).replace("vector", f"vector_{language}")
        for language, question in questions(name).items()
    ]
    return f"{weight} * greatest({', '.join(each)})"
