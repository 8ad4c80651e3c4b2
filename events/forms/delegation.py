"""The forms of who asks to come with a delegation: without an account, and later with a link alone."""

import secrets
import time
from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.form_answers import add_errors
from deventer_intl.names import clean_name
from deventer_intl.people_only import SHORTEST, PeopleOnly
from organisations.forms.introduction import MessageField, one_line
from organisations.models import Country, Language, Organisation, Theme

from ..filters import DayField
from ..missions.days import refuse_days
from ..models import Delegation, DelegationGuest
from ..models.delegation import MOST_PEOPLE
from .event import FoldedChoices
from .registering import DietForm

FIXED, FLEXIBLE = "dagen", "later"
OWN = [
    "organisation", "country", "city", "contact_name", "email", "starts_on", "ends_on", "when_note", "people", "languages", "wishes",
    "needs_interpreter", "accessibility",
]  # fmt: skip


def line(label, longest, **options):
    autocomplete = options.pop("autocomplete", "off")
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=longest, validators=[one_line], widget=widget, **options)


def long_text(label, longest, rows=5, **options):
    widget = forms.Textarea(attrs={"rows": rows})
    return MessageField(label=label, max_length=longest, widget=widget, **options)


class RequestForm(PeopleOnly):
    """Who asks to come, when, with how many, and what for."""

    use_required_attribute = False

    organisation = line(_("Organisation that comes"), 200, autocomplete="organization")
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.none(), empty_label=_("Choose a country")
    )
    city = line(_("City or region"), 100)
    contact_name = line(_("Your name"), 150, autocomplete="name")
    email = MailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We mail you a link. With it you follow the request, and later say who come along."),
    )
    when = forms.ChoiceField(
        label=_("When do you want to come?"),
        choices=[(FIXED, _("On certain days")), (FLEXIBLE, _("The days are still open"))],
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=_("First day"), required=False, help_text=_("Not needed if the days are still open."))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: the same day."))
    when_note = line(
        _("What would suit you"),
        200,
        required=False,
        help_text=_("If the days are still open. For example: in May, two days."),
    )
    people = forms.IntegerField(
        label=_("How many people come?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("About how many is enough. At most 200."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do they speak?"), choices=Language, widget=forms.CheckboxSelectMultiple
    )
    wishes = long_text(
        _("What do you want to see or speak about?"),
        2_000,
        rows=8,
        help_text=_("Why Deventer, and what you hope to take home. At most 2,000 characters."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=FoldedChoices
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations in Deventer you want to meet"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=FoldedChoices,
    )
    needs_interpreter = forms.BooleanField(label=_("We need an interpreter"), required=False)
    accessibility = long_text(
        _("What makes the visit possible for everyone?"),
        500,
        rows=3,
        required=False,
        help_text=_("For example a place without steps. Write no names, and nothing about anybody's health."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.all()
        self.fields["themes"].queryset = Theme.objects.all()
        self.fields["organisations"].queryset = Organisation.objects.public().order_by("name")
        for field in self.fields.values():
            # What is too long is answered with a message; a browser would cut it off unseen.
            field.widget.attrs.pop("maxlength", None)

    def clean_organisation(self):
        return clean_name(self.cleaned_data["organisation"])

    def clean_city(self):
        return clean_name(self.cleaned_data["city"])

    def clean_contact_name(self):
        return clean_name(self.cleaned_data["contact_name"])

    def clean(self):
        # First: what looks like a robot is only told so where nothing else is wrong.
        self.check_days(self.cleaned_data)
        return super().clean()

    def check_days(self, filled):
        if filled.get("when") == FLEXIBLE:
            filled["starts_on"] = filled["ends_on"] = None
            if not filled.get("when_note") and "when_note" not in self.errors:
                self.add_error("when_note", _("Say when it would suit you."))
        elif filled.get("when") == FIXED and not {"starts_on", "ends_on"} & set(self.errors):
            filled["when_note"] = ""
            filled["ends_on"] = filled["ends_on"] or filled["starts_on"]
            if filled["starts_on"] is None:
                self.add_error("starts_on", _("Fill in the first day, or say that the days are still open."))
                return
            try:
                refuse_days(filled["starts_on"], filled["ends_on"], today=timezone.localdate())
            except ValidationError as error:
                add_errors(self, error)

    def seal_anew(self):
        """Let the page on which the answers are checked be sent at once: whoever got there took the time already."""
        seal = [time.time() - SHORTEST, secrets.token_urlsafe(12)]
        self.put("opened", signing.dumps(seal, salt=type(self).__qualname__))

    def delegation(self, language):
        """Return what was filled in as a record that is not saved yet."""
        return Delegation(language=language, **{name: self.cleaned_data[name] for name in OWN})

    def answers(self):
        """Yield each question that was answered, with the lines of its answer."""
        for field in self.visible_fields():
            if lines := shown(field.field, self.cleaned_data.get(field.name)):
                yield field.label, lines


def shown(field, value):
    """Return an answer as lines to read; none for one that was left empty."""
    if isinstance(value, bool):
        return [gettext("yes")] if value else []
    if value in (None, "", []):
        return []
    if isinstance(value, date):
        return [date_format(value)]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(each) for each in value]
    labels = dict(field.choices) if isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset") else {}
    return [str(labels.get(each, each)) for each in (value if isinstance(value, list) else [value])]


class GuestForm(DietForm, forms.ModelForm):
    """Somebody who comes along. `actions.delegation_guest` saves it: this form writes nothing itself."""

    class Meta:
        model = DelegationGuest
        fields = ["name", "role", "organisation"]
        help_texts = {"organisation": _("Only if it is another than that of the delegation.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].validators.append(one_line)
        self.fields["diet"].label = _("What this person does not eat or cannot have")
        self.fields["diet"].help_text = _("For example vegetarian, or an allergy.")
        self.fields["diet_consent"].label = _("This person agrees that we keep that")
        self.fields["diet_consent"].help_text = _(
            "It can say something about health or belief. Only the International Office and the Trade Office read it."
        )
        self.order_fields(["name", "role", "organisation", "diet", "diet_consent"])

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean(self):
        self.check_diet()
        return super().clean()

    def _post_clean(self):
        """The action checks the row under the lock of its delegation."""
        for name in self.Meta.fields:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


class HostAnswerForm(forms.Form):
    """What an organisation says when it is asked to receive a delegation."""

    answer = forms.ChoiceField(
        label=_("Can you receive them?"),
        choices=[("ja", _("Yes, we receive them")), ("nee", _("No, we cannot"))],
        widget=forms.RadioSelect,
    )
    note = long_text(
        _("What you want to say with it"),
        500,
        rows=4,
        required=False,
        help_text=_("For example which day suits you, or what you can show. The International Office reads it."),
    )

    @property
    def details(self):
        return {"is_willing": self.cleaned_data["answer"] == "ja", "note": self.cleaned_data["note"]}
