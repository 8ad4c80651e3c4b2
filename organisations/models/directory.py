"""What PostgreSQL keeps beside the content: the narrow table behind the directory, and what the loader last loaded."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F


class DirectoryEntry(models.Model):
    """One row for each public organisation; only the triggers of `0002_directory_entry` write it.

    `facets` holds all that can be filtered on, each as `kind * 10 000 000 + id` (see `organisations/facets.py`).
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", models.CASCADE, primary_key=True, related_name="entry"
    )
    sort_name = models.CharField(max_length=200)
    confirmed_on = models.DateField(null=True)
    facets = ArrayField(models.IntegerField())
    words = models.TextField()
    vector = SearchVectorField()

    class Meta:
        indexes = [
            models.Index("sort_name", "organisation", name="entry_by_name"),
            models.Index(
                F("confirmed_on").desc(nulls_last=True), "sort_name", "organisation", name="entry_by_confirmed"
            ),
            GinIndex(fields=["facets"], name="entry_facets"),
            GinIndex(fields=["vector"], name="entry_vector"),
            GinIndex(fields=["words"], name="entry_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.sort_name


class LoadedRecord(models.Model):
    """What `load_data` last wrote for one record of its files.

    A field that no longer holds the loaded value was edited by a person, and is left alone; a record that is gone was
    removed by a person, and stays away.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=300)
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loaded_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
