"""The short forms by which members keep a page; each knows what stood there when it was opened, so that nobody overwrites
another."""

import re

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from deventer_intl.merging import MergingForm, comparable
from deventer_intl.names import CleanName, clean_name
from deventer_intl.translation import of_three
from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields
from globalgoals.models import Target

from ..models import CountryPresence, GoalTag, Language, OfferOrNeed, Organisation, Place, Project
from ..places import kept, place_named
from .membership import KeepsSector

LARGE = forms.Textarea(attrs={"rows": 10, "data-markdown": ""})
SMALL = forms.Textarea(attrs={"rows": 3})


IN_LANGUAGE = {"nl": _("in Dutch"), "en": _("in English"), "de": _("in German")}
YEARS = {"since_year": _("Since (year)"), "until_year": _("Until (year)")}


class SectionForm(MergingForm, forms.ModelForm):
    """A form about a record that colleagues may be changing as well."""

    salt = "organisations.profile"

    def __init__(self, *args, instance, initial=None, draft=None, **kwargs):
        super().__init__(*args, instance=instance, initial=self.beside(instance), **kwargs)
        if draft and not self.is_bound:
            self.begin_with(draft)

    def label_fields(self):
        for name in self.names:
            self.fields[name].label = in_words(name, self.fields[name].label)

    def beside(self, instance):
        """Return what stands there now in fields that are not of the record itself."""
        return {}

    def says_what_is_there(self, sent):
        """Say whether what was sent is word for word what is on the page."""
        return all(comparable(self.fields[name], sent.getlist(name)) == self.stored[name] for name in self.names)

    def begin_with(self, draft):
        """Show what somebody typed before and did not save."""
        for name in self.names:
            several = isinstance(self.fields[name], (forms.MultipleChoiceField, forms.ModelMultipleChoiceField))
            typed = draft.get(name, [])
            self.initial[name] = typed if several else "".join(typed[:1])
        self.initial["opened_on"] = "".join(draft.get("opened_on", [])) or self.initial["opened_on"]

    @property
    def groups(self):
        """Return the visible fields, a text in three languages as three together."""
        groups = []
        for field in self.visible_fields():
            stem = field.name[:-3] if field.name.endswith(("_nl", "_en", "_de")) else field.name
            if groups and groups[-1][0] == stem:
                groups[-1][1].append(field)
            else:
                groups.append((stem, [field]))
        return [fields for _stem, fields in groups]

    def _get_validation_exclusions(self):
        """Check also what must be unique within the organisation."""
        return super()._get_validation_exclusions() - {"organisation"}


def in_words(name, label):
    """Return the label of a text in three languages with its language in words; any other label as it is."""
    code = name[-2:]
    if name[-3:-2] != "_" or code not in IN_LANGUAGE:
        return label
    return f"{str(label).removesuffix(f' ({code})')} {IN_LANGUAGE[code]}"


class TextsForm(SectionForm):
    class Meta:
        model = Organisation
        fields = of_three("summary", "description")
        labels = dict.fromkeys(of_three("description"), _("Your story"))
        widgets = {**dict.fromkeys(of_three("summary"), SMALL), **dict.fromkeys(of_three("description"), LARGE)}


class FactsForm(KeepsSector, SectionForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Organisation
        fields = ["sector", "themes", "legal_form", "founded_year", "languages", "other_names"]
        labels = {"founded_year": _("Founded in (year)")}
        widgets = {"themes": forms.CheckboxSelectMultiple}


class ContactForm(SectionForm):
    social_links = SimpleArrayField(
        forms.URLField(max_length=200),
        label=_("Social media"),
        delimiter="\n",
        max_length=6,
        required=False,
        widget=SMALL,
        help_text=_("One address on each line, for example https://www.linkedin.com/company/…"),
    )

    class Meta:
        model = Organisation
        fields = ["contact_name", "email", "phone", "shows_contact", "social_links"]
        labels = {"shows_contact": _("Show the contact person")}


class IdentityForm(CleanName, SectionForm):
    """What staff look at before it is public."""

    class Meta:
        model = Organisation
        fields = ["name", "kvk_number", "website"]

    def beside(self, instance):
        """Go on from what waits already: who adds a website does not withdraw the name that a colleague proposed."""
        waiting = instance.proposed_changes.undecided().first()
        return waiting.values if waiting else {}


class WithPlace(SectionForm):
    """A form about something in a country, with its place by name: one that nobody named before becomes a new place."""

    place_name = forms.CharField(
        label=_("City or region"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "places"}),
    )

    def beside(self, instance):
        return {"place_name": instance.place.name_nl if instance.place_id else ""}

    def clean_place_name(self):
        # It becomes a public place with a page of its own.
        return clean_name(self.cleaned_data["place_name"])

    def clean(self):
        country, name = self.cleaned_data.get("country"), self.cleaned_data.get("place_name")
        if country:
            self.instance.place = place_named(name, country) if name else None
        return super().clean()

    def known_places(self):
        return Place.objects.order_by("name_nl").values_list("name_nl", flat=True)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"place"}

    def save(self, commit=True):
        if (place := self.instance.place) and not place.pk:
            self.instance.place = kept(place)
        return super().save(commit)


class PresenceForm(WithPlace):
    class Meta:
        model = CountryPresence
        fields = ["country", "place_name", *of_three("activity"), "local_partner", "since_year", "until_year"]
        labels = YEARS
        widgets = dict.fromkeys(of_three("activity"), SMALL)


class GoalForm(SectionForm):
    target_codes = forms.CharField(
        label=_("Targets"),
        max_length=100,
        required=False,
        help_text=_("Their codes with commas between, for example 6.1, 6.b. They stand on the page of the goal."),
    )

    class Meta:
        model = GoalTag
        fields = ["goal", "rank", *of_three("motivation"), "target_codes"]
        widgets = dict.fromkeys(of_three("motivation"), SMALL)

    def beside(self, instance):
        targets = instance.targets.order_by("position") if instance.pk else []
        return {"target_codes": ", ".join(target.code for target in targets)}

    def clean(self):
        goal = self.cleaned_data.get("goal")
        codes = set(re.findall(r"[^\s,;]+", self.cleaned_data.get("target_codes", "").lower()))
        self.targets = list(Target.objects.filter(goal=goal, code__in=codes)) if goal else []
        if goal and (unknown := codes - {target.code for target in self.targets}):
            text = _("Goal %(goal)s has no target %(codes)s.")
            self.add_error("target_codes", text % {"goal": goal.number, "codes": ", ".join(sorted(unknown))})
        return super().clean()

    def save(self, commit=True):
        tag = super().save(commit)
        tag.targets.set(self.targets)
        return tag


class ProjectForm(ClaimsGoals, SectionForm):
    class Meta:
        model = Project
        fields = [
            *of_three("title"), "kind", *of_three("summary"), "country", "partner", "since_year", "until_year",
            "people_involved", *CLAIM_FIELDS, *of_three("result"),
        ]  # fmt: skip
        labels = YEARS
        widgets = dict.fromkeys(of_three("summary", "result"), SMALL)

    def beside(self, instance):
        return claims_in_fields(instance)


class OfferForm(SectionForm):
    # Of its own, because that of the model would offer “choose” as a third.
    direction = forms.ChoiceField(
        label=_("Offers or looks for"), choices=OfferOrNeed.Direction, widget=forms.RadioSelect
    )

    class Meta:
        model = OfferOrNeed
        fields = ["direction", "kind", *of_three("text")]
        help_texts = {
            "kind": _("Have you a place for an intern, with dates and a level? Then add it under Internships instead.")
        }
        widgets = dict.fromkeys(of_three("text"), SMALL)
