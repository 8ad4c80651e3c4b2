"""One search: read from an address, answered by PostgreSQL (`question.py` says what a text asks).

Within a facet choices add up, between facets they narrow down, as in the directory.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.utils.functional import cached_property

from organisations.directory import Option
from organisations.facets import Choice, Choices
from organisations.search import LONGEST_QUERY

from . import words as say
from .facets import FACETS, SPAN, YEAR, Facet, choice_of, choice_of_facet
from .install import ENTRY
from .question import APART, LOOKS_ALIKE, VISIBLE, Question

PAGE_SIZE = 20
# More hits than this are not weighed word by word: then exact names come first, and what people mean most often.
MOST_WEIGHED = 1_500
# So few hits are too few: then long words are taken apart.
FEW = 3
COLUMNS = ["kind", "record", "key", "title_nl", "title_en", "title_de", "text_nl", "text_en", "text_de", "day"]
# What is shown of a text comes from its first so many letters.
READ = 4_000


@dataclass
class Search:
    """One question, as its address asks it."""

    text: str = ""
    chosen: dict[Facet, list[Choice]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    page: int = 1
    is_too_long: bool = False
    choices: Choices = None
    # Of words of texts, whether they are what was looked for: a page asks it of the same ones again and again.
    known: dict[str, bool] = field(default_factory=dict)

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
    def question(self) -> Question:
        return Question(self.text)

    @property
    def words(self) -> list[str]:
        return self.question.words

    @property
    def says_nothing(self) -> bool:
        """Whether a text was typed in which no word leads anywhere: signs, or words as "the" and "of" alone."""
        return bool(self.text) and not self.words

    @property
    def looks_alike(self) -> bool:
        """Whether what was found only looks like what was typed."""
        return self.question.level == LOOKS_ALIKE

    @property
    def met(self) -> str:
        return " AND ".join([VISIBLE, *(f"facets && %(k{facet.number})s::int[]" for facet in self.chosen)])

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """Return for each facet how many hits one would see with it, and how many of those found have it; under 0 how many there are."""
        if not self.asks:
            return {0: (0, 0)}
        counts = self.count()
        for level, few in ((APART, FEW), (LOOKS_ALIKE, 1)):
            if counts[0][0] < few and self.words and self.question.is_worth(level) and not self.has_hits(few):
                self.question.level = level
                counts = self.count()
        return counts

    def has_hits(self, number: int) -> bool:
        """Whether the words find so many, where the count cannot tell: what is chosen leaves some out."""
        condition = f"{self.question.condition} AND {VISIBLE}"
        return (
            bool(self.chosen)
            and self.ask(f"SELECT count(*) FROM (SELECT FROM {ENTRY} WHERE {condition} LIMIT {number}) AS first")[0][0]
            >= number
        )

    def count(self) -> dict[int, tuple[int, int]]:
        """Count in one pass, as the directory does: a row that misses just one facet counts for the choices of that facet alone."""
        numbers = [facet.number for facet in self.chosen]
        missed = " + ".join(f"CASE WHEN facets && %(k{n})s::int[] THEN 0 ELSE {n} END" for n in numbers) or "0"
        misses = " + ".join(f"(NOT facets && %(k{n})s::int[])::int" for n in numbers) or "0"
        rows = self.ask(f"""
            WITH found AS MATERIALIZED (
                SELECT facets, {missed} AS missed FROM {ENTRY} WHERE {self.question.condition} AND {VISIBLE} AND {misses} <= 1
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
        columns = ", ".join(f"left({name}, {READ})" if name.startswith("text_") else name for name in COLUMNS)
        score = self.question.score(weighs=self.total <= MOST_WEIGHED)
        rows = self.ask(
            f"SELECT {columns} FROM {ENTRY} WHERE {self.question.condition} AND {self.met} "
            f"ORDER BY {score} DESC, day DESC NULLS LAST, kind, names[1], record LIMIT %(number)s OFFSET %(start)s",
            number=PAGE_SIZE,
            start=(min(self.page, self.pages) - 1) * PAGE_SIZE,
        )
        return [dict(zip(COLUMNS, row, strict=True)) for row in rows]

    def ask(self, sql, **parameters):
        with connection.cursor() as cursor:
            chosen = {f"k{facet.number}": [each.facet for each in values] for facet, values in self.chosen.items()}
            cursor.execute(sql, {**self.question.parameters(), **chosen, **parameters})
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
