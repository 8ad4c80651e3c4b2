"""The forms by which a civil servant does something for an applicant who asked for it on paper or by telephone."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import handling
from .case_form import CaseForm


class WithdrawForm(CaseForm):
    action = "withdraw"
    title, button = gettext_lazy("Withdraw for the applicant"), gettext_lazy("Withdraw")
    asked_by = forms.CharField(
        label=gettext_lazy("Asked by"),
        max_length=200,
        help_text=gettext_lazy("Who asked, and how (telephone, letter). It is kept in the history."),
    )

    def explanation(self):
        return [_("What was reserved is free at once for the next in line. This cannot be undone.")]

    def perform(self, by):
        handling.withdraw_for(application=self.application, asked_by=self.cleaned_data["asked_by"], by=by)
