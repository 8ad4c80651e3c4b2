"""What the pages of the cases say about bank accounts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..actions.bank_account import differs_from
from ..models import IbanChange
from ..reckoning.bank_accounts import grouped


class AccountFilter(admin.SimpleListFilter):
    title = _("bank account")
    parameter_name = "account"

    def lookups(self, request, model_admin):
        return [("waiting", _("another one to check"))]

    def queryset(self, request, queryset):
        waiting = IbanChange.objects.waiting().values("application")
        return queryset.filter(pk__in=waiting) if self.value() == "waiting" else queryset


def flags_of(case) -> dict:
    """Return what is to be looked at before anything is paid: an account that waits, one that differs from the last."""
    changes = list(case.iban_changes.select_related("proposed_by", "decided_by"))
    last = differs_from(case)
    return {
        "changes": [(change, grouped(change.old_iban), grouped(change.iban)) for change in changes],
        "waits": any(not change.outcome for change in changes),
        "last": last,
        "last_iban": grouped(last.iban) if last else "",
    }
