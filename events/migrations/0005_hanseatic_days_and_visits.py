import datetime

import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import deventer_intl.migration_steps
from deventer_intl.migration_steps import Together


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_registering_without_an_account"),
        ("organisations", "0010_picture"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="HanseaticDays",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("held", "took place"),
                                    ("cancelled", "called off"),
                                    ("unknown", "not yet filled in"),
                                ],
                                default="unknown",
                                help_text="Took place: only with a source that says so.",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("note_nl", models.CharField(blank=True, default="", max_length=500, verbose_name="note (nl)")),
                        ("note_en", models.CharField(blank=True, default="", max_length=500, verbose_name="note (en)")),
                        ("note_de", models.CharField(blank=True, default="", max_length=500, verbose_name="note (de)")),
                        (
                            "led_by_nl",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (nl)",
                            ),
                        ),
                        (
                            "led_by_en",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (en)",
                            ),
                        ),
                        (
                            "led_by_de",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (de)",
                            ),
                        ),
                        (
                            "delegation_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "delegation_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (en)",
                            ),
                        ),
                        (
                            "delegation_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (de)",
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                blank=True,
                                help_text="The event of the Hanseatic Days as a whole; what is part of it is shown too.",
                                limit_choices_to={"kind": "hanse"},
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="hanseatic_days",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hanseatic_days",
                                to="organisations.place",
                                verbose_name="host city",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True,
                                related_name="hanseatic_days",
                                to="organisations.organisation",
                                verbose_name="organisations that went",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Hanseatic Days",
                        "verbose_name_plural": "Hanseatic Days",
                        "ordering": ["-year"],
                    },
                ),
                migrations.CreateModel(
                    name="HanseaticDaysEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("held", "took place"),
                                    ("cancelled", "called off"),
                                    ("unknown", "not yet filled in"),
                                ],
                                default="unknown",
                                help_text="Took place: only with a source that says so.",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("note_nl", models.CharField(blank=True, default="", max_length=500, verbose_name="note (nl)")),
                        ("note_en", models.CharField(blank=True, default="", max_length=500, verbose_name="note (en)")),
                        ("note_de", models.CharField(blank=True, default="", max_length=500, verbose_name="note (de)")),
                        (
                            "led_by_nl",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (nl)",
                            ),
                        ),
                        (
                            "led_by_en",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (en)",
                            ),
                        ),
                        (
                            "led_by_de",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="who led the delegation (an office, no name) (de)",
                            ),
                        ),
                        (
                            "delegation_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "delegation_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (en)",
                            ),
                        ),
                        (
                            "delegation_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="the delegation (Markdown; no names of private persons) (de)",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The event of the Hanseatic Days as a whole; what is part of it is shown too.",
                                limit_choices_to={"kind": "hanse"},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.place",
                                verbose_name="host city",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.hanseaticdays",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HanseaticDaysOrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "hanseaticdays",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.hanseaticdays",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HanseProgrammeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "strand",
                            models.CharField(
                                choices=[
                                    ("tourism", "tourism"),
                                    ("youth", "youth"),
                                    ("culture", "culture"),
                                    ("economy", "economy"),
                                    ("politics", "politics"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "text_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (nl)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (en)"
                            ),
                        ),
                        (
                            "text_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (de)"
                            ),
                        ),
                        (
                            "days",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="programme",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="hanse_programme",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True,
                                related_name="hanse_programme",
                                to="organisations.organisation",
                                verbose_name="who takes part",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of the programme",
                        "verbose_name_plural": "programme",
                        "ordering": ["days", "strand", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HanseProgrammeItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "strand",
                            models.CharField(
                                choices=[
                                    ("tourism", "tourism"),
                                    ("youth", "youth"),
                                    ("culture", "culture"),
                                    ("economy", "economy"),
                                    ("politics", "politics"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "text_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (nl)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (en)"
                            ),
                        ),
                        (
                            "text_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="text (Markdown) (de)"
                            ),
                        ),
                        (
                            "days",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.hanseprogrammeitem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HanseProgrammeItemOrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "hanseprogrammeitem",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.hanseprogrammeitem",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HanseResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "strand",
                            models.CharField(
                                choices=[
                                    ("tourism", "tourism"),
                                    ("youth", "youth"),
                                    ("culture", "culture"),
                                    ("economy", "economy"),
                                    ("politics", "politics"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "text_nl",
                            models.TextField(
                                default="", max_length=20000, verbose_name="what came of it (Markdown) (nl)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="what came of it (Markdown) (en)"
                            ),
                        ),
                        (
                            "text_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="what came of it (Markdown) (de)"
                            ),
                        ),
                        (
                            "days",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="results",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "result of the Hanseatic Days",
                        "verbose_name_plural": "results of the Hanseatic Days",
                        "ordering": ["days", "strand"],
                    },
                ),
                migrations.CreateModel(
                    name="HanseResultEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "strand",
                            models.CharField(
                                choices=[
                                    ("tourism", "tourism"),
                                    ("youth", "youth"),
                                    ("culture", "culture"),
                                    ("economy", "economy"),
                                    ("politics", "politics"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "text_nl",
                            models.TextField(
                                default="", max_length=20000, verbose_name="what came of it (Markdown) (nl)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="what came of it (Markdown) (en)"
                            ),
                        ),
                        (
                            "text_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="what came of it (Markdown) (de)"
                            ),
                        ),
                        (
                            "days",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.hanseresult",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("received", "visit received"), ("paid", "visit paid")],
                                help_text="Received: they came to Deventer. Paid: Deventer went there.",
                                max_length=8,
                                verbose_name="received or paid",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "programme_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "programme_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (en)",
                            ),
                        ),
                        (
                            "programme_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (de)",
                            ),
                        ),
                        (
                            "host_nl",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "host_en",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (en)",
                            ),
                        ),
                        (
                            "host_de",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (de)",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="on the website")),
                        (
                            "hanseatic_days",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="visits",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="organisations.network",
                                verbose_name="network",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True,
                                related_name="visits",
                                to="organisations.organisation",
                                verbose_name="organisations of Deventer that hosted or went along",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="organisations.place",
                                verbose_name="city or region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                        "ordering": ["-starts_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="VisitEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("received", "visit received"), ("paid", "visit paid")],
                                help_text="Received: they came to Deventer. Paid: Deventer went there.",
                                max_length=8,
                                verbose_name="received or paid",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "programme_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "programme_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (en)",
                            ),
                        ),
                        (
                            "programme_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="programme (Markdown; no names of private persons) (de)",
                            ),
                        ),
                        (
                            "host_nl",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (nl)",
                            ),
                        ),
                        (
                            "host_en",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (en)",
                            ),
                        ),
                        (
                            "host_de",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="who hosted (no names of private persons) (de)",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="on the website")),
                        (
                            "hanseatic_days",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.hanseaticdays",
                                verbose_name="Hanseatic Days",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.network",
                                verbose_name="network",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.visit",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.place",
                                verbose_name="city or region",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VisitOrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.visit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddConstraint(
                    model_name="hanseaticdays",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("year__range", (1980, 2100))),
                        name="hanseatic_days_year",
                        violation_error_message="The Hanseatic Days are held since 1980; give a year up to 2100.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hanseaticdays",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "held", "cancelled", "unknown"])),
                        name="hanseatic_days_status",
                    ),
                ),
                migrations.CreateModel(
                    name="HanseaticDaysOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.hanseaticdays_organisations",),
                ),
                migrations.AddConstraint(
                    model_name="hanseprogrammeitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("strand__in", ["tourism", "youth", "culture", "economy", "politics"])),
                        name="hanse_programme_strand",
                    ),
                ),
                migrations.CreateModel(
                    name="HanseProgrammeItemOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.hanseprogrammeitem_organisations",),
                ),
                migrations.AddConstraint(
                    model_name="hanseresult",
                    constraint=models.UniqueConstraint(fields=("days", "strand"), name="hanse_result_once_per_strand"),
                ),
                migrations.AddConstraint(
                    model_name="hanseresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("strand__in", ["tourism", "youth", "culture", "economy", "politics"])),
                        name="hanse_result_strand",
                    ),
                ),
                migrations.CreateModel(
                    name="VisitOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.visit_organisations",),
                ),
                migrations.AddIndex(
                    model_name="visit",
                    index=models.Index(
                        models.F("place"), models.OrderBy(models.F("starts_on"), descending=True), name="visit_by_place"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="visit_ends_after_it_begins",
                        violation_error_message="The last day lies before the first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ends_on__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts_on"), "+", models.Value(datetime.timedelta(days=60))
                                ),
                            )
                        ),
                        name="visit_lasts_60_days_at_most",
                        violation_error_message="A visit lasts 60 days at most.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__range", (datetime.date(1945, 1, 1), datetime.date(2100, 12, 31)))
                        ),
                        name="visit_in_our_time",
                        violation_error_message="Give days between 1945 and 2100.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("direction__in", ["received", "paid"])), name="visit_direction"
                    ),
                ),
                migrations.AddField(
                    model_name="hanseaticdaysorganisationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="events.hanseaticdaysorganisation",
                    ),
                ),
                migrations.AddField(
                    model_name="hanseprogrammeitemorganisationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="events.hanseprogrammeitemorganisation",
                    ),
                ),
                migrations.AddField(
                    model_name="visitorganisationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="events.visitorganisation",
                    ),
                ),
                deventer_intl.migration_steps.AddTriggers(
                    triggers=[
                        (
                            "hanseaticdays",
                            pgtrigger.compiler.Trigger(
                                name="event_is_of_the_hanse",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."event_id" IS NOT NULL)',
                                    func="\n                    IF NOT EXISTS (SELECT FROM events_event WHERE id = NEW.event_id AND kind = 'hanse') THEN\n                        RAISE EXCEPTION 'event % is of another kind', NEW.event_id\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_of_the_hanse';\n                    END IF;\n                    RETURN NULL;\n                ",
                                    hash="8222b57c80a4ebe1f843a42842c7559b94daaa35",
                                    operation='INSERT OR UPDATE OF "event_id"',
                                    pgid="pgtrigger_event_is_of_the_hanse_985a8",
                                    table="events_hanseaticdays",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdays",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseaticdaysevent" ("delegation_de", "delegation_en", "delegation_nl", "event_id", "host_id", "id", "led_by_de", "led_by_en", "led_by_nl", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "year") VALUES (NEW."delegation_de", NEW."delegation_en", NEW."delegation_nl", NEW."event_id", NEW."host_id", NEW."id", NEW."led_by_de", NEW."led_by_en", NEW."led_by_nl", NEW."note_de", NEW."note_en", NEW."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."status", NEW."year"); RETURN NULL;',
                                    hash="89b79355422c7e4ce23a7b995724615eacd6e73a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e75be",
                                    table="events_hanseaticdays",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdays",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_hanseaticdaysevent" ("delegation_de", "delegation_en", "delegation_nl", "event_id", "host_id", "id", "led_by_de", "led_by_en", "led_by_nl", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "year") VALUES (NEW."delegation_de", NEW."delegation_en", NEW."delegation_nl", NEW."event_id", NEW."host_id", NEW."id", NEW."led_by_de", NEW."led_by_en", NEW."led_by_nl", NEW."note_de", NEW."note_en", NEW."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."status", NEW."year"); RETURN NULL;',
                                    hash="ccbd460aea91adbd982e2770574161db8161cbe3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4ef72",
                                    table="events_hanseaticdays",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdays",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseaticdaysevent" ("delegation_de", "delegation_en", "delegation_nl", "event_id", "host_id", "id", "led_by_de", "led_by_en", "led_by_nl", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "year") VALUES (OLD."delegation_de", OLD."delegation_en", OLD."delegation_nl", OLD."event_id", OLD."host_id", OLD."id", OLD."led_by_de", OLD."led_by_en", OLD."led_by_nl", OLD."note_de", OLD."note_en", OLD."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."status", OLD."year"); RETURN NULL;',
                                    hash="5c3b9a42cd1cbb782b8ad6f5676854509e2bf427",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0c811",
                                    table="events_hanseaticdays",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdaysevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="992a8a029db2e8ed98a2d835a5b7ef2298489247",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_26713",
                                    table="events_hanseaticdaysevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitem",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseprogrammeitemevent" ("days_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand", "text_de", "text_en", "text_nl", "title_de", "title_en", "title_nl") VALUES (NEW."days_id", NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."strand", NEW."text_de", NEW."text_en", NEW."text_nl", NEW."title_de", NEW."title_en", NEW."title_nl"); RETURN NULL;',
                                    hash="a59bac71482d33eeebdacdde2f67c88f0b7891d2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fcfa5",
                                    table="events_hanseprogrammeitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitem",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_hanseprogrammeitemevent" ("days_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand", "text_de", "text_en", "text_nl", "title_de", "title_en", "title_nl") VALUES (NEW."days_id", NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."strand", NEW."text_de", NEW."text_en", NEW."text_nl", NEW."title_de", NEW."title_en", NEW."title_nl"); RETURN NULL;',
                                    hash="3910d5abc74bfd0f1d5fbabe1cbefc958f256fe1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0ec08",
                                    table="events_hanseprogrammeitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitem",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseprogrammeitemevent" ("days_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand", "text_de", "text_en", "text_nl", "title_de", "title_en", "title_nl") VALUES (OLD."days_id", OLD."event_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."strand", OLD."text_de", OLD."text_en", OLD."text_nl", OLD."title_de", OLD."title_en", OLD."title_nl"); RETURN NULL;',
                                    hash="b9693cf0b5e1356233a7693298ac6d7d0e9f1f2b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e38ed",
                                    table="events_hanseprogrammeitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitemevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="69dc3c3849aae69b906ac020e6f6a1236d30a889",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7621b",
                                    table="events_hanseprogrammeitemevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "hanseresult",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseresultevent" ("days_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "strand", "text_de", "text_en", "text_nl") VALUES (NEW."days_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."strand", NEW."text_de", NEW."text_en", NEW."text_nl"); RETURN NULL;',
                                    hash="9527b9c1ef0bfa357eb1307d5419e6a9ac4c2680",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6e3d5",
                                    table="events_hanseresult",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseresult",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_hanseresultevent" ("days_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "strand", "text_de", "text_en", "text_nl") VALUES (NEW."days_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."strand", NEW."text_de", NEW."text_en", NEW."text_nl"); RETURN NULL;',
                                    hash="fe6d365aaf9f272e6ed742f832db1a6365c02d28",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7ca1d",
                                    table="events_hanseresult",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseresult",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseresultevent" ("days_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "strand", "text_de", "text_en", "text_nl") VALUES (OLD."days_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."strand", OLD."text_de", OLD."text_en", OLD."text_nl"); RETURN NULL;',
                                    hash="3ef193334f85faf01f4c52a51b0fbc96e03af031",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_533da",
                                    table="events_hanseresult",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseresultevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="51259fd425afdccce17f67e38859074ef0819c2b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_f0e69",
                                    table="events_hanseresultevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "visit",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_visitevent" ("direction", "ends_on", "hanseatic_days_id", "host_de", "host_en", "host_nl", "id", "is_published", "network_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "programme_de", "programme_en", "programme_nl", "source", "starts_on", "title_de", "title_en", "title_nl") VALUES (NEW."direction", NEW."ends_on", NEW."hanseatic_days_id", NEW."host_de", NEW."host_en", NEW."host_nl", NEW."id", NEW."is_published", NEW."network_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."programme_de", NEW."programme_en", NEW."programme_nl", NEW."source", NEW."starts_on", NEW."title_de", NEW."title_en", NEW."title_nl"); RETURN NULL;',
                                    hash="ec2294ac2599c93eb366377faf3831b8cb26ae2a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_48e2c",
                                    table="events_visit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visit",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_visitevent" ("direction", "ends_on", "hanseatic_days_id", "host_de", "host_en", "host_nl", "id", "is_published", "network_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "programme_de", "programme_en", "programme_nl", "source", "starts_on", "title_de", "title_en", "title_nl") VALUES (NEW."direction", NEW."ends_on", NEW."hanseatic_days_id", NEW."host_de", NEW."host_en", NEW."host_nl", NEW."id", NEW."is_published", NEW."network_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."programme_de", NEW."programme_en", NEW."programme_nl", NEW."source", NEW."starts_on", NEW."title_de", NEW."title_en", NEW."title_nl"); RETURN NULL;',
                                    hash="a52565b16d6c43d7c9e1016dd10f1f367244feea",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2cd18",
                                    table="events_visit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visit",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_visitevent" ("direction", "ends_on", "hanseatic_days_id", "host_de", "host_en", "host_nl", "id", "is_published", "network_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "programme_de", "programme_en", "programme_nl", "source", "starts_on", "title_de", "title_en", "title_nl") VALUES (OLD."direction", OLD."ends_on", OLD."hanseatic_days_id", OLD."host_de", OLD."host_en", OLD."host_nl", OLD."id", OLD."is_published", OLD."network_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."programme_de", OLD."programme_en", OLD."programme_nl", OLD."source", OLD."starts_on", OLD."title_de", OLD."title_en", OLD."title_nl"); RETURN NULL;',
                                    hash="66744f53467f00913e4ebb99345bd7cd6c1396eb",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2cc7e",
                                    table="events_visit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visitevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bcb17513822356252afc5377023b68b747ef1a16",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5f568",
                                    table="events_visitevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdaysorganisation",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseaticdaysorganisationevent" ("hanseaticdays_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hanseaticdays_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="45839449616861e30a99caca5424b2aad039ac34",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_85190",
                                    table="events_hanseaticdays_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdaysorganisation",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_hanseaticdaysorganisationevent" ("hanseaticdays_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hanseaticdays_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="6663e99055abf2d987bc9a96592de5e1f320f2bf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_db546",
                                    table="events_hanseaticdays_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdaysorganisation",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseaticdaysorganisationevent" ("hanseaticdays_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hanseaticdays_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="8aa385892a7e15a014f8c4de8bca87e0c9800678",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4844b",
                                    table="events_hanseaticdays_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitemorganisation",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseprogrammeitemorganisationevent" ("hanseprogrammeitem_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hanseprogrammeitem_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="11b9511fd4743bf7b7c47364ecb55f8a95111523",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e5a17",
                                    table="events_hanseprogrammeitem_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitemorganisation",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_hanseprogrammeitemorganisationevent" ("hanseprogrammeitem_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hanseprogrammeitem_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="db181081dcd4392e5fa3472bbc86e1a40f773e17",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_94984",
                                    table="events_hanseprogrammeitem_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitemorganisation",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_hanseprogrammeitemorganisationevent" ("hanseprogrammeitem_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."hanseprogrammeitem_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="20dc59d45cb198db9e4259577e68d9e0febcc14b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_37122",
                                    table="events_hanseprogrammeitem_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visitorganisation",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_visitorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."visit_id"); RETURN NULL;',
                                    hash="d2c21ff9758c5821694e20ec83e1e89005aa9010",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1561b",
                                    table="events_visit_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visitorganisation",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_visitorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."visit_id"); RETURN NULL;',
                                    hash="9ab27ab88400e64f37580727da0a9aa60a32ea3d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1eea0",
                                    table="events_visit_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "visitorganisation",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_visitorganisationevent" ("id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."visit_id"); RETURN NULL;',
                                    hash="14345583717e735b56002b3d941c2d1dfa8df8d4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_002e8",
                                    table="events_visit_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "hanseaticdaysorganisationevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2f47d96268c66fddf2651ce99f3f3616b01e32a4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_78dcf",
                                    table="events_hanseaticdaysorganisationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "hanseprogrammeitemorganisationevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="46a81d1310d51ec48dc47a0b86a5490b13abfe05",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e629d",
                                    table="events_hanseprogrammeitemorganisationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "visitorganisationevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="526122ee2bd4503d7abdfebfdaf8214a801f65be",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d7560",
                                    table="events_visitorganisationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ]
        ),
    ]
