"""The directory's filters: reading them from an address, counting in one pass, and finding the organisations.

Everything that can be filtered on is a *facet* of an organisation, one integer `kind * 10 000 000 + id` in the narrow
table `DirectoryEntry`. Within a kind choices add up (Uganda or Kenya); between kinds they narrow down (Uganda and
water). So the number behind a choice is what one would see with it, given all choices in the *other* kinds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Case, Exists, F, Q, Value, When
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import search
from .models import Continent, Country, DirectoryEntry, Language, Network, OfferOrNeed, Sector, Theme

SPAN = 10_000_000
PAGE_SIZE = 24
# More hits than this are too many to rank: then the chosen order holds.
MOST_RANKED = 500
# Options of a filter that show without opening the rest.
SHOWN = 5
LONG_TEXTS = [f"organisation__description_{language}" for language in ("nl", "en", "de")]


class Kind(NamedTuple):
    """A kind of facet: its number, its name in the address, its heading."""

    number: int
    parameter: str
    label: str


KINDS = [
    Kind(1, "land", _("Country")),
    Kind(2, "werelddeel", _("Continent")),
    Kind(3, "doel", _("Global Goal")),
    Kind(4, "thema", _("Theme")),
    Kind(5, "sector", _("Sector")),
    Kind(6, "netwerk", _("Network")),
    Kind(7, "aanbod", _("Offers")),
    Kind(8, "vraag", _("Looks for")),
    Kind(9, "taal", _("Language")),
]
COUNTRY, CONTINENT, GOAL, THEME, SECTOR, NETWORK, OFFER, NEED, LANGUAGE = KINDS
BY_PARAMETER = {kind.parameter: kind for kind in KINDS}

ORDERS = {
    "bevestigd": [F("confirmed_on").desc(nulls_last=True), "sort_name", "organisation_id"],
    "naam": ["sort_name", "organisation_id"],
}

CONTINENTS = dict(zip(["europa", "afrika", "azie", "noord-amerika", "zuid-amerika", "oceanie"], Continent, strict=True))
SECTORS = dict(
    zip(["maatschappelijk", "bedrijf", "onderwijs", "cultuur", "overheid", "zorg", "sport"], Sector, strict=True)
)
OFFERS = dict(
    zip(
        ["kennis", "contacten", "ervaring", "ruimte", "stages", "vrijwilligers", "goederen", "partners"],
        OfferOrNeed.Kind,
        strict=True,
    )
)
LANGUAGES = {code: (ord(code[0]) - 96) * 32 + ord(code[1]) - 96 for code in Language.values}


class Choice(NamedTuple):
    """A value of a facet: what stands for it in the address, and what people read."""

    kind: Kind
    id: int
    slug: str
    name: str

    @property
    def facet(self):
        return self.kind.number * SPAN + self.id


def fixed_choices():
    """Return the choices that are the same for everyone, by kind: those that are code, not data."""
    return [
        *(Choice(CONTINENT, value, slug, capfirst(Continent(value).label)) for slug, value in CONTINENTS.items()),
        *(Choice(SECTOR, value, slug, capfirst(Sector(value).label)) for slug, value in SECTORS.items()),
        *(
            Choice(kind, value, slug, capfirst(OfferOrNeed.Kind(value).label))
            for kind in (OFFER, NEED)
            for slug, value in OFFERS.items()
        ),
        *(Choice(LANGUAGE, number, code, capfirst(Language(code).label)) for code, number in LANGUAGES.items()),
    ]


def stored_choices() -> list[Choice]:
    """Return the choices that are data and few (goals, themes, networks), in the active language, in one query."""
    name = f"name_{get_language() or 'nl'}"

    def rows(model, kind, slug):
        label = Case(When(**{name: ""}, then=F("name_nl")), default=F(name))
        number = Value(kind.number, models.IntegerField())
        return model.objects.order_by().values_list(number, Cast("pk", models.BigIntegerField()), slug, label)

    goals = rows(apps.get_model("globalgoals", "Goal"), GOAL, Cast("number", models.CharField()))
    queryset = goals.union(rows(Theme, THEME, F("slug")), rows(Network, NETWORK, F("slug")), all=True).order_by()
    kinds = {kind.number: kind for kind in KINDS}
    return [Choice(kinds[number], pk, slug, label) for number, pk, slug, label in queryset]


class Choices:
    """All choices there are in the active language, by facet and by address."""

    def __init__(self):
        self.countries = {country.pk: country for country in Country.objects.all()}
        every = [
            *(Choice(COUNTRY, pk, country.iso2.lower(), str(country)) for pk, country in self.countries.items()),
            *stored_choices(),
            *fixed_choices(),
        ]
        self.by_facet = {choice.facet: choice for choice in every}
        self.by_slug = {(choice.kind.parameter, choice.slug): choice for choice in every}

    def of(self, entry, kind):
        """Return the choices of one kind that an entry has, in the order of their ids."""
        first = kind.number * SPAN
        return [
            self.by_facet[facet] for facet in entry.facets if first < facet < first + SPAN if facet in self.by_facet
        ]


@lru_cache(maxsize=6)
def choices_at(stamp: int, language: str) -> Choices:
    """Return the choices in a language at a content stamp: the same until some content changes."""
    return Choices()


@dataclass
class Search:
    """One question to the directory, as its address asks it."""

    text: str = ""
    chosen: dict[Kind, list[Choice]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    order: str = "bevestigd"
    page: int = 1
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
        query = QueryDict(mutable=True)
        if text := changes.pop("q", self.text if only is None else ""):
            query["q"] = text
        for choice in [only] if only else self.selected:
            if choice != without:
                query.appendlist(choice.kind.parameter, choice.slug)
        if (order := changes.pop("sorteer", self.order)) != "bevestigd":
            query["sorteer"] = order
        for name, value in changes.items():
            query[name] = value
        return "?" + query.urlencode() if query else "?"

    @property
    def address_without_text(self):
        return self.address(q="")

    @property
    def address_of_text(self):
        return "?" + urlencode({"q": self.text})

    def matching_text(self):
        """Return the entries the words lead to: whole words and prefixes, else words that look alike."""
        entries = DirectoryEntry.objects.all()
        if not self.text:
            return entries
        question = search.search_query(self.text)
        if question is None:
            return entries.none()
        exact = DirectoryEntry.objects.filter(vector=question)
        words = " ".join(search.plain_words(self.text))
        return entries.filter(Q(vector=question) | (Q(words__trigram_word_similar=words) & ~Exists(exact)))

    def entries(self):
        """Return the entries that answer this search, unordered."""
        entries = self.matching_text()
        for values in self.chosen.values():
            entries = entries.filter(facets__overlap=[choice.facet for choice in values])
        return entries

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """Return for each facet how many organisations one would see with it, and how many of those found have it.

        Under 0 stands the present number, under -1 that of all.

        One pass: a row that meets all chosen kinds counts for every facet, one that misses just one kind counts
        for the facets of that kind alone.
        """
        chosen = {kind.number: [choice.facet for choice in values] for kind, values in self.chosen.items()}
        try:
            sql, parameters = self.matching_text().values("facets").query.sql_with_params()
        except EmptyResultSet:
            return {0: (0, 0), -1: (DirectoryEntry.objects.count(), 0)}
        misses = [f"CASE WHEN facets && %s::int[] THEN 0 ELSE {number} END" for number in chosen]
        missed = " + ".join(misses) or "0"
        count = " + ".join("(NOT facets && %s::int[])::int" for _number in chosen) or "0"
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH found AS MATERIALIZED (
                    SELECT facets, {missed} AS missed FROM ({sql}) AS matching WHERE {count} <= 1
                )
                SELECT -1, count(*), 0 FROM {DirectoryEntry._meta.db_table}
                UNION ALL
                SELECT 0, count(*), 0 FROM found WHERE missed = 0
                UNION ALL
                SELECT facet, count(*), count(*) FILTER (WHERE missed = 0) FROM found, unnest(facets) AS facet
                WHERE missed = 0 OR missed = facet / {SPAN} GROUP BY facet
                """,
                [*chosen.values(), *parameters, *chosen.values()],
            )
            return {facet: (with_it, found) for facet, with_it, found in cursor.fetchall()}

    @property
    def total(self) -> int:
        return self.counts[0][0]

    @property
    def everything(self) -> int:
        return self.counts[-1][0]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    def in_order(self, entries):
        """Put entries in the order of this search: the best hit first where words were given and hits are few."""
        question = search.search_query(self.text)
        if question is not None and self.order == "bevestigd" and self.total <= MOST_RANKED:
            return entries.order_by(SearchRank("vector", question).desc(), "sort_name", "organisation_id")
        return entries.order_by(*ORDERS[self.order])

    def results(self) -> list[DirectoryEntry]:
        """Return the entries of this page with their organisations, in one query; a page too far is the last one."""
        start = (min(self.page, self.pages) - 1) * PAGE_SIZE
        page = self.in_order(self.entries()).values("pk")[start : start + PAGE_SIZE]
        entries = self.in_order(DirectoryEntry.objects.filter(pk__in=page))
        return list(entries.select_related("organisation").defer("vector", "words", *LONG_TEXTS))

    @cached_property
    def country_counts(self) -> dict[Country, int]:
        """Return how many of the organisations found are active in each country."""
        found = {number - COUNTRY.number * SPAN: count for number, (_with_it, count) in self.counts.items()}
        return {
            self.choices.countries[pk]: count for pk, count in found.items() if pk in self.choices.countries and count
        }

    def facets(self) -> list["Facet"]:
        """Return the filters as the page shows them: per kind the choices that lead somewhere, most first."""
        chosen = set(self.selected)
        by_kind = defaultdict(list)
        for number, (count, _found) in self.counts.items():
            if choice := self.choices.by_facet.get(number):
                by_kind[choice.kind].append(Option(choice, count, choice in chosen))
        for choice in chosen:
            if choice.facet not in self.counts:
                by_kind[choice.kind].append(Option(choice, 0, True))
        for options in by_kind.values():
            options.sort(key=lambda option: (not option.is_chosen, -option.count, option.choice.name))
        return [Facet(kind, by_kind[kind]) for kind in KINDS if by_kind[kind]]


class Option(NamedTuple):
    choice: Choice
    count: int
    is_chosen: bool


class Facet(NamedTuple):
    """A kind of facet with its options: `first` are shown, `more` can be opened."""

    kind: Kind
    options: list[Option]

    @property
    def first(self):
        return self.options[:SHOWN]

    @property
    def more(self):
        return self.options[SHOWN:]
