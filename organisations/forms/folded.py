from django import forms
from django.template.loader import render_to_string


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Many choices, folded away until somebody opens them; those that are chosen are counted."""

    def render(self, name, value, attrs=None, renderer=None):
        choices = super().render(name, value, attrs, renderer)
        return render_to_string("components/_folded_choices.html", {"choices": choices, "number": len(value or [])})
