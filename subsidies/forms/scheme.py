"""The forms about the rules of a scheme and the amount of its ceiling."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Sector

from ..fields import AmountFormField
from ..models import ClockStart
from .widgets import DayInput

# Which may not come before which, and what is said then.
IN_ORDER = [
    ("opens_at", "closes_at", _("The window closes before it opens.")),
    ("activity_from", "activity_until", _("The last day comes before the first.")),
    ("minimum_amount", "maximum_amount", _("The most is less than the least.")),
    ("path_a_up_to", "path_b_up_to", _("Path B cannot end below path A.")),
]


class SchemeVersionForm(forms.ModelForm):
    applicant_sectors = forms.TypedMultipleChoiceField(
        label=_("who may apply"),
        choices=Sector.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sectors of organisations; none means all."),
    )

    def clean(self):
        answers = super().clean()
        for low, high, message in IN_ORDER:
            first, last = answers.get(low), answers.get(high)
            # The window needs a moment in between.
            if None not in (first, last) and (last < first or (last == first and low == "opens_at")):
                self.add_error(high, message)
        if answers.get("clock_start") == ClockStart.FIXED and not answers.get("decide_by"):
            self.add_error("decide_by", _("Say on which day the decisions are due."))
        return answers


class NewVersionForm(forms.Form):
    in_force_from = forms.DateField(
        label=_("holds for applications from"),
        initial=timezone.localdate,
        widget=DayInput,
        help_text=_("Today or later. What was sent in before keeps the version of its day."),
    )


class CarryOverForm(forms.Form):
    year = forms.IntegerField(label=_("From the year"), min_value=2000, max_value=2100)


class AmountForm(forms.Form):
    """The amount of a ceiling, as it was published."""

    amount = AmountFormField(label=_("Amount"))
    published_on = forms.DateField(
        label=_("Published on"),
        widget=DayInput,
        help_text=_("Enter it once it was published: the day is not in the future."),
    )
    in_force_from = forms.DateField(label=_("Holds for applications received from"), widget=DayInput)
    publication_url = forms.URLField(label=_("Where it was published"), required=False, max_length=200)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=400, help_text=_("When the amount changes: why.")
    )
