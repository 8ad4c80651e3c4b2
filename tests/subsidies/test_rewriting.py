"""What was decided, paid, sent and written down cannot be rewritten in raw SQL by the role that serves."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from deventer_intl.guards import append_only_models
from subsidies.actions import deciding, paying
from subsidies.models import Document, Payment
from tests.subsidy_factories import DeciderFactory, FinanceFactory, ready, submitted, take_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    """Return a payment that was granted, announced with a letter, ordered, approved and booked."""
    application = ready(submitted())
    deciding.announce(decision=take_decision(application=application), by=DeciderFactory())
    payment, clerk = application.payments.get(), FinanceFactory()
    paying.approve(order=paying.order(payments=[payment], by=FinanceFactory()), by=clerk)
    return paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=clerk)


def refused(statement):
    """Tell whether PostgreSQL refuses a statement; one that would touch no row proves nothing, and is an error."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount, f"touches nothing: {statement}"
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subsidies_payment SET amount = amount + 1",
        "UPDATE subsidies_payment SET iban = 'NL44RABO0123456789'",
        "UPDATE subsidies_payment SET account_holder = 'Ik'",
        "UPDATE subsidies_payment SET paid_on = NULL",
        "UPDATE subsidies_payment SET paid_on = paid_on - 1",
        "UPDATE subsidies_payment SET order_id = NULL, iban = '', account_holder = ''",
        "UPDATE subsidies_payment SET kind = 'rest'",
        "UPDATE subsidies_payment SET cancelled_at = now()",
        "DELETE FROM subsidies_payment",
        "TRUNCATE subsidies_payment CASCADE",
        "UPDATE subsidies_paymentorder SET approved_at = NULL, approved_by_id = NULL",
        "UPDATE subsidies_paymentorder SET approved_at = now() - interval '1 day'",
        "UPDATE subsidies_paymentorder SET made_by_id = approved_by_id, approved_by_id = made_by_id",
        "UPDATE subsidies_paymentorder SET number = 7",
        "DELETE FROM subsidies_paymentorder",
        "TRUNCATE subsidies_paymentorder CASCADE",
        "UPDATE subsidies_decision SET amount = amount - 1",
        "UPDATE subsidies_decision SET grounds = 'Anders'",
        "UPDATE subsidies_decision SET decided_by_id = assessed_by_id",
        "UPDATE subsidies_decision SET outcome = 'refuse', amount = 0, advance = 0",
        "UPDATE subsidies_decision SET announced_at = NULL",
        "UPDATE subsidies_decision SET announced_at = announced_at - interval '1 week'",
        "DELETE FROM subsidies_decision",
        "TRUNCATE subsidies_decision CASCADE",
        "UPDATE subsidies_document SET sha256 = repeat('0', 64)",
        "UPDATE subsidies_document SET file = 'elders.pdf'",
        "UPDATE subsidies_document SET made_at = now() - interval '1 week'",
        "DELETE FROM subsidies_document",
        "TRUNCATE subsidies_document CASCADE",
        "DELETE FROM subsidies_application",
        "UPDATE subsidies_application SET state = 'draft'",
        "UPDATE subsidies_application SET received_at = received_at - interval '1 week'",
        "UPDATE subsidies_application SET requested = requested + 1",
        "DROP TABLE subsidies_payment CASCADE",
        "ALTER TABLE subsidies_payment DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE sql AS 'SELECT NULL::trigger'",
    ],
)
def test_what_was_paid_decided_and_sent_stays(paid, as_serving_role, statement):
    assert refused(statement)


@pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model._meta.model_name)
def test_history_is_only_added_to(paid, as_serving_role, model):
    table = model._meta.db_table
    for statement in (
        f'UPDATE "{table}" SET {model._meta.pk.column} = 1',
        f'DELETE FROM "{table}"',
        f'TRUNCATE "{table}" CASCADE',
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_the_actions_do_is_let_through(as_serving_role, paid):
    assert (Payment.objects.get().stage, Document.objects.filter(kind="decision").count()) == ("paid", 1)
    again = paying.book_returned(
        payment=paid, returned_on=timezone.localdate(), reason="Opgeheven", by=FinanceFactory()
    )
    assert again.due_on >= timezone.localdate() - timedelta(days=1)
