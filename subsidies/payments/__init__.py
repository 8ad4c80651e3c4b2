"""What is to be paid, as people read it: which payments wait and why, and how those of a case stand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..fields import shown
from ..models import Application, IbanChange, Payment, PaymentSuspension
from ..models.payment import PAYABLE_STATES
from ..work.worklist import days_left_in_words


@dataclass(frozen=True)
class Waiting:
    """A payment that is on no order yet; `why` says what it waits for, "" where it can be ordered."""

    payment: Payment
    amount: str
    left: str
    is_late: bool
    why: str


def of_cases_seen_by(user):
    """Return the payments of the cases that are not shut to a civil servant."""
    return Payment.objects.filter(application__in=Application.objects.for_staff(user))


def to_pay(user, today: date | None = None) -> list[Waiting]:
    """Return what waits to be paid, the first due first: two queries, however many there are."""
    today = today or timezone.localdate()
    case = OuterRef("application")
    found = (
        of_cases_seen_by(user)
        .unordered()
        .select_related("application__ceiling__scheme", "application__organisation", "decision")
        .annotate(
            is_suspended=Exists(PaymentSuspension.objects.filter(application=case, ended_on=None)),
            is_in_doubt=Exists(IbanChange.objects.waiting().filter(application=case)),
        )
    )
    return [waiting(payment, today) for payment in found]


def waiting(payment, today) -> Waiting:
    why = why_it_waits(payment, today)
    # While paying is suspended the municipality is not late (Awb 4:56).
    late = payment.due_on < today and not payment.is_suspended
    left = "" if payment.is_suspended else days_left_in_words(payment.due_on, today)
    return Waiting(payment, shown(payment.amount), left, late, why)


def why_it_waits(payment, today) -> str:
    decision, application = payment.decision, payment.application
    if application.state not in PAYABLE_STATES:
        return _("the application is now “%(state)s”") % {"state": application.get_state_display()}
    if payment.is_suspended:
        return _("suspended (Awb 4:56)")
    if decision.awaits_answer(today):
        return _("can be declined until %(day)s") % {"day": date_format(decision.offer_until)}
    if payment.is_in_doubt:
        return _("another bank account waits to be checked")
    return "" if application.iban else _("no bank account is known")


@dataclass(frozen=True)
class Line:
    """A payment in its case: how far it is in words, and the day that goes with that."""

    payment: Payment
    amount: str
    what: str
    day: date | None
    is_late: bool = False


def lines_of(application, today: date | None = None) -> list[Line]:
    """Return the payments of a case, the first due first, without those that were cancelled."""
    today = today or timezone.localdate()
    payments = application.payments.filter(cancelled_at=None).select_related("order").order_by("planned_at", "pk")
    return [line_of(payment, today) for payment in payments]


def line_of(payment, today) -> Line:
    amount = shown(payment.amount)
    if payment.stage == "returned":
        return Line(payment, amount, _("came back"), payment.returned_on)
    if payment.stage == "paid":
        return Line(payment, amount, _("paid"), payment.paid_on)
    # Where it is in the municipality's own house is nothing that the applicant waits for less.
    return Line(payment, amount, _("to be paid by"), payment.due_on, payment.due_on < today)


def suspension_of(application) -> PaymentSuspension | None:
    """Return the suspension of paying that runs, if any (Awb 4:56)."""
    return next((each for each in application.payment_suspensions.all() if each.ended_on is None), None)
