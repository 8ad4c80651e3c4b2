"""The form of a minute about what came of a mission, and the filters of the results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms.introduction import MessageField
from organisations.models import Place

from ..models import Mission
from ..models.mission_result import ASKED, COUNTS, MOST, SOME, Amount, Hindrance, Publish
from .cities import AddressForm


def number_field(label, help_text=""):
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Fill in a number; 0 if there are none.")},
    )


CHOOSE = {"required": _("Choose one of the answers.")}


class ResultForm(forms.Form):
    """What came of it, since the mission, all together."""

    contacts = number_field(
        _("New contacts that you still have"), _("People or companies over there that you met because of the mission.")
    )
    trials = number_field(_("Trials, quotations and samples"), _("A first step towards a contract."))
    contracts = number_field(_("Contracts and orders"))
    amount = forms.ChoiceField(
        label=_("What these contracts are worth together"),
        choices=Amount.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    hindered = forms.MultipleChoiceField(
        label=_("What hindered you"), choices=Hindrance.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = MessageField(
        label=_("In your own words"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the Trade Office reads this. It is removed after two years. At most 1,000 characters."),
    )
    publish = forms.ChoiceField(
        label=_("May we show this on the website?"),
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
        choices=[
            (Publish.NAME, _("Yes, with our name: everybody reads our numbers and amount")),
            (Publish.ANONYMOUS, _("Yes, without our name: added up with at least four other companies")),
            (Publish.NOT, _("No: only the Trade Office reads it")),
        ],
    )

    def __init__(self, *args, follow_up, before=None, **kwargs):
        """Begin with what was filled in, else with what was confirmed the time before."""
        begin = follow_up if follow_up.answered_at else before
        if begin:
            kwargs["initial"] = {name: getattr(begin, name) for name in (*COUNTS, "amount", "hindered", "publish")}
        if follow_up.answered_at:
            kwargs["initial"]["note"] = getattr(getattr(follow_up, "note", None), "text", "")
        super().__init__(*args, **kwargs)
        del self.fields["note"].widget.attrs["maxlength"]
        if before:
            for name in COUNTS:
                self.fields[name].help_text = last_time(self.fields[name].help_text, getattr(before, name))

    def clean(self):
        filled = super().clean()
        if filled.get("amount") in SOME and filled.get("contracts") == 0:
            text = _(
                "You chose an amount, but fill in no contract. Count the contract too, or choose “no amount (yet)”."
            )
            self.add_error("contracts", text)
        return filled


def last_time(help_text, number):
    earlier = _("Last time you said %(number)s.") % {"number": number}
    return f"{help_text} {earlier}".strip()


class ResultFilterForm(AddressForm):
    """Which missions to show the results of."""

    jaar = forms.ChoiceField(label=_("Year"), required=False)
    stad = forms.ChoiceField(label=_("City"), required=False)

    def __init__(self, data):
        super().__init__(data)
        missions = Mission.objects.public().filter(stage__in=ASKED)
        years = missions.order_by("-ends_on__year").values_list("ends_on__year", flat=True).distinct()
        self.offer("jaar", [(str(year), str(year)) for year in years])
        places = Place.objects.filter(missions__in=missions).distinct()
        self.offer("stad", sorted(((place.slug, place.name) for place in places), key=lambda each: each[1]))

    def found(self, missions):
        """Return the missions that fit."""
        if "jaar" in self.cleaned_data:
            missions = missions.filter(ends_on__year=self.cleaned_data["jaar"])
        if "stad" in self.cleaned_data:
            missions = missions.filter(places__slug=self.cleaned_data["stad"])
        return missions
