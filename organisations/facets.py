"""What the directory can be filtered on: the kinds of facets, and the choices there are in each.

Everything that can be filtered on is a *facet* of an organisation, one integer `kind * 10 000 000 + id` in the narrow
table `DirectoryEntry`.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.apps import apps
from django.db import connection, models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Cast
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Continent, Country, DirectoryEntry, Language, Network, OfferOrNeed, Sector, Theme

SPAN = 10_000_000


@dataclass(frozen=True, eq=False)
class Kind:
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


@dataclass(frozen=True, eq=False)
class Choice:
    """A value of a facet: what stands for it in the address, and what people read.

    Its pieces of HTML are made once, not again for each of the hundreds on a page.
    """

    kind: Kind
    id: int
    slug: str
    name: str

    @cached_property
    def facet(self) -> int:
        return self.kind.number * SPAN + self.id

    @cached_property
    def checkbox(self) -> str:
        return format_html(
            '<input type="checkbox" id="{0}-{1}" name="{0}" value="{1}">{2}', self.kind.parameter, self.slug, self.name
        )

    @cached_property
    def checked(self) -> str:
        return format_html(
            '<input type="checkbox" id="{0}-{1}" name="{0}" value="{1}" checked>{2}',
            self.kind.parameter,
            self.slug,
            self.name,
        )

    @cached_property
    def chip(self) -> str:
        if self.kind == GOAL:
            return format_html(
                '<li class="sdg g-{0}" title="{1}">{0}<span>: {1}</span></li>',
                self.id,
                self.name,
            )
        return format_html('<li class="chip">{}</li>', self.name)


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
    """All choices there are in the active language, by facet and by address, and how often each is made."""

    def __init__(self):
        self.countries = {country.pk: country for country in Country.objects.all()}
        every = [
            *(Choice(COUNTRY, pk, country.iso2.lower(), str(country)) for pk, country in self.countries.items()),
            *stored_choices(),
            *fixed_choices(),
        ]
        self.by_facet = {choice.facet: choice for choice in every}
        self.by_slug = {(choice.kind.parameter, choice.slug): choice for choice in every}

    @cached_property
    def counts(self) -> dict[int, int]:
        """Return how many organisations have each facet; under 0 stands how many there are."""
        table = DirectoryEntry._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"""
                SELECT 0, count(*) FROM {table}
                UNION ALL SELECT facet, count(*) FROM (SELECT unnest(facets) AS facet FROM {table}) AS each GROUP BY facet
            """)
            return dict(cursor.fetchall())

    def of(self, facets: list[int], kind: Kind) -> list[Choice]:
        """Return the choices of one kind among the facets of an entry, in the order of their ids."""
        first = kind.number * SPAN
        return [self.by_facet[facet] for facet in facets if first < facet < first + SPAN if facet in self.by_facet]

    def chips(self, facets: list[int]) -> str:
        """Return the goals and countries among the facets of an entry as the items of a list."""
        chosen = [*self.of(facets, GOAL), *self.of(facets, COUNTRY)]
        return SafeString("".join([choice.chip for choice in chosen]))


@lru_cache(maxsize=6)
def choices_at(stamp: int, language: str) -> Choices:
    """Return the choices in a language at a content stamp: the same until some content changes."""
    return Choices()
