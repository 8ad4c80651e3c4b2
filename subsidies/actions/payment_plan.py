"""What is to be paid, planned with a decision and cancelled with it. Who calls these holds the lock of the case."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..clock import term_of_weeks
from ..models import Payment
from ..reckoning.deadlines import amsterdam_day


def plan(decision) -> Payment | None:
    """Plan what a grant that is made known brings at once: the advance, or on path A all of it (Awb 4:42, 4:87, 4:95).

    A correction brings nothing: it was planned with what it corrects.
    """
    if decision.is_correction:
        return None
    rest = decision.settlement_path == "A"
    amount = decision.amount if rest else decision.advance
    if not amount:
        return None
    rules = decision.application.version
    due_on = term_of_weeks(amsterdam_day(decision.announced_at), rules.payment_weeks, rules)
    kind = Payment.Kind.REST if rest else Payment.Kind.ADVANCE
    return Payment.objects.create(
        application=decision.application, decision=decision, kind=kind, amount=amount, due_on=due_on
    )


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
