"""What is to be paid, planned with a decision and cancelled with it. Who calls these holds the lock of the case."""

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ..clock import term_of_weeks
from ..models import GRANTS, Account, DecisionKind, Payment
from ..reckoning.deadlines import amsterdam_day
from ..states import State
from . import ledger


def plan(decision) -> Payment | None:
    """Plan what a decision that is made known brings: an advance, or what was settled less the advances (Awb 4:42, 4:52, 4:87, 4:95).

    A correction brings nothing: it was planned with what it corrects. A recovery claims.
    """
    is_claim = decision.kind == DecisionKind.RECOVERY
    amount = 0 if decision.is_correction or is_claim else owed_now(decision)
    if amount <= 0:
        return None
    application = decision.application
    rules = application.version
    due_on = term_of_weeks(amsterdam_day(decision.announced_at), rules.payment_weeks, rules)
    kind = Payment.Kind.ADVANCE if pays_in_advance(decision) else Payment.Kind.REST
    return Payment.objects.create(application=application, decision=decision, kind=kind, amount=amount, due_on=due_on)


def pays_in_advance(decision) -> bool:
    """Tell whether what a decision brings is paid before the settlement."""
    return decision.application.state == State.GRANTED and decision.settlement_path != "A"


def owed_now(decision) -> int:
    """Return how much is to be paid because of a decision, in cents, beside what was planned or paid before."""
    application = decision.application
    standing = application.payments.standing()
    if pays_in_advance(decision):
        return decision.advance - (standing.aggregate(sum=Sum("amount"))["sum"] or 0)
    waiting = standing.filter(paid_on=None).aggregate(sum=Sum("amount"))["sum"] or 0
    return ledger.standing(application, ledger.owed_on(application)) - waiting


def brought_by(decision) -> int:
    """Return how much is paid because of a decision, in cents: as planned with it, or as it would be today."""
    if decision.announced_at:
        return decision.payments.standing().aggregate(sum=Sum("amount"))["sum"] or 0
    if decision.kind == DecisionKind.SETTLEMENT:
        return next((row["cents"] for row in decision.arithmetic if row["what"] == "rest"), 0)
    if decision.kind == DecisionKind.OBJECTION:
        return after_objection(decision)
    return max(0, owed_now(decision))


def after_objection(decision) -> int:
    """Return how much a decision on an objection would bring, in cents, beside what was paid or waits to be."""
    application, standing = decision.application, decision.application.payments.standing()
    if decision.outcome in GRANTS and decision.settlement_path != "A":
        return max(0, decision.advance - (standing.aggregate(sum=Sum("amount"))["sum"] or 0))
    had = sum(ledger.standing(application, each) for each in (Account.PAID, Account.RECOVER, Account.LOST))
    waiting = standing.filter(paid_on=None).aggregate(sum=Sum("amount"))["sum"] or 0
    return max(0, decision.amount - had - waiting)


def advance_of(draft, amount: int, path: str) -> int:
    """Return what is paid before the settlement, in cents; on path A the grant is the settlement (Awb 4:42, 4:95)."""
    if path in ("", "A"):
        return 0
    return amount * draft.application.version.advance_share // 100 if draft.advance is None else draft.advance


def cancel(application) -> None:
    """Cancel what was planned for an application that gets nothing after all; what is on an order already is refused."""
    waiting = application.payments.standing().filter(paid_on=None).select_for_update()
    for payment in waiting:
        if payment.order_id:
            raise ValidationError(
                _("The payment is on its way already: order %(order)s.") % {"order": payment.order}, code="ordered"
            )
        payment.cancelled_at = timezone.now()
        payment.save()
