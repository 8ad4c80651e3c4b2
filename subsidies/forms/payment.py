"""The forms of paying: choosing what is ordered or booked, and what is done with the payments of one case."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import late, paying
from ..clock import decision_due_on
from ..reckoning.deadlines import payment_suspension_term
from .case_form import CaseForm, long_text
from .ticks import TicksForm
from .widgets import DayInput


class PaymentsForm(TicksForm):
    name = "payments"

    def clean(self):
        answers = super().clean()
        if not self.ticked:
            raise ValidationError(_("Choose at least one payment."), code="nothing")
        return answers


class BookForm(PaymentsForm):
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), initial=timezone.localdate, widget=DayInput)


class ReturnedForm(forms.Form):
    button = gettext_lazy("Book as returned")
    returned_on = forms.DateField(label=gettext_lazy("Came back on"), initial=timezone.localdate, widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it came back"),
        max_length=400,
        help_text=gettext_lazy("As the bank says it. The applicant sees this."),
    )


class SuspendPaymentForm(CaseForm):
    action = "suspend_payment"
    title, button = gettext_lazy("Suspend the payment"), gettext_lazy("Suspend and mail")
    reason = long_text(
        gettext_lazy("The suspicion"), 4_000, help_text=gettext_lazy("The applicant reads this. Write it plainly.")
    )
    until = forms.DateField(label=gettext_lazy("At the latest until"), widget=DayInput)

    def prepare(self):
        self.fields["until"].initial = payment_suspension_term(timezone.localdate())

    @staticmethod
    def is_of_use(application):
        return not application.payment_suspensions.filter(ended_on=None).exists()

    def explanation(self):
        return [
            _("Only on a serious suspicion that there is ground to revoke or to settle lower (Awb 4:56)."),
            _("At most 13 weeks, until %(day)s. The applicant gets a mail.")
            % {"day": date_format(payment_suspension_term(timezone.localdate()))},
        ]

    def perform(self, by):
        paying.suspend(application=self.application, by=by, **self.cleaned_data)


class ResumePaymentForm(CaseForm):
    action = "resume_payment"
    title, button = gettext_lazy("End the suspension of the payment"), gettext_lazy("Let it be paid")

    @staticmethod
    def is_of_use(application):
        return not SuspendPaymentForm.is_of_use(application)

    def explanation(self):
        return [_("From today it can be put on an order again.")]

    def perform(self, by):
        paying.resume(application=self.application, by=by)


class KeepDefaultNoticeForm(CaseForm):
    action = "keep_default_notice"
    title, button = gettext_lazy("Enter a notice of default"), gettext_lazy("Enter the notice")
    received_on = forms.DateField(label=gettext_lazy("Received on"), initial=timezone.localdate, widget=DayInput)
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=400, required=False, help_text=gettext_lazy("Where the letter is kept.")
    )

    @staticmethod
    def is_of_use(application):
        due_on = decision_due_on(application)
        return due_on is not None and due_on < timezone.localdate()

    def explanation(self):
        return [
            _("The applicant says in writing that the decision is too late (Awb 4:17 lid 3)."),
            _("From two weeks after it the municipality owes an amount for each day, for 42 days at most."),
        ]

    def perform(self, by):
        late.keep_default_notice(application=self.application, by=by, **self.cleaned_data)


FORMS = {form.action.replace("_", "-"): form for form in (SuspendPaymentForm, ResumePaymentForm, KeepDefaultNoticeForm)}
