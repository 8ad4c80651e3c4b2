"""Ticks at the rows of a table."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class TicksForm(forms.Form):
    """What of a table was ticked; `candidates` are the rows that the page shows, `name` is what a tick is sent as."""

    name = ""

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = {str(row.pk): row for row in candidates}
        self.ticked = set(self.data.getlist(self.name)) if self.is_bound else set()

    def clean(self):
        if unknown := self.ticked - self.candidates.keys():
            raise ValidationError(
                _("What you ticked is not in this list any more (%(number)s). Look at the list again.")
                % {"number": len(unknown)},
                code="stale",
            )
        return super().clean()

    def chosen(self) -> list:
        return [self.candidates[key] for key in sorted(self.ticked, key=int)]
