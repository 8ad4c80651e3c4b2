"""The forms about an event: what it is, why it is cancelled, and what came of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deventer_intl.translation import of_three
from deventer_intl.unchanged import UnchangedForm
from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields
from organisations.forms.folded import FoldedChoices
from organisations.forms.profile import LARGE, SMALL, SectionForm, in_words
from organisations.models import Country, Organisation, Place

from ..actions import series
from ..filters import DayField
from ..models import Event
from ..moments import span

ONE, FOLLOWING = "one", "following"
SCOPES = [(ONE, _("Only this one")), (FOLLOWING, _("This one, and all that follow and do not differ"))]


def hour():
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(required=False, widget=widget)


class Moments(forms.Form):
    """From when until when, as people say it: days and hours on the clock of where it is held."""

    starts_on = DayField(label=_("First day"))
    starts_time = hour()
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: the same day."))
    ends_time = hour()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (("starts_time", _("Begins at")), ("ends_time", _("Ends at"))):
            field = self.fields[name]
            field.label, field.help_text = label, _("Not needed where it takes whole days.")
            field.required = not self["is_all_day"].value()
            field.error_messages["required"] = _("Fill in the hour, or tick that it takes whole days.")

    def clean(self):
        cleaned = super().clean()
        try:
            self.read_moments(self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def read_moments(self, cleaned):
        is_all_day = cleaned.get("is_all_day")
        hours = [None, None] if is_all_day else [cleaned.get("starts_time"), cleaned.get("ends_time")]
        asked = ("starts_on", "starts_time", "ends_on", "ends_time", "zone")
        if not any(name in self.errors for name in asked):
            first, last = cleaned["starts_on"], cleaned.get("ends_on")
            self.instance.starts_at, self.instance.ends_at = span(first, hours[0], last, hours[1], cleaned["zone"])


def moments_of(event):
    """Return what stands in the fields of `Moments` for an event."""
    if not event or event.starts_at is None:
        return {}
    hours = {"starts_time": f"{event.local_start:%H:%M}", "ends_time": f"{event.local_end:%H:%M}"}
    last = event.last_day if event.is_all_day else event.local_end.date()
    return {
        "starts_on": event.first_day,
        "ends_on": last if last != event.first_day else "",
        **({} if event.is_all_day else hours),
    }


class ForWhom(forms.Form):
    """For everyone or for members of a network. Who leaves it open gets the usual: a network meets among its members."""

    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            ("", _("as usual: a network meeting for its members, everything else for everyone")),
            *Event.Audience.choices,
        ],
        required=False,
    )

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("audience"):
            is_meeting = cleaned.get("kind") == Event.Kind.NETWORK
            cleaned["audience"] = Event.Audience.NETWORK if is_meeting else Event.Audience.EVERYONE
        if cleaned["audience"] == Event.Audience.NETWORK and not cleaned.get("network"):
            self.add_error("network", _("Say which network it is for, or that it is for everyone."))
        return cleaned


def usual_audience(event):
    """Return what stands in the field of `ForWhom` for an event: a new one leaves it open."""
    return {} if event and event.pk else {"audience": ""}


class Related(ClaimsGoals):
    """What hangs on an event, by the name of its relation, as `actions.agenda` takes it along."""

    @property
    def related(self):
        return {name: self.cleaned_data[name] for name in ("countries", "cities", "organisations")} | {
            "goals": self.claims
        }


class EventForm(Related, ForWhom, Moments, SectionForm):
    """An event as a member proposes and changes it. What only somebody else changed meanwhile is taken over."""

    salt = "events.event"
    scope = forms.ChoiceField(
        label=_("What to change"),
        choices=SCOPES,
        widget=forms.RadioSelect,
    )

    field_order = [
        "scope", *of_three("title"), "kind", *of_three("summary"), "starts_on", "starts_time", "ends_on", "ends_time", "is_all_day",
        "zone", "venue", "place", "online_url", "audience", "network", *of_three("description"), "umbrella", "countries", "cities",
        *CLAIM_FIELDS, "organisations",
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = [
            *of_three("title"), "kind", *of_three("summary"), "is_all_day", "zone", "venue", "place", "online_url", "audience",
            "network", *of_three("description"), "umbrella", "countries", "cities", *CLAIM_FIELDS,
            "organisations",
        ]  # fmt: skip
        labels = {"is_all_day": _("It takes whole days"), "place": _("City where it is held")}
        widgets = {
            **dict.fromkeys(of_three("summary"), SMALL),
            **dict.fromkeys(of_three("description"), LARGE),
            **dict.fromkeys(["countries", "cities", "organisations"], FoldedChoices),
        }

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["network"].queryset = organisation.networks.all()
        fields["umbrella"].queryset = self.possible_umbrellas()
        fields["place"].queryset = Place.objects.select_related("country").order_by("name_nl")
        fields["cities"].queryset = Place.objects.order_by("name_nl")
        fields["countries"].queryset = Country.objects.order_by("name_nl")
        fields["organisations"].queryset = Organisation.objects.public().exclude(pk=organisation.pk).order_by("name")
        if not self.instance.series_id:
            del fields["scope"]
            self.names.remove("scope")

    def possible_umbrellas(self):
        """Return what an event can be part of: what the public reads and is not over, and what it is part of now."""
        found = Event.objects.public().upcoming().exclude(status=Event.Status.CANCELLED)
        found = Event.objects.filter(Q(pk__in=found) | Q(pk=self.instance.umbrella_id))
        return found.exclude(pk=self.instance.pk).order_by("starts_at")

    def beside(self, instance):
        return {**moments_of(instance), **usual_audience(instance), **claims_in_fields(instance), "scope": ONE}

    @property
    def is_for_following(self):
        return self.cleaned_data.get("scope") == FOLLOWING


class EventAdminForm(Related, ForWhom, Moments, UnchangedForm):
    """An event as an editor makes and changes it."""

    compared = ["starts_at", "ends_at", "goals"]
    scope = forms.ChoiceField(
        label=_("What to change"), choices=SCOPES, widget=forms.RadioSelect, initial=ONE, required=False
    )

    class Meta:
        model = Event
        fields = [*EventForm.Meta.fields, *of_three("report"), "organiser"]
        widgets = dict.fromkeys(["countries", "cities", "organisations"], FoldedChoices)

    def __init__(self, *args, initial=None, instance=None, **kwargs):
        initial = {**moments_of(instance), **usual_audience(instance), **claims_in_fields(instance), **(initial or {})}
        super().__init__(*args, initial=initial, instance=instance, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if self.instance.is_cancelled:
            self.add_error(None, _("This event was cancelled. It cannot be changed any more."))
        elif self.is_for_following and not self.errors:
            try:
                series.moved_along(self.instance, Event.objects.get(pk=self.instance.pk))
            except ValidationError as error:
                self.add_error("starts_on", error)
        return cleaned

    @property
    def is_for_following(self):
        return self.cleaned_data.get("scope") == FOLLOWING


class RefusalForm(forms.Form):
    """Why a proposed event does not come in the agenda."""

    reason = forms.CharField(
        label=_("Why not"),
        max_length=500,
        widget=SMALL,
        help_text=_("It is mailed to whoever proposed it, in these words."),
    )


class ReasonForm(forms.Form):
    """Why an event does not take place: in Dutch, and in the languages of those who come."""

    reason_nl = forms.CharField(label=_("Why, in Dutch"), max_length=500, widget=SMALL)
    reason_en = forms.CharField(label=_("Why, in English"), max_length=500, widget=SMALL, required=False)
    reason_de = forms.CharField(label=_("Why, in German"), max_length=500, widget=SMALL, required=False)

    @property
    def reasons(self):
        return {language: self.cleaned_data[f"reason_{language}"] for language in ("nl", "en", "de")}


class ReportForm(forms.ModelForm):
    """What came of an event."""

    class Meta:
        model = Event
        fields = of_three("report")
        widgets = dict.fromkeys(of_three("report"), LARGE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = in_words(name, pgettext_lazy("event", "Report"))
        self.fields["report_nl"].required = True

    @property
    def texts(self):
        return {language: self.cleaned_data[f"report_{language}"] for language in ("nl", "en", "de")}
