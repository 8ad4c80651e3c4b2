"""Settling a grant: as it was granted, lower, at once on path A; lowering and revoking it; by four eyes, and to the cent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies import register
from subsidies.actions import deciding, ledger, paying, settling
from subsidies.actions import offer as offers
from subsidies.case import Case
from subsidies.models import Account, Decision, DecisionDraft, Document, LedgerEntry, Payment
from subsidies.reckoning.settlement import adjustment, suggested
from subsidies.states import State
from tests.factories import UserFactory
from tests.subsidy_factories import (
    DeciderFactory,
    DecisionFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_correction,
    take_decision,
)

from .settled_cases import changed, fresh, granted, heard, paid, settled

pytestmark = pytest.mark.django_db


def balances(case) -> dict:
    found = {account.value: ledger.standing(case, account) for account in Account if account != Account.FREE}
    return {account: amount for account, amount in found.items() if amount}


def codes_of(error):
    return {each.code for each in error.value.error_list}


def in_register(case):
    return next(register.entries(register.by_reference(case.reference)))


def test_a_grant_is_settled_as_granted_and_the_rest_is_paid():
    case = granted()
    assert balances(case) == {"granted": 240_00, "paid": 960_00}
    decision = settled(case)
    case = fresh(case)
    assert case.state == State.SETTLED and case.closed_at
    assert balances(case) == {"settled": 240_00, "paid": 960_00}
    rest = Payment.objects.get(decision=decision)
    assert (rest.kind, rest.amount) == (Payment.Kind.REST, 240_00)
    assert Document.objects.filter(decision=decision, kind="decision").exclude(sha256="").count() == 1
    paid(rest)
    assert balances(case) == {"paid": 1_200_00}
    entry = in_register(case)
    assert (entry.granted, entry.settled, entry.paid) == (1_200_00, 1_200_00, 1_200_00)


def test_settled_lower_than_was_paid_leaves_what_was_paid_too_much_to_be_recovered():
    case = granted()
    decision = settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    case = fresh(case)
    assert balances(case) == {"paid": 600_00, "recover": 360_00}
    assert {row["what"]: row["cents"] for row in decision.arithmetic}["overpaid"] == 360_00
    assert not Payment.objects.filter(decision=decision).exists()
    entry = in_register(case)
    # What was paid did not come back yet.
    assert (entry.granted, entry.settled, entry.paid) == (1_200_00, 600_00, 960_00)


@pytest.mark.parametrize(("returns", "account"), [(True, Account.FREE), (False, Account.LAPSED)])
def test_what_is_settled_lower_is_free_again_only_where_the_scheme_says_so(returns, account):
    case = granted(freed_money_returns=returns)
    held = case.ceiling.held()
    settled(case, "settle-lower", 1_000_00, lowering_ground="4:46-1")
    assert balances(case).get("lapsed", 0) == (0 if returns else 200_00)
    assert case.ceiling.held() == held - (200_00 if returns else 0)
    assert LedgerEntry.objects.filter(application=case, source="granted", target=account, amount=200_00).exists()


def test_a_payment_that_was_planned_and_not_made_is_planned_anew():
    case = granted(is_paid=False)
    decision = settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    old, new = Payment.objects.order_by("pk")
    assert (old.stage, new.amount, new.decision) == ("cancelled", 600_00, decision)
    assert balances(case) == {"settled": 600_00}


def test_what_is_on_its_way_to_the_bank_stops_the_settlement():
    case = granted(is_paid=False)
    paying.order(payments=list(case.payments.all()), by=FinanceFactory())
    with pytest.raises(ValidationError) as error:
        settled(case)
    assert codes_of(error) == {"ordered"}
    assert fresh(case).state == State.GRANTED and not Decision.objects.filter(kind="settlement").exists()


@pytest.mark.parametrize(
    ("contents", "field"),
    [
        ({"outcome": "settle-lower", "amount": 1_200_01, "lowering_ground": "4:46-1"}, "amount"),
        ({"outcome": "settle-lower", "amount": 1_200_00, "lowering_ground": "4:46-1"}, "amount"),
        ({"outcome": "settle-lower", "amount": -1, "lowering_ground": "4:46-1"}, "amount"),
        ({"outcome": "settle", "amount": 1_199_99}, "amount"),
        ({"outcome": "settle-lower", "amount": 600_00}, "lowering_ground"),
        ({"outcome": "settle-lower", "amount": 600_00, "lowering_ground": "4:48-1a"}, "lowering_ground"),
        # On a fault the applicant is heard first (Awb 4:7).
        ({"outcome": "settle-lower", "amount": 600_00, "lowering_ground": "4:46-2b"}, "lowering_ground"),
        ({"outcome": "grant", "amount": 1_200_00}, "outcome"),
        ({"grounds": " "}, "grounds"),
        ({"mandate": ""}, "mandate"),
    ],
)
def test_what_does_not_belong_together_is_not_settled(contents, field):
    case = granted()
    with pytest.raises(ValidationError) as error:
        settled(case, **({"outcome": "settle"} | contents))
    assert codes_of(error) == {field}
    assert balances(case) == {"granted": 240_00, "paid": 960_00}


def test_a_fault_lowers_the_settlement_once_the_applicant_was_heard():
    case = granted()
    heard(case)
    decision = settled(case, "settle-lower", 0, lowering_ground="4:46-2a")
    assert balances(case) == {"recover": 960_00}
    assert decision.amount == 0


def test_an_intention_about_the_application_is_not_one_about_the_settlement():
    publish(SchemeVersionFactory(advance_share=0, path_b_up_to=5_000_00))
    case, by = submitted(), DeciderFactory()
    heard(case)
    deciding.announce(
        decision=take_decision(application=ready(case), by=by, activity_until=timezone.localdate()), by=by
    )
    with pytest.raises(ValidationError) as error:
        settled(fresh(case), "settle-lower", 0, lowering_ground="4:46-2a")
    assert codes_of(error) == {"lowering_ground"}


def test_nothing_is_settled_before_the_activity_is_over():
    publish()
    case, by = ready(submitted()), DeciderFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    deciding.announce(decision=take_decision(application=case, by=by, activity_until=tomorrow), by=by)
    with pytest.raises(ValidationError) as error:
        settled(fresh(case))
    assert codes_of(error) == {"outcome"}


def test_whoever_composed_or_assessed_does_not_settle():
    case, composer = granted(), DeciderFactory()
    settling.propose(application=case, by=OfficerFactory())
    deciding.compose(application=case, by=composer, kind="settlement", mandate="teammanager")
    for user in (composer, UserFactory(), OfficerFactory(), FinanceFactory()):
        with pytest.raises(PermissionDenied):
            settling.settle(application=case, by=user)
    assert settling.settle(application=case, by=DeciderFactory()).assessed_by == composer


def test_a_case_is_settled_once():
    case = granted()
    settled(case)
    deciding_again = {"kind": "settlement", "outcome": "settle", "amount": case.requested}
    DecisionDraft.objects.create(application=case, grounds="Nog eens", mandate="x", **deciding_again)
    with pytest.raises(ValidationError) as error:
        settling.settle(application=fresh(case), by=DeciderFactory())
    assert codes_of(error) == {"state"}


def test_the_applicant_knows_of_a_settlement_when_it_is_announced():
    case = granted()
    decision = settled(case, "settle-lower", 600_00, lowering_ground="4:46-1", announced=False)
    case = fresh(case)
    assert (case.state, case.shown_state) == (State.SETTLED, State.GRANTED)
    assert Case(case).granted == 1_200_00 and in_register(case).settled is None
    deciding.announce(decision=decision, by=DeciderFactory())
    case = fresh(case)
    assert case.shown_state == State.SETTLED
    assert Case(case).granted == 600_00 and in_register(case).settled == 600_00


def test_a_settlement_is_corrected_without_a_move_of_money():
    case = granted()
    decision = settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    before, by = LedgerEntry.objects.count(), DeciderFactory()
    correction = take_correction(fresh(case), by, grounds="Beter gezegd.")
    deciding.announce(decision=correction, by=by)
    assert (correction.kind, correction.outcome, correction.amount) == ("settlement", "settle-lower", 600_00)
    assert correction.corrects == decision and LedgerEntry.objects.count() == before
    assert in_register(case).settled == 600_00 and in_register(case).title == "Water bij scholen in Oeganda"


def test_path_a_is_settled_when_it_is_made_known():
    case = granted(path_a_up_to=1_500_00, is_paid=False)
    assert case.state == State.SETTLED and balances(case) == {"settled": 1_200_00}
    [payment] = case.payments.all()
    assert (payment.kind, payment.amount) == (Payment.Kind.REST, 1_200_00)
    paid(payment)
    assert balances(case) == {"paid": 1_200_00}
    assert (in_register(case).granted, in_register(case).settled) == (1_200_00, 1_200_00)


def test_an_offer_on_path_a_is_settled_when_it_is_kept_or_its_term_is_over():
    publish(SchemeVersionFactory(path_a_up_to=1_500_00))
    case, by = ready(submitted()), DeciderFactory()
    decision = take_decision(application=case, outcome="grant-in-part", amount=700_00, offer=True, by=by)
    deciding.announce(decision=decision, by=by)
    assert fresh(case).state == State.GRANTED
    assert not settling.settle_kept_offer(application=case)
    offers.accept_offer(application=case, by=UserFactory())
    case = fresh(case)
    assert case.state == State.SETTLED and balances(case) == {"settled": 700_00}


def test_a_grant_is_lowered_before_it_is_settled():
    case = granted()
    heard(case)
    decision = changed(case, "lower", 1_000_00, ground="4:48-1b")
    case = fresh(case)
    assert case.state == State.GRANTED and balances(case) == {"granted": 40_00, "paid": 960_00}
    assert decision.advance == 960_00 and not Payment.objects.filter(decision=decision).exists()
    assert in_register(case).granted == 1_000_00
    with pytest.raises(ValidationError) as error:
        settled(case, "settle", 1_200_00)
    assert codes_of(error) == {"amount"}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    settled(case, "settle", 1_000_00)
    assert balances(case) == {"settled": 40_00, "paid": 960_00}


@pytest.mark.parametrize("settles", [False, True])
def test_a_subsidy_is_revoked_before_and_after_the_settlement(settles):
    case = granted()
    if settles:
        settled(case)
    heard(case)
    changed(fresh(case), "revoke", ground="4:49-1a" if settles else "4:48-1c")
    case = fresh(case)
    assert case.state == State.REVOKED and balances(case) == {"recover": 960_00}
    entry = in_register(case)
    assert entry.afterwards == "revoked" and entry.settled == (0 if settles else None)
    assert register.totals(register.in_force())["granted"] == 0


def test_nothing_is_revoked_without_hearing_the_applicant_or_on_a_ground_of_another_moment():
    case = granted()
    with pytest.raises(ValidationError) as error:
        changed(case, "revoke", ground="4:48-1c")
    assert codes_of(error) == {"lowering_ground"}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    heard(case)
    with pytest.raises(ValidationError) as error:
        changed(case, "revoke", ground="4:49-1a")
    assert codes_of(error) == {"lowering_ground"}


def test_one_decision_is_composed_at_a_time():
    case, officer = granted(), OfficerFactory()
    settling.propose(application=case, by=officer)
    with pytest.raises(ValidationError):
        deciding.compose(application=case, by=officer, kind="change", outcome="revoke")
    with pytest.raises(ValidationError):
        settling.propose(application=case, by=officer)


def test_a_draft_is_thrown_away_on_its_page_so_that_another_can_be_composed(as_role):
    case = granted()
    settling.propose(application=case, by=OfficerFactory())
    officer = as_role("subsidy officers")
    page = reverse("admin:subsidies_application_change", args=[case.pk])
    away = reverse("admin:subsidies_application_act", args=[case.pk, "throw-draft-away"])
    assert away in officer.get(page).text
    stamp = officer.get(away).context["stamp"]
    assert officer.post(away, {"stamp": stamp}).status_code == 302
    assert not DecisionDraft.objects.exists() and away not in officer.get(page).text
    # The second of two clicks finds a page that is behind the times.
    assert officer.post(away, {"stamp": stamp}).status_code == 422
    with pytest.raises(ValidationError) as error:
        deciding.throw_draft_away(application=case, by=officer.user)
    assert codes_of(error) == {"no-draft"}
    deciding.compose(application=case, by=officer.user, kind="change", outcome="revoke")


def test_what_came_back_from_the_bank_after_a_lower_settlement_is_paid_as_settled():
    case = granted()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    [payment] = case.payments.filter(cancelled_at=None)
    again = paying.book_returned(
        payment=payment, returned_on=timezone.localdate(), reason="Opgeheven", by=FinanceFactory()
    )
    assert again.amount == 600_00 and balances(case) == {"settled": 600_00}


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "settlement", "outcome": "grant"},
        {"kind": "settlement", "outcome": "settle", "amount": 1_200_01},
        {"kind": "settlement", "outcome": "settle-lower", "amount": 5_00, "lowering_ground": ""},
        {"kind": "change", "outcome": "revoke", "amount": 1, "lowering_ground": "4:48-1a"},
        {"kind": "objection", "outcome": "uphold", "amount": 0},
        {"kind": "recovery", "outcome": "recover", "amount": 5_00, "pay_back_by": None},
    ],
)
def test_the_database_refuses_a_decision_that_cannot_be(values, as_serving_role):
    case = granted()
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionFactory(application=case, **values)


def test_nothing_is_settled_that_was_not_granted(as_serving_role):
    with pytest.raises(IntegrityError, match="settled_within_grant"), transaction.atomic():
        DecisionFactory(application=submitted(), kind="settlement", outcome="settle", amount=1)


cents = st.integers(0, 10_000_00)


@given(amount=cents, owed=cents, paid=cents, claimed=cents)
def test_an_adjustment_always_comes_to_the_amount(amount, owed, paid, claimed):
    found = adjustment(amount, owed, paid, claimed)
    paid_after = paid - found.overpaid + found.unclaimed
    owed_after = owed - found.freed + found.lacking
    assert paid_after + owed_after == amount
    assert min(found.overpaid, found.freed, found.unclaimed, found.lacking, claimed - found.unclaimed) >= 0
    # Nothing is freed and taken in one breath.
    assert not (found.freed and found.lacking) and not (found.overpaid and found.unclaimed)


@pytest.mark.parametrize("negative", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_no_amount_is_below_zero(negative):
    with pytest.raises(ValueError, match="not below zero"):
        adjustment(*negative)


@given(granted=cents, costs=cents, cover=cents, share=st.none() | st.integers(0, 100))
def test_a_settlement_by_the_costs_is_within_the_grant_the_costs_and_the_share(granted, costs, cover, share):
    amount = suggested(granted, costs, cover, share)
    assert 0 <= amount <= granted and amount <= max(0, costs - cover)
    assert share is None or amount <= costs * share / 100
