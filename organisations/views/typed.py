"""What is typed into a form and not saved yet: kept on the server, so that nothing is lost."""

import json

from django.utils.translation import gettext_lazy

from ..actions import profile as actions

# Longer than all texts of the largest form together.
LONGEST_DRAFT = 300_000
TOO_MUCH = gettext_lazy("This is too much to keep. Save it in parts.")


def is_too_much(data):
    return len(json.dumps(data, ensure_ascii=False)) > LONGEST_DRAFT


class TypedMixin:
    """For a view with a form (`drafted_form`) about something of an organisation (`key`, as drafts are kept by)."""

    def typed(self):
        """Return what was typed into the fields of the form, without what no database takes."""
        fields = self.drafted_form.base_fields
        sent = self.request.POST.lists()
        return {name: [value.replace("\0", "") for value in values] for name, values in sent if name in fields}

    def keep_draft(self):
        """Keep what was typed; say whether that could be done."""
        data = self.typed()
        if is_too_much(data):
            return False
        actions.keep_draft(**self.key, data=data, by=self.request.user)
        return True
