"""The forms by which civil servants handle a case. Each says what it will do, and calls one action."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import handling, ledger
from ..clock import decision_due_on, term_of_days
from ..deadlines import amsterdam_day
from ..fields import AmountFormField, shown
from ..models import Account, Decision, Evidence
from ..states import State
from .widgets import DayInput

PARTS_OF_THE_FORM = [
    ("organisatie", gettext_lazy("organisation, contact and bank account")),
    ("activiteit", gettext_lazy("activity")),
    ("doelen", gettext_lazy("countries, goals and period")),
    ("begroting", gettext_lazy("budget and cover")),
]


def long_text(label, most, **kwargs):
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 8}), **kwargs)


class CaseForm(forms.Form):
    """What is done with a case: `action` is its name in `permissions.py` and in `actions/handling.py`."""

    action = ""
    title = button = ""

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.prepare()

    def prepare(self):
        pass

    def explanation(self) -> list[str]:
        """Return what will happen, in sentences."""
        return []

    @staticmethod
    def is_of_use(application) -> bool:
        """Tell whether there is anything to do it to."""
        return True

    def perform(self, by) -> None:
        getattr(handling, self.action)(application=self.application, by=by, **self.cleaned_data)


class DeclareCompleteForm(CaseForm):
    action = "declare_complete"
    title, button = gettext_lazy("Find the application complete"), gettext_lazy("It is complete")

    def explanation(self):
        return [
            _(
                "Nothing is missing (Awb 4:2). The application takes its place in line as of when the last thing came in."
            ),
            _("The applicant gets a mail with the last day for the decision."),
        ]


class AskSupplementForm(CaseForm):
    action = "ask_supplement"
    title, button = gettext_lazy("Ask for a supplement"), gettext_lazy("Ask and mail")
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=gettext_lazy("Documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("Parts of the form"),
        choices=PARTS_OF_THE_FORM,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = long_text(
        gettext_lazy("What is missing"), 4_000, help_text=gettext_lazy("The applicant reads this. Write it plainly.")
    )

    def prepare(self):
        documents = self.application.version.evidence_set.filter(moment=Evidence.Moment.APPLICATION)
        self.fields["evidence"].queryset = documents
        if not documents:
            del self.fields["evidence"]

    def explanation(self):
        rules = self.application.version
        due_on = term_of_days(timezone.localdate(), rules.supplement_days, rules)
        return [
            _("The applicant has until %(day)s (%(days)s days, Awb 4:5 lid 1).")
            % {"day": date_format(due_on), "days": rules.supplement_days},
            _("From tomorrow the term for the decision stands still (Awb 4:15 lid 1 a)."),
        ]


class ExtendForm(CaseForm):
    action = "extend"
    title, button = gettext_lazy("Extend the term"), gettext_lazy("Extend and mail")

    @staticmethod
    def is_of_use(application):
        return bool(application.version.extension_weeks) and not application.extended_on

    def explanation(self):
        rules = self.application.version
        if not rules.extension_weeks:
            return [_("This scheme gives no right to extend the term.")]
        before, self.application.extended_on = self.application.extended_on, timezone.localdate()
        due_on = decision_due_on(self.application)
        self.application.extended_on = before
        if due_on is None:
            return []
        return [
            _("Once, by %(weeks)s weeks (Awb 4:14): the last day becomes %(day)s. The applicant is told.")
            % {"weeks": rules.extension_weeks, "day": date_format(due_on)}
        ]


class SuspendForm(CaseForm):
    action = "suspend"
    title, button = gettext_lazy("Suspend with consent"), gettext_lazy("Suspend the term")
    first_day = forms.DateField(label=gettext_lazy("First day"), initial=timezone.localdate, widget=DayInput)
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Leave it empty while it is not known; you end it later."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("Also say where the consent is to be found. The applicant sees this."),
    )

    def explanation(self):
        return [_("Only with the consent of the applicant, in writing (Awb 4:15 lid 2 a).")]


class ResumeForm(CaseForm):
    action = "resume"
    title, button = gettext_lazy("End the suspension"), gettext_lazy("Let the term run on")

    @staticmethod
    def is_of_use(application):
        return application.suspensions.filter(last_day=None).exists()

    def explanation(self):
        return [_("Today is the last day on which the term stands still.")]


class AdviseForm(CaseForm):
    action = "advise"
    title, button = gettext_lazy("Hand to the decider"), gettext_lazy("Hand over")

    def explanation(self):
        return [_("You are the assessor from now on: somebody else decides (four eyes).")]


class SendBackForm(CaseForm):
    action = "send_back"
    title, button = gettext_lazy("Send back to the assessor"), gettext_lazy("Send back")

    def explanation(self):
        return [_("The application is under review again (Awb 3:2).")]


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
    grounds = long_text(
        gettext_lazy("Grounds"), 10_000, help_text=gettext_lazy("They stand in the decision (Awb 3:46).")
    )

    def prepare(self):
        outcome = Decision.Outcome
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
        self.cleaned_data["amount"] = self.cleaned_data.get("amount") or 0
        super().perform(by)


class AnnounceForm(CaseForm):
    action = "announce"
    title, button = gettext_lazy("Announce the decision"), gettext_lazy("Announce and mail")

    @staticmethod
    def is_of_use(application):
        return application.decisions.filter(announced_at=None).exists()

    def to_announce(self):
        return self.application.decisions.filter(announced_at=None).last()

    def explanation(self):
        decision = self.to_announce()
        if decision is None:
            return [_("There is no decision that waits to be announced.")]
        return [
            f"{decision.get_outcome_display()}, {shown(decision.amount)}. {decision.grounds}",
            _("From today the decision holds, and objections can be made for six weeks (Awb 3:41, 6:7, 6:8)."),
        ]

    def perform(self, by):
        decision = self.to_announce()
        if decision is None:
            raise ValidationError(_("There is no decision that waits to be announced."))
        handling.announce(decision=decision, by=by)


class IntendForm(CaseForm):
    action = "intend"
    title, button = gettext_lazy("Announce an intention and ask for a view"), gettext_lazy("Announce and mail")
    text = long_text(gettext_lazy("What is intended, and why"), 10_000)

    def explanation(self):
        rules = self.application.version
        due_on = term_of_days(timezone.localdate(), rules.view_days, rules)
        return [
            _("The applicant has until %(day)s to give a view (Awb 4:7, 4:8).") % {"day": date_format(due_on)},
            _("The law asks for it before a lower settlement on a fault, a revocation, and a refusal under Awb 4:35."),
        ]


class WriteForm(CaseForm):
    action = "write"
    title, button = gettext_lazy("Write to the applicant"), gettext_lazy("Send")
    text = long_text(gettext_lazy("Message"), 4_000)


class WithdrawForm(CaseForm):
    action = "withdraw"
    title, button = gettext_lazy("Withdraw for the applicant"), gettext_lazy("Withdraw")
    asked_by = forms.CharField(
        label=gettext_lazy("Asked by"),
        max_length=200,
        help_text=gettext_lazy("Who asked, and how (telephone, letter). It is kept in the history."),
    )

    def explanation(self):
        return [_("What was reserved is free at once for the next in line. This cannot be undone.")]

    def perform(self, by):
        handling.withdraw_for(application=self.application, asked_by=self.cleaned_data["asked_by"], by=by)


# By the last part of its address, in the order of the page.
FORMS = {
    form.action.replace("_", "-"): form
    for form in (
        DeclareCompleteForm,
        AskSupplementForm,
        AdviseForm,
        SendBackForm,
        DecideForm,
        AnnounceForm,
        WriteForm,
        ExtendForm,
        SuspendForm,
        ResumeForm,
        IntendForm,
        WithdrawForm,
    )
}
