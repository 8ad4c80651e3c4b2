"""The forms of who organises an event: how one registers, what is asked, and what is written to those who come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms.introduction import MessageField

from ..models import EventMessage, Question, RegistrationTerms


class TermsForm(forms.ModelForm):
    """How one registers. `actions.registering.change_terms` saves it: this form writes nothing itself."""

    class Meta:
        model = RegistrationTerms
        fields = ["capacity", "most_guests", "opens_at", "closes_at", "hours_to_confirm", "asks_diet"]
        widgets = {
            name: forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
            for name in ("opens_at", "closes_at")
        }
        help_texts = {
            "opens_at": _("In the time of Deventer. Empty: at once."),
            "closes_at": _("In the time of Deventer. Empty: until it begins."),
            "hours_to_confirm": _("From 1 to 336. Less where the event begins sooner."),
            "most_guests": _("From 0 to 10, for each who registers."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["most_guests"] = with_range(self.fields["most_guests"], 0, 10)
        self.fields["hours_to_confirm"] = with_range(self.fields["hours_to_confirm"], 1, 336)
        self.fields["capacity"] = with_range(self.fields["capacity"], 1, 100_000)

    def _post_clean(self):
        """The action checks the row under its lock: what is taken may have changed since this page was opened."""


def with_range(field, least, most):
    return forms.IntegerField(
        label=field.label,
        help_text=field.help_text,
        required=field.required,
        initial=field.initial,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Question
        fields = [
            "text_nl", "text_en", "text_de", "kind", "choices_nl", "choices_en", "choices_de", "is_required",
        ]  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            **{f"choices_{code}": forms.Textarea(attrs={"rows": 4}) for code in ("nl", "en", "de")},
        }
        help_texts = {
            "text_nl": _("Ask for no more than you need. Never for health, belief or a document number."),
            "choices_nl": _("Only for a question with choices."),
        }

    def clean(self):
        filled = super().clean()
        if filled.get("kind") == Question.Kind.CHOICE and not filled.get("choices_nl", "").strip():
            self.add_error("choices_nl", _("Give the choices, one on a line."))
        if filled.get("kind") != Question.Kind.CHOICE:
            for name in ("choices_nl", "choices_en", "choices_de"):
                filled[name] = ""
                # Where it was not sent along, Django would leave what stood there.
                setattr(self.instance, name, "")
        return filled


class CancelForm(forms.Form):
    """What is said to somebody whose registration the organiser cancels."""

    message = MessageField(
        label=_("What you write to this person"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the mail, in these words."),
    )


class EventMessageForm(forms.ModelForm):
    """What goes to those on the list; `number` is to how many people that was when it was shown before sending."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = EventMessage
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
