"""The forms with which staff handle a delegation."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from deventer_intl.form_answers import add_errors
from deventer_intl.translation import of_three
from organisations.models import Organisation, Place

from ..filters import DayField
from ..missions.days import refuse_days
from ..missions.public_words import programme_text
from ..models import Delegation, DelegationItem, Visit
from ..models.delegation import MOST_PEOPLE
from .delegation import HostAnswerForm, long_text
from .event import FoldedChoices


class DelegationForm(forms.Form):
    """About one delegation, as each of the forms below is."""

    def __init__(self, *args, delegation, **kwargs):
        self.delegation = delegation
        super().__init__(*args, **kwargs)


class AcceptForm(DelegationForm):
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    remark = long_text(_("What you write to them"), 1_000, required=False, help_text=_("It is mailed, in these words."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"starts_on": self.delegation.starts_on, "ends_on": self.delegation.ends_on}


class DeclineForm(DelegationForm):
    reason = long_text(_("Why not"), 1_000, help_text=_("It is mailed, in these words."))


class AskHostsForm(DelegationForm):
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations to ask"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    message = long_text(
        _("What you ask"),
        1_000,
        required=False,
        help_text=_("It is mailed, with who comes, when, and what they want to see; without the name of anybody."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.delegation.hosts.values("organisation")
        self.fields["organisations"].queryset = Organisation.objects.public().exclude(pk__in=asked).order_by("name")
        self.initial["organisations"] = list(self.delegation.organisations.values_list("pk", flat=True))


class NoteAnswerForm(DelegationForm, HostAnswerForm):
    """What an organisation answered by telephone."""

    host = forms.ModelChoiceField(label=_("Organisation"), queryset=None)
    field_order = ["host", "answer", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = self.delegation.hosts.select_related("organisation")
        self.fields["host"].label_from_instance = lambda host: f"{host.organisation} ({host.get_state_display()})"


class ReceivedForm(DelegationForm):
    people = forms.IntegerField(
        label=_("How many people came?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["people"] = self.delegation.people


class VisitForm(DelegationForm, forms.ModelForm):
    """The visit that everyone reads about; it begins with what is known. `actions.delegation.record_visit` saves it."""

    class Meta:
        model = Visit
        fields = [
            "place", *of_three("title"), *of_three("programme"), "organisations", *of_three("host"), "network", "hanseatic_days",
            "is_published",
        ]  # fmt: skip
        widgets = {"organisations": FoldedChoices}

    def __init__(self, *args, delegation, **kwargs):
        super().__init__(*args, delegation=delegation, **kwargs)
        places = Place.objects.select_related("country").order_by("name_nl")
        self.fields["place"].queryset = places
        self.fields["place"].label_from_instance = lambda place: f"{place.name}, {place.country.name}"
        self.fields["place"].help_text = _("Is the city not in the list? Then first add it to the cities and regions.")
        self.fields["organisations"].queryset = Organisation.objects.public().order_by("name")
        self.initial |= beginning_of(delegation, places)

    def _post_clean(self):
        """The action has the row checked once it knows the days."""
        self.instance = forms.models.construct_instance(self, self.instance, self.fields)


def beginning_of(delegation, places):
    """Return what is filled in before somebody writes: in each language what there is of it."""
    place = places.filter(country=delegation.country, name_nl__iexact=delegation.city).first()
    hosts = delegation.hosts.willing().values_list("organisation", flat=True)
    begins = {"place": place, "organisations": list(hosts), "is_published": True}
    items = list(delegation.programme.select_related("organisation"))
    for language in ("nl", "en", "de"):
        with override(language):
            begins[f"title_{language}"] = gettext("%(organisation)s in Deventer") % {
                "organisation": delegation.organisation
            }
            moments = [
                (timezone.localtime(item.starts_at), str(item.title), str(item.organisation or "")) for item in items
            ]
            begins[f"programme_{language}"] = programme_text(moments)
    return begins


class DelegationAdminForm(forms.ModelForm):
    """A request as staff note and correct it."""

    class Meta:
        model = Delegation
        fields = [
            "organisation", "country", "city", "contact_name", "email", "language", "starts_on", "ends_on", "when_note", "people",
            "languages", "wishes", "themes", "organisations", "needs_interpreter", "accessibility",
        ]  # fmt: skip
        widgets = {"themes": FoldedChoices, "organisations": FoldedChoices}

    languages = forms.MultipleChoiceField(
        label=_("Which languages do they speak?"), choices=Delegation._meta.get_field("languages").base_field.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def clean(self):
        filled = super().clean()
        if self.instance.pk is None and not {"starts_on", "ends_on"} & set(self.errors):
            try:
                refuse_days(filled.get("starts_on"), filled.get("ends_on"), today=timezone.localdate())
            except forms.ValidationError as error:
                add_errors(self, error)
        return filled


class ItemForm(forms.ModelForm):
    """One thing on the programme, on one of the days of the visit."""

    class Meta:
        model = DelegationItem
        fields = ["starts_at", "ends_at", *of_three("title"), "venue", "organisation"]

    def clean_starts_at(self):
        begins, delegation = self.cleaned_data["starts_at"], self.instance.delegation
        if delegation.starts_on and not delegation.starts_on <= timezone.localdate(begins) <= delegation.ends_on:
            raise forms.ValidationError(_("This is on none of the days of the visit."), code="day")
        return begins

    def clean(self):
        filled = super().clean()
        begins, ends = filled.get("starts_at"), filled.get("ends_at")
        if begins and ends and ends - begins > timedelta(hours=24):
            self.add_error("ends_at", _("This takes more than a day. Make an item of each day."))
        return filled
