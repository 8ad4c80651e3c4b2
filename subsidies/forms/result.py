"""The form by which an editor publishes what came of a project."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields

from ..fields import shown
from ..models import PublicResult
from .application import CountriesField

MOST_TEXT = 4_000
WHO = gettext_lazy("Name no person. Everybody reads it.")


def text_field(label, rows=8, **options):
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PublishForm(ClaimsGoals, forms.ModelForm):
    """What everybody will read, beside what the applicant proposed; with a tick and a description for each photo."""

    text_nl = text_field(gettext_lazy("Text in Dutch"), help_text=WHO)
    text_en = text_field(gettext_lazy("Text in English"), required=False)
    text_de = text_field(gettext_lazy("Text in German"), required=False)
    countries = CountriesField(label=gettext_lazy("In which countries?"), required=False)
    shows_costs = forms.BooleanField(label=gettext_lazy("Show what it cost"), required=False)

    class Meta:
        model = PublicResult
        fields = ["title_nl", "text_nl", "people", "shows_costs", "countries", *CLAIM_FIELDS]
        fields += ["title_en", "text_en", "title_de", "text_de"]
        labels = {
            "title_nl": gettext_lazy("Title in Dutch"),
            "title_en": gettext_lazy("Title in English"),
            "title_de": gettext_lazy("Title in German"),
            "people": gettext_lazy("People reached"),
        }
        help_texts = {"title_nl": WHO}

    def __init__(self, *args, case, entry, **kwargs):
        known = PublicResult.objects.filter(application=case).first()
        super().__init__(*args, instance=known or PublicResult(application=case), **kwargs)
        self.case, self.report = case, case.report
        if known is None:
            self.initial |= {"title_nl": entry.title, "text_nl": self.report.public_result}
            self.initial |= {"people": self.report.people}
        self.initial |= claims_in_fields(known or case)
        countries = known.countries if known else case.countries
        self.initial["countries"] = [country.name for country in countries.all()]
        self.initial["shows_costs"] = known is None or known.costs is not None
        self.fields["shows_costs"].help_text = shown(self.report.figures.real_costs)
        for photo in self.photos:
            self.fields[f"photo_{photo.pk}"] = forms.BooleanField(
                label=gettext_lazy("Publish this photo"), required=False
            )
            self.fields[f"alt_{photo.pk}"] = forms.CharField(
                label=gettext_lazy("What does one see?"), max_length=250, required=False, initial=photo.alt
            )

    @cached_property
    def photos(self):
        """The photos that everybody in them agreed to."""
        return list(self.report.photos.exclude(consent=""))

    @property
    def said(self):
        """The fields that stand above the photos."""
        return [field for field in self if not field.name.startswith(("photo_", "alt_"))]

    @property
    def photo_rows(self):
        return [(photo, self[f"photo_{photo.pk}"], self[f"alt_{photo.pk}"]) for photo in self.photos]

    def chosen(self):
        """Return what one sees on each photo that was ticked, by its key."""
        data = self.cleaned_data
        return {photo.pk: data[f"alt_{photo.pk}"] for photo in self.photos if data[f"photo_{photo.pk}"]}

    def contents(self):
        """Return what the action publishes."""
        data = self.cleaned_data
        names = ("countries", "people", "shows_costs")
        texts = {name: data[name] for name in data if name.startswith(("title_", "text_"))}
        said = {name: data[name] for name in names}
        return said | {"goals": self.claims, "texts": texts, "photos": self.chosen()}
