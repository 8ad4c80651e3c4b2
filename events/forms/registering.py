"""The forms of who registers: with a link alone, without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.names import CleanName
from deventer_intl.people_only import PeopleOnly
from organisations.forms.introduction import one_line

from ..models import Question

YES_NO = [("ja", _("yes")), ("nee", _("no"))]


def field_for(question):
    """Return the field in which a question is answered."""
    options = {"label": question.text, "required": question.is_required}
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(max_length=500, validators=[one_line], **options)
    choices = list(YES_NO if question.kind == Question.Kind.YES_NO else question.options)
    if not question.is_required:
        choices.append(("", _("no answer")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


class DietForm(forms.Form):
    """What somebody cannot eat, which is kept only with consent."""

    diet = forms.CharField(
        label=_("What you do not eat or cannot have"),
        max_length=300,
        required=False,
        validators=[one_line],
        help_text=_("For example vegetarian, or an allergy. Only the organiser reads it."),
    )
    diet_consent = forms.BooleanField(
        label=_("The organiser may keep what I do not eat"),
        required=False,
        help_text=_("It can say something about health or belief. It is removed some days after the event."),
    )

    def check_diet(self):
        if self.cleaned_data.get("diet") and not self.cleaned_data.get("diet_consent"):
            text = _("Give your consent, or leave empty what you do not eat: without it we cannot keep that.")
            self.add_error("diet_consent", text)


def guests_field(most):
    return forms.IntegerField(
        label=_("How many people you bring along"),
        min_value=0,
        max_value=most,
        required=False,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Yourself not included. We do not ask for their names."),
    )


class DetailsForm(CleanName, DietForm):
    """Who comes, with what this event asks."""

    name = forms.CharField(
        label=_("Name"), max_length=100, validators=[one_line], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = MailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You get a mail with a link, by which you can change or cancel your registration."),
    )
    affiliation = forms.CharField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    shows_name = forms.BooleanField(
        label=_("Others who come may see my name"),
        required=False,
        help_text=_("Your name and organisation, to those who have a place. You can change this later."),
    )

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in terms.event.questions.all()}
        if terms.most_guests:
            self.fields["guests"] = guests_field(terms.most_guests)
        self.fields |= {name: field_for(question) for name, question in self.questions.items()}
        if not terms.asks_diet:
            del self.fields["diet"], self.fields["diet_consent"]
        self.order_fields(["name", "email", "affiliation", "guests", *self.questions, "diet", "diet_consent"])

    def clean(self):
        self.check_diet()
        return super().clean()

    def details(self):
        """Return what was filled in, as `actions.registering` takes it."""
        filled = self.cleaned_data
        return {
            **{name: filled[name] for name in ("name", "email", "affiliation", "shows_name")},
            "guests": filled.get("guests") or 0,
            "answers": {question: filled[name] for name, question in self.questions.items()},
            "diet": filled.get("diet", ""),
        }


class RegisterForm(DetailsForm, PeopleOnly):
    """What a visitor fills in. `waits` says that the page named the waiting list when it was sent."""

    waits = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HandForm(DetailsForm):
    """Somebody who telephoned or wrote, filled in by the organiser."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Without one, nothing is mailed: tell them yourself.")
        for name in set(self.questions) & set(self.fields):
            self.fields[name].required = False


class ChangeForm(DietForm):
    """What can be changed later."""

    shows_name = forms.BooleanField(label=_("Others who come may see my name"), required=False)

    def __init__(self, *args, terms, registration, **kwargs):
        super().__init__(*args, **kwargs)
        if most := max(terms.most_guests, registration.guests):
            self.fields["guests"] = guests_field(most)
        if not terms.asks_diet:
            del self.fields["diet"], self.fields["diet_consent"]
        self.order_fields(["guests", "diet", "diet_consent", "shows_name"])

    def clean(self):
        self.check_diet()
        return super().clean()

    def details(self):
        filled = self.cleaned_data
        return {
            "guests": filled.get("guests") or 0,
            "shows_name": filled["shows_name"],
            "diet": filled.get("diet", ""),
        }
