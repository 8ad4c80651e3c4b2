"""The forms of sample control: a draw, the answer of an applicant, and what an officer finds."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import attachment_files
from ..actions import behalf, sampling
from ..actions.attachment import judged
from ..models import SampleCheck
from .behalf import CameOnForm
from .case_form import CaseForm, long_text


class DrawSampleForm(forms.Form):
    """How many are drawn: a number, or a percentage of all that can be."""

    use_required_attribute = False
    size = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    percentage = forms.IntegerField(
        label=gettext_lazy("Or a percentage"),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Of all that can be drawn, rounded up."),
    )
    with_path_b = forms.BooleanField(
        label=gettext_lazy("Also draw among what the municipality settled by itself (path B)"), required=False
    )

    def clean(self):
        answers = super().clean()
        if not self.errors and (answers["size"] is None) == (answers["percentage"] is None):
            raise ValidationError(_("Give a number or a percentage, one of the two."), code="size")
        return answers


class SampleAnswerForm(forms.ModelForm):
    """What the applicant says to a check; documents are added beside it."""

    class Meta:
        model = SampleCheck
        fields = ["text"]
        labels = {"text": gettext_lazy("What you did, and when")}
        help_texts = {"text": gettext_lazy("A few sentences are enough. Add documents above.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    use_required_attribute = False


def waits_for_answer(application) -> bool:
    check = sampling.check_of(application)
    return bool(check and check.waits_for_answer)


class AnswerSampleForm(CameOnForm):
    """Proof that came on paper, or was told."""

    action = "answer_sample"
    title, button = gettext_lazy("Write down the proof of the applicant"), gettext_lazy("Keep the proof")
    text = long_text(gettext_lazy("What the applicant says"), 4_000, required=False)
    file = forms.FileField(
        label=gettext_lazy("Scan"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": attachment_files.ACCEPTED}),
    )

    @staticmethod
    def is_of_use(application):
        return waits_for_answer(application)

    def explanation(self):
        check = sampling.check_of(self.application)
        if check is None or not check.waits_for_answer:
            return [_("No proof is asked in this case, or it came already.")]
        return [_("The last day was or is %(day)s.") % {"day": date_format(check.due_on)}]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        # A large file is refused before it is read, and nobody waits for the scanner with a lock in hand.
        content = file.read(attachment_files.MOST_BYTES + 1)
        try:
            return file.name, content, judged(file.name, content)
        except ValidationError as error:
            raise ValidationError(error.messages) from None

    def perform(self, by):
        behalf.answer_sample(application=self.application, by=by, **self.cleaned_data)


class CloseSampleForm(CaseForm):
    action = "close_sample"
    title, button = gettext_lazy("Close the check by sample"), gettext_lazy("Close and mail")
    outcome = forms.ChoiceField(
        label=gettext_lazy("What you found"), choices=SampleCheck.Outcome, widget=forms.RadioSelect
    )
    note = long_text(
        gettext_lazy("Note"),
        4_000,
        required=False,
        help_text=gettext_lazy("Needed on a fault, and where no answer came. It stays in the case; it is not mailed."),
    )

    def prepare(self):
        check, today = sampling.check_of(self.application), timezone.localdate()
        # An answer that came is judged; while one can still come in time, nobody failed to give it.
        if check and (check.received_at or check.due_on >= today):
            possible = [each for each in SampleCheck.Outcome if each != SampleCheck.Outcome.NO_ANSWER]
            self.fields["outcome"].choices = [(each.value, each.label) for each in possible]

    @staticmethod
    def is_of_use(application):
        check = sampling.check_of(application)
        return bool(check and check.is_open)

    def explanation(self):
        check = sampling.check_of(self.application)
        if check is None:
            return [_("This application was not drawn.")]
        came = check.received_at and date_format(timezone.localtime(check.received_at))
        asked = _("Proof was asked until %(day)s.") % {"day": date_format(check.due_on)}
        answered = _("It came in on %(day)s.") % {"day": came} if came else _("Nothing came in yet.")
        return [
            f"{asked} {answered}",
            _("On a fault nothing follows by itself: announce the intention first, then compose a change (Awb 4:49)."),
        ]

    def perform(self, by):
        sampling.close(application=self.application, by=by, **self.cleaned_data)


FORMS = {form.action.replace("_", "-"): form for form in (AnswerSampleForm, CloseSampleForm)}
