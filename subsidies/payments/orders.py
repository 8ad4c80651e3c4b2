"""A payment order as it is read: on its page, and as the file that the financial administration pays from."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.paying import stamp_of
from ..fields import shown
from ..models import Application, PaymentOrder
from ..permissions import FINANCE, roles_of
from ..reckoning.bank_accounts import grouped

STAGES = {
    "open": gettext_lazy("waits to be approved"),
    "approved": gettext_lazy("approved"),
    "cancelled": gettext_lazy("cancelled"),
}


def seen_by(user):
    """Return the orders with what is on them, without the cases that are shut to whoever looks."""
    seen = Q(payments__application__in=Application.objects.for_staff(user))
    return PaymentOrder.objects.annotate(
        number_seen=Count("payments", filter=seen), total_seen=Sum("payments__amount", filter=seen)
    ).order_by("-year", "-number")


def rows_of(order, user=None):
    """Return the payments on an order, in the order of its file; those that a user may see, or all."""
    found = order.payments.select_related("application__ceiling__scheme", "application__organisation", "order")
    if user is not None:
        found = found.filter(application__in=Application.objects.for_staff(user))
    return found.order_by("due_on", "pk")


def is_partly_shut(order, user) -> bool:
    return rows_of(order).count() != rows_of(order, user).count()


def page_of(order, user) -> dict:
    """Return what the page of an order shows, and what may be done on it."""
    rows = list(rows_of(order, user))
    is_finance = FINANCE in roles_of(user)
    shut = order.payments.count() - len(rows)
    return {
        "order": order,
        "rows": [(payment, shown(payment.amount), grouped(payment.iban)) for payment in rows],
        "total": shown(sum(payment.amount for payment in rows)),
        "stage": STAGES[order.stage],
        "shut": shut,
        "stamp": stamp_of(order),
        "is_finance": is_finance,
        "may_sign": is_finance and order.is_open and not shut,
        "is_own": order.made_by_id == user.pk,
        "may_take_file": is_finance and bool(order.approved_at) and not shut,
    }


def table_of(order) -> tuple[list[str], list[list]]:
    """Return the header and rows of the file of an order; the last row is the total, in euros with a comma."""
    header = [
        _("Order"), _("Reference"), _("Account holder"), _("IBAN"), _("Amount in euros"), _("Pay by"), _("Description"),
    ]  # fmt: skip
    payments = list(rows_of(order))
    rows = [
        [
            order.reference,
            payment.application.reference,
            payment.account_holder,
            payment.iban,
            euros(payment.amount),
            payment.due_on.isoformat(),
            f"{payment.application.reference}-{payment.pk}",
        ]
        for payment in payments
    ]
    total = euros(sum(payment.amount for payment in payments))
    return header, [*rows, [order.reference, _("Total"), "", "", total, "", ""]]


def euros(cents: int) -> str:
    """Return an amount as the financial administration reads it in.

    >>> euros(120005)
    '1200,05'
    """
    return f"{cents // 100},{cents % 100:02}"
