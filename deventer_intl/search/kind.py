"""What is said of a kind of record so that the search finds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet
from django.utils.text import capfirst

LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record. All texts but `slug` are SQL, in which the record is `r` and `{l}` stands for each language.

    A kind that is added gets a number and a slug that none had before; the database learns of it at the next migrate.
    """

    # Part of the facets: never give one a second meaning.
    number: int
    # In the address of the filter.
    slug: str
    # Which records everybody may see, but for the day on which they become or stop being so.
    published: Callable[[], QuerySet]
    # Makes the address of a record of what `key` gives.
    address: Callable[..., str]
    # From 0 to 1: what people mean more often comes first.
    interest: float
    title: str
    key: str = "r.slug"
    # Weighted less than the title, the text less than the summary.
    summary: str = "''"
    text: str = "''"
    # In all languages together: what it is about, as names of countries. Found as the summary is, never shown.
    about: str = "''"
    # Other names by which it is called, as an array.
    also: str = "ARRAY[]::text[]"
    joins: str = ""
    day: str = "NULL::date"
    shown_from: str = "NULL::date"
    shown_until: str = "NULL::date"
    # Queries of what it can be filtered on.
    goals: str = "SELECT NULL::int"
    countries: str = "SELECT NULL::int"
    years: str = "SELECT NULL::int"
    # What an entry is made of beside the record: a table with the column that is the number of the record...
    parts: Mapping[str, str] = field(default_factory=dict)
    # ...a table with the column of the record that is its number...
    around: Mapping[str, str] = field(default_factory=dict)
    # ...and, by table.column, a query of the records that go with the number `n.id`.
    beyond: Mapping[str, str] = field(default_factory=dict)
    # Those of `published` that everybody may see today, where days matter.
    public_today: Callable[[], QuerySet] | None = None
    # A proper name, the same in all languages.
    is_name: bool = False
    # What it is called, where that differs from its model.
    one: str = ""
    many: str = ""
    # No browser keeps a page with such a hit: what is withdrawn is gone.
    is_fleeting: bool = False

    def public(self) -> QuerySet:
        return (self.public_today or self.published)()

    @property
    def model(self) -> type[Model]:
        return self.published().model

    @property
    def label(self) -> str:
        return capfirst(str(self.one or self.model._meta.verbose_name))

    @property
    def label_of_many(self) -> str:
        return capfirst(str(self.many or self.model._meta.verbose_name_plural))

    def titles(self) -> dict[str, str]:
        """Return the title in each language, as SQL."""
        if self.is_name:
            return {"nl": self.title, "en": "''", "de": "''"}
        return self.in_each_language(self.title)

    def in_each_language(self, sql: str) -> dict[str, str]:
        return {language: sql.replace("{l}", language) for language in LANGUAGES}

    def sources(self) -> dict[str, str]:
        """Return on what entries of this kind depend, by table.column, each with a query of the records for `n.id`."""
        table, pk = self.model._meta.db_table, self.model._meta.pk.column
        return {
            f"{table}.{pk}": "SELECT n.id",
            **{f"{part}.{column}": "SELECT n.id" for part, column in self.parts.items()},
            **{
                f"{other}.id": f"SELECT mine.{pk} FROM {table} mine WHERE mine.{column} = n.id"
                for other, column in self.around.items()
            },
            **self.beyond,
        }
