"""The filters of the agenda: from an address to events. List, month, open data and feeds ask the same."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from globalgoals.models import Goal
from organisations.models import Country, Network, Organisation, Place

from .models import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .moments import FIRST_YEAR, LAST_YEAR, midnight

PAST = "voorbij"


class DayField(forms.DateField):
    """A day, as a browser sends it or as people write it."""

    def __init__(self, **options):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            text = _("Give a year from %(first)s to %(last)s.")
            raise ValidationError(text, code="year", params={"first": FIRST_YEAR, "last": LAST_YEAR})
        return day


class LongSelect(forms.Select):
    """A list to choose from that may be long: Django renders a template for each option, which took most of the time of a page."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(value or "")}
        options = ((key, mark_safe(" selected") if str(key) in chosen else "", label) for key, label in self.choices)
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})),
            format_html_join("\n", '<option value="{}"{}>{}</option>', options),
        )


class Offered(forms.ChoiceField):
    """A choice of what events are about."""

    widget = LongSelect


class AgendaForm(forms.Form):
    """What is asked of the agenda. What the lists offer is what events of the visitor are about."""

    use_required_attribute = False

    q = forms.CharField(label=_("Text"), required=False, max_length=100)
    van = DayField(label=_("From"), required=False)
    tot = DayField(label=_("Until and including"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False)
    land = Offered(label=_("Country"), required=False)
    stad = Offered(label=_("City"), required=False)
    doel = Offered(label=_("Global Goal"), required=False)
    netwerk = Offered(label=_("Network"), required=False)
    organisatie = Offered(label=_("Organisation"), required=False)
    periode = forms.ChoiceField(
        label=_("Period"), required=False, choices=[("", ""), (PAST, "")], widget=forms.HiddenInput
    )

    def __init__(self, data, events):
        super().__init__(data)
        self.fields["soort"].choices = [("", _("All")), *((k.value, capfirst(k.label)) for k in Event.Kind)]
        countries = EventCountry.objects.filter(event__in=events).values("country")
        cities = EventCity.objects.filter(event__in=events).values("place")
        parts = EventOrganisation.objects.filter(event__in=events).values("organisation")
        self.found = {}
        self.offer("land", Country, "iso2", Q(pk__in=countries) | Q(pk__in=events.values("place__country")), lower=True)
        self.offer("stad", Place, "slug", Q(pk__in=cities) | Q(pk__in=events.values("place")))
        self.offer("doel", Goal, "number", Q(pk__in=EventGoal.objects.filter(event__in=events).values("goal")))
        self.offer("netwerk", Network, "slug", Q(pk__in=events.values("network")))
        self.offer("organisatie", Organisation, "slug", Q(pk__in=parts) | Q(pk__in=events.values("organiser")))

    def offer(self, name, model, key, in_use, lower=False):
        """Offer what is in use, by name; what only the address names is right too, as long as it exists."""
        found = {key_of(each, key, lower): each for each in named(model).filter(in_use)}
        asked = str(self.data.get(name, ""))
        if asked and asked not in found and is_possible(asked, key):
            value = asked.upper() if lower else asked
            found.update((asked, each) for each in named(model).filter(**{key: value}))
        choices = sorted(found.items(), key=lambda each: getattr(each[1], "number", 0) or str(each[1]))
        self.fields[name].choices = [("", _("All")), *((each, str(object)) for each, object in choices)]
        self.found[name] = found

    def clean(self):
        asked = {name: value for name, value in super().clean().items() if value}
        if "van" in asked and "tot" in asked and asked["tot"] < asked["van"]:
            self.add_error("tot", _("The last day cannot lie before the first."))
        return asked


def named(model):
    """Return those of which the public may read the name, with no more than their names and keys."""
    found = model.objects.public() if model is Organisation else model.objects.all()
    return found.only("slug", "name") if model is Organisation else found


def key_of(each, key, lower):
    value = str(getattr(each, key))
    return value.lower() if lower else value


def is_possible(value, key):
    """Say whether a text can be what a column holds; another would only make the database stop."""
    return "\0" not in value and (key != "number" or (value.isascii() and value.isdigit() and len(value) < 4))


class AgendaFilter:
    """What an address asks of the agenda, for a visitor: `form` with what is wrong, `events`, and `query` for links.

    An address that is wrong has no events; whoever shows it answers with 422.
    """

    def __init__(self, parameters, user):
        self.visible = Event.objects.visible_to(user).published()
        self.form = AgendaForm(parameters, self.visible)

    @cached_property
    def asked(self):
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def is_valid(self):
        return self.form.is_valid()

    @property
    def is_past(self):
        return self.asked.get("periode") == PAST

    @property
    def is_narrowed(self):
        return bool(set(self.asked) - {"periode"})

    @property
    def query(self):
        """The filters as they stand in an address: the same for the same question, "" for none."""
        return self.query_with()

    def query_with(self, **changes):
        """Return the filters as they stand in an address, with some changed; None leaves one out."""
        asked = {**self.asked, **changes}
        return urlencode({name: asked[name] for name in self.form.fields if asked.get(name)})

    @cached_property
    def matching(self):
        """The events that fit, whatever day it is: also those of long ago, unless the address says from when."""
        if not self.is_valid:
            return Event.objects.none()
        events, asked = self.visible, self.asked
        if "q" in asked:
            events = events.with_text(asked["q"])
        if "soort" in asked:
            events = events.filter(kind=asked["soort"])
        for name, narrow in NARROWED_BY.items():
            if name in asked:
                events = narrow(events, self.form.found[name][asked[name]])
        if "van" in asked:
            events = events.filter(ends_at__gt=midnight(asked["van"]))
        if "tot" in asked:
            events = events.filter(starts_at__lt=midnight(asked["tot"] + timedelta(days=1)))
        return events

    @cached_property
    def events(self):
        """The events that fit: those to come, the first first; or those that are over, the last first."""
        if self.is_past:
            return self.matching.past().order_by("-starts_at", "-pk")
        return self.matching if "van" in self.asked else self.matching.upcoming()


NARROWED_BY = {
    "land": lambda events, country: events.about_country(country),
    "stad": lambda events, place: events.about_city(place),
    "doel": lambda events, goal: events.about_goal(goal),
    "netwerk": lambda events, network: events.filter(network=network),
    "organisatie": lambda events, organisation: events.of_organisation(organisation),
}
