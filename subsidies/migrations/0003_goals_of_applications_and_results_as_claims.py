"""The goals become claims with a rank. Of more than three of one record, those with the three lowest numbers are kept."""

import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from deventer_intl.migration_steps import Together
from globalgoals.claim_migrations import GoalsBecomeClaims, keep_three, rank_by_number

MOST = 3


def renamed(texts):
    """Return what is kept by the names of fields, with the goals each in the field of its place."""
    goals = texts.pop("goals", None)
    if isinstance(goals, list):
        texts |= {f"goal_{place}": [goal] for place, goal in enumerate(goals[:MOST], 1)}
    elif goals is not None:
        texts["goal_1"] = goals
    return texts


def rename_answers(apps, schema_editor):
    """What is kept of drafts says which goals there are in three fields from now on."""
    for answers in apps.get_model("subsidies", "Answers").objects.filter(step="doelen").iterator():
        answers.data, answers.changed_by = renamed(answers.data), renamed(answers.changed_by)
        answers.set_aside = {person: renamed(texts) for person, texts in answers.set_aside.items()}
        answers.save()


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0017_goals_of_projects_as_claims"),
        ("globalgoals", "0001_initial"),
        ("subsidies", "0002_ceiling_version_that_binds"),
    ]

    operations = [
        migrations.RunPython(rename_answers, migrations.RunPython.noop),
        keep_three("application", "subsidies_application_goals"),
        GoalsBecomeClaims(
            "GoalOfApplication",
            "Application",
            models.ManyToManyField(
                blank=True,
                related_name="applications",
                through="subsidies.GoalOfApplication",
                to="globalgoals.goal",
                verbose_name="Global Goals",
            ),
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application_tags",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_tags",
                        to="subsidies.application",
                        verbose_name="application",
                    ),
                ),
            ],
            {
                "db_table": "subsidies_application_goals",
                "ordering": ["application", "rank"],
                "verbose_name": "goal of an application",
                "verbose_name_plural": "goals of applications",
            },
        ),
        keep_three("publicresult", "subsidies_publicresult_goals"),
        GoalsBecomeClaims(
            "GoalOfResult",
            "PublicResult",
            models.ManyToManyField(
                blank=True,
                related_name="public_results",
                through="subsidies.GoalOfResult",
                to="globalgoals.goal",
                verbose_name="Global Goals",
            ),
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result_tags",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "publicresult",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_tags",
                        to="subsidies.publicresult",
                        verbose_name="public result",
                    ),
                ),
            ],
            {
                "db_table": "subsidies_publicresult_goals",
                "ordering": ["publicresult", "rank"],
                "verbose_name": "goal of a public result",
                "verbose_name_plural": "goals of public results",
            },
        ),
        Together(
            [
                migrations.CreateModel(
                    name="GoalOfApplicationTargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GoalOfResultTargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="targets",
                    field=models.ManyToManyField(
                        blank=True, related_name="application_tags", to="globalgoals.target", verbose_name="targets"
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="targets",
                    field=models.ManyToManyField(
                        blank=True, related_name="result_tags", to="globalgoals.target", verbose_name="targets"
                    ),
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofapplication",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofapplication",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofapplication",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofresult",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofresult",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goalofresult",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="confirmed_for",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="confirmed in the name of",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="goalofapplication",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="confirmed_for",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="confirmed in the name of",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="goalofapplicationevent",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="confirmed_for",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="confirmed in the name of",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="goalofresult",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="confirmed_for",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="confirmed in the name of",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="goalofresultevent",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AlterField(
                    model_name="goalofapplicationevent",
                    name="application",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="subsidies.application",
                        verbose_name="application",
                    ),
                ),
                migrations.AlterField(
                    model_name="goalofapplicationevent",
                    name="goal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                migrations.AlterField(
                    model_name="goalofresultevent",
                    name="goal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                migrations.AlterField(
                    model_name="goalofresultevent",
                    name="publicresult",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="subsidies.publicresult",
                        verbose_name="public result",
                    ),
                ),
            ]
        ),
        rank_by_number("application", "subsidies_application_goals"),
        rank_by_number("publicresult", "subsidies_publicresult_goals"),
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "subsidies_application_goals" other WHERE other.application_id = NEW.application_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="1dda4291165cf1265cb526f6f5ebdd1fb6ffa031",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_b10db",
                            table="subsidies_application_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.application_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.application_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="4362586883176e38ab5a0e53c0d45c1bd7416789",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_dbfa9",
                            table="subsidies_application_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="sent_in_keeps_its_goals",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF EXISTS (SELECT FROM subsidies_application a WHERE a.state <> 'draft'\n        AND a.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.application_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.application_id END))\n    AND (TG_OP <> 'UPDATE' OR (NEW.application_id, NEW.goal_id, NEW.rank, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.application_id, OLD.goal_id, OLD.rank, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)) THEN\n    RAISE EXCEPTION 'what was sent in keeps its goals'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sent_in_keeps_its_goals';\nEND IF;\nRETURN COALESCE(NEW, OLD);\n",
                            hash="7703fe92f0e8d7e799444c012183c817c752d525",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_sent_in_keeps_its_goals_ff683",
                            table="subsidies_application_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofapplicationevent" ("application_id", "confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."application_id", NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="252972dd8296964fa3bdcca4286a7d1571b21d1c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6a0f6",
                            table="subsidies_application_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "subsidies_goalofapplicationevent" ("application_id", "confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."application_id", NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="33b41f9ea610c1cd870890cdac60485a9a3dacff",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_00f88",
                            table="subsidies_application_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofapplicationevent" ("application_id", "confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (OLD."application_id", OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."goal_id", OLD."id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank"); RETURN NULL;',
                            hash="e16ac3822c1f403df4e81b5f79a2752e503b522d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4691c",
                            table="subsidies_application_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "subsidies_publicresult_goals" other WHERE other.publicresult_id = NEW.publicresult_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="52c82b57e648db6fd976fbead46cc9eb03065ebf",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_73182",
                            table="subsidies_publicresult_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.publicresult_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.publicresult_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="f0a25dcb6d9b81ee774279654fcceab173f7234c",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_fe62f",
                            table="subsidies_publicresult_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofresultevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicresult_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publicresult_id", NEW."rank"); RETURN NULL;',
                            hash="c56c186f83641f6a9f2363f0887513c55e7d12af",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_69108",
                            table="subsidies_publicresult_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "subsidies_goalofresultevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicresult_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publicresult_id", NEW."rank"); RETURN NULL;',
                            hash="ff92313f6b6a96a277175066977e574a308423ab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7ceac",
                            table="subsidies_publicresult_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofresultevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicresult_id", "rank") VALUES (OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."goal_id", OLD."id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."publicresult_id", OLD."rank"); RETURN NULL;',
                            hash="92844dd53bcad202a181cc9eea16e86e933df577",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_175ec",
                            table="subsidies_publicresult_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="goalofapplication_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="goalofapplication_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofapplication",
                    constraint=models.UniqueConstraint(
                        fields=("application", "goal"),
                        name="goalofapplication_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofapplication",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("application", "rank"),
                        name="goalofapplication_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="goalofresult_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="goalofresult_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofresult",
                    constraint=models.UniqueConstraint(
                        fields=("publicresult", "goal"),
                        name="goalofresult_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalofresult",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("publicresult", "rank"),
                        name="goalofresult_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplicationtargetevent",
                    name="goalofapplication",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="subsidies.goalofapplication",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofapplicationtargetevent",
                    name="target",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="globalgoals.target",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresulttargetevent",
                    name="goalofresult",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="subsidies.goalofresult",
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresulttargetevent",
                    name="target",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="globalgoals.target",
                    ),
                ),
                migrations.CreateModel(
                    name="GoalOfApplicationTarget",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("subsidies.goalofapplication_targets",),
                ),
                migrations.CreateModel(
                    name="GoalOfResultTarget",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("subsidies.goalofresult_targets",),
                ),
                migrations.AddField(
                    model_name="goalofapplicationtargetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="subsidies.goalofapplicationtarget",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"subsidies_application_goals\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.goalofapplication_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.goalofapplication_id END);\nRETURN NULL;\n",
                            hash="d514cfb25916abbfb727fc84020c02e7dcdc2494",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_6ff94",
                            table="subsidies_application_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofapplicationtargetevent" ("goalofapplication_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."goalofapplication_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="54765182a371fab9dd67080869ba680a3f909665",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_127c0",
                            table="subsidies_application_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "subsidies_goalofapplicationtargetevent" ("goalofapplication_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."goalofapplication_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="e0cc7943c56d41dba7bcaee4a7b4a1093828455d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4a40a",
                            table="subsidies_application_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofapplicationtargetevent" ("goalofapplication_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (OLD."goalofapplication_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target_id"); RETURN NULL;',
                            hash="24087d0fa78f798a953e2bc802563222bcf727d9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2bc8c",
                            table="subsidies_application_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="goalofresulttargetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="subsidies.goalofresulttarget",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"subsidies_publicresult_goals\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.goalofresult_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.goalofresult_id END);\nRETURN NULL;\n",
                            hash="a53d016bc2cc06bcd51b2134f35054102ef3e286",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_43948",
                            table="subsidies_publicresult_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofresulttargetevent" ("goalofresult_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."goalofresult_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="a73f02387f8799dd2d650d8010b445fafdd10130",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cfdc6",
                            table="subsidies_publicresult_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "subsidies_goalofresulttargetevent" ("goalofresult_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."goalofresult_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="8e119cbd900747676d582f05dde001f54cf8c28b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b8bc",
                            table="subsidies_publicresult_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "subsidies_goalofresulttargetevent" ("goalofresult_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (OLD."goalofresult_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target_id"); RETURN NULL;',
                            hash="44acc76bae0e74f30d8b4d09473479631611ea80",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9b2fd",
                            table="subsidies_publicresult_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtargetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8ae146c84dbf9b27596ccfab5897349e5ba0c849",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3b8f0",
                            table="subsidies_goalofapplicationtargetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttargetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="edba29e23ba8e3da16f96e6598d9e0dab7d925cd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a83d2",
                            table="subsidies_goalofresulttargetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplicationtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"subsidies_application_goals\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.goalofapplication_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="aa10a3b45bd3f84fcdf2c83e6dbbdb40ecf2e9e6",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_a56fe",
                            table="subsidies_application_goals_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresulttarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"subsidies_publicresult_goals\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.goalofresult_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="27d199d4871e05e43d79f03f97d0b672728e37ae",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_bba8c",
                            table="subsidies_publicresult_goals_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofapplication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "subsidies_application_goals_targets" WHERE goalofapplication_id = NEW.id; RETURN NULL;',
                            hash="4849daf34d20c39929eb61dc99310ad7bf5b3e21",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_ace38",
                            table="subsidies_application_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goalofresult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "subsidies_publicresult_goals_targets" WHERE goalofresult_id = NEW.id; RETURN NULL;',
                            hash="5eb7de1b6377a30333c5e483bb4bb8df7dab87d2",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_ee97e",
                            table="subsidies_publicresult_goals",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
