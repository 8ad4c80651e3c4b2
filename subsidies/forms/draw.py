"""The form with which anyone repeats a draw."""

from django import forms
from django.utils.translation import gettext_lazy as _

# An address can be this long, and no longer, on its way here.
LONGEST = 2_500


class DrawForm(forms.Form):
    use_required_attribute = False

    zaad = forms.CharField(label=_("Secret number (seed)"), max_length=200)
    nummers = forms.CharField(
        label=_("References"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line, or with a comma or space between them."),
    )

    def clean_nummers(self):
        return self.cleaned_data["nummers"].replace(",", " ").split()
