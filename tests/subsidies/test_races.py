"""Two things at the same second: whoever comes second waits, sees what the first did, and does not undo it."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from subsidies.actions import application as applications
from subsidies.actions import bank_account, deciding, handling, paying
from subsidies.actions import ceiling as ceilings
from subsidies.actions import offer as offers
from subsidies.models import Application, Decision, Distribution, Payment, PaymentOrder
from subsidies.states import State
from tests.factories import UserFactory
from tests.subsidy_factories import (
    CeilingVersionFactory,
    DeciderFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    composed,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db(transaction=True)


def second_of(first, second):
    """Do both at once: the second begins before the first has committed. Return what the second came to.

    It must wait for the first: that no lock made it wait is an error of its own.
    """
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        first()
        pending = pool.submit(alone, second)
        assert is_waiting(pending), "the second did not wait for the first"
    return pending.result()


def alone(work):
    """Do something on a connection of its own; return what came of it, or what was refused."""
    try:
        return work()
    except (ValidationError, PermissionDenied) as error:
        return error
    finally:
        connection.close()


def is_waiting(pending):
    """Tell whether something stands still behind our locks, before it is done."""
    until = time.monotonic() + 10
    while time.monotonic() < until and not pending.done():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False


def to_decide(**values):
    application = ready(submitted(**values))
    composed(application)
    return application


def granted(**values):
    """Return the planned payment of an application that was granted and told so."""
    application = ready(submitted(**values))
    deciding.announce(decision=take_decision(application=application), by=DeciderFactory())
    return application.payments.get()


def held(application):
    balances = application.entries.balances()
    return {account: amount for (account, _ground), amount in balances.items() if amount > 0}


def test_of_two_deciders_at_the_same_second_one_decides():
    application, first, second = to_decide(), DeciderFactory(), DeciderFactory()
    refused = second_of(
        lambda: deciding.decide(application=application, by=first),
        lambda: deciding.decide(application=application, by=second),
    )
    assert isinstance(refused, ValidationError)
    assert [decision.decided_by for decision in Decision.objects.all()] == [first]
    assert held(application) == {"granted": application.requested}


@pytest.mark.parametrize("first_is_withdrawal", [True, False])
def test_a_decision_and_a_withdrawal_at_once_are_never_both(first_is_withdrawal):
    application, decider, member = to_decide(), DeciderFactory(), UserFactory()
    both = [
        lambda: applications.withdraw(application=application, by=member),
        lambda: deciding.decide(application=application, by=decider),
    ]
    refused = second_of(*(both if first_is_withdrawal else both[::-1]))
    assert isinstance(refused, ValidationError)
    application.refresh_from_db()
    assert application.state == (State.WITHDRAWN if first_is_withdrawal else State.GRANTED)
    assert held(application) == ({} if first_is_withdrawal else {"granted": application.requested})
    assert Decision.objects.count() == (0 if first_is_withdrawal else 1)


def offered():
    """Return the planned payment of what remained, which can still be declined."""
    application = ready(submitted())
    decision = take_decision(application=application, outcome="grant-in-part", amount=500_00, offer=True)
    deciding.announce(decision=decision, by=DeciderFactory())
    return application.payments.get()


def test_what_is_declined_while_it_is_kept_is_kept_and_can_be_ordered():
    payment, member, clerk = offered(), UserFactory(), FinanceFactory()
    case = payment.application

    def keep_and_order():
        offers.accept_offer(application=case, by=member)
        paying.order(payments=[payment], by=clerk)

    refused = second_of(keep_and_order, lambda: offers.decline_offer(application=case, by=member))
    assert isinstance(refused, ValidationError) and refused.code == "accepted"
    assert held(case) == {"granted": 500_00} and Payment.objects.get().order is not None


def test_what_is_ordered_while_it_is_declined_is_on_no_order():
    payment, member, clerk = offered(), UserFactory(), FinanceFactory()
    case = payment.application

    def keep_and_order():
        offers.accept_offer(application=case, by=member)
        paying.order(payments=[payment], by=clerk)

    refused = second_of(lambda: offers.decline_offer(application=case, by=member), keep_and_order)
    assert isinstance(refused, ValidationError) and refused.code == "offer"
    assert held(case) == {} and not PaymentOrder.objects.exists()
    assert Payment.objects.get().stage == "cancelled"


def stops_paying(how, case):
    """Return what stops a payment while it is being ordered or approved."""
    decider, member = DeciderFactory(), UserFactory()
    if how == "suspended":
        return lambda: paying.suspend(application=case, reason="Ernstig vermoeden", by=decider)
    return lambda: bank_account.propose(
        application=case, iban="NL20INGB0001234567", holder="Stichting Voorbeeld", by=member
    )


@pytest.mark.parametrize("how", ["suspended", "another account"])
def test_what_is_stopped_while_it_is_ordered_is_on_no_order(how):
    payment, clerk = granted(), FinanceFactory()
    refused = second_of(stops_paying(how, payment.application), lambda: paying.order(payments=[payment], by=clerk))
    assert isinstance(refused, ValidationError) and refused.code == "stale"
    assert not PaymentOrder.objects.exists()


@pytest.mark.parametrize("how", ["suspended", "another account"])
def test_what_is_stopped_while_it_is_approved_is_not_approved(how):
    payment, approver = granted(), FinanceFactory()
    order = paying.order(payments=[payment], by=FinanceFactory())
    refused = second_of(stops_paying(how, payment.application), lambda: paying.approve(order=order, by=approver))
    assert isinstance(refused, ValidationError) and refused.code == "stale"
    order.refresh_from_db()
    assert order.is_open


def test_an_order_that_is_cancelled_while_it_is_approved_is_not_approved():
    payment, first, second = granted(), FinanceFactory(), FinanceFactory()
    order = paying.order(payments=[payment], by=FinanceFactory())
    refused = second_of(
        lambda: paying.cancel_order(order=order, by=first), lambda: paying.approve(order=order, by=second)
    )
    assert isinstance(refused, ValidationError)
    order.refresh_from_db()
    assert order.stage == "cancelled"


def test_what_came_back_while_it_is_booked_as_paid_is_not_paid():
    payment, clerk, today = granted(), FinanceFactory(), timezone.localdate()
    paying.approve(order=paying.order(payments=[payment], by=FinanceFactory()), by=clerk)
    refused = second_of(
        lambda: paying.book_returned(payment=payment, returned_on=today, reason="Opgeheven", by=clerk),
        lambda: paying.book_paid(payment=payment, paid_on=today, by=clerk),
    )
    assert isinstance(refused, ValidationError)
    assert held(payment.application) == {"granted": payment.amount}
    assert Payment.objects.filter(replaces=payment).count() == 1


def lottery_case(received_at):
    """Return an application that is to be decided, for which nothing is reserved."""
    application = submitted(requested=1_200_00, received_at=received_at)
    officer = OfficerFactory()
    handling.declare_complete(application=application, by=officer)
    handling.advise(application=application, by=officer)
    application.refresh_from_db()
    composed(application)
    return application


def test_a_ceiling_lowered_while_somebody_decides_binds_what_came_in_after_it_alone():
    now, today = timezone.now(), timezone.localdate()
    version = SchemeVersionFactory(distribution=Distribution.LOTTERY)
    CeilingVersionFactory(ceiling=version.ceiling)
    publish(version)
    before, after = lottery_case(now - timedelta(days=2)), lottery_case(now)
    officer, decider = OfficerFactory(), DeciderFactory()
    refused = second_of(
        lambda: ceilings.publish_amount(
            ceiling=version.ceiling,
            amount=1_000_00,
            published_on=today,
            in_force_from=today,
            reason="Minder",
            by=officer,
        ),
        lambda: deciding.decide(application=after, by=decider),
    )
    assert isinstance(refused, ValidationError) and refused.code == "ceiling"
    after.refresh_from_db()
    assert after.state == State.TO_BE_DECIDED and held(after) == {"possible": 1_200_00}
    # Awb 4:27 lid 2.
    deciding.decide(application=before, by=decider)
    assert held(before) == {"granted": 1_200_00}
    assert Application.objects.get(pk=before.pk).entries.last().version.amount == 43_000_00
