"""Grants that were paid and of which the activity is over, for tests of what comes after."""

from datetime import timedelta

from django.utils import timezone

from subsidies.actions import deciding, paying, recovering, settling
from subsidies.decision_parts import of_recovery
from subsidies.models import Application
from tests.subsidy_factories import (
    DeciderFactory,
    FinanceFactory,
    IntentionFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)


def fresh(application):
    return Application.objects.with_clock().get(pk=application.pk)


def paid(payment, day=None):
    """Order, approve and book a payment by two people of finance."""
    clerk = FinanceFactory()
    order = paying.order(payments=[payment], by=clerk)
    paying.approve(order=order, by=FinanceFactory())
    payment.refresh_from_db()
    return paying.book_paid(payment=payment, paid_on=day or timezone.localdate(), by=clerk)


def granted(amount=1_200_00, *, advance_share=80, path_a_up_to=None, path_b_up_to=5_000_00, is_paid=True, **rules):
    """Return a case that was granted in full, with its advance paid; the activity is over since yesterday."""
    publish(
        SchemeVersionFactory(advance_share=advance_share, path_a_up_to=path_a_up_to, path_b_up_to=path_b_up_to, **rules)
    )
    case, by = ready(submitted(requested=amount)), DeciderFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    decision = take_decision(application=case, by=by, activity_until=yesterday)
    deciding.announce(decision=decision, by=by)
    if is_paid:
        for payment in case.payments.all():
            paid(payment)
    return fresh(case)


def heard(case):
    """Announce an intention of which the term is over."""
    return IntentionFactory(application=case, view_due_on=timezone.localdate() - timedelta(days=1))


def settled(case, outcome="settle", amount=None, *, announced=True, **contents):
    """Compose a settlement by one, take it by another, and make it known."""
    contents = {"grounds": "De activiteit is gedaan.", "mandate": "teammanager"} | contents
    if amount is None:
        amount = case.requested
    draft = {"kind": "settlement", "outcome": outcome, "amount": amount, **contents}
    deciding.compose(application=case, by=OfficerFactory(), **draft)
    by = DeciderFactory()
    decision = settling.settle(application=case, by=by)
    if announced:
        deciding.announce(decision=decision, by=by)
    return decision


def changed(case, outcome, amount=0, *, ground, announced=True):
    """Lower or revoke a subsidy."""
    contents = {"grounds": "De activiteit is niet gedaan.", "mandate": "teammanager", "lowering_ground": ground}
    deciding.compose(application=case, by=OfficerFactory(), kind="change", outcome=outcome, amount=amount, **contents)
    by = DeciderFactory()
    decision = settling.revoke(application=case, by=by)
    if announced:
        deciding.announce(decision=decision, by=by)
    return decision


def recovered(case, amount=None, *, announced=True, **contents):
    """Compose a recovery by one, take it by another, and make it known."""
    draft = {"kind": "recovery", "outcome": "recover", "grounds": "U kreeg te veel.", "mandate": "teammanager"}
    draft |= {"amount": of_recovery.unclaimed(case) if amount is None else amount}
    draft |= {"pay_back_by": timezone.localdate() + timedelta(days=42), "instalments": 1} | contents
    deciding.compose(application=case, by=OfficerFactory(), **draft)
    by = DeciderFactory()
    decision = recovering.recover(application=case, by=by)
    if announced:
        deciding.announce(decision=decision, by=by)
    return decision
