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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0017_goals_of_projects_as_claims"),
        ("globalgoals", "0001_initial"),
        ("events", "0007_trade_missions_and_delegations"),
    ]

    operations = [
        keep_three("event", "events_event_goals"),
        GoalsBecomeClaims(
            "EventGoal",
            "Event",
            models.ManyToManyField(
                blank=True,
                related_name="agenda",
                through="events.EventGoal",
                to="globalgoals.goal",
                verbose_name="Global Goals",
            ),
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_tags",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_tags",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            {
                "db_table": "events_event_goals",
                "ordering": ["event", "rank"],
                "verbose_name": "goal of an event",
                "verbose_name_plural": "goals of events",
            },
        ),
        keep_three("mission", "events_mission_goals"),
        GoalsBecomeClaims(
            "MissionGoal",
            "Mission",
            models.ManyToManyField(
                blank=True,
                related_name="missions",
                through="events.MissionGoal",
                to="globalgoals.goal",
                verbose_name="Global Goals",
            ),
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mission_tags",
                        to="globalgoals.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_tags",
                        to="events.mission",
                        verbose_name="trade mission",
                    ),
                ),
            ],
            {
                "db_table": "events_mission_goals",
                "ordering": ["mission", "rank"],
                "verbose_name": "goal of a trade mission",
                "verbose_name_plural": "goals of trade missions",
            },
        ),
        Together(
            [
                migrations.CreateModel(
                    name="EventGoalTargetEvent",
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
                    name="MissionGoalTargetEvent",
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
                    model_name="eventgoal",
                    name="targets",
                    field=models.ManyToManyField(
                        blank=True, related_name="event_tags", to="globalgoals.target", verbose_name="targets"
                    ),
                ),
                migrations.AddField(
                    model_name="missiongoal",
                    name="targets",
                    field=models.ManyToManyField(
                        blank=True, related_name="mission_tags", to="globalgoals.target", verbose_name="targets"
                    ),
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="eventgoal",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="eventgoal",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="eventgoal",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="missiongoal",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="missiongoal",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="missiongoal",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="eventgoal",
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
                    model_name="eventgoal",
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
                    model_name="eventgoal",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="eventgoal",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="eventgoal",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="eventgoal",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="eventgoal",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="eventgoalevent",
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
                    model_name="eventgoalevent",
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
                    model_name="eventgoalevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="eventgoalevent",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="eventgoalevent",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="eventgoalevent",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="eventgoalevent",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="missiongoal",
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
                    model_name="missiongoal",
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
                    model_name="missiongoal",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="missiongoal",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="missiongoal",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="missiongoal",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="missiongoal",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="missiongoalevent",
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
                    model_name="missiongoalevent",
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
                    model_name="missiongoalevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
                ),
                migrations.AddField(
                    model_name="missiongoalevent",
                    name="motivation_de",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (de)"),
                ),
                migrations.AddField(
                    model_name="missiongoalevent",
                    name="motivation_en",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (en)"),
                ),
                migrations.AddField(
                    model_name="missiongoalevent",
                    name="motivation_nl",
                    field=models.CharField(blank=True, default="", max_length=500, verbose_name="why this goal (nl)"),
                ),
                migrations.AddField(
                    model_name="missiongoalevent",
                    name="rank",
                    field=models.PositiveSmallIntegerField(
                        choices=[(1, "primary goal"), (2, "secondary goal"), (3, "another secondary goal")],
                        default=0,
                        verbose_name="rank",
                    ),
                    preserve_default=False,
                ),
                migrations.AlterField(
                    model_name="eventgoalevent",
                    name="event",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                migrations.AlterField(
                    model_name="eventgoalevent",
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
                    model_name="missiongoalevent",
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
                    model_name="missiongoalevent",
                    name="mission",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.mission",
                        verbose_name="trade mission",
                    ),
                ),
            ]
        ),
        rank_by_number("event", "events_event_goals"),
        rank_by_number("mission", "events_mission_goals"),
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "events_event_goals" other WHERE other.event_id = NEW.event_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="09577756c30c9977294ee6923007b8b98ef78d7d",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_01226",
                            table="events_event_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.event_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.event_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="5824fc973065e85eae8b801bf254eca884554bcb",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_ceb2a",
                            table="events_event_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "event_id", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."event_id", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="2a6a5dea8d9403cca80dad73158d46bfacd1514c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9ff9d",
                            table="events_event_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "event_id", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."event_id", NEW."goal_id", NEW."id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="eb2be952c9ed1df57ace3a9d83ecb5547bb9c5d5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_31212",
                            table="events_event_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventgoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "event_id", "goal_id", "id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."event_id", OLD."goal_id", OLD."id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank"); RETURN NULL;',
                            hash="d8a55f4e69c65b3e3960662e8478de4330f627d5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_beab0",
                            table="events_event_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="smallest_free_rank",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."rank" IS NULL)',
                            func='\nNEW.rank := (\n    SELECT min(free) FROM generate_series(1, 4) free\n    WHERE NOT EXISTS (SELECT FROM "events_mission_goals" other WHERE other.mission_id = NEW.mission_id AND other.rank = free));\nRETURN NEW;\n',
                            hash="24396718ef9b351e3d7c13751416891bf5bd6372",
                            operation="INSERT",
                            pgid="pgtrigger_smallest_free_rank_99bc5",
                            table="events_mission_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."confirmed_on" IS NOT NULL)',
                            func="\nIF (NEW.mission_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)\n        IS DISTINCT FROM (OLD.mission_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)\n    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN\n    NEW.confirmed_on := NULL;\n    NEW.confirmed_by_id := NULL;\n    NEW.confirmed_for_id := NULL;\nEND IF;\nRETURN NEW;\n",
                            hash="a7776f7b7cd47b5e939c46fb528d53ecc0143b04",
                            operation="UPDATE",
                            pgid="pgtrigger_confirmation_goes_e4bed",
                            table="events_mission_goals",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_missiongoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "mission_id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."mission_id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="3c80d31d2881f2207c0abb6e64f1a43e54d2b9db",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b41dd",
                            table="events_mission_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_missiongoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "mission_id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirmed_on", NEW."goal_id", NEW."id", NEW."mission_id", NEW."motivation_de", NEW."motivation_en", NEW."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank"); RETURN NULL;',
                            hash="06196d241d72e7f965413bb6f260e2acb11d3660",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_59cce",
                            table="events_mission_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_missiongoalevent" ("confirmed_by_id", "confirmed_for_id", "confirmed_on", "goal_id", "id", "mission_id", "motivation_de", "motivation_en", "motivation_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank") VALUES (OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirmed_on", OLD."goal_id", OLD."id", OLD."mission_id", OLD."motivation_de", OLD."motivation_en", OLD."motivation_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank"); RETURN NULL;',
                            hash="7534bf43f24ea213f9abc66eef3aadc38f424ed1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f70ce",
                            table="events_mission_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventgoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="eventgoal_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventgoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="eventgoal_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventgoal",
                    constraint=models.UniqueConstraint(
                        fields=("event", "goal"),
                        name="eventgoal_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventgoal",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("event", "rank"),
                        name="eventgoal_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="missiongoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))),
                        name="missiongoal_rank",
                        violation_error_message="Choose no more than three goals.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="missiongoal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", False),
                            models.Q(("confirmed_by", None), ("confirmed_for", None)),
                            _connector="OR",
                        ),
                        name="missiongoal_confirmed_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="missiongoal",
                    constraint=models.UniqueConstraint(
                        fields=("mission", "goal"),
                        name="missiongoal_once",
                        violation_error_message="This goal is in the list already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="missiongoal",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("mission", "rank"),
                        name="missiongoal_rank_once",
                        violation_error_message="There is a goal of this rank already. Change that one first.",
                    ),
                ),
                migrations.AddField(
                    model_name="eventgoaltargetevent",
                    name="eventgoal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.eventgoal",
                    ),
                ),
                migrations.AddField(
                    model_name="eventgoaltargetevent",
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
                    model_name="missiongoaltargetevent",
                    name="missiongoal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.missiongoal",
                    ),
                ),
                migrations.AddField(
                    model_name="missiongoaltargetevent",
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
                    name="EventGoalTarget",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.eventgoal_targets",),
                ),
                migrations.CreateModel(
                    name="MissionGoalTarget",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.missiongoal_targets",),
                ),
                migrations.AddField(
                    model_name="eventgoaltargetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="events.eventgoaltarget",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"events_event_goals\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.eventgoal_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.eventgoal_id END);\nRETURN NULL;\n",
                            hash="e73d8dc4fa54f90b4b156d16b7b056f04f46c351",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_b4f3e",
                            table="events_event_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventgoaltargetevent" ("eventgoal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."eventgoal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="cb64e826ade932d114053dbadaf2de5c253da6a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c3737",
                            table="events_event_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventgoaltargetevent" ("eventgoal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."eventgoal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="4abd204c23de8cc8ee0da57c54c84915ed1e34df",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_93017",
                            table="events_event_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventgoaltargetevent" ("eventgoal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (OLD."eventgoal_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target_id"); RETURN NULL;',
                            hash="b0f587253838e02c7078ac3a97ce8c8f4ce2b454",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5aa0c",
                            table="events_event_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="missiongoaltargetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="events.missiongoaltarget",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="confirmation_goes_with_targets",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nUPDATE \"events_mission_goals\" SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL\nWHERE confirmed_on IS NOT NULL AND id IN (\n    CASE WHEN TG_OP <> 'INSERT' THEN OLD.missiongoal_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.missiongoal_id END);\nRETURN NULL;\n",
                            hash="7ca7cde25744c4dd2b18689b6f9292efbc75197c",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_confirmation_goes_with_targets_f2d54",
                            table="events_mission_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_missiongoaltargetevent" ("id", "missiongoal_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."id", NEW."missiongoal_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="ef14c4d5cba537f72a03fe8af4325fd82d49957b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0ed8b",
                            table="events_mission_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_missiongoaltargetevent" ("id", "missiongoal_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (NEW."id", NEW."missiongoal_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target_id"); RETURN NULL;',
                            hash="2d029953ecb60cbe1088c3d7e4e60d3ddacf8949",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6773c",
                            table="events_mission_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_missiongoaltargetevent" ("id", "missiongoal_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id") VALUES (OLD."id", OLD."missiongoal_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target_id"); RETURN NULL;',
                            hash="c538c2363a7bdecc304757e0760eda6fe58a8fdf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_577db",
                            table="events_mission_goals_targets",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltargetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57720df53ff4f42803cc8509563279cd8ac7527b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_66b46",
                            table="events_eventgoaltargetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltargetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d0c7ca75dcf59e126dc82ecd7c96a43a198a2104",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cd204",
                            table="events_missiongoaltargetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"events_event_goals\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.eventgoal_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="1e7338f73d0a86808acc73cab9c5cb203236d9a3",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_129d7",
                            table="events_event_goals_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoaltarget",
                    trigger=pgtrigger.compiler.Trigger(
                        name="target_of_its_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF NOT EXISTS (\n    SELECT FROM \"events_mission_goals\" claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id\n    WHERE claim.id = NEW.missiongoal_id AND target.id = NEW.target_id) THEN\n    RAISE EXCEPTION 'a target of another goal'\n        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';\nEND IF;\nRETURN NEW;\n",
                            hash="985d3b11a169c8ff9fc2e471e2e52bfb40e8e5b1",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_target_of_its_goal_55653",
                            table="events_mission_goals_targets",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="eventgoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "events_event_goals_targets" WHERE eventgoal_id = NEW.id; RETURN NULL;',
                            hash="ab53ab57a2fec0567a9afb6921aa784298904ff1",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_c5166",
                            table="events_event_goals",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="missiongoal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="targets_go_with_goal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."goal_id" IS DISTINCT FROM (NEW."goal_id"))',
                            func='DELETE FROM "events_mission_goals_targets" WHERE missiongoal_id = NEW.id; RETURN NULL;',
                            hash="e2f6c4200ea6989e44fb41ddfb318a14e258c290",
                            operation="UPDATE",
                            pgid="pgtrigger_targets_go_with_goal_ff45e",
                            table="events_mission_goals",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
