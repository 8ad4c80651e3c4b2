"""What the parties of a mission fill in for their meetings: whom they wish to meet, and when they are there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.names import clean_name
from organisations.forms.introduction import MessageField, one_line
from organisations.models import Language

from ..models import Wish
from ..when import with_weekday
from .industries import IndustriesField

NO = "no"
ANSWERS = [
    ("", _("no preference")),
    (str(Wish.Rank.GLADLY.value), _("gladly")),
    (str(Wish.Rank.IF_POSSIBLE.value), _("if possible")),
    (NO, _("rather not (kept secret)")),
]


class WishesForm(forms.Form):
    """Whom a party wishes to meet, one choice for each on the other side, and in which rounds it is there."""

    contact_name = forms.CharField(
        label=_("Who comes to the tables"),
        max_length=150,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Whom you meet reads this name, and so does the Trade Office."),
    )
    contact_phone = forms.CharField(
        label=_("Phone on the day"),
        max_length=30,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        help_text=_("For the Trade Office alone, when you are looked for."),
    )

    def __init__(self, *args, party, others, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {f"party_{each.pk}": each for each in others}
        self.days = {f"day_{day.pk}": day for day in days}
        wishes = {wish.about_id: str(wish.rank) for wish in party.wishes.all()}
        answers = wishes | {refusal.about_id: NO for refusal in party.refusals.all()}
        presences = {each.day_id: each for each in party.presences.all()}
        self.initial |= {"contact_name": party.contact_name, "contact_phone": party.contact_phone}
        for name, other in self.others.items():
            self.fields[name] = forms.ChoiceField(label=other.name, choices=ANSWERS, required=False)
            self.initial[name] = answers.get(other.pk, "")
        for name, day in self.days.items():
            absent = presences[day.pk].absent if day.pk in presences else []
            self.fields[name] = rounds_field(day)
            self.initial[name] = [number for number in day.all_rounds if number not in absent]

    def clean_contact_name(self):
        return clean_name(self.cleaned_data["contact_name"])

    def own_fields(self):
        """The fields that are not about one of the others: those are drawn beside what the other says of itself."""
        return [self[name] for name in self.fields if name not in self.others]

    def choices(self):
        """Return each of the others with the field of its choice."""
        return [(other, self[name]) for name, other in self.others.items()]

    def details(self):
        filled = self.cleaned_data
        chosen = {other: filled[name] for name, other in self.others.items() if filled[name]}
        return {
            "wishes": {other: int(answer) for other, answer in chosen.items() if answer != NO},
            "refusals": [other for other, answer in chosen.items() if answer == NO],
            "absent": {day: set(day.all_rounds) - set(filled[name]) for name, day in self.days.items()},
            "contact_name": filled["contact_name"],
            "contact_phone": filled["contact_phone"],
        }


def rounds_field(day):
    choices = [(number, day.hours_of(number)) for number in day.all_rounds]
    return forms.TypedMultipleChoiceField(
        label=_("When you are there on %(day)s") % {"day": with_weekday(day.local_start.date())},
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The times are those of the clock there: %(zone)s.") % {"zone": day.get_zone_display()},
    )


class GuestForm(WishesForm):
    """What a guest says: of the own organisation too."""

    offers = MessageField(
        label=_("What you offer"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a few words, separated by commas: water pumps, service. The companies read it."),
    )  # fmt: skip
    seeks = MessageField(
        label=_("What you seek"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    industries = IndustriesField(required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages you do business in"),
        choices=Language,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language in which you can talk.")},
    )

    def __init__(self, *args, party, **kwargs):
        super().__init__(*args, party=party, **kwargs)
        guest = party.counterpart
        self.initial |= {
            "offers": guest.offers,
            "seeks": guest.seeks,
            "languages": guest.languages,
            "industries": guest.industries,
            "contact_name": party.contact_name or guest.guest_name,
        }
        self.order_fields(["offers", "seeks", "industries", "languages", "contact_name", "contact_phone"])

    def of_itself(self):
        """Return what it says of itself, as `actions.mission_guests.describe` takes it."""
        return {name: self.cleaned_data[name] for name in ("offers", "seeks", "industries", "languages")}
