"""The figures of a division, to try others."""

from django import forms
from django.utils.translation import gettext as _

from ..fields import AmountFormField
from ..models import Distribution


class DivisionForm(forms.Form):
    """For each application that may be seen an amount, and in a tender a score; what is left empty stays as it is."""

    def __init__(self, *args, division, **kwargs):
        super().__init__(*args, **kwargs)
        self.division, self.cases = division, {}
        for row in division.rows if division else []:
            if not row.is_shut:
                self.add_row(row)

    def add_row(self, row):
        case, reference = row.application, row.application.reference
        self.cases[case.pk] = case
        self.fields[f"amount_{case.pk}"] = AmountFormField(
            required=False,
            initial=row.proposal.entry.asked,
            label=_("Amount for %(reference)s") % {"reference": reference},
        )
        if self.division.method == Distribution.TENDER:
            self.fields[f"score_{case.pk}"] = forms.DecimalField(
                required=False,
                localize=True,
                min_value=0,
                max_value=100,
                decimal_places=2,
                initial=row.proposal.entry.score,
                label=_("Score for %(reference)s") % {"reference": reference},
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    def clean(self):
        answers = super().clean()
        for key, case in self.cases.items():
            amount = answers.get(f"amount_{key}")
            if amount is not None and amount > case.requested:
                self.add_error(f"amount_{key}", _("That is more than is requested."))
            elif amount is not None and amount < 0:
                self.add_error(f"amount_{key}", _("Type an amount from 0."))
        return answers

    def tried(self, kind) -> dict:
        """Return what was changed, by key of the application."""
        found = {}
        for key in self.cases:
            field = self[f"{kind}_{key}"] if f"{kind}_{key}" in self.fields else None
            value = self.cleaned_data.get(f"{kind}_{key}") if field else None
            if value is not None and value != field.initial:
                found[key] = value
        return found
