"""The filters of the public register, in the address."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from globalgoals.models import Goal
from organisations.models import Country

from ..models import Outcome
from ..register import OUTCOMES, in_force, numbers_by_country, of_name, with_text, years_and_schemes


class RegisterForm(forms.Form):
    """What is asked of the register. `found()` are the decisions; `countries` the countries by key."""

    use_required_attribute = False

    q = forms.CharField(label=_("Text"), required=False, max_length=100)
    jaar = forms.ChoiceField(label=_("Year"), required=False)
    regeling = forms.ChoiceField(label=_("Subsidy scheme"), required=False)
    organisatie = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    land = forms.ChoiceField(label=_("Country"), required=False)
    doel = forms.ChoiceField(label=_("Global Goal"), required=False)
    uitkomst = forms.ChoiceField(label=_("Outcome"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.countries = Country.objects.in_bulk()
        known = years_and_schemes()
        self.offer("jaar", dict.fromkeys((str(each.year), str(each.year)) for each in known))
        self.offer("regeling", dict.fromkeys((each.scheme.slug, each.scheme.name) for each in known))
        self.offer("doel", [(str(goal.number), str(goal)) for goal in Goal.objects.all()])
        self.offer("uitkomst", [(slug, capfirst(Outcome(value).label)) for slug, value in OUTCOMES.items()])
        named = sorted((country.name, country.iso2.lower()) for country in self.countries.values())
        self.offer("land", [(iso2, name) for name, iso2 in named])
        # Only those that lead somewhere stand in the list; in an address any country is right.
        shown = {self.countries[pk].iso2.lower() for pk in numbers_by_country(in_force())} | {self.data.get("land")}
        self.fields["land"].widget.choices = [each for each in self.fields["land"].choices if each[0] in shown | {""}]

    def offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices]

    def clean(self):
        cleaned = super().clean()
        return {name: value for name, value in cleaned.items() if value}

    @property
    def is_narrowed(self):
        return bool(self.cleaned_data)

    def found(self):
        """Return the decisions that fit the filters."""
        asked, decisions = self.cleaned_data, in_force()
        if "q" in asked:
            decisions = with_text(decisions, asked["q"])
        if "jaar" in asked:
            decisions = decisions.filter(application__ceiling__year=asked["jaar"])
        if "regeling" in asked:
            decisions = decisions.filter(application__ceiling__scheme__slug=asked["regeling"])
        if "organisatie" in asked:
            decisions = of_name(decisions, asked["organisatie"])
        if "land" in asked:
            decisions = decisions.filter(application__countries__iso2=asked["land"].upper())
        if "doel" in asked:
            decisions = decisions.filter(application__goals=asked["doel"])
        if "uitkomst" in asked:
            decisions = decisions.filter(outcome=OUTCOMES[asked["uitkomst"]])
        return decisions
