"""Many steps of a migration as one.

Each step of its own renders anew every model around the one it is for: with hundreds of them, most of the time that it takes
to migrate a database from nothing.
"""

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

# Made with the table itself, where that is among the steps.
PARTS_OF_A_TABLE = (AddConstraint, AddField, AddIndex)


class Together(Operation):
    """Does what its steps do, in their order, with the models as they are after the last of them.

    For steps that need no state in between: tables, fields, indexes, constraints and triggers; a field is changed once at most.
    """

    def __init__(self, steps):
        self.steps = steps

    def state_forwards(self, app_label, state):
        # Rendered when it is asked for, after the last step.
        state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def steps_of_the_database(self):
        """Yield the steps but for those that are done along with a table."""
        made = {step.name_lower for step in self.steps if isinstance(step, CreateModel)}
        for step in self.steps:
            if not (isinstance(step, PARTS_OF_A_TABLE) and step.model_name_lower in made):
                yield step

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for step in self.steps_of_the_database():
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for step in reversed(list(self.steps_of_the_database())):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"{len(self.steps)} steps together"


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
