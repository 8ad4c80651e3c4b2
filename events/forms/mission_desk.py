"""The forms of the Trade Office: choose companies, note a withdrawal and a contribution."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.merging import MergingForm
from organisations.forms.profile import SMALL

from ..filters import DayField

SELECT, DECLINE = "mee", "niet-mee"


class ChooseForm(MergingForm):
    """Whether a company goes along, and why."""

    salt = "events.mission_choice"

    choice = forms.ChoiceField(
        label=_("Does this company go along?"),
        choices=[(SELECT, _("Yes, it comes in the delegation")), (DECLINE, _("No, not this time"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1_000,
        widget=SMALL,
        help_text=_("The company reads this, in these words. The public does not."),
    )

    @property
    def is_selected(self):
        return self.cleaned_data["choice"] == SELECT


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not go along after all"),
        max_length=1_000,
        widget=SMALL,
        help_text=_("It is mailed to who keeps the page of the company, in these words."),
    )


class FeeForm(MergingForm):
    salt = "events.mission_fee"
    paid_on = DayField(
        label=_("Contribution received on"), required=False, help_text=_("Empty: not received (any more).")
    )
