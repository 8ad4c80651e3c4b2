"""The index behind the search, and what changed since it was last brought up to date. Both hold public texts and numbers alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ..translation import Translated, in_three_languages


class SearchEntry(models.Model):
    """One row for each record that the search finds; only the functions of `install.py` write it.

    `facets` holds what can be filtered on, each as `kind of facet * 10 000 000 + id` (see `organisations/facets.py`).
    """

    kind = models.PositiveSmallIntegerField()
    record = models.BigIntegerField()
    # What the address is made of.
    key = ArrayField(models.TextField())
    title_nl, title_en, title_de = in_three_languages("title", long=True)
    text_nl, text_en, text_de = in_three_languages("text", long=True)
    # By which it is called, as `search_plain` writes it: who types just that, means it.
    names = ArrayField(models.TextField())
    # All that it is found by inside a word, and with typing errors.
    words = models.TextField()
    vector_nl = SearchVectorField()
    vector_en = SearchVectorField()
    vector_de = SearchVectorField()
    facets = ArrayField(models.IntegerField())
    day = models.DateField(null=True)
    # The first and the last day on which it is public, where it becomes so or ends by itself.
    shown_from = models.DateField(null=True)
    shown_until = models.DateField(null=True)
    interest = models.FloatField()

    title = Translated()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["vector_nl"], name="search_entry_nl"),
            GinIndex(fields=["vector_en"], name="search_entry_en"),
            GinIndex(fields=["vector_de"], name="search_entry_de"),
            GinIndex(fields=["words"], name="search_entry_words", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["names"], name="search_entry_names"),
            GinIndex(fields=["facets"], name="search_entry_facets"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.title_nl}"


class SearchChange(models.Model):
    """That rows changed on which entries depend: `source` is table.column, `ids` what stood there; None means all rows."""

    source = models.TextField()
    ids = ArrayField(models.BigIntegerField(), null=True)

    def __str__(self):
        return self.source
