"""Nothing is paid twice, by one person alone, or to whom nothing is owed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from subsidies.actions import bank_account, deciding, paying
from subsidies.actions import offer as offers
from subsidies.models import Account, Application, LedgerEntry, Payment, PaymentOrder
from tests.factories import UserFactory
from tests.subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    PaymentFactory,
    TieFactory,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return finance()


def finance():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="finance"))
    return user


def granted(**values):
    """Return the planned payment of an application that was granted and told so."""
    application = ready(submitted(**values))
    deciding.announce(decision=take_decision(application=application), by=DeciderFactory())
    return application.payments.get()


def approved(payment):
    order = paying.order(payments=[payment], by=finance())
    return paying.approve(order=order, by=finance())


def standing(payment):
    balances = LedgerEntry.objects.balances()
    return {account: balances[account, "ordinary"] for account in (Account.GRANTED, Account.PAID)}


def test_a_payment_is_ordered_approved_by_another_and_booked(clerk):
    payment = granted()
    order = paying.order(payments=[payment], by=clerk)
    with pytest.raises(ValidationError, match=r"iemand anders|somebody else"):
        paying.approve(order=order, by=clerk)
    paying.approve(order=order, by=finance())
    payment = paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)
    assert payment.stage == "paid"
    assert standing(payment) == {Account.GRANTED: 0, Account.PAID: payment.amount}
    paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)
    assert standing(payment)[Account.PAID] == payment.amount


def test_two_eyes_are_refused_by_the_database_too(clerk):
    order = paying.order(payments=[granted()], by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentOrder.objects.filter(pk=order.pk).update(approved_at=timezone.now(), approved_by=clerk)


@pytest.mark.parametrize("name", ["subsidy officers", "deciders", "readers"])
def test_only_finance_orders(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    with pytest.raises(PermissionDenied):
        paying.order(payments=[granted()], by=user)


def test_a_payment_is_on_one_order_only(clerk):
    payment = granted()
    paying.order(payments=[payment], by=clerk)
    with pytest.raises(ValidationError):
        paying.order(payments=[payment], by=clerk)


def test_a_second_payment_of_the_same_kind_is_refused_by_the_database():
    payment = granted()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(decision=payment.decision, kind=payment.kind)


def test_a_cancelled_order_lets_its_payments_wait_again(clerk):
    payment = granted()
    paying.cancel_order(order=paying.order(payments=[payment], by=clerk), by=clerk)
    assert list(Payment.objects.payable()) == [payment]
    paying.order(payments=[payment], by=clerk)


def test_an_approved_order_stays_as_it_is(clerk):
    payment = granted()
    order = approved(payment)
    with pytest.raises(ValidationError):
        paying.cancel_order(order=order, by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(order=None, iban="", account_holder="")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(decision=granted().decision, kind="rest", order=order, iban="NL91ABNA0417164300")


def test_what_the_bank_sends_back_is_paid_anew(clerk):
    payment = granted()
    approved(payment)
    paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)
    again = paying.book_returned(
        payment=payment, returned_on=timezone.localdate(), reason="Rekening opgeheven", by=clerk
    )
    assert standing(payment) == {Account.GRANTED: payment.amount, Account.PAID: 0}
    assert list(Payment.objects.payable()) == [again]
    with pytest.raises(ValidationError):
        paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)


@pytest.mark.parametrize("days", [1, -1])
def test_a_day_before_the_order_or_to_come_is_refused(clerk, days):
    payment = granted()
    approved(payment)
    with pytest.raises(ValidationError):
        paying.book_paid(payment=payment, paid_on=timezone.localdate() + timedelta(days=days), by=clerk)


def test_a_suspended_payment_is_not_ordered_not_even_in_sql(clerk):
    payment = granted()
    paying.suspend(application=payment.application, reason="Ernstig vermoeden", by=DeciderFactory())
    assert not Payment.objects.payable().exists()
    order = paying.order(payments=[granted()], by=clerk)
    with pytest.raises(IntegrityError, match="suspended"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(order=order, iban="NL91ABNA0417164300")


def test_a_suspension_lasts_thirteen_weeks_at_most():
    payment = granted()
    with pytest.raises(ValidationError):
        paying.suspend(
            application=payment.application,
            reason="Vermoeden",
            until=timezone.localdate() + timedelta(weeks=13, days=1),
            by=DeciderFactory(),
        )
    suspension = paying.suspend(application=payment.application, reason="Vermoeden", by=DeciderFactory())
    assert suspension.until == timezone.localdate() + timedelta(weeks=13)
    assert paying.end_suspensions(suspension.until) == 0
    assert paying.end_suspensions(suspension.until + timedelta(days=1)) == 1
    assert list(Payment.objects.payable()) == [payment]


def test_a_case_that_is_shut_is_not_paid_by_whom_it_is_shut_to(clerk):
    payment = granted()
    TieFactory(user=clerk, organisation=payment.application.organisation)
    with pytest.raises(ValidationError):
        paying.order(payments=[payment], by=clerk)


def test_an_offer_is_not_paid_while_it_can_be_declined(clerk):
    application = ready(submitted())
    decision = take_decision(application=application, outcome="grant-in-part", amount=500_00, offer=True)
    deciding.announce(decision=decision, by=DeciderFactory())
    decision.refresh_from_db()
    assert not Payment.objects.payable().exists()
    assert Payment.objects.payable(decision.offer_until + timedelta(days=1)).exists()
    offers.decline_offer(application=Application.objects.get(), by=UserFactory())
    assert Payment.objects.get().stage == "cancelled"
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(
            decision=decision, order=PaymentOrder.objects.create(year=2026, number=1, made_by=clerk), iban="X"
        )


def test_a_changed_account_stops_the_approval(clerk):
    payment = granted()
    order = paying.order(payments=[payment], by=clerk)
    case, member = payment.application, UserFactory()
    bank_account.propose(application=case, iban="NL20INGB0001234567", holder="Stichting Voorbeeld", by=member)
    bank_account.confirm(application=case, note="Teruggebeld op het bekende nummer", by=OfficerFactory())
    with pytest.raises(ValidationError, match=r"rekening|account"):
        paying.approve(order=order, by=finance())


@pytest.mark.django_db(transaction=True)
def test_two_who_order_the_same_payment_at_once_make_one_order():
    payment = granted()
    clerks = [finance(), finance()]

    def order(clerk):
        try:
            paying.order(payments=[payment], by=clerk)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(order, clerks)) == [False, True]
    assert PaymentOrder.objects.count() == 1
