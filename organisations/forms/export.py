"""The forms about exports: what a company fills in, and the filters of the catalogue."""

from django import forms
from django.db import models
from django.db.models import Func
from django.db.models.functions import Concat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import of_three

from ..models import Country, ExportProfile, Industry
from ..search import LONGEST_QUERY, plain_words
from .filters import Filters
from .folded import FoldedChoices
from .profile import SMALL, SectionForm

HOME = "NL"
INDUSTRIES = dict(
    zip(
        [
            "voeding", "machines", "chemie", "energie", "water", "bouw", "gezondheid", "software", "ontwerp", "wonen",
            "logistiek", "diensten", "overig",
        ],
        Industry,
        strict=True,
    )
)  # fmt: skip


class ExportForm(SectionForm):
    """What a company exports, and whether that stands in the catalogue."""

    class Meta:
        model = ExportProfile
        fields = [
            "is_listed", "industry", *of_three("products"), "countries", "since_year", "certificates", "shows_contact",
        ]  # fmt: skip
        labels = {"since_year": _("Exports since (year)"), "is_listed": _("Show us in “Made in Deventer”")}
        help_texts = {
            "products_nl": _("What you make or do, for a buyer who does not know you. At most 500 characters."),
            "countries": _("A buyer filters on these, and they stand in the index of the printed catalogue."),
            "certificates": _("For example ISO 9001, CE, Fairtrade."),
        }
        widgets = {**dict.fromkeys(of_three("products"), SMALL), "countries": FoldedChoices}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = self.fields["countries"]
        countries.queryset = Country.objects.exclude(iso2=HOME)
        countries.choices = sorted(((each.pk, each.name) for each in countries.queryset), key=lambda pair: pair[1])


class PlainText(Func):
    """A text as `plain_words` has it: in lower case, without accents. The function is of `0002_directory_entry`."""

    function = "plain_text"
    output_field = models.TextField()


WORDS = PlainText(
    Concat(
        *(
            name
            for column in (
                "organisation__name",
                "organisation__other_names",
                *of_three("products"),
                "certificates",
            )
            for name in (column, models.Value(" "))
        ),
        output_field=models.TextField(),
    )
)


class PrintForm(Filters):
    """The filters of the printed catalogue: few, so that what was printed can be kept."""

    branche = forms.ChoiceField(label=capfirst(_("industry")), required=False)
    land = forms.ChoiceField(label=_("Exports to"), required=False)

    def __init__(self, data):
        super().__init__(data)
        slugs = {industry: slug for slug, industry in INDUSTRIES.items()}
        self.offer("branche", [(slugs[each], capfirst(each.label)) for each in Industry.by_name()])
        every = ExportProfile.objects.listed().exclude(countries=None).order_by()
        self.offer_countries("land", set(every.values_list("countries", flat=True)))

    def found(self):
        """Return the profiles that fit the filters."""
        asked, found = self.cleaned_data, ExportProfile.objects.listed()
        if "branche" in asked:
            found = found.filter(industry=INDUSTRIES[asked["branche"]])
        if "land" in asked:
            found = found.filter(countries__iso2=asked["land"].upper())
        return found


class CatalogueForm(PrintForm):
    """The filters of the catalogue on screen."""

    q = forms.CharField(
        label=_("Name or product"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    field_order = ["q", "branche", "land"]

    def __init__(self, data):
        super().__init__(data)
        # What is too long is answered with a message; a browser would cut it off unseen.
        del self.fields["q"].widget.attrs["maxlength"]

    def found(self):
        found, text = super().found(), self.cleaned_data.get("q", "")
        if not text:
            return found
        words = plain_words(text)
        found = found.annotate(words=WORDS) if words else found.none()
        for word in words:
            found = found.filter(words__contains=word)
        return found
