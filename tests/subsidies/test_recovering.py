"""What was paid too much is claimed back by two, comes in in parts, to the cent, and never twice; or it is given up."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies.actions import correcting, deciding, paying, recovering
from subsidies.case import Case
from subsidies.decision_parts import of_recovery
from subsidies.models import Application, Decision, DecisionDraft, LedgerEntry, Payment, Recovery, Repayment
from subsidies.reckoning.deadlines import add_months
from subsidies.reckoning.recovery import covered, late, parts_of
from subsidies.timeline import events_of
from subsidies.work import case_work
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import DeciderFactory, FinanceFactory, OfficerFactory, TieFactory

from .settled_cases import changed, fresh, granted, heard, recovered, settled
from .test_settling import balances, codes_of

pytestmark = pytest.mark.django_db
OPEN = reverse("admin:subsidies_recovery_changelist")


def overpaid(amount=600_00, **rules):
    """Return a case that was settled lower than was paid: 960 euros."""
    case = granted(**rules)
    settled(case, "settle-lower", amount, lowering_ground="4:46-1")
    return fresh(case)


def claimed(**contents):
    case = overpaid()
    recovered(case, **contents)
    return fresh(case), Recovery.objects.get()


def book(recovery, amount, day=None, reference="NL-1", by=None):
    about = {"amount": amount, "received_on": day or timezone.localdate(), "bank_reference": reference}
    return recovering.book_repayment(recovery=recovery, by=by or FinanceFactory(), **about)


def tasks(case):
    return {each.kind for each in case_work.tasks_in(fresh(case), timezone.localdate())}


def test_what_was_paid_too_much_is_claimed_in_parts_and_comes_back():
    case = overpaid()
    assert "claim" in tasks(case) and of_recovery.unclaimed(case) == 360_00
    first = timezone.localdate() + timedelta(days=42)
    decision = recovered(case, instalments=7)
    recovery = decision.recovery
    parts = [(each.due_on, each.amount) for each in recovery.arrangement]
    assert parts == [(first, 51_48), *((add_months(first, n), 51_42) for n in range(1, 7))]
    assert sum(amount for _day, amount in parts) == 360_00 == recovery.left
    assert "claim" not in tasks(case) and of_recovery.unclaimed(fresh(case)) == 0
    book(recovery, 60_00)
    assert recovery.left == 300_00
    assert [rest for _part, rest in recovery.lines][:3] == [0, 42_90, 51_42]
    assert balances(case) == {"paid": 600_00, "recover": 300_00}
    book(recovery, 300_00, reference="NL-2")
    recovery = Recovery.objects.get()
    assert recovery.ended_at and recovery.left == 0 and balances(case) == {"paid": 600_00}
    with pytest.raises(ValidationError, match=r"."):
        book(recovery, 1, reference="NL-3")
    assert LedgerEntry.objects.filter(source="recover", target="free").count() == 2


def test_money_that_came_back_lapses_where_the_scheme_says_so():
    case = overpaid(freed_money_returns=False)
    book(recovered(case).recovery, 360_00)
    # Also what was granted and never paid.
    assert balances(case) == {"paid": 600_00, "lapsed": 600_00}


@pytest.mark.parametrize(
    ("contents", "field"),
    [
        ({"amount": 360_01}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"instalments": 0}, "instalments"),
        ({"instalments": 37}, "instalments"),
        ({"amount": 2, "instalments": 3}, "instalments"),
        ({"pay_back_by": date(2020, 1, 1)}, "pay_back_by"),
        ({"pay_back_by": None}, "pay_back_by"),
        ({"grounds": ""}, "grounds"),
        ({"mandate": " "}, "mandate"),
        ({"outcome": "drop"}, "outcome"),
    ],
)
def test_what_cannot_be_claimed_is_refused(contents, field):
    case = overpaid()
    with pytest.raises(ValidationError) as error:
        recovered(case, **contents)
    assert field in codes_of(error)
    assert not Decision.objects.filter(kind="recovery").exists() and balances(case)["recover"] == 360_00


def test_nothing_is_claimed_where_nothing_was_paid_too_much_or_twice():
    case = granted()
    with pytest.raises(ValidationError) as error:
        recovered(case, 1)
    assert codes_of(error) == {"outcome", "amount"}
    case = overpaid()
    recovered(case, 200_00)
    with pytest.raises(ValidationError) as error:
        recovered(fresh(case), 160_01)
    assert codes_of(error) == {"amount"}
    deciding.throw_draft_away(application=case, by=OfficerFactory())
    recovered(fresh(case), 160_00)
    assert [each.left for each in of_recovery.recoveries(fresh(case))] == [200_00, 160_00]


def test_four_eyes_and_roles():
    case, composer = overpaid(), DeciderFactory()
    draft = {"kind": "recovery", "outcome": "recover", "grounds": "U kreeg te veel.", "mandate": "x", "amount": 1_00}
    deciding.compose(application=case, by=composer, pay_back_by=timezone.localdate() + timedelta(days=9), **draft)
    assessor = OfficerFactory()
    for user in (composer, assessor, FinanceFactory(), UserFactory()):
        with pytest.raises(PermissionDenied):
            recovering.recover(application=case, by=user)
    decision = recovering.recover(application=case, by=DeciderFactory())
    assert decision.assessed_by == composer
    deciding.announce(decision=decision, by=assessor)
    recovery = decision.recovery
    for user in (OfficerFactory(), DeciderFactory(), UserFactory()):
        with pytest.raises(PermissionDenied):
            book(recovery, 1_00, by=user)
    for user in (OfficerFactory(), FinanceFactory()):
        with pytest.raises(PermissionDenied):
            recovering.write_off(recovery=recovery, reason="Failliet", by=user)
    with pytest.raises(PermissionDenied):
        recovering.reschedule(recovery=recovery, first_due=timezone.localdate(), number=2, by=OfficerFactory())


def test_the_five_years_count_from_what_it_rests_on():
    with time_machine.travel("2027-03-01T10:00:00+01:00", tick=False):
        case = overpaid()
    with time_machine.travel("2032-03-01T10:00:00+01:00", tick=False):
        assert of_recovery.bound_until(case) == date(2032, 3, 1)
        task = next(each for each in case_work.tasks_in(fresh(case), timezone.localdate()) if each.kind == "claim")
        assert (task.day, task.amount) == (date(2032, 3, 1), 360_00)
        recovered(case, 100_00)
    with time_machine.travel("2032-03-02T10:00:00+01:00", tick=False), pytest.raises(ValidationError) as error:
        recovered(fresh(case), 100_00)
    assert codes_of(error) == {"outcome"}
    assert Recovery.objects.get().bound_until == date(2032, 3, 1)


def test_nothing_is_booked_twice_before_the_announcement_or_in_the_future():
    case, recovery = claimed()
    today = timezone.localdate()
    for amount, day, field in (
        (0, today, "amount"),
        (-5, today, "amount"),
        (360_01, today, "amount"),
        (1_00, today + timedelta(days=1), "received_on"),
        (1_00, today - timedelta(days=1), "received_on"),
    ):
        with pytest.raises(ValidationError) as error:
            book(recovery, amount, day)
        assert set(error.value.error_dict) == {field}
    with pytest.raises(ValidationError):
        book(recovery, 1_00, reference=" ")
    book(recovery, 1_00, reference="NL  7")
    with pytest.raises(ValidationError) as error:
        book(recovery, 1_00, reference="NL 7 ")
    assert set(error.value.error_dict) == {"bank_reference"}
    assert Repayment.objects.count() == 1 and balances(case)["recover"] == 359_00


def test_it_is_claimed_when_it_is_announced_once_and_a_late_day_moves():
    case = overpaid()
    decision = recovered(case, announced=False, pay_back_by=timezone.localdate() + timedelta(days=3))
    assert not Recovery.objects.exists() and Case(fresh(case)).recoveries == []
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        deciding.announce(decision=decision, by=DeciderFactory())
        deciding.announce(decision=decision, by=DeciderFactory())
        [part] = Recovery.objects.get().arrangement
        assert part.due_on > timezone.localdate() + timedelta(days=40)


def test_a_correction_claims_nothing_more():
    case, recovery = claimed()
    draft = correcting.draft_of(fresh(case))
    words = {name: getattr(draft, name) for name in correcting.REWORDED} | {"grounds": "Beter gezegd."}
    by = DeciderFactory()
    deciding.compose(application=case, by=by, **words)
    correction = correcting.correct(application=case, by=by)
    deciding.announce(decision=correction, by=by)
    assert correction.kind == "recovery" and list(Recovery.objects.all()) == [recovery]
    assert of_recovery.claimed(fresh(case)) == 360_00


def test_other_parts_are_agreed_on_for_what_is_left(mailoutbox):
    case, recovery = claimed()
    book(recovery, 60_00)
    day = timezone.localdate() + timedelta(days=5)
    for number, first in ((0, day), (37, day), (3, timezone.localdate())):
        with pytest.raises(ValidationError):
            recovering.reschedule(recovery=recovery, first_due=first, number=number, by=FinanceFactory())
    Application.objects.update(contact_email="ada@voorbeeld.example")
    mailoutbox.clear()
    recovering.reschedule(recovery=recovery, first_due=day, number=3, by=FinanceFactory())
    recovery = Recovery.objects.get()
    assert [(each.number, each.amount) for each in recovery.arrangement] == [(1, 100_00), (2, 100_00), (3, 100_00)]
    assert recovery.instalments.count() == 4 and recovery.late_on(day + timedelta(days=1)) == 100_00
    assert [case.reference in each.subject for each in mailoutbox] == [True]
    recovering.reschedule(recovery=recovery, first_due=day, number=1, by=DeciderFactory())
    assert [each.amount for each in Recovery.objects.get().arrangement] == [300_00]


def test_a_part_that_is_late_is_a_task_for_finance(client):
    case, recovery = claimed(pay_back_by=timezone.localdate() + timedelta(days=3))
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        clerk = FinanceFactory()
        assert {each.kind for each in case_work.tasks_for(clerk, timezone.localdate())} == {"late_part"}
        sign_in(client, clerk)
        page = client.get(OPEN)
        [line] = page.context["lines"]
        assert line.late and case.reference in page.content.decode()
        book(recovery, 360_00, by=clerk)
        assert not case_work.tasks_for(clerk, timezone.localdate())
        assert client.get(OPEN).context["lines"] == []


def test_the_list_shows_no_case_that_a_tie_shuts_nor_anything_to_a_reader(client):
    case, recovery = claimed()
    clerk = FinanceFactory()
    TieFactory(user=clerk, organisation=case.organisation)
    sign_in(client, clerk)
    assert client.get(OPEN).context["lines"] == []
    page = reverse("admin:subsidies_recovery_change", args=[recovery.pk])
    assert client.get(page).status_code == 404
    sign_in(client, FinanceFactory())
    assert client.get(page)["Location"] == reverse("admin:subsidies_application_change", args=[case.pk])
    assert client.post(page).status_code == 403
    sign_in(client, UserFactory(is_staff=True))
    assert client.get(OPEN).status_code == 403


def test_a_decider_gives_up_what_is_left_and_says_why():
    case, recovery = claimed()
    book(recovery, 60_00)
    with pytest.raises(ValidationError):
        recovering.write_off(recovery=recovery, reason="  ", by=DeciderFactory())
    recovering.write_off(recovery=recovery, reason="Failliet", by=DeciderFactory())
    recovery = Recovery.objects.get()
    assert (recovery.left, recovery.written_off, bool(recovery.ended_at)) == (0, 300_00, True)
    assert balances(case) == {"paid": 600_00, "lost": 300_00}
    assert "claim" not in tasks(case)
    with pytest.raises(ValidationError):
        recovering.write_off(recovery=recovery, reason="Nog eens", by=DeciderFactory())


def test_what_the_bank_sends_back_counts_for_what_is_claimed():
    case, recovery = claimed(amount=200_00)
    payment = Payment.objects.exclude(paid_on=None).get()
    replacement = paying.book_returned(
        payment=payment, returned_on=timezone.localdate(), reason="Opgeheven", by=FinanceFactory()
    )
    recovery = Recovery.objects.get()
    assert recovery.ended_at and recovery.came_in == 200_00
    # 960 came back: 360 of it was too much, 600 is still owed.
    assert replacement.amount == 600_00 and balances(case) == {"settled": 600_00}


def test_what_came_back_waits_for_a_recovery_that_is_not_announced():
    case = overpaid()
    decision = recovered(case, announced=False)
    payment = Payment.objects.exclude(paid_on=None).get()
    about = {"payment": payment, "returned_on": timezone.localdate(), "reason": "Opgeheven", "by": FinanceFactory()}
    with pytest.raises(ValidationError) as error:
        paying.book_returned(**about)
    assert codes_of(error) == {"announce"}
    deciding.announce(decision=decision, by=DeciderFactory())
    assert paying.book_returned(**about).amount == 600_00


def test_more_is_claimed_after_a_revocation():
    case, _recovery = claimed()
    heard(case)
    changed(case, "revoke", ground="4:49-1a")
    assert of_recovery.unclaimed(fresh(case)) == 600_00
    recovered(fresh(case))
    assert of_recovery.claimed(fresh(case)) == 960_00


def test_the_applicant_reads_what_to_pay_back_and_a_stranger_nothing(client, settings):
    settings.RECOVERY_IBAN = "NL00 TEST 0000 0000 00"
    case, recovery = claimed(instalments=3)
    member, stranger = MembershipFactory(organisation=case.organisation).user, MembershipFactory().user
    page = reverse("subsidies:application", args=[case.reference])
    sign_in(client, member)
    text = client.get(page).content.decode()
    assert "NL00 TEST 0000 0000 00" in text and "360" in text
    book(recovery, 120_00)
    assert any("120" in event.title for event in events_of(fresh(case)))
    assert client.get(page).status_code == 200
    sign_in(client, stranger)
    assert client.get(page).status_code == 404


def test_the_office_does_it_on_pages(client):
    case, recovery = claimed()
    clerk = FinanceFactory()
    sign_in(client, clerk)
    page = reverse("admin:subsidies_application_act", args=[case.pk, "book-repayment"])
    stamp = client.get(page).context["stamp"]
    typed = {"stamp": stamp, "recovery": recovery.pk, "received_on": timezone.localdate(), "bank_reference": "NL-1"}
    assert client.post(page, typed | {"amount": "400"}).status_code == 422
    assert not Repayment.objects.exists()
    assert client.post(page, typed | {"amount": "60,50"}).status_code == 302
    assert Repayment.objects.get().amount == 60_50
    assert client.get(reverse("admin:subsidies_application_change", args=[case.pk])).status_code == 200
    sign_in(client, OfficerFactory())
    assert client.get(page).status_code == 403


def test_a_recovery_is_composed_on_its_page(client):
    case = overpaid()
    sign_in(client, OfficerFactory())
    page = reverse("admin:subsidies_application_compose", args=[case.pk]) + "?kind=recovery"
    form = client.get(page).context["form"]
    typed = {"amount": "360", "pay_back_by": timezone.localdate() + timedelta(days=40), "instalments": "3"}
    typed |= {"seen": form.initial["seen"], "opened_on": form.initial["opened_on"]}
    typed |= {"grounds": "U kreeg te veel.", "mandate": "teammanager"}
    assert client.post(page, typed).status_code == 302
    draft = DecisionDraft.objects.get()
    assert (draft.kind, draft.outcome, draft.amount, draft.instalments) == ("recovery", "recover", 360_00, 3)
    preview = reverse("admin:subsidies_application_preview", args=[case.pk])
    assert client.get(preview).content.startswith(b"%PDF")
    sign_in(client, DeciderFactory())
    act = reverse("admin:subsidies_application_act", args=[case.pk, "recover"])
    opened = client.get(act)
    assert client.post(act, {"stamp": opened.context["stamp"]}).status_code == 302
    assert Decision.objects.get(kind="recovery").instalments == 3


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM subsidies_recovery",
        "UPDATE subsidies_recovery SET bound_until = bound_until + 1",
        "UPDATE subsidies_recovery SET waived = -1",
        "UPDATE subsidies_recovery SET written_off = 5",
        "DELETE FROM subsidies_instalment",
        "UPDATE subsidies_instalment SET amount = amount - 1",
        "UPDATE subsidies_repayment SET amount = 1",
        "DELETE FROM subsidies_repayment",
        "UPDATE subsidies_decision SET pay_back_by = NULL WHERE kind = 'recovery'",
        "INSERT INTO subsidies_repayment (recovery_id, received_on, amount, bank_reference, booked_at, booked_by_id)"
        " SELECT recovery_id, received_on, amount, bank_reference, booked_at, booked_by_id FROM subsidies_repayment",
    ],
)
def test_the_serving_role_cannot_rewrite_what_is_claimed(sql):
    _case, recovery = claimed()
    book(recovery, 1_00)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_ended_stays_ended_in_the_database():
    _case, recovery = claimed()
    book(recovery, 360_00)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recovery.objects.update(ended_at=None)


@given(st.integers(1, 10_000_00), st.integers(1, 36), st.data())
def test_parts_add_up_and_what_came_in_covers_the_first(amount, number, data):
    if amount < number:
        return
    parts = parts_of(amount, number, date(2027, 1, 31))
    amounts = [each for _day, each in parts]
    assert sum(amounts) == amount and min(amounts) > 0 and amounts[0] - amounts[-1] == amount % number
    left = data.draw(st.integers(0, amount))
    rests = covered(amounts, left)
    assert sum(rests) == left == late([(day, rest) for (day, _), rest in zip(parts, rests, strict=True)], date.max)
    assert all(not rest or rests[n + 1 :] == amounts[n + 1 :] for n, rest in enumerate(rests))


def test_no_parts_are_no_parts():
    for amount, number in ((10, 0), (10, -1), (10, 37), (2, 3)):
        with pytest.raises(ValueError):
            parts_of(amount, number, date(2027, 1, 1))
