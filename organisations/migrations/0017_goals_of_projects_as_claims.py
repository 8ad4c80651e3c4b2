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


class Migration(migrations.Migration):
    dependencies = [
        ("globalgoals", "0001_initial"),
        ("organisations", "0016_kind_and_industry_of_internships"),
    ]

    operations = [
        keep_three("project", "organisations_project_goals"),
        GoalsBecomeClaims(
            "ProjectGoal",
            "Project",
            models.ManyToManyField(
                blank=True,
                related_name="projects",
                through="organisations.ProjectGoal",
                to="globalgoals.goal",
                verbose_name="Global Goals",
            ),
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="project_tags",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_tags",
                        to="organisations.project",
                        verbose_name="project",
                    ),
                ),
            ],
            {
                "db_table": "organisations_project_goals",
                "ordering": ["project", "rank"],
                "verbose_name": "goal of a project",
                "verbose_name_plural": "goals of projects",
            },
        ),
        Together(
            [
                migrations.CreateModel(
                    name="ProjectGoalTargetEvent",
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
                    model_name="projectgoal",
                    name="targets",
                    field=models.ManyToManyField(
                        blank=True, related_name="project_tags", to="globalgoals.target", verbose_name="targets"
                    ),
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goaltag",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goaltag",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="goaltag",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="projectgoal",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="projectgoal",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="projectgoal",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="goaltag",
                    name="goal_once_per_organisation",
                ),
                migrations.RemoveConstraint(
                    model_name="goaltag",
                    name="goal_rank_once_per_organisation",
                ),
                migrations.RemoveConstraint(
                    model_name="goaltag",
                    name="goal_rank",
                ),
                migrations.AddField(
                    model_name="goaltag",
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
                    model_name="goaltag",
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
                    model_name="goaltag",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="goaltagevent",
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
                    model_name="goaltagevent",
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
                    model_name="goaltagevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="projectgoal",
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
                    model_name="projectgoal",
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
                    model_name="projectgoal",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="projectgoal",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="projectgoal",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="projectgoal",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="projectgoal",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="projectgoalevent",
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
                    model_name="projectgoalevent",
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
                    model_name="projectgoalevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="projectgoalevent",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="projectgoalevent",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="projectgoalevent",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="projectgoalevent",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AlterField(
                    model_name="projectgoalevent",
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
                    model_name="projectgoalevent",
                    name="project",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.project",
                        verbose_name="project",
                    ),
                ),
            ]
        ),
        rank_by_number("project", "organisations_project_goals"),
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "organisations_goaltag" other WHERE other.organisation_id = NEW.organisation_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="83bb2700d9a4b122e231d18bf7ea774c0f2ffeee",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_4f9c4",
                            table="organisations_goaltag",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.organisation_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.organisation_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="a0afe533af0b39e5c8282060c803c04f6d8615c9",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_82ffd",
                            table="organisations_goaltag",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_goaltagevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="f8744c6d66b67e3e7c85ce70add00b0aaa18e18c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a97f0",
                            table="organisations_goaltag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_goaltagevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="a33ad89cd6909adab3bbe0b7637847da8a17ea47",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_33b64",
                            table="organisations_goaltag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_goaltagevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."goal_id", OLD."id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank"); RETURN NULL;',
                            hash="40c5afc6cca4ac28c84c503a9240028d8a85ca76",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b345",
                            table="organisations_goaltag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltagtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"organisations_goaltag\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.goaltag_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.goaltag_id END);\nRETURN NULL;\n",
                            hash="6ddf9821c3a1183fadfb5bcd3ac60efa0d59aa29",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_95277",
                            table="organisations_goaltag_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "organisations_project_goals" other WHERE other.project_id = NEW.project_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="fe83292475b1981ef4d36d3530a2b4e85f65ff5d",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_cb425",
                            table="organisations_project_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.project_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.project_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="4338efadbba2fa00196489359309f9d473808e29",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_af46f",
                            table="organisations_project_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_projectgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."rank"); RETURN NULL;',
                            hash="6e1da59bc33f1fbc023880d268b76b6f05f07124",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2c0b6",
                            table="organisations_project_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_projectgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."rank"); RETURN NULL;',
                            hash="aaa062530c181a943d922f523bfa152eb429dc6c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9d7e7",
                            table="organisations_project_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_projectgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rank") VALUES (OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."goal_id", OLD."id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."rank"); RETURN NULL;',
                            hash="c63c305219efa5b0e59ccd4c581fa24f60f631ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7f3ca",
                            table="organisations_project_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goaltag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="goaltag_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goaltag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="goaltag_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goaltag",
                    constraint=models.UniqueConstraint(
                        fields=("organisation", "goal"),
                        name="goaltag_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goaltag",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("organisation", "rank"),
                        name="goaltag_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goaltag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_for", None),
                            models.Q(("confirmed_for", models.F("organisation")), _negated=True),
                            _connector="OR",
                        ),
                        name="goaltag_confirmed_by_another",
                        violation_error_message="An organisation does not confirm its own goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectgoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="projectgoal_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectgoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="projectgoal_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectgoal",
                    constraint=models.UniqueConstraint(
                        fields=("project", "goal"),
                        name="projectgoal_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectgoal",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("project", "rank"),
                        name="projectgoal_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddField(
                    model_name="projectgoaltargetevent",
                    name="projectgoal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.projectgoal",
                    ),
                ),
                migrations.AddField(
                    model_name="projectgoaltargetevent",
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
                    name="ProjectGoalTarget",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("organisations.projectgoal_targets",),
                ),
                migrations.AddField(
                    model_name="projectgoaltargetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="organisations.projectgoaltarget",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"organisations_project_goals\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.projectgoal_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.projectgoal_id END);\nRETURN NULL;\n",
                            hash="c3b67aefa1ecf45bd1f49f9dcb202a5f046e36cb",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_e7e06",
                            table="organisations_project_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_projectgoaltargetevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projectgoal_id", "target_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."projectgoal_id", NEW."target_id"); RETURN NULL;',
                            hash="18ae911632044a2059a310befdc1ca66a40c086e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_69ca3",
                            table="organisations_project_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_projectgoaltargetevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projectgoal_id", "target_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."projectgoal_id", NEW."target_id"); RETURN NULL;',
                            hash="fca51bb2d9b6bc559f361d47e7bfec073a8ed6fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c0751",
                            table="organisations_project_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_projectgoaltargetevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projectgoal_id", "target_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."projectgoal_id", OLD."target_id"); RETURN NULL;',
                            hash="677d75a2672d25c7eb8ec6b0a002f556bfe6e2a2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_957e4",
                            table="organisations_project_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltargetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f257b2e04b869b4fc18f320c8ff299c0faefdc29",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_766bb",
                            table="organisations_projectgoaltargetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltagtarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"organisations_goaltag\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.goaltag_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="fc57ff70bcc154a47cb7a93d5d58729274f628d4",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_1203d",
                            table="organisations_goaltag_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"organisations_project_goals\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.projectgoal_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="d4eeb19c140d94763dec346bff79504552fade2f",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_550c6",
                            table="organisations_project_goals_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goaltag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "organisations_goaltag_targets" WHERE goaltag_id = NEW.id; RETURN NULL;',
                            hash="d70f23da702a57ea6f22188a85a652a67661ff28",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_ca5f0",
                            table="organisations_goaltag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="projectgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "organisations_project_goals_targets" WHERE projectgoal_id = NEW.id; RETURN NULL;',
                            hash="d1355a9c779297e1d75272cf35da6c20896e3cac",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_e02dd",
                            table="organisations_project_goals",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
