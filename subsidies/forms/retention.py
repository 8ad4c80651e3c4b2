"""The forms about what is kept: a hold on a case, its end, and the term of a class."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import retaining
from ..models import RetentionHold, RetentionTerm
from ..models.retention import LEAST_MONTHS, MOST_MONTHS
from .case_form import CaseForm, long_text


class HoldForm(CaseForm):
    action = "hold"
    title, button = gettext_lazy("Keep the case whatever its term"), gettext_lazy("Keep")
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=RetentionHold.Reason.choices, widget=forms.RadioSelect
    )
    note = long_text(
        gettext_lazy("Note"), 1_000, help_text=gettext_lazy("Which objection, appeal or request: its number and date.")
    )

    def explanation(self):
        return [_("Nothing of this case is removed until somebody ends this, also if its retention term is over.")]

    def perform(self, by):
        retaining.hold(application=self.application, by=by, **self.cleaned_data)


class EndHoldForm(CaseForm):
    action = "end_hold"
    title, button = gettext_lazy("Keep the case no longer than its term"), gettext_lazy("End it")
    hold = forms.ModelChoiceField(
        RetentionHold.objects.none(), label=gettext_lazy("Which"), widget=forms.RadioSelect, empty_label=None
    )

    @staticmethod
    def is_of_use(application):
        return application.retention_holds.open().exists()

    def prepare(self):
        holds = self.application.retention_holds.open()
        self.fields["hold"].queryset = holds
        self.fields["hold"].label_from_instance = lambda hold: f"{hold.get_reason_display()}: {hold.note}"
        if len(holds) == 1:
            self.initial["hold"] = holds[0].pk

    def explanation(self):
        return [_("From now on the retention term counts again. If it is over, the case goes with the next removal.")]

    def perform(self, by):
        retaining.end_hold(hold=self.cleaned_data["hold"], by=by)


# By the last part of its address.
FORMS = {form.action.replace("_", "-"): form for form in (HoldForm, EndHoldForm)}


class TermForm(forms.ModelForm):
    """How long a class is kept. The database refuses what is too short as well."""

    class Meta:
        model = RetentionTerm
        fields = ["months"]
        help_texts = {"months": gettext_lazy("A longer term holds at once, a shorter one after four weeks.")}

    def clean_months(self):
        months = self.cleaned_data["months"]
        least = LEAST_MONTHS[self.instance.kind]
        if not least <= months <= MOST_MONTHS:
            raise forms.ValidationError(
                _("Give at least %(least)s and at most %(most)s months."),
                params={"least": least, "most": MOST_MONTHS},
                code="months",
            )
        return months
