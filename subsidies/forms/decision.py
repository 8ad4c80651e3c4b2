"""The forms by which a decider decides, and a decision or an intention is made known."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import deciding, ledger
from ..clock import term_of_days
from ..deadlines import amsterdam_day
from ..fields import AmountFormField, shown
from ..models import Account, Decision, RefusalGround
from ..states import State
from .case_form import CaseForm, long_text
from .posting import LetterForm
from .widgets import DayInput


class DecideForm(CaseForm):
    action = "decide"
    title, button = gettext_lazy("Decide"), gettext_lazy("Decide")
    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    amount = AmountFormField(
        label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Only when you grant in part.")
    )
    offer = forms.BooleanField(
        label=gettext_lazy("This is what remained of the ceiling: the applicant may decline it"), required=False
    )
    refusal_ground = forms.ChoiceField(
        label=gettext_lazy("Why not all of it"), choices=[("", "–"), *RefusalGround.choices], required=False
    )
    grounds = long_text(
        gettext_lazy("Grounds"), 10_000, help_text=gettext_lazy("They stand in the decision (Awb 3:46).")
    )
    activity_until = forms.DateField(label=gettext_lazy("Activity done by"), required=False, widget=DayInput)
    mandate = forms.CharField(
        label=gettext_lazy("Function and mandate"),
        max_length=200,
        help_text=gettext_lazy(
            "The letter says itself that it is on behalf of the college, and who decided (Awb 10:10)."
        ),
    )
    public_title = forms.CharField(label=gettext_lazy("Title in the public register"), max_length=120)
    public_summary = long_text(gettext_lazy("Summary in the public register"), 1_000)
    public_text_confirmed = forms.BooleanField(label=gettext_lazy("These texts may be published"))

    def prepare(self):
        outcome = Decision.Outcome
        self.fields["activity_until"].initial = self.application.ends_on
        if self.application.state == State.TO_BE_DECIDED:
            choices = [
                (outcome.GRANT, _("Grant all of it: %(amount)s") % {"amount": shown(self.application.requested)}),
                (outcome.GRANT_IN_PART, _("Grant in part")),
                (outcome.REFUSE, _("Refuse")),
            ]
        else:
            choices = [(outcome.LEAVE_OUT, _("Leave out of consideration (Awb 4:5 lid 1)"))]
            del self.fields["amount"], self.fields["offer"]
            self.fields["outcome"].initial = outcome.LEAVE_OUT
        self.fields["outcome"].choices = choices

    def explanation(self):
        if self.application.state != State.TO_BE_DECIDED:
            return [
                _("Within four weeks after the term for the supplement, or after what came was not enough (4:5 lid 4).")
            ]
        day = amsterdam_day(self.application.received_at)
        reserved = ledger.standing(self.application, Account.RESERVED)
        return [
            _("Requested: %(requested)s. Reserved for this application: %(reserved)s. Left besides: %(room)s.")
            % {
                "requested": shown(self.application.requested),
                "reserved": shown(reserved),
                "room": shown(ledger.room(self.application.ceiling, day)),
            },
            _("As far as the ceiling would be exceeded, you refuse: that is to grant in part (Awb 4:25 lid 2)."),
        ]

    def clean(self):
        answers = super().clean()
        outcome, amount = answers.get("outcome"), answers.get("amount")
        if outcome == Decision.Outcome.GRANT:
            if amount not in (None, self.application.requested):
                self.add_error("amount", _("Leave the amount empty, or choose to grant in part."))
            answers["amount"] = self.application.requested
        elif outcome == Decision.Outcome.GRANT_IN_PART:
            if amount is None and "amount" not in self.errors:
                self.add_error("amount", _("Type the amount that you grant."))
        elif amount:
            self.add_error("amount", _("Leave the amount empty: nothing is granted."))
        if answers.get("offer") and outcome != Decision.Outcome.GRANT_IN_PART:
            self.add_error("offer", _("Only what you grant in part can be declined."))
        return answers

    def perform(self, by):
        contents = self.cleaned_data | {"amount": self.cleaned_data.get("amount") or 0}
        contents["is_offer"] = bool(contents.pop("offer", False))
        with transaction.atomic():
            deciding.compose(application=self.application, by=by, **contents)
            deciding.decide(application=self.application, by=by)


class AnnounceForm(LetterForm):
    action = "announce"
    title, button = gettext_lazy("Announce the decision"), gettext_lazy("Announce and mail")

    @staticmethod
    def is_of_use(application):
        return application.decisions.filter(announced_at=None).exists()

    def to_announce(self):
        return self.application.decisions.filter(announced_at=None).last()

    def goes_by_post(self):
        decision = self.to_announce()
        return super().goes_by_post() or (decision is not None and decision.is_on_paper)

    def explanation(self):
        decision = self.to_announce()
        if decision is None:
            return [_("There is no decision that waits to be announced.")]
        return [
            f"{decision.get_outcome_display()}, {shown(decision.amount)}. {decision.grounds}",
            _("From today the decision holds, and objections can be made for six weeks (Awb 3:41, 6:7, 6:8)."),
            *super().explanation(),
        ]

    def act(self, by):
        decision = self.to_announce()
        if decision is None:
            raise ValidationError(_("There is no decision that waits to be announced."))
        deciding.announce(decision=decision, by=by, on_paper=self.cleaned_data.get("on_paper", False))


class IntendForm(LetterForm):
    action = "intend"
    title, button = gettext_lazy("Announce an intention and ask for a view"), gettext_lazy("Announce and mail")
    text = long_text(gettext_lazy("What is intended, and why"), 10_000)

    def explanation(self):
        rules = self.application.version
        due_on = term_of_days(timezone.localdate(), rules.view_days, rules)
        return [
            _("The applicant has until %(day)s to give a view (Awb 4:7, 4:8).") % {"day": date_format(due_on)},
            _("The law asks for it before a lower settlement on a fault, a revocation, and a refusal under Awb 4:35."),
            *super().explanation(),
        ]
