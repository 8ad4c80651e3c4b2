"""The forms of jurors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import in_active_language

from ..models import Nomination
from ..models.ballot import LONGEST_GROUND
from ..models.jury import LONGEST_NOTE
from ..prize_result import HIGHEST, LOWEST
from .forms import MessageField


class TiesForm(forms.Form):
    """With which nominees a juror has a tie. Which pages a juror keeps the portal knows: those are not in the list."""

    ties = forms.ModelMultipleChoiceField(
        label=_("With which of these do you have a tie?"),
        queryset=Nomination.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "For example: you work or worked there, are a customer or supplier, or family or friend of who leads it."
        ),
    )
    none = forms.BooleanField(label=_("I have a tie with none of them"), required=False)
    shows_name = forms.BooleanField(
        label=_("My name may stand on the public page of the prize"),
        required=False,
        help_text=_("Without this the page says how many jurors are not named."),
    )

    def __init__(self, *args, juror, **kwargs):
        super().__init__(*args, **kwargs)
        self.juror = juror
        self.initial.setdefault("shows_name", juror.shows_name)
        eligible = juror.edition.nominations.eligible()
        self.fields["ties"].queryset = eligible.free_of(juror).order_by("organisation_name")
        if juror.declared_at:
            # What was declared stands: more can be added, and that is not asked of who only changes the rest.
            del self.fields["none"]

    def clean(self):
        filled = super().clean()
        if "none" in self.fields and "ties" not in self.errors:
            if not filled.get("ties") and not filled.get("none"):
                self.add_error(
                    "ties", _("Choose each nominee with which you have a tie, or say below that there is none.")
                )
            elif filled.get("ties") and filled.get("none"):
                self.add_error("none", _("You chose a nominee above. Leave this empty, or choose nobody above."))
        return filled


class ScoreForm(forms.Form):
    """Points and a ground for each criterion. A draft may be half filled in; what is sent may not."""

    use_required_attribute = False

    def __init__(self, *args, criteria, ballot=None, is_final=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria, self.is_final = list(criteria), is_final
        given = {score.criterion_id: score for score in ballot.scores.all()} if ballot else {}
        points = [("", _("Choose"))] + [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
        for criterion in self.criteria:
            names = {"criterion": in_active_language(lambda name, it=criterion: getattr(it, name), "name")}
            score = given.get(criterion.pk)
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=_("%(criterion)s: points") % names,
                choices=points,
                coerce=int,
                empty_value=None,
                required=is_final,
                initial=score.points if score else None,
                help_text=criterion.text,
            )
            self.fields[f"ground_{criterion.pk}"] = MessageField(
                label=_("%(criterion)s: why?") % names,
                max_length=LONGEST_GROUND,
                required=is_final,
                initial=score.ground if score else "",
                rows=3,
            )

    def by_criterion(self, kind):
        return {criterion.pk: self.cleaned_data[f"{kind}_{criterion.pk}"] for criterion in self.criteria}

    @property
    def details(self):
        return {
            "points": self.by_criterion("points"),
            "grounds": self.by_criterion("ground"),
            "is_final": self.is_final,
        }


class NoteForm(forms.Form):
    text = MessageField(label=_("What do you want to say about this nominee?"), max_length=LONGEST_NOTE, rows=5)


class DecideForm(forms.Form):
    """Who wins, and why, in three languages."""

    use_required_attribute = False

    winner = forms.ModelChoiceField(
        label=_("Winner"),
        queryset=Nomination.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason_nl = MessageField(
        label=_("Why, in Dutch"),
        max_length=3_000,
        rows=6,
        help_text=_("Everyone reads it after the announcement, and it stands in the minutes. Name no person."),
    )
    reason_en = MessageField(label=_("Why, in English"), max_length=3_000, required=False)
    reason_de = MessageField(label=_("Why, in German"), max_length=3_000, required=False)

    def __init__(self, *args, juror, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["winner"].queryset = juror.edition.nominations.eligible().free_of(juror)

    @property
    def details(self):
        names = ("reason_nl", "reason_en", "reason_de")
        return {"winner": self.cleaned_data["winner"], "reasons": {name: self.cleaned_data[name] for name in names}}
