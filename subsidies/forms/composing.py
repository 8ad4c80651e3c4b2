"""The form by which a decision is composed: every part of it, half-finished if need be, by several people."""

from functools import cached_property

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.merging import Merging, tidy

from .. import decision_parts
from ..actions import correcting
from ..actions.deciding import moment_of
from ..composing import draft_of
from ..fields import shown
from ..models import GRANTS, DecisionDraft, DecisionKind, Outcome
from ..states import WITH_DECISION
from .step import day_said
from .widgets import DayInput

PUBLISHED = ("public_title", "public_summary", "hides_place", "public_text_confirmed")
GROUPS = (
    (gettext_lazy("The decision"), ("outcome", "amount", "is_offer", "refusal_ground")),
    (gettext_lazy("Why, and under which duties"), ("grounds", "obligations", "activity_until")),
    (gettext_lazy("Paying"), ("advance", "reserves_budget")),
    (gettext_lazy("The letter"), ("mandate", "is_in_english", "is_on_paper")),
    (gettext_lazy("The public register"), PUBLISHED),
)
# What a decision says only where something can be granted.
OF_A_GRANT = ("amount", "is_offer", "refusal_ground", "obligations", "activity_until", "advance", "reserves_budget")
LONG = forms.Textarea(attrs={"rows": 8})


class Part(forms.BoundField):
    """A part of a decision, with what is still missing in it."""

    @property
    def missing(self):
        return [each for each in self.form.missing if each.field == self.name]

    @property
    def aria_describedby(self):
        described = super().aria_describedby
        return " ".join(filter(None, [described, f"{self.auto_id}_missing" if self.missing else ""]))


class ComposeForm(Merging, forms.ModelForm):
    """`seen` is the moment of the draft that it was filled in on; `opened_on` says, signed, what stood there then."""

    action = "compose"
    parts = GROUPS
    button = gettext_lazy("Save the draft")
    salt = "subsidies.compose"
    use_required_attribute = False
    bound_field_class = Part
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    opened_on = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100_000)
    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), required=False, widget=forms.RadioSelect)

    class Meta:
        model = DecisionDraft
        fields = [name for _title, names in GROUPS for name in names]
        labels = {
            "is_offer": gettext_lazy("This is what remained of the ceiling: the applicant may decline it"),
            "mandate": gettext_lazy("Function and mandate"),
            "public_title": gettext_lazy("Title in the public register"),
            "public_summary": gettext_lazy("Summary in the public register"),
            "public_text_confirmed": gettext_lazy("These texts may be published"),
        }
        help_texts = {
            "amount": gettext_lazy("Only when you grant in part."),
            "grounds": gettext_lazy("They stand in the decision (Awb 3:46)."),
            "obligations": gettext_lazy("What the applicant must do, beside the activity itself (Awb 4:37, 4:38)."),
            "reserves_budget": gettext_lazy("The budget that it is paid from is not adopted yet (Awb 4:34)."),
            "mandate": gettext_lazy(
                "The letter says itself that it is on behalf of the college, and who decided (Awb 10:10)."
            ),
            "public_summary": gettext_lazy("Write it anew, and of no person: everybody can read it."),
            "hides_place": gettext_lazy("Where naming a place or a partner could endanger people."),
        }
        widgets = {"grounds": LONG, "obligations": LONG, "public_summary": LONG, "activity_until": DayInput}

    def __init__(self, data=None, *, application, kind=""):
        self.application, self.kind = application, kind
        draft = draft_of(application, kind)
        typed_amount = draft.amount if draft.outcome != Outcome.GRANT else None
        super().__init__(data, instance=draft, initial={"amount": typed_amount or None})
        self.saved, self.began = draft if draft.pk else None, moment_of(draft)
        self.title, self.corrects = self.named(application), draft.corrects
        self.fit()
        self.names = [name for name in self.Meta.fields if name in self.fields]
        self.stored = {name: self.as_sent(name) for name in self.names}
        self.conflicts, self.taken_over = [], []
        self.initial |= {"seen": self.began, "opened_on": self.token(self.stored)}
        if self.is_bound:
            self.data = self.data.copy()
            self.seen = self.data.get("seen", "")
            self.merge()
            # From here on it is filled in on the draft that stands there now.
            self.data["seen"] = self.began

    def fit(self):
        """Make the fields say what the application and its scheme ask for."""
        words = {
            Outcome.GRANT: _("Grant all of it: %(amount)s") % {"amount": shown(self.application.requested)},
            Outcome.GRANT_IN_PART: _("Grant in part"),
            Outcome.REFUSE: _("Refuse"),
            Outcome.LEAVE_OUT: _("Leave out of consideration (Awb 4:5 lid 1)"),
        }
        possible = decision_parts.possible(self.instance)
        self.fields["outcome"].choices = [(each, words.get(each, each.label)) for each in possible]
        self.fields["amount"].required = False
        rules, title = self.application.version, self.application.title
        said = _("Empty: %(share)s%% of what is granted, as the scheme says. Nothing where it is settled at once.")
        self.fields["advance"].help_text = said % {"share": rules.advance_share}
        said = _("Write it anew: the title of the applicant, “%(title)s”, is not published.")
        self.fields["public_title"].help_text = said % {"title": title}
        if self.instance.outcome not in possible:
            self.instance.outcome = self.initial["outcome"] = possible[0] if len(possible) == 1 else ""
        if self.corrects:
            self.leave_out(*correcting.KEPT, *self.not_said())
            if self.corrects.kind != DecisionKind.APPLICATION:
                self.leave_out(*PUBLISHED)
        elif not set(possible) & set(GRANTS):
            self.leave_out(*OF_A_GRANT)
            for name in OF_A_GRANT:
                setattr(self.instance, name, DecisionDraft._meta.get_field(name).get_default())

    def leave_out(self, *names):
        for name in names:
            self.fields.pop(name, None)

    def not_said(self):
        """Return what a decision with the outcome that is corrected does not say."""
        outcome = self.corrects.outcome
        said = {Outcome.GRANT: {*OF_A_GRANT} - {"refusal_ground"}, Outcome.GRANT_IN_PART: {*OF_A_GRANT}}
        return {*OF_A_GRANT} - said.get(outcome, {"refusal_ground"} if outcome == Outcome.REFUSE else set())

    @staticmethod
    def named(application):
        """Return what it is called: after a decision only that can be corrected."""
        return _("Compose a correction") if application.state in WITH_DECISION else _("Compose the decision")

    @staticmethod
    def is_of_use(application) -> bool:
        """Tell whether something can be composed on this form: not while another decision is."""
        draft = draft_of(application)
        is_of_this = draft.kind == DecisionKind.APPLICATION or draft.corrects_id
        return bool(is_of_this and decision_parts.possible(draft))

    @property
    def kept(self):
        """Return what a correction leaves as it was decided, each with its label."""
        corrected = self.corrects
        rows = [(_("Decision"), corrected.get_outcome_display())]
        if corrected.is_grant:
            rows += [(_("Granted"), shown(corrected.amount)), (_("paid in advance"), shown(corrected.advance))]
        if corrected.is_offer:
            rows.append((_("May be declined"), _("Yes")))
        return rows

    def as_sent(self, name):
        """Return what stands in the draft as a browser would send it."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.BooleanField):
            return ["on"] if value else []
        return [tidy(str(value))] if value not in (None, "") else []

    def theirs(self, name):
        """Return what the other wrote, in words."""
        field, texts = self.fields[name], self.stored[name]
        if isinstance(field, forms.BooleanField):
            return _("Yes") if texts else _("No")
        if isinstance(field, forms.DateField):
            return "".join(day_said(field, text) for text in texts)
        choices = dict(getattr(field, "choices", ()))
        return "\n".join(str(choices.get(text, text)) for text in texts)

    def merge(self):
        typed = {name: self.data.getlist(name) for name in self.names}
        super().merge()
        self.taken_over = [
            self[name]
            for name in self.names
            if self.data.getlist(name) != typed[name] and f"theirs-{name}" not in self.data
        ]

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is None and self.cleaned_data.get("outcome") == Outcome.GRANT:
            return self.application.requested
        return amount or 0

    @property
    def is_behind(self):
        """Tell whether somebody else saved the draft since it was opened for what was sent."""
        return self.is_bound and (self.seen != self.began or bool(self.conflicts))

    @cached_property
    def missing(self):
        """Return what is still missing in what is typed, and in what stands there where nothing is."""
        return decision_parts.missing(self.instance, timezone.localdate())

    @property
    def still_missing(self):
        """Return what is missing, each with the place in the form to add it."""
        return [(self.place_of(each.field), each) for each in self.missing]

    def place_of(self, name):
        if name not in self.fields:
            return "content-main"
        return self[name].id_for_label or f"{self[name].auto_id}_0"

    @property
    def groups(self):
        found = [(title, [self[name] for name in names if name in self.fields]) for title, names in self.parts]
        return [(title, parts) for title, parts in found if parts]

    @property
    def contents(self):
        """Return all that the draft says from now on, also of what is not asked."""
        return {name: getattr(self.instance, name) for name in self.Meta.fields}
