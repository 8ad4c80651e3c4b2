"""Many triggers in one step of a migration.

Each step of its own renders anew every model around the one it is for: with hundreds of triggers, most of the time that
it takes to migrate a database from nothing.
"""

from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


class AddTriggers(Operation):
    """Does what an `AddTrigger` for each (name of a model, trigger) does, in their order."""

    def __init__(self, triggers):
        self.triggers = triggers

    def steps(self):
        return [AddTrigger(model_name=model_name, trigger=trigger) for model_name, trigger in self.triggers]

    def state_forwards(self, app_label, state):
        for model_name, trigger in self.triggers:
            options = state.models[app_label, model_name].options
            options["triggers"] = [*options.get("triggers", []), trigger]
        state.reload_models({(app_label, model_name) for model_name, _trigger in self.triggers})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for step in self.steps():
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for step in reversed(self.steps()):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.triggers)} triggers"
