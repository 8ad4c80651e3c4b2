"""The form by which the decision on an objection is composed; what it does to the ceiling stands beside the amount."""

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import decision_parts
from ..decision_parts import of_objection
from ..fields import shown
from ..models import GRANTS, SETTLES, DecisionDraft, Outcome
from .composing import PUBLISHED, ComposeForm
from .objection import named
from .widgets import DayInput

WORDS = {
    Outcome.UPHOLD: gettext_lazy("Reject the objection: the decision stays as it is"),
    Outcome.REOPEN: gettext_lazy("Take the application into consideration after all"),
    Outcome.DROP: gettext_lazy("Nothing need be paid back"),
    Outcome.RECOVER: gettext_lazy("Claim less back"),
    Outcome.GRANT: gettext_lazy("Grant all of it: %(amount)s"),
    Outcome.GRANT_IN_PART: gettext_lazy("Grant in part"),
    Outcome.SETTLE: gettext_lazy("Settle as granted"),
    Outcome.SETTLE_LOWER: gettext_lazy("Settle lower than granted, but higher than before"),
}
OF_GRANT = ("refusal_ground", "obligations", "activity_until", "advance", "reserves_budget", *PUBLISHED)
OF_CLAIM = ("pay_back_by", "instalments")


class AnswerDraftForm(ComposeForm):
    """Composes the decision on the objection that waits; the same draft, with the parts that such a decision has."""

    parts = (
        (gettext_lazy("The decision"), ("outcome", "objection_result", "amount", "refusal_ground", *OF_CLAIM)),
        (gettext_lazy("Why, and under which duties"), ("grounds", "obligations", "activity_until")),
        (gettext_lazy("Paying"), ("advance", "reserves_budget")),
        (gettext_lazy("The letter"), ("mandate", "is_in_english", "is_on_paper")),
        (gettext_lazy("The public register"), PUBLISHED),
    )

    class Meta(ComposeForm.Meta):
        fields = [
            "outcome",
            "objection_result",
            "amount",
            "refusal_ground",
            *OF_CLAIM,
            "grounds",
            "obligations",
            "activity_until",
            "advance",
            "reserves_budget",
            "mandate",
            "is_in_english",
            "is_on_paper",
            *PUBLISHED,
        ]
        labels = ComposeForm.Meta.labels | {"objection_result": gettext_lazy("What the objection comes to")}
        help_texts = ComposeForm.Meta.help_texts | {
            "amount": gettext_lazy("Only where something comes in the place of the decision that is disputed."),
            "grounds": gettext_lazy("They stand in the decision; also why the objection is not followed (Awb 7:12)."),
        }
        widgets = ComposeForm.Meta.widgets | {
            "pay_back_by": DayInput,
            "objection_result": forms.RadioSelect,
        }

    def fit(self):
        objection = self.instance.objection
        disputed = objection.decision
        self.title = _("Compose the decision on the objection")
        possible = decision_parts.possible(self.instance)
        asked = {"amount": shown(self.application.requested)}
        self.fields["outcome"].choices = [(each, str(WORDS[each]) % asked) for each in possible]
        results = [each for each in self.fields["objection_result"].choices if each[0]]
        self.fields["objection_result"].choices = results
        for name in ("amount", "instalments", "objection_result"):
            self.fields[name].required = False
        changes = set(possible) & {*GRANTS, *SETTLES, Outcome.RECOVER}
        if changes & {*GRANTS, *SETTLES}:
            self.fields["amount"].help_text = _("The most that this objection can bring is %(amount)s.") % {
                "amount": shown(of_objection.most(self.application, disputed))
            }
        if not changes:
            self.leave_out("amount")
            self.instance.amount = 0
        if not changes & set(GRANTS):
            self.leave_out(*OF_GRANT)
            for name in OF_GRANT:
                setattr(self.instance, name, DecisionDraft._meta.get_field(name).get_default())
        if Outcome.RECOVER not in changes:
            self.leave_out(*OF_CLAIM)

    @property
    def about(self):
        """Return the objection on which is decided, to be read beside the form."""
        objection = self.instance.objection
        said = _("received on %(day)s, against: %(decision)s") % {
            "day": date_format(objection.received_on),
            "decision": named(objection.decision),
        }
        return f"{capfirst(said)}. {objection.text}"

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is None and self.cleaned_data.get("outcome") == Outcome.GRANT:
            return self.application.requested
        if amount is None and self.cleaned_data.get("outcome") == Outcome.SETTLE:
            return of_objection.granted_first(self.application)
        return amount or 0

    def clean_instalments(self):
        number = self.cleaned_data["instalments"]
        return 1 if number is None else number
