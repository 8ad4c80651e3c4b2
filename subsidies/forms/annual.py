"""The day at whose end the annual accounts are looked at."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..annual import last_day_of
from .widgets import DayInput


class DayForm(forms.Form):
    dag = forms.DateField(label=gettext_lazy("As it stood at the end of"), widget=DayInput, required=False)

    def __init__(self, data, *, year: int):
        self.first, self.last = date(year, 1, 1), last_day_of(year)
        super().__init__(data if data.get("dag") else None, initial={"dag": self.last})
        self.fields["dag"].widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    def clean_dag(self):
        day = self.cleaned_data["dag"]
        if day and not self.first <= day <= self.last:
            days = {"first": date_format(self.first), "last": date_format(self.last)}
            raise ValidationError(_("Choose a day from %(first)s up to and including %(last)s.") % days)
        return day

    @property
    def day(self) -> date:
        """The day that was asked, else the last one there can be."""
        return (self.cleaned_data["dag"] if self.is_valid() else None) or self.last
