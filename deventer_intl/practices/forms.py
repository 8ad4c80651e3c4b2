"""The forms about a good practice, and about a photo of one."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import of_three
from events.forms.photo import PhotoForm
from globalgoals.actions.practice import Figure, Parts
from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields
from globalgoals.models import GoodPractice, PracticeFigure, PracticePhoto
from globalgoals.models.practice_parts import MOST_FIGURES
from organisations.forms.folded import FoldedChoices
from organisations.forms.profile import IN_LANGUAGE, LARGE, SMALL, SectionForm
from organisations.models import Country

FIGURES = range(1, MOST_FIGURES + 1)
MOST_NUMBER = Decimal("9999999999.99")
WHAT = [f"what_{language}" for language in IN_LANGUAGE]
OF_FIGURE = ["number", *WHAT, "source"]


def number_of(text: str, language: str) -> Decimal | None:
    """Return the number that people write as 1.250,5 (in English 1,250.5), or None for what is no number.

    >>> number_of("1.250", "nl"), number_of("12.5", "nl"), number_of("veel", "nl")
    (Decimal('1250'), Decimal('12.5'), None)
    """
    thousands, decimals = (",", ".") if language == "en" else (".", ",")
    text = "".join(text.split())
    written = re.fullmatch(rf"([0-9]{{1,3}}(?:[{thousands}][0-9]{{3}})+|[0-9]+)(?:[{decimals}]([0-9]{{1,2}}))?", text)
    written = written or re.fullmatch(r"([0-9]+)[.,]([0-9]{1,2})", text)
    return Decimal(f"{re.sub('[.,]', '', written[1])}.{written[2] or 0}").normalize() + 0 if written else None


class NumberField(forms.CharField):
    """A number as people write it; gives a `Decimal`, or None where it is empty."""

    def __init__(self, **options):
        # Not `max_length`, which cannot be asked of a number; one that is longer is refused when it is read.
        widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "20"})
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        number = number_of(text, get_language())
        if number is None or number > MOST_NUMBER:
            raise ValidationError(_("Write a number in digits, as in 1250 or 12,5."), code="number")
        return number

    def prepare_value(self, value):
        return number_format(value, force_grouping=False) if isinstance(value, Decimal) else value

    def comparable(self, values):
        """Return what was typed so that the same number is the same."""
        found = [number_of(value, get_language()) or value.strip() for value in values if value.strip()]
        return [str(each) for each in found]


def figure_fields():
    """Return the fields of all figures, by name."""
    longest, fields = PracticeFigure._meta.get_field, {}
    for n in FIGURES:
        fields[f"figure{n}_number"] = NumberField(label=format_lazy(_("Number {}"), n))
        for name in WHAT:
            fields[f"figure{n}_{name}"] = forms.CharField(
                # `SectionForm` adds the language.
                label=format_lazy(_("What number {} counts"), n),
                required=False,
                max_length=longest("what_nl").max_length,
            )
        fields[f"figure{n}_source"] = forms.CharField(
            label=format_lazy("{} {}", _("Source of number"), n),
            required=False,
            max_length=longest("source").max_length,
        )
    return fields


FigureFields = type("FigureFields", (forms.Form,), figure_fields())


class Figures(FigureFields):
    """A few numbers; what is empty is left out, what is begun must be whole."""

    def clean(self):
        super().clean()
        for n in FIGURES:
            said = {name: self.cleaned_data.get(f"figure{n}_{name}") for name in OF_FIGURE}
            is_begun = any(value not in (None, "") for value in said.values())
            for name in ("number", "what_nl", "source"):
                if is_begun and said[name] in (None, "") and f"figure{n}_{name}" not in self.errors:
                    self.add_error(f"figure{n}_{name}", ValidationError(UNFINISHED[name], code="unfinished"))
        return self.cleaned_data

    @property
    def figures(self):
        found = [{name: self.cleaned_data.get(f"figure{n}_{name}") for name in OF_FIGURE} for n in FIGURES]
        return [
            Figure(each["number"], {name: each[name] for name in WHAT}, each["source"])
            for each in found
            if each["number"] is not None
        ]

    @property
    def figure_rows(self):
        """Return the fields of each figure together: its place, what they are, and whether to show them opened."""
        rows = []
        for n in FIGURES:
            fields = [self[f"figure{n}_{name}"] for name in OF_FIGURE]
            rows.append((n, fields, n == 1 or any(field.value() or field.errors for field in fields)))
        return rows


UNFINISHED = {
    "number": _("Fill in the number itself, or leave all of it empty."),
    "what_nl": _("Say in Dutch what this number counts."),
    "source": _("Say where this number comes from, for example a report or your own count."),
}


def figures_in_fields(practice):
    """Return what stands in the fields of `Figures` for a good practice."""
    if not practice.pk:
        return {}
    return {
        f"figure{n}_{name}": tidy_number(each.number) if name == "number" else getattr(each, name)
        for n, each in enumerate(practice.figures.all(), 1)
        for name in OF_FIGURE
    }


def tidy_number(number):
    """Return a number without the zeros that nobody typed."""
    return number.quantize(1) if number == number.to_integral_value() else number


class PracticeForm(ClaimsGoals, Figures, SectionForm):
    """A good practice as a member tells it. As a draft (`is_draft`) it needs no more than a title."""

    salt = "practices.practice"
    field_order = [
        *of_three("title", "story", "result"), *figure_fields(), *CLAIM_FIELDS, "countries",
    ]  # fmt: skip

    class Meta:
        model = GoodPractice
        fields = [*of_three("title", "story", "result"), "countries"]
        labels = dict.fromkeys(of_three("story"), _("How it went"))
        labels |= dict.fromkeys(of_three("result"), _("What came of it"))
        help_texts = {
            "title_nl": _("What you did, in one line."),
            "story_nl": _("What was the reason, what did you do, with whom, and what would you do differently?"),
            "result_nl": _("In a few sentences: what is different now, and for whom?"),
        }
        widgets = {
            **dict.fromkeys(of_three("story"), LARGE),
            **dict.fromkeys(of_three("result"), SMALL),
            "countries": FoldedChoices,
        }

    def __init__(self, *args, is_draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("story_nl", "result_nl", "goal_1"):
            self.fields[name].required = not is_draft
        self.fields["countries"].queryset = Country.objects.order_by("name_nl")

    def beside(self, instance):
        return {**claims_in_fields(instance), **figures_in_fields(instance)}

    def groups_of(self, *names):
        return [fields for fields in self.groups if fields[0].name.rpartition("_")[0] in names]

    @property
    def text_groups(self):
        return self.groups_of("title", "story", "result")

    @property
    def goal_fields(self):
        return [self[name] for name in CLAIM_FIELDS]

    @property
    def parts(self):
        return Parts(goals=self.claims, figures=self.figures, countries=list(self.cleaned_data["countries"]))


class PracticePhotoForm(PhotoForm):
    class Meta(PhotoForm.Meta):
        model = PracticePhoto
