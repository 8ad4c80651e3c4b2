"""The filters of the pages of cities, in the address: of the Hanse, of ties, of visits."""

from django import forms
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.models import CityTie, HanseCity, Place

from ..models import Visit

S = HanseCity.Status
# Who is still to be verified is shown as a member.
STANDINGS = {
    "lid": [S.MEMBER, S.MEMBER_TO_VERIFY],
    "geschorst": [S.SUSPENDED],
    "uitgesloten": [S.EXCLUDED],
    "titel": [S.TITLE_ONLY],
    "historisch": [S.HISTORIC],
    "geen-lid": [S.NOT_MEMBER],
}
KINDS = {
    "stedenband": CityTie.Kind.TWIN,
    "samenwerking": CityTie.Kind.COOPERATION,
    "programma": CityTie.Kind.PROGRAMME,
    "handel": CityTie.Kind.TRADE,
    "contact": CityTie.Kind.CONTACT,
}
STATUSES = {
    "actief": CityTie.Status.ACTIVE,
    "opgeschort": CityTie.Status.SUSPENDED,
    "beeindigd": CityTie.Status.ENDED,
    "onbekend": CityTie.Status.UNKNOWN,
}
DIRECTIONS = {"ontvangen": Visit.Direction.RECEIVED, "gebracht": Visit.Direction.PAID}


class AddressForm(forms.Form):
    """Filters as they stand in an address; each is a choice, and all may be left out."""

    use_required_attribute = False

    def offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices]

    def clean(self):
        return {name: value for name, value in super().clean().items() if value}

    @property
    def is_narrowed(self):
        return bool(set(self.cleaned_data) - {"volgorde"})


def labelled(choices):
    return [(slug, capfirst(value.label)) for slug, value in choices.items()]


class HanseForm(AddressForm):
    """Which cities of the Hanse to show. What there is of them is read once."""

    land = forms.ChoiceField(label=_("Country"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, data, cities):
        super().__init__(data)
        self.cities = cities
        countries = {city.place.country.iso2.lower(): city.place.country.name for city in cities}
        self.offer("land", sorted(countries.items(), key=lambda each: each[1]))
        self.offer("status", [(slug, capfirst(statuses[0].label)) for slug, statuses in STANDINGS.items()])

    def found(self):
        """Return the cities that fit."""
        land, status = (self.cleaned_data.get(name) for name in ("land", "status"))
        return [
            city
            for city in self.cities
            if (not land or city.place.country.iso2.lower() == land)
            and (not status or city.status in STANDINGS[status])
        ]


class TieForm(AddressForm):
    soort = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    slapend = forms.ChoiceField(label=_("Activity"), required=False)
    volgorde = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.offer("soort", labelled(KINDS))
        self.offer("status", labelled(STATUSES))
        self.offer("slapend", [("nee", _("Awake: something was done in the last two years")), ("ja", _("Sleeping"))])
        self.fields["volgorde"].choices = [
            ("", _("By name")),
            ("laatst", _("Last activity first")),
            ("slapend", _("Longest asleep first")),
        ]

    def found(self, ties):
        """Return of ties `with_last_activity` those that fit, in the order that is asked."""
        asked = self.cleaned_data
        if "soort" in asked:
            ties = ties.filter(kind=KINDS[asked["soort"]])
        if "status" in asked:
            ties = ties.filter(status=STATUSES[asked["status"]])
        if "slapend" in asked:
            ties = ties.filter(is_sleeping=asked["slapend"] == "ja")
            if asked["slapend"] == "nee":
                ties = ties.filter(status__in=[CityTie.Status.ACTIVE, CityTie.Status.UNKNOWN])
        last = F("last_active_on")
        order = {
            "laatst": [last.desc(nulls_last=True)],
            "slapend": ["-is_sleeping", last.asc(nulls_first=True)],
        }
        return ties.order_by(*order.get(asked.get("volgorde"), []), "place__name_nl", "kind")


class VisitForm(AddressForm):
    jaar = forms.ChoiceField(label=_("Year"), required=False)
    richting = forms.ChoiceField(label=_("Received or paid"), required=False)
    stad = forms.ChoiceField(label=_("City"), required=False)

    def __init__(self, data):
        super().__init__(data)
        visits = Visit.objects.public()
        years = visits.order_by("-starts_on__year").values_list("starts_on__year", flat=True).distinct()
        self.offer("jaar", [(str(year), str(year)) for year in years])
        self.offer("richting", labelled(DIRECTIONS))
        places = Place.objects.filter(pk__in=visits.values("place"))
        self.offer("stad", sorted(((place.slug, place.name) for place in places), key=lambda each: each[1]))

    def found(self):
        """Return the visits that fit, the newest first."""
        asked, visits = self.cleaned_data, Visit.objects.public()
        if "jaar" in asked:
            visits = visits.filter(starts_on__year=asked["jaar"])
        if "richting" in asked:
            visits = visits.filter(direction=DIRECTIONS[asked["richting"]])
        if "stad" in asked:
            visits = visits.filter(place__slug=asked["stad"])
        return visits
