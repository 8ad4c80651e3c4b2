"""One question to the search: read from an address, answered by PostgreSQL.

Every word must be there, in whichever language: as its stem, as the beginning of a word or inside one. Where that leads (almost)
nowhere, long words are taken apart; where that leads nowhere either, words that look alike count.
Within a facet choices add up, between facets they narrow down, as in the directory.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from organisations.directory import Option
from organisations.facets import Choice, Choices
from organisations.search import LONGEST_QUERY

from . import words as say
from .facets import FACETS, SPAN, YEAR, Facet, choice_of, choice_of_facet
from .install import CONFIGURATIONS, ENTRY

PAGE_SIZE = 20
# More hits than this are not weighed word by word: then exact names come first, and what people mean most often.
MOST_WEIGHED = 1_500
# So few hits are too few: then long words are taken apart.
FEW = 3
EXACT, APART, LOOKS_ALIKE = range(3)
VISIBLE = "coalesce(shown_from <= %(today)s, true) AND coalesce(shown_until >= %(today)s, true)"
COLUMNS = ["id", "kind", "record", "key", "title_nl", "title_en", "title_de", "text_nl", "text_en", "text_de", "words", "day"]  # fmt: skip
# A text in the language of the reader weighs more.
OTHER_LANGUAGE = 0.6
RECENT = "coalesce(0.5 / (1 + abs(day - %(today)s) / 120.0), 0)"


@dataclass
class Search:
    """One question, as its address asks it."""

    text: str = ""
    chosen: dict[Facet, list[Choice]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    page: int = 1
    is_too_long: bool = False
    choices: Choices = None
    level: int = EXACT

    @classmethod
    def from_address(cls, parameters: QueryDict, choices: Choices) -> "Search":
        """Read a search from a query string; what means nothing is collected in `unknown`, never an error."""
        chosen, unknown = {}, []
        for facet in FACETS:
            for slug in dict.fromkeys(parameters.getlist(facet.parameter)):
                if choice := choice_of(facet, slug.lower(), choices):
                    chosen.setdefault(facet, []).append(choice)
                elif slug:
                    unknown.append(f"{facet.parameter}={say.clean(slug[:200])[:40]}")
        text, page = say.clean(parameters.get("q", "")), parameters.get("pagina", "1")
        return cls(
            text=text[:LONGEST_QUERY],
            chosen=chosen,
            unknown=unknown[:5],
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 10 and int(page) > 0 else 1,
            is_too_long=say.is_too_long(text),
            choices=choices,
        )

    @property
    def selected(self) -> list[Choice]:
        return [choice for values in self.chosen.values() for choice in values]

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return not self.is_too_long and bool(self.text or self.chosen)

    def address(self, *, without: Choice | None = None, only: Choice | None = None, **changes) -> str:
        """Return the query string of this search, changed; page 1 unless `pagina` is given."""
        query = [("q", text)] if (text := changes.pop("q", self.text if only is None else "")) else []
        query += [
            (choice.kind.parameter, choice.slug)
            for choice in ([only] if only else self.selected)
            if choice != without and choice.kind.parameter not in changes
        ]
        return "?" + urlencode([*query, *changes.items()])

    @property
    def address_of_text(self) -> str:
        return "?" + urlencode({"q": self.text})

    @cached_property
    def typed(self) -> list[str]:
        return say.words_of(self.text)

    @cached_property
    def words(self) -> list[str]:
        """Return the words that say something, after bringing the index up to date; one query for both."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT search_catch_up(), ARRAY(
                    SELECT word FROM unnest(%s::text[]) WITH ORDINALITY AS each (word, n)
                    WHERE to_tsvector('dutch', word) <> '' AND to_tsvector('english', word) <> '' AND to_tsvector('german', word) <> ''
                    ORDER BY n
                )
                """,
                [self.typed],
            )
            return cursor.fetchone()[1]

    @property
    def says_nothing(self) -> bool:
        """Whether a text was typed in which no word leads anywhere: signs, or words as "the" and "of" alone."""
        return bool(self.text) and not self.words

    @property
    def looks_alike(self) -> bool:
        """Whether what was found only looks like what was typed."""
        return self.level == LOOKS_ALIKE

    @cached_property
    def parameters(self) -> dict:
        found = {"today": timezone.localdate(), "text": " ".join(self.typed)}
        for n, word in enumerate(self.words):
            found |= {
                f"w{n}": say.as_tsquery(word),
                f"i{n}": f"%{word}%",
                f"a{n}": word,
                f"h{n}": say.halves_as_tsquery(word),
            }
        found |= {
            "titled": " & ".join(say.as_tsquery(word, "A") for word in self.words),
            "weighed": " | ".join(map(say.as_tsquery, self.words)),
        }
        return found | {
            f"k{facet.number}": [choice.facet for choice in values] for facet, values in self.chosen.items()
        }

    @property
    def has_words(self) -> str:
        """Return the condition that the text makes. Just the name of something finds it, whatever its words are."""
        if not self.text:
            return "true"
        every = " AND ".join(self.has_word(n, word) for n, word in enumerate(self.words)) or "false"
        return f"(names @> ARRAY[%(text)s] OR {every})"

    def has_word(self, n: int, word: str) -> str:
        ways = [f"vector_{language} @@ {question}" for language, question in self.questions(f"w{n}").items()]
        if self.is_long(word):
            ways.append(f"words LIKE %(i{n})s")
            if self.level >= APART and say.halves(word):
                ways += [f"vector_{each} @@ to_tsquery('{CONFIGURATIONS[each]}', %(h{n})s)" for each in ("nl", "de")]
            if self.level == LOOKS_ALIKE:
                # The first by an index that says too much, the second of what is left.
                ways.append(f"words %%> %(a{n})s AND search_alike(%(a{n})s, words, {say.letters_off(word)})")
        return f"({' OR '.join(ways)})"

    def questions(self, name: str) -> dict[str, str]:
        """Return a question for the vector of each language; names stand unstemmed in the Dutch one."""
        asked = {each: f"to_tsquery('{named}', %({name})s)" for each, named in CONFIGURATIONS.items()}
        return asked | {"nl": f"({asked['nl']} || to_tsquery('simple', %({name})s))"}

    @property
    def met(self) -> str:
        return " AND ".join([VISIBLE, *(f"facets && %(k{facet.number})s::int[]" for facet in self.chosen)])

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """Return for each facet how many hits one would see with it, and how many of those found have it; under 0 how many there are."""
        if not self.asks:
            return {0: (0, 0)}
        counts = self.count()
        for level in (APART, LOOKS_ALIKE):
            if self.words and counts[0][0] < (FEW if level == APART else 1) and self.is_worth(level):
                self.level = level
                counts = self.count()
        return counts

    def is_worth(self, level: int) -> bool:
        return any(say.halves(word) if level == APART else self.is_long(word) for word in self.words)

    def count(self) -> dict[int, tuple[int, int]]:
        """Count in one pass, as the directory does: a row that misses just one facet counts for the choices of that facet alone."""
        numbers = [facet.number for facet in self.chosen]
        missed = " + ".join(f"CASE WHEN facets && %(k{n})s::int[] THEN 0 ELSE {n} END" for n in numbers) or "0"
        misses = " + ".join(f"(NOT facets && %(k{n})s::int[])::int" for n in numbers) or "0"
        rows = self.ask(f"""
            WITH found AS MATERIALIZED (
                SELECT facets, {missed} AS missed FROM {ENTRY} WHERE {self.has_words} AND {VISIBLE} AND {misses} <= 1
            )
            SELECT 0, count(*), count(*) FROM found WHERE missed = 0
            UNION ALL
            SELECT facet, count(*), count(*) FILTER (WHERE missed = 0)
            FROM (SELECT unnest(facets) AS facet, missed FROM found) AS each
            WHERE missed = 0 OR missed = facet / {SPAN} GROUP BY facet
        """)
        return {facet: (with_it, found) for facet, with_it, found in rows}

    @property
    def total(self) -> int:
        return self.counts[0][0]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    def rows(self) -> list[dict]:
        """Return the entries of this page, the best first; a page too far is the last one."""
        if not self.total:
            return []
        rows = self.ask(
            f"SELECT {', '.join(COLUMNS)} FROM {ENTRY} WHERE {self.has_words} AND {self.met} "
            f"ORDER BY {self.score} DESC, day DESC NULLS LAST, kind, record DESC LIMIT %(number)s OFFSET %(start)s",
            number=PAGE_SIZE,
            start=(min(self.page, self.pages) - 1) * PAGE_SIZE,
        )
        return [dict(zip(COLUMNS, row, strict=True)) for row in rows]

    @property
    def score(self) -> str:
        """Return how good a hit is: it is called so, its title has the words, its text has them, people mean it often, it is new."""
        parts = ["interest", RECENT]
        if self.text:
            parts.append("10 * (names @> ARRAY[%(text)s])::int")
        if self.words and self.total <= MOST_WEIGHED:
            titled = f"greatest({self.best('({question} @@ vector)::int', 'titled', 4)}, {self.inside_names})"
            weighed = self.best("ts_rank(vector, {question}, 32)", "weighed", 3)
            parts.append(f"(0.4 + 0.6 * interest) * ({titled} + {weighed})")
            if self.level == LOOKS_ALIKE:
                parts.append("3 * word_similarity(%(text)s, array_to_string(names, ' '))")
        return " + ".join(parts)

    @property
    def inside_names(self) -> str:
        """Return what it is worth that all words stand somewhere in the names, if only inside others."""
        inside = [
            f"array_to_string(names, ' ') LIKE %(i{n})s" for n, word in enumerate(self.words) if self.is_long(word)
        ]
        return f"3 * ({' AND '.join(inside)})::int" if len(inside) == len(self.words) else "0"

    @staticmethod
    def is_long(word: str) -> bool:
        return len(word) >= say.SHORTEST_INSIDE

    def best(self, measure: str, name: str, weight: float) -> str:
        """Return the best of a measure over the languages, that of the reader counting most."""
        mine = get_language() or "nl"
        each = [
            f"{1.0 if language == mine else OTHER_LANGUAGE} * {measure.replace('{question}', question).replace('vector', f'vector_{language}')}"
            for language, question in self.questions(name).items()
        ]
        return f"{weight} * greatest({', '.join(each)})"

    def ask(self, sql, **parameters):
        with connection.cursor() as cursor:
            cursor.execute(sql, {**self.parameters, **parameters})
            return cursor.fetchall()

    def options(self) -> dict[Facet, list[Option]]:
        """Return the choices that lead somewhere, by facet: those that are chosen first, then those that find most."""
        chosen = {choice.facet for choice in self.selected}
        by_facet = {facet: [] for facet in FACETS}
        for number, (count, _found) in {**dict.fromkeys(chosen, (0, 0)), **self.counts}.items():
            if choice := choice_of_facet(number, self.choices):
                by_facet[choice.kind].append(Option(number not in chosen, -count, choice.name, choice))
        by_facet[YEAR].sort(key=lambda option: (option.is_free, -option.choice.id))
        return {facet: options if facet == YEAR else sorted(options) for facet, options in by_facet.items() if options}
