"""The choice of industries, of missions and of who takes part in them."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from deventer_intl.unchanged import UnchangedForm
from organisations.models import Industry


def by_name():
    return [(industry.value, capfirst(industry.label)) for industry in Industry.by_name()]


class IndustriesField(forms.MultipleChoiceField):
    """Any number of industries, in the order of their names in the language of the request."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Industries"), "choices": by_name, **kwargs})


class InIndustriesForm(UnchangedForm):
    """Of a model that has industries, in the back-office."""

    industries = IndustriesField(label=_("industries"), required=False)
