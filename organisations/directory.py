"""One question to the directory: read from an address, answered by PostgreSQL, counted in one pass.

Within a kind of facet choices add up (Uganda or Kenya); between kinds they narrow down (Uganda and water). So the number
behind a choice is what one would see with it, given all choices in the *other* kinds.

The questions are SQL: building them as querysets took longer than PostgreSQL takes to answer.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from . import search
from .facets import COUNTRY, KINDS, SPAN, Choice, Choices, Kind
from .models import Country, DirectoryEntry, Organisation, Picture

PAGE_SIZE = 24
# More hits than this are too many to rank: then the chosen order holds.
MOST_RANKED = 500
# Options of a filter that show without opening the rest, and that stand on the page at all unless one asks for all.
SHOWN, MOST_OPTIONS = 5, 17

ORDERS = {
    "bevestigd": "confirmed_on DESC NULLS LAST, sort_name, organisation_id",
    "naam": "sort_name, organisation_id",
}
BEST_FIRST = "ts_rank(vector, {question}) DESC, sort_name, organisation_id"

ENTRY, ORGANISATION = DirectoryEntry._meta.db_table, Organisation._meta.db_table
PICTURE = Picture._meta.db_table
# What a list shows of an organisation, and what the open data gives.
COLUMNS = [
    "name", "slug", "summary_nl", "summary_en", "summary_de", "legal_form", "kvk_number", "website",
]  # fmt: skip
QUESTION = "(to_tsquery('dutch', %(question)s) || to_tsquery('simple', %(question)s))"
HAS_WORDS, LOOKS_ALIKE = f"vector @@ {QUESTION}", "words %%> %(words)s"


@dataclass
class Search:
    """One question to the directory, as its address asks it."""

    text: str = ""
    chosen: dict[Kind, list[Choice]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    order: str = "bevestigd"
    page: int = 1
    expanded: Kind | None = None
    choices: Choices = None

    @classmethod
    def from_address(cls, parameters: QueryDict, choices: Choices | None = None) -> "Search":
        """Read a search from a query string; what means nothing is collected in `unknown`, never an error."""
        choices = choices or Choices()
        chosen, unknown = defaultdict(list), []
        for kind in KINDS:
            for slug in dict.fromkeys(parameters.getlist(kind.parameter)):
                if choice := choices.by_slug.get((kind.parameter, slug.lower())):
                    if choice not in chosen[kind]:
                        chosen[kind].append(choice)
                elif slug:
                    unknown.append(f"{kind.parameter}={search.clean(slug)[:40]}")
        order = parameters.get("sorteer", "bevestigd")
        page = parameters.get("pagina", "1")
        return cls(
            text=search.clean(parameters.get("q", "")),
            chosen={kind: values for kind, values in chosen.items() if values},
            unknown=unknown[:5],
            order=order if order in ORDERS else "bevestigd",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 10 and int(page) > 0 else 1,
            expanded=next((kind for kind in KINDS if kind.parameter == parameters.get("alle")), None),
            choices=choices,
        )

    @property
    def selected(self) -> list[Choice]:
        return [choice for values in self.chosen.values() for choice in values]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.chosen)

    def address(self, *, without: Choice | None = None, only: Choice | None = None, **changes) -> str:
        """Return the query string of this search, changed; page 1 unless `pagina` is given."""
        query = []
        if text := changes.pop("q", self.text if only is None else ""):
            query.append(("q", text))
        query += [
            (choice.kind.parameter, choice.slug)
            for choice in ([only] if only else self.selected)
            if choice != without and choice.kind.parameter not in changes
        ]
        if (order := changes.pop("sorteer", self.order)) != "bevestigd":
            query.append(("sorteer", order))
        return "?" + urlencode([*query, *changes.items()])

    @property
    def address_without_text(self):
        return self.address(q="")

    @property
    def address_of_text(self):
        return "?" + urlencode({"q": self.text})

    @cached_property
    def words(self) -> list[str]:
        return search.plain_words(self.text)

    @cached_property
    def parameters(self) -> dict:
        """Return what the SQL of this search needs: the words, and for each kind (`k1`…) the facets chosen."""
        return {
            "question": search.as_tsquery(self.words),
            "words": " ".join(self.words),
            **{f"k{kind.number}": [choice.facet for choice in values] for kind, values in self.chosen.items()},
        }

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """Return for each facet how many organisations one would see with it, and how many of those found have it.

        Under 0 stands the number found. What the whole directory has is known already.
        """
        if not self.is_narrowed:
            return {facet: (count, count) for facet, count in self.choices.counts.items()}
        counts = self.count()
        if self.words and len(counts) == 1 and not self.are_words_found:
            # Whole words and prefixes lead nowhere; perhaps words that look alike do.
            self.has_words = LOOKS_ALIKE
            counts = self.count()
        return counts

    def count(self) -> dict[int, tuple[int, int]]:
        """Count in one pass.

        A row that meets all chosen kinds counts for every facet, one that misses just one kind counts for the facets
        of that kind alone.
        """
        numbers = [kind.number for kind in self.chosen]
        is_one_kind = len(numbers) == 1 and not self.text
        missed = " + ".join(f"CASE WHEN facets && %(k{n})s::int[] THEN 0 ELSE {n} END" for n in numbers) or "0"
        misses = " + ".join(f"(NOT facets && %(k{n})s::int[])::int" for n in numbers) or "0"
        rows = self.ask(f"""
            WITH found AS MATERIALIZED (
                SELECT facets, {missed} AS missed FROM {ENTRY}
                WHERE {self.has_words} AND {self.met if is_one_kind else f"{misses} <= 1"}
            )
            SELECT 0, count(*), count(*) FROM found WHERE missed = 0
            UNION ALL
            SELECT facet, count(*), count(*) FILTER (WHERE missed = 0)
            FROM (SELECT unnest(facets) AS facet, missed FROM found) AS each
            WHERE missed = 0 OR missed = facet / {SPAN} GROUP BY facet
        """)
        counts = {facet: (with_it, found) for facet, with_it, found in rows}
        if is_one_kind:
            # Nothing else narrows the choices of that kind: those counts are the whole directory's.
            for facet, count in self.choices.counts.items():
                if facet // SPAN == numbers[0]:
                    counts[facet] = (count, counts.get(facet, (0, 0))[1])
        return counts

    @cached_property
    def has_words(self) -> str:
        """Return the condition that the words make; text without a word, such as `&&`, leads nowhere."""
        return "true" if not self.text else HAS_WORDS if self.words else "false"

    @property
    def are_words_found(self) -> bool:
        """Return whether any organisation has the words, where the count cannot tell: it leaves some out."""
        return len(self.chosen) > 1 and self.ask(f"SELECT EXISTS (SELECT FROM {ENTRY} WHERE {HAS_WORDS})")[0][0]

    @property
    def met(self) -> str:
        """Return the condition that all chosen kinds are met."""
        return " AND ".join(f"facets && %(k{kind.number})s::int[]" for kind in self.chosen) or "true"

    @property
    def total(self) -> int:
        return self.counts[0][0]

    @property
    def everything(self) -> int:
        return self.choices.counts[0]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    def results(self) -> list[dict]:
        """Return what a list shows of the organisations of this page; a page too far is the last one."""
        return self.rows(start=(min(self.page, self.pages) - 1) * PAGE_SIZE, number=PAGE_SIZE)

    def rows(self, *, start: int = 0, number: int | None = None) -> list[dict]:
        """Return the organisations found, in the order of this search, as rows in one query.

        A row has `organisation_id`, `facets`, `confirmed_on`, `digest` and `width` of its logo, and `COLUMNS`. The best
        hit comes first where words were given and hits are few.
        """
        order = ORDERS[self.order]
        # Counted first, whatever the order: counting decides whether words are looked for or words that look alike.
        are_few = self.total <= MOST_RANKED
        if are_few and self.words and self.order == "bevestigd":
            order = BEST_FIRST.format(question=QUESTION)
        # The page first, then what is on it: PostgreSQL need not look up what it skips.
        rows = self.ask(
            f"""
            WITH page AS (
                SELECT organisation_id, facets, confirmed_on, row_number() OVER () AS place
                FROM (
                    SELECT * FROM {ENTRY} WHERE {self.has_words} AND {self.met} ORDER BY {order}
                    LIMIT %(number)s OFFSET %(start)s
                ) AS entry
            )
            SELECT page.organisation_id, facets, page.confirmed_on, digest, width, {", ".join(COLUMNS)}
            FROM page JOIN {ORGANISATION} AS organisation ON organisation.id = page.organisation_id
            LEFT JOIN {PICTURE} AS logo ON logo.organisation_id = organisation.id AND logo.kind = 'logo' ORDER BY place
            """,
            start=start,
            number=number,
        )
        names = ["organisation_id", "facets", "confirmed_on", "digest", "width", *COLUMNS]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def ask(self, sql, **parameters):
        with connection.cursor() as cursor:
            cursor.execute(sql, {**self.parameters, **parameters})
            return cursor.fetchall()

    @cached_property
    def country_counts(self) -> dict[Country, int]:
        """Return how many of the organisations found are active in each country."""
        found = {number - COUNTRY.number * SPAN: count for number, (_with_it, count) in self.counts.items()}
        return {
            self.choices.countries[pk]: count for pk, count in found.items() if pk in self.choices.countries and count
        }

    def options(self) -> dict[Kind, list["Option"]]:
        """Return the choices that lead somewhere, by kind: those that are chosen first, then those that find most."""
        chosen = {choice.facet for choice in self.selected}
        counts = {**dict.fromkeys(chosen, (0, 0)), **self.counts}
        by_kind = defaultdict(list)
        for number, (count, _found) in counts.items():
            if choice := self.choices.by_facet.get(number):
                by_kind[choice.kind].append(Option(number not in chosen, -count, choice.name, choice))
        return {kind: sorted(by_kind[kind]) for kind in KINDS if kind in by_kind}

    def facets(self) -> list[dict]:
        """Return the filters as the page shows them.

        A facet has its `kind` and its options: `first`, as HTML; `more`, that can be opened (`is_open` at once if asked
        for), and how many those are (`number_more`). Where there are too many, `all` is the address that shows the
        `number` there are.
        """
        facets = []
        for kind, options in self.options().items():
            is_open = kind == self.expanded
            more = options[SHOWN:] if is_open else options[SHOWN:MOST_OPTIONS]
            facets.append(
                {
                    "kind": kind,
                    "first": labels(options[:SHOWN]),
                    "more": labels(more),
                    "number_more": len(more),
                    "is_open": is_open,
                    "number": len(options),
                    "all": self.address(alle=kind.parameter) if len(options) > SHOWN + len(more) else "",
                }
            )
        return facets


class Option(NamedTuple):
    """A choice with what it would find, in the order in which options stand."""

    is_free: bool
    minus_count: int
    name: str
    choice: Choice

    @property
    def count(self):
        return -self.minus_count


def labels(options: list[Option]) -> str:
    """Return the options as HTML; a number and a choice's own HTML need no escaping."""
    return SafeString(
        "".join(
            f"<label>{option.choice.checkbox if option.is_free else option.choice.checked}<span>{option.count}</span></label>"
            for option in options
        )
    )
