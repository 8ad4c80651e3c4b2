"""Another bank account for an application that was sent in."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..actions import bank_account as actions
from ..forms.bank_account import BankAccountForm
from .case import CaseFormView, WhileMixin


class BankAccountView(WhileMixin, CaseFormView):
    """Ask to be paid to another account; it holds once it was checked."""

    form_class = BankAccountForm
    template_name = "subsidies/bank_account.html"

    def task(self):
        return self.case.can_change_account

    def said(self):
        return {"waiting": self.case.waiting_account}

    def act(self, form):
        if not consume(self.request, action="bank_account"):
            raise ValidationError(_("You gave many accounts today. Try again tomorrow, or call us."), code="limit")
        data = form.cleaned_data
        actions.propose(
            application=self.application, iban=data["iban"], holder=data["account_holder"], by=self.request.user
        )
        messages.success(self.request, _("We received the other account. We call your organisation to check it."))
