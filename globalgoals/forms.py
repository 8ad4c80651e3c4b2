"""How one says which goals a record works on: the primary one, at most two others, and why each."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .claims import Claimed, claims_of, lay_down
from .models import MOST_GOALS, Goal, GoalClaim

RANKS = range(1, MOST_GOALS + 1)
# In the order in which they stand in a form.
CLAIM_FIELDS = [name for rank in RANKS for name in (f"goal_{rank}", f"why_{rank}")]
# How many characters: one or two sentences.
MOST_WHY = GoalClaim._meta.get_field("motivation_nl").max_length


def goal_choices():
    return [("", _("No goal")), *((str(goal.number), str(goal)) for goal in Goal.objects.all())]


class OneOnly(forms.Select):
    """A list of which one is chosen: whoever sends several is told so."""

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return values if len(values) > 1 else (values or [None])[0]


class GoalField(forms.TypedChoiceField):
    """One of the 17 goals, by number."""

    widget = OneOnly
    default_error_messages = {
        "invalid_choice": _("Choose one of the 17 Global Goals."),
        "several": _("Choose one goal here. There is one primary goal, and at most two others."),
    }

    def __init__(self, **options):
        super().__init__(choices=goal_choices, coerce=int, empty_value=None, **options)

    def to_python(self, value):
        if isinstance(value, list):
            raise ValidationError(self.error_messages["several"], code="several")
        return super().to_python(value)


def why_field(label):
    return forms.CharField(
        label=label,
        max_length=MOST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In one or two sentences. Without it the page says “not yet motivated”."),
    )


def claims_in_fields(record):
    """Return what stands in the fields of `ClaimsGoals` for a record."""
    return {
        name: value
        for rank, claim in enumerate(claims_of(record), 1)
        for name, value in ((f"goal_{rank}", claim.goal), (f"why_{rank}", claim.motivations["motivation_nl"]))
    }


class ClaimsGoals(forms.Form):
    """To mix into a form about a record with goals; `claims` is what was chosen. A form of a model writes them itself."""

    goal_1 = GoalField(
        label=_("Primary Global Goal"),
        required=False,
        help_text=_("The one that matters most. At most two others can stand beside it."),
    )
    why_1 = why_field(_("Why the primary goal?"))
    goal_2 = GoalField(label=_("Second Global Goal"), required=False)
    why_2 = why_field(_("Why the second goal?"))
    goal_3 = GoalField(label=_("Third Global Goal"), required=False)
    why_3 = why_field(_("Why the third goal?"))

    def clean(self):
        super().clean()
        chosen = [self.cleaned_data.get(f"goal_{rank}") for rank in RANKS]
        for rank, goal in zip(RANKS, chosen, strict=True):
            name = f"goal_{rank}"
            if name in self.errors:
                continue
            if goal and goal in chosen[: rank - 1]:
                self.add_error(name, ValidationError(gettext("You chose this goal already."), code="twice"))
            elif not goal and self.cleaned_data.get(f"why_{rank}"):
                self.add_error(name, ValidationError(gettext("Choose the goal that this is about."), code="no_goal"))
            elif not goal and rank == 1 and any(chosen):
                self.add_error(name, ValidationError(gettext("Choose the primary goal first."), code="no_primary"))
        return self.cleaned_data

    @property
    def claims(self):
        said = [(self.cleaned_data.get(f"goal_{rank}"), self.cleaned_data.get(f"why_{rank}", "")) for rank in RANKS]
        return [Claimed(goal, {"motivation_nl": why.strip()}) for goal, why in said if goal]

    def _save_m2m(self):
        """Of the forms of a model alone: with what else hangs on the record."""
        super()._save_m2m()
        lay_down(self.instance, self.claims)


class ClaimForm(forms.ModelForm):
    """A claim as an editor completes it: the targets are those of its goal."""

    def clean(self):
        super().clean()
        goal = self.cleaned_data.get("goal") or (self.instance.goal_id and self.instance.goal)
        others = [
            target.code for target in self.cleaned_data.get("targets") or () if goal and target.goal_id != goal.pk
        ]
        if others:
            text = gettext("Goal %(goal)s has no target %(codes)s.")
            self.add_error("targets", text % {"goal": goal.number, "codes": ", ".join(others)})
        return self.cleaned_data
