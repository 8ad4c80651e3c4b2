"""The filters of the list of trade missions, in the address."""

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.models import Country, Place, Theme

from ..models import Mission
from ..models.mission_queryset import Group
from .cities import AddressForm, labelled

KINDS = {"reis": Mission.Kind.OUTGOING, "delegatie": Mission.Kind.INCOMING, "beurs": Mission.Kind.FAIR}
GROUPS = {"open": Group.OPEN, "komend": Group.COMING, "plan": Group.IDEA, "voorbij": Group.PAST}


class MissionForm(AddressForm):
    """Which missions to show; offered is what some public mission has."""

    stand = forms.ChoiceField(label=_("Stage"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False)
    land = forms.ChoiceField(label=_("Country"), required=False)
    stad = forms.ChoiceField(label=_("City"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    jaar = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.missions = missions = Mission.objects.public()
        self.offer("stand", labelled(GROUPS))
        self.offer("soort", labelled(KINDS))
        places = Place.objects.filter(missions__in=missions).distinct()
        there = Country.objects.filter(Q(missions__in=missions) | Q(places__missions__in=missions)).distinct()
        self.countries = {country.iso2.lower(): country for country in there}
        self.offer("land", by_name((iso2, country.name) for iso2, country in self.countries.items()))
        self.offer("stad", by_name((place.slug, place.name) for place in places))
        themes = Theme.objects.filter(missions__in=missions).distinct()
        self.offer("sector", by_name((theme.slug, theme.name) for theme in themes))
        days = missions.exclude(starts_on=None).order_by("-starts_on__year")
        years = days.values_list("starts_on__year", flat=True).distinct()
        self.offer("jaar", [(str(year), str(year)) for year in years])

    def found(self):
        """Return the missions that fit, `grouped`."""
        asked, missions = self.cleaned_data, self.missions.grouped()
        if "stand" in asked:
            missions = missions.filter(group=GROUPS[asked["stand"]])
        if "soort" in asked:
            missions = missions.filter(kind=KINDS[asked["soort"]])
        if "land" in asked:
            missions = missions.about_country(self.countries[asked["land"]])
        if "stad" in asked:
            missions = missions.of(places__slug=asked["stad"])
        if "sector" in asked:
            missions = missions.of(themes__slug=asked["sector"])
        if "jaar" in asked:
            missions = missions.filter(starts_on__year=asked["jaar"])
        return missions


def by_name(choices):
    return sorted(choices, key=lambda each: capfirst(each[1]))
