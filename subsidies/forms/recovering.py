"""The forms on what is paid back: composing the claim, other parts, booking what came in, and writing off."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import recovering
from ..decision_parts import of_recovery
from ..fields import AmountFormField, shown
from ..models import Outcome, Recovery
from ..reckoning.recovery import MOST_PARTS
from .case_form import CaseForm, long_text
from .composing import ComposeForm
from .widgets import DayInput


class RecoverDraftForm(ComposeForm):
    """Composes a recovery; the same draft, with the parts that such a decision has."""

    parts = (
        (gettext_lazy("The decision"), ("amount", "pay_back_by", "instalments")),
        (gettext_lazy("Why"), ("grounds",)),
        (gettext_lazy("The letter"), ("mandate", "is_in_english", "is_on_paper")),
    )

    class Meta(ComposeForm.Meta):
        fields = [
            "outcome",
            "amount",
            "pay_back_by",
            "instalments",
            "grounds",
            "mandate",
            "is_in_english",
            "is_on_paper",
        ]
        help_texts = ComposeForm.Meta.help_texts | {
            "pay_back_by": gettext_lazy("The last day for all of it, or for the first part."),
            "instalments": gettext_lazy("1 to 36, each a month after the one before."),
        }
        widgets = ComposeForm.Meta.widgets | {"pay_back_by": DayInput}

    def fit(self):
        self.title = _("Compose a recovery")
        self.leave_out("outcome")
        self.instance.outcome = Outcome.RECOVER
        self.fields["amount"].required = self.fields["instalments"].required = False
        until = of_recovery.bound_until(self.application)
        self.fields["amount"].help_text = _("%(amount)s is not claimed yet. The last day to claim it is %(day)s.") % {
            "amount": shown(of_recovery.unclaimed(self.application)),
            "day": date_format(until) if until else "–",
        }

    def clean_amount(self):
        return self.cleaned_data["amount"] or 0

    def clean_instalments(self):
        number = self.cleaned_data["instalments"]
        return 1 if number is None else number


class RecoveryForm(CaseForm):
    """About one open recovery: which is asked where there are more."""

    recovery = forms.ModelChoiceField(None, label=gettext_lazy("Recovery"), empty_label=None)

    def prepare(self):
        open_ones = self.open_ones(self.application)
        field = self.fields["recovery"]
        field.queryset = open_ones
        field.label_from_instance = lambda each: (
            _("%(amount)s of %(day)s, %(left)s left")
            % {
                "amount": shown(each.decision.amount),
                "day": date_format(timezone.localtime(each.decision.announced_at)),
                "left": shown(each.left),
            }
        )
        field.initial = open_ones.first()

    @staticmethod
    def open_ones(application):
        found = Recovery.objects.open().filter(decision__application=application)
        return found.select_related("decision").order_by("pk")

    @classmethod
    def is_of_use(cls, application):
        return cls.open_ones(application).exists()

    def perform(self, by):
        getattr(recovering, self.action)(by=by, **self.cleaned_data)


class BookRepaymentForm(RecoveryForm):
    action = "book_repayment"
    title, button = gettext_lazy("Book what was paid back"), gettext_lazy("Book it")
    amount = AmountFormField(label=gettext_lazy("Amount"))
    received_on = forms.DateField(label=gettext_lazy("Received on"), initial=timezone.localdate, widget=DayInput)
    bank_reference = forms.CharField(
        label=gettext_lazy("Reference of the bank"),
        max_length=70,
        help_text=gettext_lazy("As on the statement: nothing is booked twice."),
    )


class RescheduleForm(RecoveryForm):
    action = "reschedule"
    title, button = gettext_lazy("Agree on other parts"), gettext_lazy("Agree and mail")
    first_due = forms.DateField(label=gettext_lazy("First part by"), widget=DayInput)
    number = forms.IntegerField(label=gettext_lazy("In how many parts"), min_value=1, max_value=MOST_PARTS, initial=1)

    def explanation(self):
        return [
            _("What is left is divided into equal parts, each a month after the one before (Awb 4:94)."),
            _("The applicant gets a mail, and reads the days in the portal."),
        ]


class WriteOffForm(RecoveryForm):
    action = "write_off"
    title, button = gettext_lazy("Write off what is left"), gettext_lazy("Write it off")
    reason = long_text(gettext_lazy("Why"), 2_000, help_text=gettext_lazy("It stays in the case."))

    def explanation(self):
        return [_("Nothing of it is claimed any more (Awb 4:94a). It stands in the ledger as written off.")]


FORMS = {form.action.replace("_", "-"): form for form in (BookRepaymentForm, RescheduleForm, WriteOffForm)}
