"""The filters of the list of good practices, in the address. Page, open data and links ask the same."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.forms.cities import AddressForm
from globalgoals.models import Goal, GoodPractice
from organisations.models import Country, Organisation, Sector

# How sectors are named in addresses.
SECTORS = {
    "maatschappelijk": Sector.CIVIL_SOCIETY,
    "bedrijven": Sector.BUSINESS,
    "onderwijs": Sector.EDUCATION,
    "cultuur": Sector.CULTURE,
    "overheid": Sector.GOVERNMENT,
    "zorg": Sector.CARE,
    "sport": Sector.SPORT,
}


class PracticeFilterForm(AddressForm):
    """Which good practices to show; offered is what some public one has."""

    doel = forms.ChoiceField(label=_("Global Goal"), required=False)
    sector = forms.ChoiceField(label=capfirst(_("sector")), required=False)
    land = forms.ChoiceField(label=_("Country"), required=False)
    organisatie = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, data):
        super().__init__(data)
        public = GoodPractice.objects.public()
        organisations = Organisation.objects.filter(good_practices__in=public).distinct().order_by("name")
        sectors = {organisation.sector for organisation in organisations}
        countries = Country.objects.filter(good_practices__in=public).distinct()
        goals = Goal.objects.filter(good_practices__in=public).distinct().order_by("number")
        self.offer("doel", [(str(goal.number), str(goal)) for goal in goals])
        self.offer("sector", [(slug, capfirst(sector.label)) for slug, sector in SECTORS.items() if sector in sectors])
        named = [(country.iso2.lower(), country.name) for country in countries]
        self.offer("land", sorted(named, key=lambda each: each[1]))
        self.offer("organisatie", [(each.slug, each.name) for each in organisations])

    def found(self):
        """Return the good practices that fit, the latest first."""
        practices, asked = GoodPractice.objects.public(), self.cleaned_data
        if "doel" in asked:
            practices = practices.filter(goals=asked["doel"])
        if "sector" in asked:
            practices = practices.filter(organisation__sector=SECTORS[asked["sector"]])
        if "land" in asked:
            practices = practices.filter(countries__iso2=asked["land"].upper())
        if "organisatie" in asked:
            practices = practices.filter(organisation__slug=asked["organisatie"])
        return practices.latest_first().with_names()
