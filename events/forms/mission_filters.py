"""The filters of the list of trade missions, in the address."""

from itertools import chain

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.forms.export import INDUSTRIES
from organisations.models import Country, Industry, Place

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
    branche = forms.ChoiceField(label=capfirst(_("industry")), required=False)
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
        self.offer("branche", industries_of(missions))
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
        if "branche" in asked:
            missions = missions.in_industry(INDUSTRIES[asked["branche"]])
        if "jaar" in asked:
            missions = missions.filter(starts_on__year=asked["jaar"])
        return missions


def industries_of(missions):
    """Return the industries of missions as choices, by their slugs in the catalogue."""
    used = set(chain.from_iterable(missions.order_by().values_list("industries", flat=True)))
    slugs = {industry: slug for slug, industry in INDUSTRIES.items()}
    return [(slugs[each], capfirst(each.label)) for each in Industry.by_name() if each in used]


def by_name(choices):
    return sorted(choices, key=lambda each: capfirst(each[1]))
