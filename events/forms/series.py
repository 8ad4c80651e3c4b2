"""How often an event comes back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..filters import DayField
from ..models import Series
from ..recurrence import days


class RepeatForm(forms.Form):
    """The days of a series begin with that of the event."""

    frequency = forms.ChoiceField(label=_("How often"), choices=Series.Frequency, widget=forms.RadioSelect)
    interval = forms.IntegerField(
        label=_("Every so many weeks, months or years"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=_("2 with “every week”: every second week."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    until = DayField(label=_("Last day at the latest"))

    def __init__(self, *args, event, **kwargs):
        self.event = event
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                days(cleaned["frequency"], self.event.first_day, cleaned["until"], cleaned["interval"])
            except ValidationError as error:
                self.add_error("frequency" if error.code == "first" else "until", error)
        return cleaned
