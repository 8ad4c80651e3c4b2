"""Paying what was granted: planned when a decision is made known, ordered by one, approved by another, booked when the bank did it.

Each is one transaction; what cannot be done raises `ValidationError` with a text for that person, and nothing has changed.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .. import emails
from ..models import Account, DecisionKind, Payment, PaymentOrder, PaymentSuspension
from ..models.payment import PAYABLE_STATES
from ..permissions import FINANCE, is_shut, require, roles_of
from ..reckoning.deadlines import amsterdam_day, payment_suspension_term
from . import ledger, recovering
from .application import locked


def require_finance(by) -> None:
    if FINANCE not in roles_of(by):
        raise PermissionDenied


def lock_cases(payments) -> dict:
    """Lock the cases of payments, by their key: in one order, so that two who do it at once do not wait for each other."""
    cases = {payment.application_id: payment.application for payment in payments}
    return {case.pk: locked(case) for case in sorted(cases.values(), key=lambda each: (each.ceiling_id, each.pk))}


@transaction.atomic
def order(*, payments, by) -> PaymentOrder:
    """Put payments on an order, with the bank accounts as they are now. Another person approves it."""
    require_finance(by)
    asked = [payment.pk for payment in payments]
    if not asked:
        raise ValidationError(_("Choose at least one payment."), code="nothing")
    cases = lock_cases(Payment.objects.filter(pk__in=asked).select_related("application"))
    found = list(Payment.objects.payable().filter(pk__in=asked).select_for_update(of=["self"]))
    for payment in found:
        payment.application = cases[payment.application_id]
    if len(found) != len(set(asked)) or any(is_shut(by, payment.application) for payment in found):
        raise ValidationError(
            _(
                "One of these cannot be paid now: it is on an order, stands still or is withdrawn. Look at the list again."
            ),
            code="stale",
        )
    if nameless := [payment for payment in found if not payment.application.iban]:
        names = ", ".join(str(payment.application) for payment in nameless)
        raise ValidationError(_("There is no bank account known of: %(names)s.") % {"names": names}, code="iban")
    year = timezone.localdate().year
    try:
        with transaction.atomic():
            last = PaymentOrder.objects.filter(year=year).aggregate(last=Max("number"))["last"]
            made = PaymentOrder.objects.create(year=year, number=(last or 0) + 1, made_by=by)
            for payment in found:
                payment.order = made
                payment.iban, payment.account_holder = payment.application.iban, payment.application.account_holder
                payment.save()
    except IntegrityError:
        raise ValidationError(_("Somebody else made an order at this moment. Try again."), code="stale") from None
    return made


def open_order(pk) -> PaymentOrder:
    found = PaymentOrder.objects.select_for_update().get(pk=pk)
    if not found.is_open:
        raise ValidationError(_("This order is approved or cancelled already."), code="state")
    return found


def stamp_of(order) -> str:
    """Return a text that is another one as soon as an order, or what is on it, changed."""
    found = order.payments.order_by("pk").values_list(
        "pk", "amount", "iban", "account_holder", "paid_on", "returned_on"
    )
    return salted_hmac("payment order", repr((order.pk, order.stage, list(found))), algorithm="sha256").hexdigest()


def check_fresh(order, stamp) -> None:
    """Refuse what somebody sends from a page that is behind the times; `stamp` is None where there was no page."""
    if stamp is not None and stamp != stamp_of(order):
        raise ValidationError(_("This order changed since you opened this page. Look again."), code="stale")


@transaction.atomic
def approve(*, order, by, stamp: str | None = None) -> PaymentOrder:
    """Sign an order that another made: from now on it stays as it is, and can be handed to the administration."""
    require_finance(by)
    cases = lock_cases(order.payments.select_related("application"))
    found = open_order(order.pk)
    if found.made_by_id == by.pk:
        raise ValidationError(_("You made this order: somebody else approves it (four eyes)."), code="four-eyes")
    if any(is_shut(by, case) for case in cases.values()):
        raise PermissionDenied
    check_fresh(found, stamp)
    if not cases:
        raise ValidationError(_("There is nothing on this order."), code="nothing")
    for payment in found.payments.all():
        check_still_to_pay(payment, cases[payment.application_id])
    found.approved_at, found.approved_by = timezone.now(), by
    found.save()
    return found


def check_still_to_pay(payment, application) -> None:
    """Refuse what changed since it was put on an order: another state, another account, a suspension."""
    suspended = application.payment_suspensions.filter(ended_on=None).exists()
    if application.state not in PAYABLE_STATES or suspended:
        reason = _("it is not to be paid any more")
    elif (application.iban, application.account_holder) != (payment.iban, payment.account_holder):
        reason = _("its bank account changed")
    elif application.iban_changes.waiting().exists():
        reason = _("another bank account waits to be checked")
    else:
        return
    raise ValidationError(
        _("%(application)s: %(reason)s. Cancel this order and make a new one.")
        % {"application": application, "reason": reason},
        code="stale",
    )


@transaction.atomic
def cancel_order(*, order, by, stamp: str | None = None) -> PaymentOrder:
    """Take an order apart that is not approved: its payments wait again."""
    require_finance(by)
    cases = lock_cases(order.payments.select_related("application"))
    found = open_order(order.pk)
    if any(is_shut(by, case) for case in cases.values()):
        raise PermissionDenied
    check_fresh(found, stamp)
    found.payments.update(order=None, iban="", account_holder="")
    found.cancelled_at = timezone.now()
    found.save()
    return found


def booked(payment, by) -> Payment:
    """Return a payment of an approved order, locked with its case and ceiling, for who may book it."""
    payment.application = locked(payment.application)
    require(by, "book", payment.application)
    found = Payment.objects.select_for_update(of=["self"]).select_related("order").get(pk=payment.pk)
    if found.order is None or not found.order.approved_at:
        raise ValidationError(_("This payment is on no approved order."), code="state")
    if found.returned_on:
        raise ValidationError(_("This payment came back already."), code="state")
    found.application = payment.application
    return found


def check_day(payment, day: date) -> None:
    if day > timezone.localdate() or day < amsterdam_day(payment.order.approved_at):
        raise ValidationError(_("This day is before the order was approved, or still to come."), code="day")


@transaction.atomic
def book_paid(*, payment, paid_on: date, by) -> Payment:
    """Book that the administration paid. The second of two clicks does nothing."""
    found = booked(payment, by)
    if found.paid_on:
        return found
    check_day(found, paid_on)
    found.paid_on = paid_on
    found.save()
    move_paid(found)
    return found


@transaction.atomic
def book_all_paid(*, payments, paid_on: date, by) -> int:
    """Book that many were paid on one day: all of them, or none. Return how many."""
    asked = list(Payment.objects.filter(pk__in=[payment.pk for payment in payments]).select_related("application"))
    if not asked:
        raise ValidationError(_("Choose at least one payment."), code="nothing")
    require_finance(by)
    lock_cases(asked)
    for payment in asked:
        book_paid(payment=payment, paid_on=paid_on, by=by)
    return len(asked)


@transaction.atomic
def book_returned(*, payment, returned_on: date, reason: str, by) -> Payment | None:
    """Book that the bank sent the money back; return the payment that takes its place, with the account as it is then.

    None where nothing of it is owed any more.
    """
    found = booked(payment, by)
    check_day(found, returned_on)
    if found.paid_on and returned_on < found.paid_on:
        raise ValidationError({"returned_on": _("This day is before the day on which it was paid.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it came back.")})
    amount = move_back(found, returned_on, by) if found.paid_on else found.amount
    found.returned_on, found.return_reason = returned_on, reason
    found.save()
    if not amount:
        return None
    return Payment.objects.create(
        application=found.application,
        decision=found.decision,
        kind=found.kind,
        amount=amount,
        due_on=found.due_on,
        replaces=found,
    )


def move_paid(payment) -> None:
    """Move what was paid from what is owed."""
    source = ledger.owed_on(payment.application)
    ledger.shift(
        application=payment.application,
        source=source,
        target=Account.PAID,
        amount=payment.amount,
        decision=payment.decision,
    )


def move_back(payment, returned_on: date, by) -> int:
    """Move what the bank sent back; return how much of it is still to be paid, in cents.

    What was paid too much (Awb 4:57) came in with it: first what is claimed back, then what nobody claims yet.
    """
    application = payment.application
    if (waiting := application.to_announce) and waiting.kind == DecisionKind.RECOVERY:
        raise ValidationError(
            _("A recovery waits to be announced. Announce it first, then book this."), code="announce"
        )
    about = {"application": application, "decision": payment.decision}
    claimed = min(payment.amount, ledger.standing(application, Account.RECOVER))
    if unclaimed := recovering.came_back(payment, claimed, returned_on, by):
        ledger.shift(**about, source=Account.RECOVER, target=ledger.where_freed_goes(application), amount=unclaimed)
    still = payment.amount - claimed
    if still:
        ledger.shift(**about, source=Account.PAID, target=ledger.owed_on(application), amount=still)
    return still


@transaction.atomic
def suspend(*, application, reason: str, by, until: date | None = None) -> PaymentSuspension:
    """Let paying stand still on a serious suspicion, and tell the applicant why, in writing (Awb 4:56)."""
    application = locked(application)
    require(by, "suspend_payment", application)
    today = timezone.localdate()
    longest = payment_suspension_term(today)
    until = until or longest
    if application.payment_suspensions.filter(ended_on=None).exists():
        raise ValidationError(_("Paying is suspended already."), code="suspended")
    if not today < until <= longest:
        raise ValidationError({"until": _("From tomorrow, and at most 13 weeks (Awb 4:56).")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say what the suspicion is: the applicant is told.")})
    suspension = PaymentSuspension.objects.create(application=application, reason=reason, until=until, suspended_by=by)
    emails.payment_suspended(suspension=suspension)
    return suspension


@transaction.atomic
def resume(*, application, by) -> None:
    """End a suspension of paying."""
    application = locked(application)
    require(by, "resume_payment", application)
    if not application.payment_suspensions.filter(ended_on=None).update(ended_on=timezone.localdate()):
        raise ValidationError(_("Paying is not suspended."), code="not-suspended")


@transaction.atomic
def end_suspensions(day: date | None = None) -> int:
    """End the suspensions whose term is over; return how many (a job does this each day)."""
    day = day or timezone.localdate()
    return PaymentSuspension.objects.filter(ended_on=None, until__lt=day).update(ended_on=day - timedelta(days=1))
