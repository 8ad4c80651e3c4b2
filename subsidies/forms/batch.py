"""Choosing the applications of a batch."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..clock import equal_days, left_out_until
from ..decision_parts.of_settlement import granted
from ..fields import shown
from ..models import Batch


class BatchForm(forms.Form):
    """A tick for each application that it can be done with today."""

    applications = forms.MultipleChoiceField(label=gettext_lazy("Applications"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, candidates, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.equal_days = kind, equal_days()
        self.candidates = {str(application.pk): application for application in candidates}
        self.fields["applications"].choices = [(key, self.label_of(each)) for key, each in self.candidates.items()]

    def label_of(self, application) -> str:
        if self.kind in (Batch.Kind.DECIDE, Batch.Kind.SETTLE):
            draft = application.decision_draft
            what = f"{draft.get_outcome_display()}, {shown(draft.amount)}"
        elif self.kind == Batch.Kind.PROPOSE:
            what = shown(granted(application))
        else:
            decision = application.to_announce
            what = _("correction: %(outcome)s") if decision.corrects_id else "%(outcome)s"
            what %= {"outcome": decision.get_outcome_display()}
            last_day = left_out_until(decision, self.equal_days)
            if last_day and last_day < timezone.localdate():
                text = _("too late: to be announced by %(day)s (Awb 4:5 lid 4)")
                what += f", {text % {'day': date_format(last_day)}}"
        return f"{application.reference} {application.organisation}, {application.title}: {what}"

    def chosen(self) -> list:
        return [self.candidates[key] for key in dict.fromkeys(self.cleaned_data["applications"])]
