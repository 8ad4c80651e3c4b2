"""The pages of paying: what waits and why, an order signed by two, its file, and nothing of a case that is shut."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import paying
from subsidies.models import Payment, PaymentOrder
from tests.conftest import sign_in
from tests.subsidy_factories import (
    DeciderFactory,
    FinanceFactory,
    IbanChangeFactory,
    OfficerFactory,
    TieFactory,
)

from .test_paying import approved, granted

pytestmark = pytest.mark.django_db
TO_PAY = reverse("admin:subsidies_payment_changelist")


def page_of(order, action="change", *more):
    return reverse(f"admin:subsidies_paymentorder_{action}", args=[order.pk, *more])


@pytest.fixture
def clerk(client):
    user = FinanceFactory()
    sign_in(client, user)
    return user


def test_what_is_ticked_comes_on_an_order_that_a_colleague_approves(client, clerk):
    payment = granted()
    assert client.post(TO_PAY, {}).status_code == 422
    assert client.post(TO_PAY, {"payments": ["x"]}).status_code == 422
    response = client.post(TO_PAY, {"payments": [payment.pk]})
    order = PaymentOrder.objects.get()
    assert response["Location"] == page_of(order)
    stamp = client.get(page_of(order)).context["stamp"]
    assert client.post(page_of(order, "approve"), {"stamp": stamp}).status_code == 422
    assert client.get(page_of(order, "file", "csv")).status_code == 404

    sign_in(client, FinanceFactory())
    assert client.post(page_of(order, "approve"), {"stamp": "yesterday"}).status_code == 422
    assert client.post(page_of(order, "approve"), {"stamp": stamp}).status_code == 302
    assert client.post(page_of(order, "cancel"), {"stamp": stamp}).status_code == 422
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.post(page_of(order), {"payments": [payment.pk], "paid_on": tomorrow}).status_code == 422
    assert client.post(page_of(order), {"payments": [payment.pk], "paid_on": timezone.localdate()}).status_code == 302
    payment.refresh_from_db()
    assert payment.stage == "paid"
    returned = reverse("admin:subsidies_payment_returned", args=[payment.pk])
    assert client.post(returned, {"returned_on": timezone.localdate()}).status_code == 422
    assert client.post(returned, {"returned_on": timezone.localdate(), "reason": "Opgeheven"}).status_code == 302
    assert [row.payment.replaces for row in client.get(TO_PAY).context["rows"]] == [payment]


def test_why_a_payment_waits_is_told(client, clerk):
    suspended, in_doubt, plain = (granted() for _n in range(3))
    nameless = granted(iban="", account_holder="")
    paying.suspend(application=suspended.application, reason="Vermoeden", by=DeciderFactory())
    IbanChangeFactory(application=in_doubt.application)
    why = {row.payment: bool(row.why) for row in client.get(TO_PAY).context["rows"]}
    assert why == {suspended: True, in_doubt: True, nameless: True, plain: False}


def test_an_account_that_waits_is_not_paid_not_even_in_sql(clerk):
    payment, other = granted(), granted()
    IbanChangeFactory(application=payment.application)
    with pytest.raises(ValidationError):
        paying.order(payments=[payment], by=clerk)
    order = paying.order(payments=[other], by=clerk)
    with pytest.raises(IntegrityError, match="another bank account"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(order=order, iban="NL91ABNA0417164300")
    IbanChangeFactory(application=other.application)
    with pytest.raises(ValidationError):
        paying.approve(order=order, by=FinanceFactory())
    with pytest.raises(IntegrityError, match="not to be paid"), transaction.atomic():
        PaymentOrder.objects.filter(pk=order.pk).update(approved_at=timezone.now(), approved_by=FinanceFactory())


def test_raw_sql_neither_books_before_the_approval_nor_changes_the_account(clerk):
    payment = granted()
    paying.order(payments=[payment], by=clerk)
    for change in ({"paid_on": timezone.localdate()}, {"iban": "NL44RABO0123456789"}, {"account_holder": "Ik"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**change)


def test_the_files_hold_no_formula_and_the_same_figures(client, clerk):
    first = granted(account_holder='=HYPERLINK("http://kwaad.example")', requested=1_200_05)
    second = granted(account_holder="+31", requested=700_10)
    order = paying.order(payments=[first, second], by=FinanceFactory())
    paying.approve(order=order, by=clerk)
    text = client.get(page_of(order, "file", "csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(page_of(order, "file", "xlsx")).content)).active
    assert [["" if cell is None else str(cell) for cell in row] for row in sheet.values] == rows
    assert not any(cell.data_type == "f" for row in sheet for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    cents = [int(row[4].replace(",", "")) for row in rows[1:]]
    assert cents == [first.amount, second.amount, first.amount + second.amount]
    assert client.get(page_of(order, "file", "ods")).status_code == 404


def test_a_case_that_is_shut_shows_nowhere(client, clerk):
    payment, other = granted(), granted()
    order = paying.order(payments=[payment, other], by=FinanceFactory())
    TieFactory(user=clerk, organisation=payment.application.organisation)
    page = client.get(page_of(order))
    assert [row[0] for row in page.context["rows"]] == [other]
    assert payment.application.title != other.application.title or payment.application.reference not in page.text
    assert client.post(page_of(order, "approve"), {"stamp": page.context["stamp"]}).status_code == 403
    assert client.post(page_of(order, "cancel"), {"stamp": page.context["stamp"]}).status_code == 403
    paying.approve(order=order, by=FinanceFactory())
    assert client.get(page_of(order, "file", "csv")).status_code == 403
    for name in ("change", "history", "returned"):
        assert client.get(reverse(f"admin:subsidies_payment_{name}", args=[payment.pk])).status_code in (302, 404)
    assert payment.application.reference not in client.get(reverse("admin:subsidies_payment_export", args=["csv"])).text


@pytest.mark.parametrize("factory", [OfficerFactory, DeciderFactory])
def test_others_read_and_do_nothing(client, factory):
    payment = granted()
    order = paying.order(payments=[payment], by=FinanceFactory())
    sign_in(client, factory())
    assert client.get(reverse("admin:subsidies_paymentorder_changelist")).status_code == 200
    for address in (TO_PAY, page_of(order)):
        assert client.get(address).status_code == 200
        assert client.post(address, {"payments": [payment.pk]}).status_code == 403
    for name in ("approve", "cancel"):
        assert client.post(page_of(order, name)).status_code == 403


@pytest.mark.parametrize("address", [TO_PAY, reverse("admin:subsidies_paymentorder_changelist")])
def test_a_list_asks_the_same_number_of_queries(client, clerk, address, django_assert_num_queries):
    counts = []
    for _n in range(2):
        for _each in range(3):
            granted()
            paying.order(payments=[granted()], by=FinanceFactory())
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def at_once(*tasks):
    def run(task):
        try:
            task()
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_and_one_who_cancels_at_once_one_wins():
    payment = granted()
    order = paying.order(payments=[payment], by=FinanceFactory())
    first, second, third = FinanceFactory(), FinanceFactory(), FinanceFactory()
    done = at_once(
        lambda: paying.approve(order=order, by=first),
        lambda: paying.cancel_order(order=order, by=second),
        lambda: paying.approve(order=order, by=third),
    )
    assert done.count(True) == 1
    order.refresh_from_db()
    assert (order.approved_at is None) != (order.cancelled_at is None)


@pytest.mark.django_db(transaction=True)
def test_two_who_book_the_same_at_once_move_the_money_once():
    payment = granted()
    approved(payment)
    people = [FinanceFactory(), FinanceFactory()]
    day = timezone.localdate()
    at_once(*(lambda by=by: paying.book_paid(payment=payment, paid_on=day, by=by) for by in people))
    assert payment.application.entries.filter(target="paid").count() == 1
