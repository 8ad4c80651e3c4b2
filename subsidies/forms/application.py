"""The steps in which an organisation says who it is, what it will do, where and for which goals, and what it declares."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.names import clean_name
from globalgoals.claims import lay_down
from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals
from organisations.models import Country

from ..models import Application
from ..reckoning.bank_accounts import IbanError, clean_iban, grouped
from .step import StepForm

MOST_COUNTRIES = 5


def limit(name):
    return Application._meta.get_field(name).max_length


class OrganisationForm(StepForm):
    """Whom to write to, and where the money goes."""

    contact_name = forms.CharField(
        label=gettext_lazy("Contact person"),
        max_length=limit("contact_name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=limit("contact_phone"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    iban = forms.CharField(
        label=gettext_lazy("Account number (IBAN)"),
        max_length=60,
        help_text=gettext_lazy("For example NL91 ABNA 0417 1643 00. It must be an account of your organisation."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    account_holder = forms.CharField(
        label=gettext_lazy("In the name of"),
        max_length=limit("account_holder"),
        help_text=gettext_lazy("As it stands at the bank."),
    )

    def adapt(self):
        if self.by is not None and not self.is_bound:
            self.initial.update(contact_name=self.by.name, contact_email=self.by.email)

    def clean_contact_name(self):
        return clean_name(self.cleaned_data["contact_name"])

    def clean_account_holder(self):
        return clean_name(self.cleaned_data["account_holder"])

    def clean_iban(self):
        try:
            return clean_iban(self.cleaned_data["iban"])
        except IbanError as error:
            raise ValidationError(error.message, code=error.code) from None

    def lines_said(self, name, texts):
        try:
            return [grouped(clean_iban(text)) for text in texts] if name == "iban" else super().lines_said(name, texts)
        except IbanError:
            return super().lines_said(name, texts)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ActivityForm(StepForm):
    """What will be done, when and with whom."""

    title = forms.CharField(
        label=gettext_lazy("What is your activity called?"),
        max_length=limit("title"),
        help_text=gettext_lazy("A short name. If you get the subsidy, the public register shows what it is about."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What is the money for?"), widget=forms.RadioSelect)
    plan = forms.CharField(
        label=gettext_lazy("What will you do, and what will be different then?"),
        max_length=limit("plan"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Half a page is often enough. You can add a plan as an attachment."),
    )
    partner = forms.CharField(
        label=gettext_lazy("With whom abroad?"),
        max_length=limit("partner"),
        required=False,
        help_text=gettext_lazy("The organisation, school or city you work with."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people in Deventer will it reach?"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput)

    def adapt(self):
        purposes = [(str(purpose.pk), purpose.label) for purpose in self.rules.purpose_set.all()]
        if purposes:
            self.fields["purpose"].choices = purposes
        else:
            del self.fields["purpose"]
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs.update(min=self.rules.activity_from, max=self.rules.activity_until)
        self.fields["starts_on"].help_text = self.period

    @property
    def period(self):
        first, last = (date_format(day) for day in (self.rules.activity_from, self.rules.activity_until))
        return _("The activity must lie between %(first)s and %(last)s.") % {"first": first, "last": last}

    def clean(self):
        cleaned = super().clean()
        for name in ("starts_on", "ends_on"):
            day = cleaned.get(name)
            if day and not self.rules.activity_from <= day <= self.rules.activity_until:
                self.add_error(name, self.period)
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned

    @property
    def warnings(self):
        ends_on = getattr(self, "cleaned_data", {}).get("ends_on")
        if not ends_on or ends_on >= timezone.localdate():
            return []
        # Awb 4:29: unless a rule says otherwise, one applies before the activity; the officer decides.
        return [_("This activity is over already. You may apply, but the municipality may refuse it for that reason.")]

    def write(self, application):
        purpose = self.cleaned_data.pop("purpose", None)
        application.purpose_id = int(purpose) if purpose else None
        super().write(application)


class Several(forms.TextInput):
    """The same input a few times."""

    template_name = "subsidies/widgets/several.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)

    def format_value(self, value):
        return value or []

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = [text for text in value or [] if text.strip()]
        # One more than there are, three at least.
        context["values"] = values + [""] * max(len(values) < MOST_COUNTRIES, 3 - len(values))
        return context

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class CountriesField(forms.Field):
    """Countries by their names in any of our languages."""

    widget = Several

    def clean(self, value):
        names = [" ".join(name.split()) for name in value or [] if name.strip()]
        if self.required and not names:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(names) > MOST_COUNTRIES:
            raise ValidationError(
                _("Choose no more than %(most)s countries.") % {"most": MOST_COUNTRIES}, code="too_many"
            )
        found = countries_named(names)
        if unknown := [name for name in names if name.lower() not in found]:
            raise ValidationError(
                _("We know no country of this name: %(names)s.") % {"names": ", ".join(unknown)}, code="unknown"
            )
        return list(dict.fromkeys(found[name.lower()] for name in names))


def countries_named(names):
    """Return the countries that have one of these names, by name in small letters."""
    wanted = Q(pk=None)
    for name in names:
        wanted |= Q(name_nl__iexact=name) | Q(name_en__iexact=name) | Q(name_de__iexact=name)
    found = {}
    for country in Country.objects.filter(wanted):
        for name in (country.name_nl, country.name_en, country.name_de):
            found.setdefault(name.lower(), country)
    return found


class PlacesAndGoalsForm(ClaimsGoals, StepForm):
    """Where it will be felt, and which of the Global Goals it serves."""

    countries = CountriesField(
        label=gettext_lazy("In which countries?"),
        help_text=gettext_lazy("Type the first letters and choose. One country is enough; leave the rest empty."),
    )
    field_order = ["countries", *CLAIM_FIELDS]

    def adapt(self):
        self.fields["goal_1"].required = True

    def known_countries(self):
        return sorted(country.name for country in Country.objects.all())

    def write(self, application):
        """They are no columns."""

    def relate(self, application):
        application.countries.set(self.cleaned_data["countries"])
        lay_down(application, self.claims)


TRUTHFUL = gettext_lazy("I have filled in this application truthfully and completely.")
MANDATED = gettext_lazy("I may apply on behalf of this organisation.")
# Regulation (EU) 2023/2831, article 3: at most 300.000 euros over three years.
DE_MINIMIS = gettext_lazy(
    "In the past three years my organisation, with all that it is linked to, received no more than € 300,000 of de-minimis "
    "aid, this subsidy included. I can show which aid that was."
)


class DeclarationsForm(StepForm):
    """What an applicant stands for when sending in; the words that stood there are kept."""

    truthful = forms.BooleanField(label=TRUTHFUL)
    mandated = forms.BooleanField(label=MANDATED)
    de_minimis = forms.BooleanField(label=DE_MINIMIS)

    def adapt(self):
        if not self.rules.asks_de_minimis:
            del self.fields["de_minimis"]

    @property
    def words(self):
        return [str(self.fields[name].label) for name in self.names]

    def write(self, application):
        application.declarations = self.words
