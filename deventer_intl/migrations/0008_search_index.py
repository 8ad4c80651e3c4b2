import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

from deventer_intl.migration_steps import Together


class Migration(migrations.Migration):
    dependencies = [
        ("deventer_intl", "0007_office_stamp"),
        # Its extensions and `plain_text`.
        ("organisations", "0002_directory_entry"),
    ]

    operations = [
        # How many letters two words differ.
        CreateExtension("fuzzystrmatch"),
        Together(
            [
                migrations.CreateModel(
                    name="SearchChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.TextField()),
                        (
                            "ids",
                            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.PositiveSmallIntegerField()),
                        ("record", models.BigIntegerField()),
                        ("key", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                        (
                            "title_nl",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="title (nl)"),
                        ),
                        (
                            "title_en",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="title (de)"),
                        ),
                        (
                            "text_nl",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="text (nl)"),
                        ),
                        (
                            "text_en",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="text (en)"),
                        ),
                        (
                            "text_de",
                            models.TextField(blank=True, default="", max_length=20000, verbose_name="text (de)"),
                        ),
                        ("names", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                        ("words", models.TextField()),
                        ("vector_nl", django.contrib.postgres.search.SearchVectorField()),
                        ("vector_en", django.contrib.postgres.search.SearchVectorField()),
                        ("vector_de", django.contrib.postgres.search.SearchVectorField()),
                        ("facets", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField())),
                        ("day", models.DateField(null=True)),
                        ("shown_from", models.DateField(null=True)),
                        ("shown_until", models.DateField(null=True)),
                        ("interest", models.FloatField()),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(fields=["vector_nl"], name="search_entry_nl"),
                            django.contrib.postgres.indexes.GinIndex(fields=["vector_en"], name="search_entry_en"),
                            django.contrib.postgres.indexes.GinIndex(fields=["vector_de"], name="search_entry_de"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["words"], name="search_entry_words", opclasses=["gin_trgm_ops"]
                            ),
                            django.contrib.postgres.indexes.GinIndex(fields=["names"], name="search_entry_names"),
                            django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="search_entry_facets"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("kind", "record"), name="search_entry_once")],
                    },
                ),
            ]
        ),
    ]
