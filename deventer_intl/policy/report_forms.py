"""Forms of the report: which two years, and what editors write in between."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.merging import MergingForm


class DifferenceForm(forms.Form):
    """Two years of a plan."""

    use_required_attribute = False
    van = forms.TypedChoiceField(label=_("From"), coerce=int)
    tot = forms.TypedChoiceField(label=_("To"), coerce=int)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("van", "tot"):
            self.fields[name].choices = [(year, year) for year in years]
            self.fields[name].error_messages = {
                "required": _("Choose a year."),
                "invalid_choice": _("Choose a year of this plan."),
            }

    def clean_tot(self):
        if self.cleaned_data["tot"] == self.cleaned_data.get("van"):
            raise forms.ValidationError(_("Choose two different years."))
        return self.cleaned_data["tot"]


class SnapshotForm(forms.Form):
    """Taking a snapshot of a year: why, when there is one."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why it is taken anew"), max_length=300, required=False, help_text=_("This stands in the report.")
    )

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]
        else:
            # Not asked of the first one, and without one the action refuses.
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why the snapshot is taken anew.")


class ReportTextForm(MergingForm):
    """What stands in a section of the report."""

    salt = "report text"
    text_nl = forms.CharField(
        label=_("text (Markdown)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("In Dutch. Empty: nothing stands there."),
    )
