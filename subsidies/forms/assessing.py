"""The forms by which an officer assesses, ties are declared, and glass is broken."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import assessing
from ..models import MOST_POINTS
from .case_form import CaseForm, long_text


class AssessForm(CaseForm):
    """Points and a comment for each criterion, then the advice."""

    action = "assess"
    title, button = gettext_lazy("Assess"), gettext_lazy("Keep the assessment")

    def prepare(self):
        self.criteria = list(self.application.version.criterion_set.all())
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = forms.IntegerField(
                label=_("%(criterion)s: points") % {"criterion": criterion},
                help_text=_("From 0 to 10; counts %(weight)s times.") % {"weight": criterion.weight},
                min_value=0,
                max_value=MOST_POINTS,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("%(criterion)s: comment") % {"criterion": criterion}, max_length=1_000, required=False
            )
        self.fields["comment"] = long_text(gettext_lazy("Advice"), 10_000)

    def begin(self, request):
        """Start with what the same person found before."""
        if own := self.application.assessments.filter(assessor=request.user).first():
            self.initial["comment"] = own.comment
            for score in own.scores.all():
                self.initial[f"points_{score.criterion_id}"] = score.points
                self.initial[f"comment_{score.criterion_id}"] = score.comment

    def explanation(self):
        return [
            _("Several officers may assess; the score is the average of all."),
            _("Whoever assesses does not decide on the application (four eyes)."),
        ]

    def perform(self, by):
        answers = self.cleaned_data
        assessing.assess(
            application=self.application,
            by=by,
            points={each.pk: answers[f"points_{each.pk}"] for each in self.criteria},
            comments={each.pk: answers[f"comment_{each.pk}"] for each in self.criteria},
            comment=answers["comment"],
        )


class TieForm(forms.Form):
    nature = forms.CharField(
        label=gettext_lazy("What the tie is"),
        max_length=400,
        help_text=gettext_lazy("For instance: my sister is its treasurer. Deciders can read it."),
    )


class GlassForm(forms.Form):
    reference = forms.ChoiceField(label=gettext_lazy("Case"), widget=forms.RadioSelect)
    reason = long_text(
        gettext_lazy("Reason"), 1_000, help_text=gettext_lazy("Everybody who may see the case reads it.")
    )

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = {case.reference: case for case in cases}
        self.fields["reference"].choices = [(reference, reference) for reference in self.cases]
        if len(self.cases) == 1:
            self.initial["reference"] = next(iter(self.cases))
