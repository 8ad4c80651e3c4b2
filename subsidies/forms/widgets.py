from django import forms


class DayInput(forms.DateInput):
    """A day, with the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
