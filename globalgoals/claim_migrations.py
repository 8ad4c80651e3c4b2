"""Steps of a migration by which the goals of a record become claims, each with a rank, in the table where they stood."""

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState

# Before anything else of the migration: the triggers of then write in the history what goes.
KEEP_THREE = """
DELETE FROM {table} WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY {record}_id ORDER BY goal_id) AS place FROM {table}
    ) placed WHERE place > 3);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
RANK_BY_NUMBER = """
UPDATE {table} SET rank = placed.place FROM (
    SELECT id, row_number() OVER (PARTITION BY {record}_id ORDER BY goal_id) AS place FROM {table}
) placed WHERE placed.id = {table}.id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def keep_three(record, table):
    """Return the step that leaves of each record the three goals with the lowest numbers."""
    return migrations.RunSQL(KEEP_THREE.format(record=record, table=table), migrations.RunSQL.noop)


def rank_by_number(record, table):
    """Return the step that makes the goal with the lowest number the primary one: nobody said which it is."""
    return migrations.RunSQL(RANK_BY_NUMBER.format(record=record, table=table), migrations.RunSQL.noop)


class GoalsBecomeClaims(Operation):
    """Makes the table between a record and its goals a model `name`, where it was a proxy; its rows stay as they are."""

    def __init__(self, name, record, goals, fields, options):
        self.name, self.record, self.goals, self.fields, self.options = name, record, goals, fields, options

    def state_forwards(self, app_label, state):
        # Read anew when a next step asks for it: for a moment nothing fits together.
        state.__dict__.pop("apps", None)
        triggers = state.models[app_label, self.name.lower()].options.get("triggers", [])
        state.remove_model(app_label, self.name.lower())
        options = {**self.options, "triggers": triggers}
        state.add_model(ModelState(app_label, self.name, self.fields, options, bases=(models.Model,)))
        state.alter_field(app_label, self.record.lower(), "goals", self.goals, preserve_default=True)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        through = self.table_between(app_label, from_state)
        schema_editor.alter_unique_together(through, through._meta.unique_together, set())

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        through = self.table_between(app_label, to_state)
        schema_editor.alter_unique_together(through, set(), through._meta.unique_together)

    def table_between(self, app_label, state):
        return state.apps.get_model(app_label, self.record)._meta.get_field("goals").remote_field.through

    def describe(self):
        return f"Make claims of the goals of {self.record}"
