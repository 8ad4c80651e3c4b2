"""What comes of an objection: by another than who took the decision, never for the worse, within what there was of the ceiling."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies import letters, register
from subsidies.actions import answering, deciding, handling, objecting, recovering
from subsidies.case import Case
from subsidies.clock import decision_due_on, start_of
from subsidies.decision_parts import of_objection, of_recovery
from subsidies.models import Decision, Ground, LedgerEntry, Objection, Payment, Recovery
from subsidies.reckoning.room import room_for
from subsidies.states import State
from subsidies.work import case_work
from tests.conftest import sign_in
from tests.subsidy_factories import (
    CeilingVersionFactory,
    DeciderFactory,
    FinanceFactory,
    OfficerFactory,
    ready,
    submitted,
    take_decision,
)

from .objected_cases import REJECTED, answered, decided, left_out, objected, scheme
from .settled_cases import changed, fresh, heard, paid, recovered, settled
from .test_settling import balances, codes_of, in_register

pytestmark = pytest.mark.django_db


def beyond(case) -> int:
    rows = case.entries.balances()
    return sum(amount for (account, ground), amount in rows.items() if ground == Ground.OBJECTION and account != "free")


def full(case):
    """Grant the rest of the ceiling to another."""
    other = ready(
        submitted(ceiling=case.ceiling, requested=case.ceiling.version_for(date.max).amount - case.ceiling.held())
    )
    by = DeciderFactory()
    deciding.announce(decision=take_decision(application=other, by=by), by=by)


def granted_and_paid(**rules):
    scheme(**rules)
    case = decided("grant", activity_until=timezone.localdate() - timedelta(days=1))
    for payment in case.payments.all():
        paid(payment)
    return fresh(case)


def test_a_refusal_is_granted_and_what_the_ceiling_has_not_left_rests_on_4_25_lid_3():
    scheme(1_500_00)
    case = decided()
    # Another got 1,000 of it meanwhile.
    other = ready(submitted(ceiling=case.ceiling, requested=1_000_00))
    deciding.announce(decision=take_decision(application=other), by=DeciderFactory())
    objected(case)
    decision = answered(case, outcome="grant", amount=1_200_00)
    case = fresh(case)
    assert (case.state, case.closed_at) == (State.GRANTED, None)
    assert balances(case) == {"granted": 1_200_00} and beyond(case) == 700_00
    assert case.ceiling.held() == 1_500_00
    cents = {row["what"]: row["cents"] for row in decision.arithmetic}
    assert (cents["then"], cents["now"], cents["ordinary"], cents["beyond"]) == (1_500_00, 500_00, 500_00, 700_00)
    assert Payment.objects.get(decision=decision).amount == 960_00
    entry = in_register(case)
    assert (entry.outcome, entry.granted, entry.title) == ("grant", 1_200_00, "Water bij scholen")
    assert Objection.objects.get().result == "founded"


def test_no_more_than_was_available_at_the_first_decision():
    scheme(1_000_00)
    case = decided()
    full(case)
    objected(case)
    with pytest.raises(ValidationError) as error:
        answered(case, outcome="grant", amount=1_200_00)
    assert codes_of(error) == {"amount"} and fresh(case).state == State.REFUSED and balances(case) == {}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    answered(case, outcome="grant-in-part", amount=1_000_00, refusal_ground="4:25", objection_result="partly")
    assert beyond(fresh(case)) == 1_000_00


def test_the_page_shows_what_it_does_to_the_ceiling_before_it_is_decided(client):
    scheme(1_000_00)
    case = decided()
    full(case)
    objected(case)
    sign_in(client, OfficerFactory())
    page = reverse("admin:subsidies_application_compose", args=[case.pk]) + "?kind=objection"
    form = client.get(page).context["form"]
    typed = {"outcome": "grant", "objection_result": "founded", "amount": "1200", "grounds": "U hebt gelijk."}
    typed |= {"seen": form.initial["seen"], "opened_on": form.initial["opened_on"]}
    reckoned = reverse("admin:subsidies_application_reckoning", args=[case.pk]) + "?kind=objection"
    reckoning = client.post(reckoned, typed).context["reckoning"]
    amounts = [row["amount"] for row in reckoning.rows]
    assert [text.replace("\xa0", " ") for text in amounts][2:6] == ["€ 1.000", "€ 0", "€ 0", "€ 1.000"]
    assert reckoning.facts[0][2].replace("\xa0", " ") == "€ 200"
    assert client.post(page, typed).status_code == 302
    assert client.get(reverse("admin:subsidies_application_preview", args=[case.pk])).content.startswith(b"%PDF")
    sign_in(client, DeciderFactory())
    act = reverse("admin:subsidies_application_act", args=[case.pk, "decide-on-objection"])
    opened = client.get(act)
    assert opened.status_code == 200 and not opened.context["form"].is_whole


def test_a_grant_in_part_is_raised_and_the_rest_of_the_advance_is_paid():
    scheme()
    case = decided("grant-in-part", 700_00, refusal_ground="scheme")
    paid(case.payments.get())
    objected(case)
    decision = answered(case, outcome="grant", amount=1_200_00)
    assert balances(case) == {"granted": 640_00, "paid": 560_00} and beyond(case) == 0
    assert Payment.objects.get(decision=decision).amount == 400_00
    assert (in_register(case).outcome, in_register(case).granted) == ("grant", 1_200_00)
    assert Case(fresh(case)).granted == 1_200_00


def test_what_was_left_out_is_taken_up_again_with_a_term_of_its_own():
    scheme(1_500_00)
    case = left_out()
    full(case)
    objected(case)
    decision = answered(case, outcome="reopen", announced=False)
    case = fresh(case)
    assert (case.state, case.shown_state) == (State.UNDER_REVIEW, State.LEFT_OUT)
    assert balances(case) == {"possible": 1_200_00} and in_register(case).outcome == "leave-out"
    assert {each.kind for each in case_work.tasks_in(case, timezone.localdate())} >= {"announce", "assess"}
    deciding.announce(decision=decision, by=OfficerFactory())
    case = fresh(case)
    assert case.shown_state == State.UNDER_REVIEW and start_of(case) == timezone.localdate() == case.reopened_on
    assert decision_due_on(case) >= timezone.localdate() + timedelta(weeks=case.version.decision_weeks)
    assert not register.by_reference(case.reference).exists()
    handling.advise(application=case, by=OfficerFactory())
    by = DeciderFactory()
    granted = take_decision(application=fresh(case), by=by)
    # The money is gone, but it was there at the first decision.
    assert beyond(case) == 1_200_00 and balances(case) == {"granted": 1_200_00}
    assert fresh(case).shown_state == State.TO_BE_DECIDED
    deciding.announce(decision=granted, by=by)
    assert in_register(case).outcome == "grant"


def test_what_was_left_out_gets_no_more_than_there_was_then():
    scheme(1_000_00)
    case = left_out()
    full(case)
    objected(case)
    answered(case, outcome="reopen")
    handling.advise(application=fresh(case), by=OfficerFactory())
    with pytest.raises(ValidationError) as error:
        take_decision(application=fresh(case))
    assert codes_of(error) == {"ceiling"} and fresh(case).state == State.TO_BE_DECIDED


def test_a_settlement_is_raised_and_paid_and_a_claim_ends():
    case = granted_and_paid()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    recovered(fresh(case))
    recovering.book_repayment(
        recovery=Recovery.objects.get(),
        amount=60_00,
        received_on=timezone.localdate(),
        bank_reference="NL-1",
        by=FinanceFactory(),
    )
    settlement = Decision.objects.get(kind="settlement")
    objected(case, settlement)
    decision = answered(case, outcome="settle", amount=1_200_00, announced=False)
    # Nobody knows it yet, and what is claimed cannot come in meanwhile.
    assert Recovery.objects.get().left == 300_00 and Case(fresh(case)).granted == 600_00
    with pytest.raises(ValidationError) as error:
        recovering.write_off(recovery=Recovery.objects.get(), reason="x", by=DeciderFactory())
    assert codes_of(error) == {"announce"}
    deciding.announce(decision=decision, by=DeciderFactory())
    recovery = Recovery.objects.get()
    assert (recovery.left, recovery.waived, bool(recovery.ended_at)) == (0, 300_00, True)
    # 900 of the 960 is there still, so 300 is paid.
    assert balances(case) == {"settled": 300_00, "paid": 900_00}
    assert Payment.objects.get(decision=decision).amount == 300_00
    assert in_register(case).settled == 1_200_00


def test_a_settlement_is_raised_in_part_and_the_claim_shrinks():
    case = granted_and_paid()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    recovered(fresh(case))
    objected(case, Decision.objects.get(kind="settlement"))
    answered(case, outcome="settle-lower", amount=800_00, objection_result="partly")
    assert balances(case) == {"paid": 800_00, "recover": 160_00}
    assert Recovery.objects.get().left == 160_00 and of_recovery.unclaimed(fresh(case)) == 0


@pytest.mark.parametrize("after", [False, True])
def test_what_was_revoked_is_restored(after):
    case = granted_and_paid()
    if after:
        settled(case)
    heard(case)
    changed(fresh(case), "revoke", ground="4:49-1a" if after else "4:48-1c")
    objected(case)
    with pytest.raises(ValidationError) as error:
        answered(case, outcome="grant" if after else "settle", amount=1_200_00)
    assert "outcome" in codes_of(error)
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    answered(case, outcome="settle" if after else "grant", amount=1_200_00)
    case = fresh(case)
    assert case.state == (State.SETTLED if after else State.GRANTED)
    assert balances(case) == {("settled" if after else "granted"): 240_00, "paid": 960_00}
    entry = in_register(case)
    assert (entry.afterwards, entry.granted, entry.settled) == ("", 1_200_00, 1_200_00 if after else None)


def test_what_was_lowered_is_granted_again():
    case = granted_and_paid()
    heard(case)
    changed(case, "lower", 1_000_00, ground="4:48-1b")
    objected(case)
    answered(case, outcome="grant", amount=1_200_00)
    assert balances(case) == {"granted": 240_00, "paid": 960_00} and in_register(case).granted == 1_200_00


def claimed():
    case = granted_and_paid()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    recovered(fresh(case), instalments=3)
    objected(case)
    return fresh(case)


def test_nothing_need_be_paid_back_after_all():
    case = claimed()
    decision = answered(case, outcome="drop", announced=False)
    assert Recovery.objects.get().left == 360_00
    deciding.announce(decision=decision, by=DeciderFactory())
    recovery = Recovery.objects.get()
    assert (recovery.left, recovery.waived, bool(recovery.ended_at)) == (0, 360_00, True)
    assert balances(case) == {"paid": 600_00, "lost": 360_00}


def test_less_need_be_paid_back_and_in_other_parts():
    case = claimed()
    first = timezone.localdate() + timedelta(days=60)
    about = {"outcome": "recover", "objection_result": "partly", "pay_back_by": first}
    with pytest.raises(ValidationError) as error:
        answered(case, amount=360_00, **about)
    assert codes_of(error) == {"amount"}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    answered(case, amount=200_00, instalments=2, **about)
    recovery = Recovery.objects.get()
    assert [(each.due_on, each.amount) for each in recovery.arrangement[:1]] == [(first, 100_00)]
    assert recovery.left == 200_00 and balances(case) == {"paid": 600_00, "recover": 200_00, "lost": 160_00}


def test_more_after_a_claim_was_dropped_is_not_paid_twice():
    case = claimed()
    settlement = Decision.objects.get(kind="settlement")
    answered(case, outcome="drop")
    objected(case, settlement)
    answered(case, outcome="settle-lower", amount=700_00, objection_result="partly")
    assert balances(case) == {"paid": 700_00, "lost": 260_00}


@pytest.mark.parametrize("result", ["unfounded", "inadmissible"])
def test_a_rejected_objection_changes_nothing(result):
    scheme()
    case = decided()
    received = timezone.localdate()
    objection = objected(case, received_on=received)
    if result == "inadmissible":
        # It came in time, and nothing was missing.
        with pytest.raises(ValidationError) as error:
            answered(case, outcome="uphold", objection_result=result)
        assert codes_of(error) == {"objection_result"}
        deciding.throw_draft_away(application=case, by=OfficerFactory())
        due_on = received + timedelta(days=7)
        objecting.ask_repair(objection=objection, what="Handtekening", due_on=due_on, by=OfficerFactory())
    before = LedgerEntry.objects.count()
    decision = answered(case, outcome="uphold", objection_result=result)
    assert fresh(case).state == State.REFUSED and LedgerEntry.objects.count() == before
    assert in_register(case).outcome == "refuse" and Objection.objects.get().result == result
    letter = letters.read(decision)
    assert any("8:1" in part["text"] for part in letter["parts"])
    assert not any("6:16" in part["text"] for part in letter["parts"])


@pytest.mark.parametrize(
    ("contents", "field"),
    [
        ({"outcome": "grant", "amount": 1_200_00, "objection_result": "unfounded"}, "objection_result"),
        ({"outcome": "uphold", "objection_result": "founded"}, "objection_result"),
        ({"outcome": "uphold", "objection_result": ""}, "objection_result"),
        ({"outcome": "grant", "amount": 1_300_00}, "amount"),
        ({"outcome": "grant-in-part", "amount": 1_200_00, "refusal_ground": "scheme"}, "amount"),
        ({"outcome": "grant-in-part", "amount": 600_00, "refusal_ground": "scheme"}, "amount"),
        ({"outcome": "grant-in-part", "amount": 900_00}, "refusal_ground"),
        ({"outcome": "settle", "amount": 1_200_00}, "outcome"),
        ({"outcome": "uphold", "objection_result": "unfounded", "amount": 5}, "amount"),
        ({"outcome": "uphold", "objection_result": "unfounded", "grounds": " "}, "grounds"),
        ({"outcome": "grant", "amount": 1_200_00, "public_title": " "}, "public_title"),
    ],
)
def test_what_does_not_belong_together_is_not_decided(contents, field):
    scheme()
    case = decided("grant-in-part", 700_00, refusal_ground="scheme")
    objected(case)
    with pytest.raises(ValidationError) as error:
        answered(case, **contents)
    assert field in codes_of(error)
    assert Objection.objects.get().is_open and balances(case) == {"granted": 700_00}


def test_it_is_decided_by_another_and_once():
    scheme()
    first, composer = DeciderFactory(), DeciderFactory()
    case = decided(by=first)
    objected(case)
    with pytest.raises(ValidationError) as error:
        answered(case, by=first, **REJECTED)
    assert codes_of(error) == {"own-decision"}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    with pytest.raises(PermissionDenied):
        answered(case, by=composer, composer=composer, **REJECTED)
    with pytest.raises(PermissionDenied):
        answering.decide_on_objection(application=case, by=OfficerFactory())
    tasks = case_work.tasks_in(fresh(case), timezone.localdate())
    task = next(each for each in tasks if each.kind == "decide_on_objection")
    assert task.not_by >= {first.pk, composer.pk}
    answering.decide_on_objection(application=case, by=DeciderFactory())
    with pytest.raises(ValidationError):
        answering.decide_on_objection(application=case, by=DeciderFactory())
    with pytest.raises(ValidationError):
        answered(case, **REJECTED)


def test_a_settlement_waits_its_turn_while_an_answer_is_composed():
    case = granted_and_paid()
    objected(case)
    deciding.compose(application=case, by=OfficerFactory(), kind="objection", outcome="uphold")
    with pytest.raises(ValidationError):
        deciding.compose(application=case, by=OfficerFactory(), kind="settlement", outcome="settle")


def insert(case, objection, by, **values):
    """Insert a decision past the actions."""
    decided = case.announced[0]
    contents = {"outcome": "grant", "amount": 1_200_00, "objection_result": "founded"} | values
    return Decision.objects.create(
        application=case, kind="objection", objection=objection, grounds="x", version=decided.version, snapshot={},
        assessed_by=OfficerFactory(), decided_by=by, **contents,
    )  # fmt: skip


def test_the_database_refuses_who_took_it_what_is_worse_and_a_second_answer():
    scheme()
    first = DeciderFactory()
    case = decided("grant-in-part", 700_00, refusal_ground="scheme", by=first)
    objection = objected(case)
    other = DeciderFactory()
    for by, values in (
        (first, {}),
        (other, {"outcome": "grant-in-part", "amount": 699_99}),
        (other, {"outcome": "recover", "amount": 1, "pay_back_by": date(2030, 1, 1)}),
        (other, {"objection_result": "unfounded"}),
        (other, {"outcome": "uphold", "amount": 0}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            insert(case, objection, by, **values)
    Objection.objects.update(withdrawn_on=timezone.localdate())
    with pytest.raises(DatabaseError), transaction.atomic():
        insert(case, objection, other)


def test_the_result_of_an_objection_stays():
    scheme()
    case = decided()
    objected(case)
    answered(case, **REJECTED)
    for sql in (
        "UPDATE subsidies_objection SET result = 'founded'",
        "UPDATE subsidies_objection SET withdrawn_on = received_on",
        "UPDATE subsidies_decision SET objection_result = 'founded', outcome = 'drop' WHERE kind = 'objection'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_raised_ceiling_makes_it_ordinary():
    scheme(1_200_00)
    case = decided()
    full(case)
    CeilingVersionFactory(ceiling=case.ceiling, number=2, amount=2_400_00)
    objected(case)
    answered(case, outcome="grant", amount=1_200_00)
    assert beyond(case) == 0 and case.ceiling.held() == 2_400_00


AMOUNTS = st.integers(0, 10_000)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_an_amount_is_divided_to_the_cent(amount, held, now, then):
    room = room_for(amount, held=held, now=now, then=then)
    assert room.ordinary + room.beyond + room.refused == max(0, amount - held)
    assert 0 <= room.ordinary <= now and room.beyond >= 0 <= room.refused
    # Beyond the ceiling only what was available at the first decision.
    assert not room.beyond or held + room.ordinary + room.beyond <= then
    assert not room.refused or amount > room.most
    assert of_objection.room_for is room_for
