"""The forms by which a grant is settled, lowered or revoked: composed by one, decided by another."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import decision_parts
from ..actions import recovering, settling
from ..composing import draft_of
from ..decision_parts import of_settlement
from ..fields import shown
from ..models import DecisionDraft, DecisionKind, Outcome
from .answering import AnswerDraftForm
from .composing import ComposeForm
from .decision import FIXED, DecideForm
from .recovering import RecoverDraftForm

TITLES = {
    DecisionKind.SETTLEMENT: gettext_lazy("Compose the settlement"),
    DecisionKind.CHANGE: gettext_lazy("Compose a revocation or change"),
    DecisionKind.RECOVERY: gettext_lazy("Compose a recovery"),
    DecisionKind.OBJECTION: gettext_lazy("Compose the decision on the objection"),
}
WORDS = {
    Outcome.SETTLE: gettext_lazy("Settle as granted: %(amount)s"),
    Outcome.SETTLE_LOWER: gettext_lazy("Settle lower"),
    Outcome.LOWER: gettext_lazy("Lower it"),
    Outcome.REVOKE: gettext_lazy("Revoke all of it"),
}


class SettleDraftForm(ComposeForm):
    """Composes what comes after a grant; the same draft, with the parts that such a decision has."""

    parts = (
        (gettext_lazy("The decision"), ("outcome", "amount", "lowering_ground")),
        (gettext_lazy("Why"), ("grounds",)),
        (gettext_lazy("The letter"), ("mandate", "is_in_english", "is_on_paper")),
    )

    class Meta(ComposeForm.Meta):
        fields = ["outcome", "amount", "lowering_ground", "grounds", "mandate", "is_in_english", "is_on_paper"]
        help_texts = ComposeForm.Meta.help_texts | {
            "amount": gettext_lazy("What is left of the subsidy. Only when that is less than was granted."),
            "lowering_ground": gettext_lazy(
                "On any other ground than lower costs the applicant is heard first (Awb 4:7, 4:8): announce the intention."
            ),
        }

    def fit(self):
        draft, kind = self.instance, self.instance.kind
        self.title = TITLES[kind]
        possible = decision_parts.possible(draft)
        granted = shown(of_settlement.granted(self.application))
        self.fields["outcome"].choices = [(each, str(WORDS[each]) % {"amount": granted}) for each in possible]
        self.fields["amount"].required = False
        grounds = of_settlement.grounds_for(self.application, kind)
        self.fields["lowering_ground"].choices = [("", _("None")), *((each.value, each.label) for each in grounds)]
        if draft.outcome == Outcome.SETTLE:
            self.initial["amount"] = None

    @staticmethod
    def is_of_use(application):
        return bool(kinds_to_compose(application))

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is None and self.cleaned_data.get("outcome") == Outcome.SETTLE:
            return of_settlement.granted(self.application)
        return amount or 0


def form_for(application, kind="") -> type[ComposeForm]:
    """Return the form on which what is composed in a case, or would be of a kind, is composed."""
    draft = draft_of(application, kind)
    if draft.corrects:
        return ComposeForm
    of_kind = {DecisionKind.APPLICATION: ComposeForm, DecisionKind.RECOVERY: RecoverDraftForm}
    of_kind[DecisionKind.OBJECTION] = AnswerDraftForm
    return of_kind.get(draft.kind, SettleDraftForm)


def kinds_to_compose(application) -> list[tuple[DecisionKind, str]]:
    """Return which decisions after the grant can be composed now, each with what that is called."""
    draft = draft_of(application)
    if draft.pk:
        return [(draft.kind, TITLES[draft.kind])] if draft.kind in TITLES and not draft.corrects else []
    return [(kind, title) for kind, title in TITLES.items() if decision_parts.possible_of(application, kind)]


class SettleForm(DecideForm):
    """Takes the settlement that was composed, on the page of a decision."""

    action = "settle"
    title, button = gettext_lazy("Settle the subsidy"), gettext_lazy("Settle")
    kind = DecisionKind.SETTLEMENT

    @classmethod
    def is_of_use(cls, application):
        return DecisionDraft.objects.filter(application=application, kind=cls.kind, corrects=None).exists()

    @property
    def composing(self):
        return TITLES[self.kind]

    def explanation(self):
        return [_("What is settled lower is free under the ceiling at once, if the scheme says so."), FIXED]

    def perform(self, by):
        settling.settle(application=self.application, by=by)


class RevokeForm(SettleForm):
    action = "revoke"
    title, button = gettext_lazy("Revoke or change the subsidy"), gettext_lazy("Decide")
    kind = DecisionKind.CHANGE

    def explanation(self):
        return [_("The applicant was heard first (Awb 4:7, 4:8)."), FIXED]

    def perform(self, by):
        settling.revoke(application=self.application, by=by)


class RecoverForm(SettleForm):
    action = "recover"
    title, button = gettext_lazy("Recover what was paid too much"), gettext_lazy("Decide")
    kind = DecisionKind.RECOVERY

    def explanation(self):
        return [_("It is claimed when it is announced: the parts and their days stand in the letter."), FIXED]

    def perform(self, by):
        recovering.recover(application=self.application, by=by)


class ProposeForm(DecideForm):
    """Proposes to settle as granted, in one step."""

    action = "propose"
    title, button = gettext_lazy("Propose to settle as granted"), gettext_lazy("Propose")
    template = "admin/subsidies/application/act.html"

    def begin(self, request):
        """Nothing is composed yet."""

    @staticmethod
    def is_of_use(application):
        return bool(
            draft_of(application).pk is None and decision_parts.possible_of(application, DecisionKind.SETTLEMENT)
        )

    def explanation(self):
        granted = shown(of_settlement.granted(self.application))
        return [
            _("It is settled at %(amount)s, as it was granted (Awb 4:46 lid 1).") % {"amount": granted},
            _("Somebody else decides on it (four eyes). You can still change the draft."),
        ]

    def perform(self, by):
        settling.propose(application=self.application, by=by)


FORMS = {form.action: form for form in (ProposeForm, SettleForm, RevokeForm, RecoverForm)}
