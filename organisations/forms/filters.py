"""The filters of lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Country


class Filters(forms.Form):
    """Filters in an address: `cleaned_data` holds those that were chosen."""

    use_required_attribute = False

    def offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices]

    def offer_countries(self, name, used):
        """Offer the countries that lead somewhere; in an address any country is right."""
        self.countries = Country.objects.in_bulk()
        named = sorted((country.name, country.iso2.lower()) for country in self.countries.values())
        shown = {self.countries[pk].iso2.lower() for pk in used} | {self.data.get(name), ""}
        self.offer(name, [(iso2, label) for label, iso2 in named])
        self.fields[name].widget.choices = [each for each in self.fields[name].choices if each[0] in shown]

    def clean(self):
        return {name: value for name, value in super().clean().items() if value}

    @property
    def is_narrowed(self):
        return bool(self.cleaned_data)
