"""The form about somebody who travels on a mission: no more than what is needed to travel together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.merging import MergingForm
from deventer_intl.names import CleanName
from organisations.forms.introduction import one_line

from ..models import Traveller


class TravellerForm(CleanName, forms.ModelForm):
    email = MailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    class Meta:
        model = Traveller
        fields = ["name", "role", "email", "phone", "in_briefing"]
        labels = {
            "role": _("Job title"),
            "in_briefing": _("This person agrees to stand in the briefing, with name and position"),
        }
        help_texts = {
            "name": _("As others address this person. We ask for no passport and no date of birth."),
            "phone": _("Where the Trade Office can reach this person on the way."),
            "in_briefing": _(
                "The others in the delegation and the partners abroad read it. Ask the person. Without consent the name "
                "stands on no list but yours and that of the Trade Office."
            ),
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "role", "phone"):
            self.fields[name].validators.append(one_line)

    def _post_clean(self):
        """The action checks under its lock, and writes; nothing of the record changes here."""


class ChangeTravellerForm(MergingForm, TravellerForm):
    """The same about somebody who stands there already: a colleague may have it open too."""

    salt = "events.traveller"
