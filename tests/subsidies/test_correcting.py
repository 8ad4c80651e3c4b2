"""A correction: other words for the same outcome and amount, without a move of money."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from subsidies import register
from subsidies.actions import correcting, deciding
from subsidies.case import Case
from subsidies.models import Account, Decision, Document, LedgerEntry, Payment
from subsidies.permissions import may
from tests.subsidy_factories import (
    DeciderFactory,
    DecisionDraftFactory,
    DecisionFactory,
    OfficerFactory,
    composed,
    ready,
    submitted,
    take_correction,
    take_decision,
)

pytestmark = pytest.mark.django_db


def decided(outcome="grant", *, announced=True, **contents):
    by = DeciderFactory()
    decision = take_decision(application=ready(submitted()), outcome=outcome, by=by, **contents)
    if announced:
        deciding.announce(decision=decision, by=by)
    return decision.application, decision, by


def test_a_correction_names_the_old_decision_and_moves_no_money():
    application, first, by = decided()
    entries, payments = LedgerEntry.objects.count(), Payment.objects.count()
    correction = take_correction(application, by, grounds="Nu met de goede motivering.")
    deciding.announce(decision=correction, by=by)
    assert correction.corrects == first
    assert (correction.outcome, correction.amount, correction.advance) == (first.outcome, first.amount, first.advance)
    assert (LedgerEntry.objects.count(), Payment.objects.count()) == (entries, payments)
    assert list(register.in_force()) == [correction]
    assert Document.objects.filter(decision=correction, kind=Document.Kind.DECISION).count() == 1
    assert Document.objects.filter(decision=first, kind=Document.Kind.DECISION).count() == 1


def test_the_last_day_of_a_payment_stays_that_of_the_grant():
    application, first, by = decided()
    first.refresh_from_db()
    before = Case(type(application).objects.get(pk=application.pk)).next_payment.day
    with time_machine.travel(first.announced_at + timedelta(days=10)):
        deciding.announce(decision=take_correction(application, by), by=by)
    assert Case(type(application).objects.get(pk=application.pk)).next_payment.day == before


def test_what_nobody_knows_of_yet_is_corrected_before_it_is_announced():
    application, first, by = decided(announced=False)
    correction = take_correction(application, by)
    assert list(application.decisions.to_announce()) == [correction]
    with pytest.raises(ValidationError):
        deciding.announce(decision=first, by=by)
    deciding.announce(decision=correction, by=by)
    assert Payment.objects.get().decision == correction
    assert not correction.is_correction


def test_the_database_refuses_to_announce_what_was_corrected():
    application, first, by = decided(announced=False)
    take_correction(application, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=first.pk).update(announced_at=first.decided_at)


@pytest.mark.parametrize("other", [{"amount": 1_00}, {"outcome": "refuse", "amount": 0}])
def test_the_database_refuses_a_correction_with_another_outcome_or_amount(other):
    application, first, _by = decided()
    values = {"outcome": first.outcome, "amount": first.amount, "settlement_path": first.settlement_path} | other
    with pytest.raises(IntegrityError, match="correction"), transaction.atomic():
        DecisionFactory(application=application, corrects=first, **values)


def test_the_amount_in_the_draft_changes_nothing():
    application, first, by = decided()
    correction = take_correction(application, by, outcome="refuse", amount=0, refusal_ground="scheme")
    assert (correction.outcome, correction.amount) == (first.outcome, first.amount)


def test_a_correction_is_whole_and_is_made_once():
    application, _first, by = decided()
    with pytest.raises(ValidationError) as error:
        take_correction(application, by, grounds="")
    assert [each.code for each in error.value.error_list] == ["grounds"]
    take_correction(application, by)
    with pytest.raises(ValidationError) as error:
        correcting.correct(application=application, by=by)
    assert error.value.code == "no-draft"


def test_two_corrections_of_one_decision_are_not_possible():
    application, first, by = decided()
    take_correction(application, by)
    DecisionDraftFactory(application=application, corrects=first)
    with pytest.raises(ValidationError) as error:
        correcting.correct(application=application, by=by)
    assert error.value.code == "stale"


def test_an_officer_and_whoever_assessed_correct_nothing():
    application, _first, by = decided()
    with pytest.raises(PermissionDenied):
        take_correction(application, OfficerFactory())
    assessor = application.assessed_by
    assessor.user_permissions.set(by.user_permissions.all())
    assert not may(type(assessor).objects.get(pk=assessor.pk), "correct", application)


def test_nothing_is_corrected_before_there_is_a_decision():
    application = ready(submitted())
    assert correcting.draft_of(application) is None
    composed(application)
    with pytest.raises(ValidationError):
        correcting.correct(application=application, by=DeciderFactory())
    assert application.entries.balances()[Account.GRANTED, "ordinary"] == 0
