"""The forms about education: what keepers of a page fill in, the filters of the overviews, and asking for a contact."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import of_three

from ..models import ContactRequest, InternshipOffer, Level, Organisation, SchoolExchange
from ..models.open_contact import LONGEST_QUESTION
from ..school_years import as_text, school_year_of
from .filters import Filters
from .introduction import MessageField
from .profile import SMALL, WithPlace

# School years to choose from: the next, this one and those before.
YEARS_BACK = 30
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def school_years():
    """Return the school years that a form offers, the next one first."""
    latest = school_year_of(timezone.localdate()) + 1
    return [("", _("not known")), *((year, as_text(year)) for year in range(latest, latest - YEARS_BACK, -1))]


class ExchangeForm(WithPlace):
    """What a school does with a partner abroad in a school year."""

    school_year = forms.TypedChoiceField(
        label=capfirst(_("school year")), choices=school_years, coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = SchoolExchange
        fields = [
            "kind", "school_year", "country", "place_name", "partner", "direction", "pupils", "students", "staff",
            *of_three("description"),
        ]  # fmt: skip
        widgets = dict.fromkeys(of_three("description"), SMALL)

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        year, choices = instance.school_year, list(self.fields["school_year"].choices)
        if year is not None and year not in dict(choices):
            # One that staff gave: it stays what it is.
            self.fields["school_year"].choices = [*choices, (year, as_text(year))]


class InternshipForm(WithPlace):
    """A place for an intern; to save it is to publish it anew."""

    levels = forms.MultipleChoiceField(label=_("For which level"), choices=Level, widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(
        label=capfirst(_("kind")),
        choices=InternshipOffer.Kind,
        widget=forms.RadioSelect,
        help_text=InternshipOffer._meta.get_field("kind").help_text,
    )
    direction = forms.ChoiceField(label=_("Where"), choices=InternshipOffer.Direction, widget=forms.RadioSelect)

    class Meta:
        model = InternshipOffer
        fields = [
            "kind", *of_three("title", "text"), "direction", "country", "place_name", "industry", "levels", "starts_on",
            "ends_on", "apply_before",
        ]  # fmt: skip
        widgets = {
            **dict.fromkeys(of_three("text"), forms.Textarea(attrs={"rows": 6})),
            **dict.fromkeys(["starts_on", "ends_on", "apply_before"], DAY),
        }

    def clean(self):
        cleaned = super().clean()
        self.instance.published_on = timezone.localdate()
        if not cleaned.get("country"):
            self.instance.place = None
            if cleaned.get("place_name") and cleaned.get("direction") == InternshipOffer.Direction.HERE:
                self.add_error("place_name", _("An internship in Deventer has no other place. Leave this empty."))
        return cleaned


KINDS = {"uitwisseling": "exchange", "erasmus": "erasmus", "stage": "internship", "project": "project"}


class OverviewForm(Filters):
    """The filters of the overview of exchanges."""

    school = forms.ChoiceField(label=_("School"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False)
    land = forms.ChoiceField(label=_("Country"), required=False)
    jaar = forms.ChoiceField(label=_("School year"), required=False)

    def __init__(self, data):
        super().__init__(data)
        every = SchoolExchange.objects.public().order_by()
        schools = Organisation.objects.filter(pk__in=every.values("organisation")).order_by("name")
        self.offer("school", schools.values_list("slug", "name"))
        self.offer("soort", [(slug, capfirst(SchoolExchange.Kind(kind).label)) for slug, kind in KINDS.items()])
        pairs = set(every.values_list("country", "school_year"))
        years = {year for _country, year in pairs if year is not None}
        self.offer("jaar", [(str(year), as_text(year)) for year in sorted(years, reverse=True)])
        self.offer_countries("land", {country for country, _year in pairs})

    def found(self):
        """Return the exchanges that fit the filters."""
        asked, exchanges = self.cleaned_data, SchoolExchange.objects.public()
        if "school" in asked:
            exchanges = exchanges.filter(organisation__slug=asked["school"])
        if "soort" in asked:
            exchanges = exchanges.filter(kind=KINDS[asked["soort"]])
        if "land" in asked:
            exchanges = exchanges.filter(country__iso2=asked["land"].upper())
        if "jaar" in asked:
            exchanges = exchanges.filter(school_year=asked["jaar"])
        return exchanges


WHERE = {"buitenland": InternshipOffer.Direction.ABROAD, "deventer": InternshipOffer.Direction.HERE}


class InternshipsForm(Filters):
    """The filters of the internships."""

    waar = forms.ChoiceField(label=_("Where"), required=False)
    land = forms.ChoiceField(label=_("Country"), required=False)
    niveau = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.offer("waar", [(slug, capfirst(direction.label)) for slug, direction in WHERE.items()])
        self.offer("niveau", Level.choices)
        used = InternshipOffer.objects.open().exclude(country=None).order_by().values_list("country", flat=True)
        self.offer_countries("land", set(used))

    def found(self):
        """Return the open offers that fit the filters."""
        asked, offers = self.cleaned_data, InternshipOffer.objects.open()
        if "waar" in asked:
            offers = offers.filter(direction=WHERE[asked["waar"]])
        if "land" in asked:
            offers = offers.filter(country__iso2=asked["land"].upper())
        if "niveau" in asked:
            offers = offers.filter(levels__contains=[asked["niveau"]])
        return offers


class AskContactForm(forms.Form):
    """A school asks for an introduction."""

    school = forms.ModelChoiceField(
        label=_("School"), queryset=Organisation.objects.none(), to_field_name="slug", empty_label=None
    )
    message = MessageField(
        label=_("What do you want to do there?"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Which pupils or students, when, and what you look for. No names of pupils. At most 2,000 characters."
        ),
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        # What is too long is answered with a message; a browser would cut it off unseen.
        del self.fields["message"].widget.attrs["maxlength"]


class AnswerContactForm(forms.Form):
    """What staff answer to a school."""

    outcome = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (ContactRequest.Outcome.INTRODUCED, _("Introduced: the school is in touch with the contact")),
            (ContactRequest.Outcome.DECLINED, _("Declined")),
        ],
        widget=forms.RadioSelect,
    )
    reason = MessageField(
        label=_("What you write to the school"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is mailed in these words: whom the school can turn to, or why you cannot help."),
    )
