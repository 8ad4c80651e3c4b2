"""The forms on another bank account: that of the applicant, and those of whoever checks it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import bank_account
from ..reckoning.bank_accounts import grouped
from .application import OrganisationForm
from .handling import CaseForm, long_text


class BankAccountForm(forms.Form):
    """The account as it is asked for in the first step of the form."""

    iban = OrganisationForm.base_fields["iban"]
    account_holder = OrganisationForm.base_fields["account_holder"]

    clean_iban = OrganisationForm.clean_iban
    clean_account_holder = OrganisationForm.clean_account_holder


class IbanChangeForm(CaseForm):
    @staticmethod
    def is_of_use(application):
        return application.iban_changes.waiting().exists()

    def explanation(self):
        change = self.application.iban_changes.waiting().first()
        if change is None:
            return [_("There is no other account that waits.")]
        was = f"{grouped(change.old_iban)}, {change.old_holder}" if change.old_iban else "–"
        return [
            _("Now: %(account)s.") % {"account": was},
            _("Proposed: %(account)s, by %(name)s.")
            % {"account": f"{grouped(change.iban)}, {change.holder}", "name": change.proposed_by or "–"},
            *self.what_to_do(),
        ]

    def what_to_do(self):
        return []


class ConfirmIbanForm(IbanChangeForm):
    action = "confirm_iban"
    title, button = gettext_lazy("Confirm another bank account"), gettext_lazy("It is right: pay to this account")
    note = long_text(
        gettext_lazy("How did you check it?"),
        1_000,
        help_text=gettext_lazy("Whom you called, on which number, when, and where you had that number from."),
    )

    def what_to_do(self):
        return [
            _("Call the organisation back on a number that you knew before, never on one from this proposal or a mail.")
        ]

    def perform(self, by):
        bank_account.confirm(application=self.application, note=self.cleaned_data["note"], by=by)


class RefuseIbanForm(IbanChangeForm):
    action = "refuse_iban"
    title, button = gettext_lazy("Refuse another bank account"), gettext_lazy("Keep the account as it was")
    note = long_text(gettext_lazy("Why?"), 1_000, help_text=gettext_lazy("The applicant reads this."))

    def perform(self, by):
        bank_account.refuse(application=self.application, note=self.cleaned_data["note"], by=by)


FORMS = {form.action.replace("_", "-"): form for form in (ConfirmIbanForm, RefuseIbanForm)}
