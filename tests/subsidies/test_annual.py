"""The annual accounts: as the ledger stood at the end of a day, beside what was decided and booked, with what differs shown."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies.actions import deciding, ledger, paying
from subsidies.annual import AnnualAccounts
from subsidies.models import Account, Ground, LedgerEntry
from subsidies.models.ceiling import MOVEMENTS
from subsidies.reckoning.year_end import Difference, Figures, Known, differences, figures_of
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    CeilingFactory,
    DeciderFactory,
    DecisionFactory,
    FinanceFactory,
    LedgerEntryFactory,
    RecoveryFactory,
    RepaymentFactory,
    SchemeVersionFactory,
    TieFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .settled_cases import fresh, granted, paid, settled

pytestmark = pytest.mark.django_db

YEAR = 2027


def at(month, day, hour=12, year=YEAR):
    return time_machine.travel(datetime(year, month, day, hour, tzinfo=AMSTERDAM), tick=False)


@pytest.fixture
def june():
    with at(6, 30):
        yield


def accounts():
    return AnnualAccounts(YEAR)


def differing(found):
    return [(each.what, each.ledger, each.other) for row in found.rows for each in row.differences]


def page(year=YEAR, **query):
    address = reverse("admin:subsidies_ledgerentry_year", args=[year])
    return f"{address}?dag={query['dag']}" if query else address


# Pure reckoning.


@given(st.dictionaries(st.sampled_from(MOVEMENTS), st.integers(0, 10**9)), st.booleans())
def test_granted_is_always_what_was_freed_lapsed_paid_and_is_open(flows, is_settled):
    figures = figures_of({(str(source), str(target)): cents for (source, target), cents in flows.items()}, is_settled)
    assert figures.granted == figures.freed + figures.lapsed + figures.open + figures.paid
    # What was paid stands, is claimed, came back, or was given up.
    stands = figures.holds - figures.open
    assert figures.paid == stands + figures.to_recover + figures.recovered + figures.written_off
    assert figures.settled == (figures.holds if is_settled else 0)


@given(st.lists(st.tuples(st.sampled_from(MOVEMENTS), st.integers(0, 10**9)), max_size=8))
def test_figures_of_two_parts_are_those_of_the_whole(movements):
    whole, parts = {}, Figures()
    for movement, cents in movements:
        whole[movement] = whole.get(movement, 0) + cents
        parts += figures_of({movement: cents}, False)
    assert parts == figures_of(whole, False) and parts - parts == Figures()


def test_what_differs_is_named():
    figures = figures_of({("free", "granted"): 500, ("granted", "paid"): 300, ("paid", "recover"): 100}, False)
    assert differences(figures, Known(holds=400, paid=300), False) == []
    assert differences(figures, Known(holds=500, paid=0), False) == [
        Difference("holds", 400, 500),
        Difference("paid", 300, 0),
    ]
    assert differences(figures, Known(holds=400, paid=300, recovered=1), True) == [
        Difference("recovered", 0, 1),
        Difference("account", 200, 0),
    ]


# Over the ledger.


def test_an_open_grant_its_settlement_and_its_payment_move_through_the_accounts(june):
    case = granted()
    figures = accounts().total.figures
    assert (figures.granted, figures.paid, figures.to_settle, figures.settled) == (1_200_00, 960_00, 240_00, 0)
    decision = settled(case)
    figures = accounts().total.figures
    assert (figures.settled, figures.to_settle, figures.to_pay, figures.open) == (1_200_00, 0, 240_00, 240_00)
    paid(decision.payments.get())
    figures = accounts().total.figures
    assert (figures.paid, figures.open, accounts().agrees) == (1_200_00, 0, True)


def test_the_last_second_of_the_day_counts_and_the_first_of_the_next_does_not():
    with at(12, 31, 23):
        first = submitted(requested=500_00)
        take_decision(application=ready(first), by=DeciderFactory())
    with at(1, 1, 0, YEAR + 1):
        take_decision(application=ready(submitted(ceiling=first.ceiling, requested=700_00)), by=DeciderFactory())
        last, this = AnnualAccounts(YEAR), AnnualAccounts(YEAR + 1)
        assert (last.total.figures.granted, last.total.moved.granted) == (500_00, 500_00)
        # December's ceiling is among the other years.
        assert this.of_year == [] and [row.ceiling for row in this.of_other_years] == [first.ceiling]
        assert (this.total.figures.granted, this.total.moved.granted) == (1_200_00, 700_00)
        assert last.agrees and this.agrees


def test_what_the_bank_did_before_the_day_and_was_entered_after_it_is_said_apart():
    with at(12, 30):
        case = granted(is_paid=False)
        clerk, payment = FinanceFactory(), case.payments.get()
        order = paying.order(payments=[payment], by=clerk)
        paying.approve(order=order, by=FinanceFactory())
        before = AnnualAccounts(YEAR).total
        assert (before.known.ordered, before.known.paid) == (960_00, 0)
    with at(1, 4, year=YEAR + 1):
        payment.refresh_from_db()
        paying.book_paid(payment=payment, paid_on=date(YEAR, 12, 31), by=clerk)
        found = AnnualAccounts(YEAR)
        assert (found.total.figures, found.total.figures.paid) == (before.figures, 0)
        assert (found.total.entered_later, found.total.known.paid, found.agrees) == (960_00, 960_00, True)
        assert AnnualAccounts(YEAR + 1).total.moved.paid == 960_00 and AnnualAccounts(YEAR + 1).agrees


def test_what_came_back_and_what_was_written_off_leave_what_is_to_be_recovered(june):
    case = granted()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    assert accounts().total.figures.to_recover == 360_00
    claim = DecisionFactory(
        application=case, kind="recovery", outcome="recover", amount=360_00, pay_back_by=date(YEAR, 9, 1)
    )
    recovery = RecoveryFactory(decision=claim)
    with transaction.atomic():
        ledger.lock(case.ceiling_id)
        ledger.shift(application=case, source=Account.RECOVER, target=Account.FREE, amount=100_00)
    assert differing(accounts()) == [("recovered", 100_00, 0)]
    RepaymentFactory(recovery=recovery, amount=100_00)
    with transaction.atomic():
        ledger.lock(case.ceiling_id)
        ledger.shift(application=case, source=Account.RECOVER, target=Account.LOST, amount=260_00)
    recovery.written_off, recovery.written_off_why = 260_00, "Failliet"
    recovery.written_off_by, recovery.ended_at = DeciderFactory(), timezone.now()
    recovery.save()
    found = accounts()
    figures = found.total.figures
    assert (figures.paid, figures.recovered, figures.written_off, figures.to_recover) == (960_00, 100_00, 260_00, 0)
    assert found.agrees


def test_what_the_bank_sends_back_of_what_was_claimed_counts_as_recovered(june):
    case = granted()
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    paying.book_returned(
        payment=case.payments.get(), returned_on=timezone.localdate(), reason="Opgeheven", by=FinanceFactory()
    )
    found = accounts()
    figures = found.total.figures
    assert (figures.paid, figures.recovered, figures.to_recover, figures.to_pay) == (360_00, 360_00, 0, 600_00)
    assert found.agrees


def test_what_rests_on_an_objection_stands_apart_and_counts_in_the_total(june, as_role):
    case = granted()
    other = submitted(ceiling=case.ceiling, requested=300_00)
    decision = DecisionFactory(application=other, amount=300_00, announced_at=timezone.now())
    with transaction.atomic():
        ledger.lock(case.ceiling_id)
        ledger.release(other)
        ledger.move(
            application=other,
            source="free",
            target="granted",
            amount=300_00,
            ground=Ground.OBJECTION,
            decision=decision,
        )
    [row] = accounts().rows
    assert (row.ordinary.granted, row.beyond.granted, row.figures.granted) == (1_200_00, 300_00, 1_500_00)
    assert row.agrees
    answer = as_role("finance").get(page())
    assert [line.is_beyond for line in answer.context["granted"]] == [False, True, False, True]
    content = as_role("finance").get(reverse("admin:subsidies_ledgerentry_yearfile", args=[YEAR, "csv"])).content
    header, *rows = content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[2] for row in rows] == ["gewoon", "Awb 4:25 lid 3"] * 2
    assert rows[1].split(";")[header.split(";").index("Verleend")] == "300,00"


def test_an_offer_is_settled_when_it_can_not_be_declined_any_more(june):
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=YEAR), path_a_up_to=5_000_00, offer_days=7))
    case, by = ready(submitted(ceiling=CeilingFactory(year=YEAR))), DeciderFactory()
    decision = take_decision(application=case, outcome="grant-in-part", amount=800_00, offer=True, by=by)
    deciding.announce(decision=decision, by=by)
    assert (accounts().total.figures.settled, accounts().agrees) == (0, True)
    decision.refresh_from_db()
    with time_machine.travel(datetime.combine(decision.offer_until + timedelta(days=1), datetime.min.time())):
        from subsidies.tasks.settling import settle_kept_offers

        settle_kept_offers(0)
        assert (accounts().total.figures.settled, accounts().agrees) == (800_00, True)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("granted", "paid", [("paid", 1_200_00, 960_00)]),
        ("granted", "settled", [("account", 240_00, 0)]),
        ("granted", "free", [("holds", 960_00, 1_200_00)]),
    ],
)
def test_a_row_made_by_hand_is_shown_as_a_difference(june, as_role, source, target, expected):
    case = granted()
    with transaction.atomic(), connection.cursor() as cursor:
        # As the owner; nothing of the portal writes so.
        cursor.execute(
            "INSERT INTO subsidies_ledgerentry (ceiling_id, version_id, application_id, source, target, amount, ground, entered_at)"
            " SELECT ceiling_id, version_id, application_id, %s, %s, 24000, 'ordinary', %s"
            " FROM subsidies_ledgerentry WHERE application_id = %s LIMIT 1",
            [source, target, timezone.now(), case.pk],
        )
    assert differing(accounts()) == expected
    answer = as_role("finance").get(page())
    [shown] = answer.context["differences"]
    assert (shown["cases"], shown["number"]) == ([(case.pk, case.reference)], 1)
    assert case.reference in answer.text and "wijkt af van het grootboek" in answer.text
    # A reader may not see cases: how many is said, and not which.
    answer = as_role("readers").get(page())
    assert answer.context["differences"][0]["number"] == 1 and case.reference not in answer.text
    content = as_role("finance").get(reverse("admin:subsidies_ledgerentry_yearfile", args=[YEAR, "csv"])).content
    assert "grootboek" in content.decode("utf-8-sig").splitlines()[1]


def test_two_differences_that_cancel_out_are_both_shown(june):
    first = granted()
    second = ready(submitted(ceiling=first.ceiling, requested=240_00))
    take_decision(application=second, by=DeciderFactory())
    LedgerEntryFactory(application=first, source="granted", target="free", amount=240_00)
    LedgerEntryFactory(application=second, source="free", target="granted", amount=240_00)
    found = accounts()
    assert found.total.figures.holds == found.total.known.holds
    assert sorted(differing(found)) == [("holds", 480_00, 240_00), ("holds", 960_00, 1_200_00)]


# Pages.


def test_who_may_see_the_accounts_and_who_the_cases(june, as_role, client):
    granted()
    cases = reverse("admin:subsidies_ledgerentry_open", args=[YEAR])
    may = {"subsidy officers": (200, 200), "deciders": (200, 200), "finance": (200, 200), "readers": (200, 403)}
    may |= {"editors": (403, 403), "trade office": (403, 403)}
    for role, expected in may.items():
        staff = as_role(role)
        assert (staff.get(page()).status_code, staff.get(cases).status_code) == expected, role
        for kind in ("csv", "xlsx"):
            names = ("admin:subsidies_ledgerentry_yearfile", "admin:subsidies_ledgerentry_openfile")
            assert tuple(staff.get(reverse(name, args=[YEAR, kind])).status_code for name in names) == expected
    assert client.get(page()).status_code == 302


@pytest.mark.parametrize("year", [1999, YEAR + 1, 9999999])
def test_a_year_that_is_not_there_yet_has_no_page(june, as_role, year):
    assert as_role("finance").get(page(year)).status_code == 404


def test_a_year_without_ceilings_says_so(june, as_role):
    answer = as_role("finance").get(page(2020))
    assert answer.status_code == 200 and "geen plafond" in answer.text
    assert as_role("finance").get(reverse("admin:subsidies_ledgerentry_open", args=[2020])).status_code == 200


@pytest.mark.parametrize("day", ["2026-12-31", "2027-07-01", "2028-01-01", "31-02-2027", "' OR 1=1"])
def test_a_day_outside_the_year_or_to_come_is_refused(june, as_role, day):
    staff = as_role("finance")
    answer = staff.get(page(dag=day))
    assert answer.status_code == 422 and 'href="#id_dag"' in answer.text
    file = reverse("admin:subsidies_ledgerentry_yearfile", args=[YEAR, "xlsx"])
    assert staff.get(f"{file}?dag={day}").status_code == 404
    assert staff.get(reverse("admin:subsidies_ledgerentry_yearfile", args=[YEAR, "ods"])).status_code == 404


def test_an_earlier_day_of_the_year_can_be_asked(as_role):
    with at(3, 1):
        case = granted(is_paid=False)
    with at(4, 1):
        paid(case.payments.get())
    with at(12, 31):
        answer = as_role("finance").get(page(dag="2027-03-31"))
        total = answer.context["accounts"].total
        assert (total.figures.paid, total.known.ordered, total.agrees) == (0, 0, True)
        assert AnnualAccounts(YEAR).total.figures.paid == 960_00


def test_open_obligations_name_the_case_and_when_it_is_expected_to_be_settled(june, as_role):
    case = granted()
    report = granted(6_000_00, path_b_up_to=2_000_00)
    at_once = granted(400_00, path_a_up_to=500_00, is_paid=False)
    staff = as_role("finance")
    found = staff.get(reverse("admin:subsidies_ledgerentry_open", args=[YEAR])).context["found"]
    rows = {row.application.reference: (row.granted, row.settled, row.paid, row.open) for row in found.rows}
    assert rows == {
        case.reference: (1_200_00, None, 960_00, 240_00),
        report.reference: (6_000_00, None, 4_800_00, 1_200_00),
        at_once.reference: (400_00, 400_00, 0, 400_00),
    }
    days = [row.settled_by for row in found.rows]
    done = timezone.localdate() - timedelta(days=1)
    # Thirteen weeks after it was done; a term of the scheme for the report; what was settled is settled.
    assert days[0] == done + timedelta(weeks=13) and days[2] is None
    assert days[1] >= done + timedelta(weeks=report.version.report_weeks)
    content = staff.get(reverse("admin:subsidies_ledgerentry_openfile", args=[YEAR, "xlsx"])).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert [row[0] for row in rows[1:-1]] == [case.reference, report.reference, at_once.reference]
    assert Decimal(str(rows[-1][7])) == Decimal("1840.00") == sum(Decimal(str(row[7])) for row in rows[1:-1])


def test_a_case_that_a_tie_shuts_is_in_the_total_alone(june, as_role):
    case, other = granted(), granted(500_00)
    staff = as_role("finance")
    TieFactory(user=staff.user, organisation=case.organisation)
    answer = staff.get(reverse("admin:subsidies_ledgerentry_open", args=[YEAR]))
    found = answer.context["found"]
    assert [row.application for row in found.rows] == [other] and found.hidden == 1
    assert found.total.open == 240_00 + 100_00 and case.reference not in answer.text
    content = staff.get(reverse("admin:subsidies_ledgerentry_openfile", args=[YEAR, "csv"])).content.decode()
    assert case.reference not in content and "340,00" in content
    # What differs in it is said on the page, without its name.
    LedgerEntryFactory(application=case, source="granted", target="free", amount=1_00)
    answer = staff.get(page())
    assert answer.context["differences"][0]["number"] == 1 and case.reference not in answer.text


def test_the_pages_cost_the_same_queries_for_one_case_and_for_many(june, as_role):
    staff, costs = as_role("finance"), []
    addresses = [page(), reverse("admin:subsidies_ledgerentry_open", args=[YEAR])]
    for number in (1, 6):
        for n in range(number):
            case = granted(1_000_00 + n)
            MembershipFactory(organisation=case.organisation)
        for address in addresses:
            staff.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert staff.get(address).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:] and max(costs) <= 25
    assert LedgerEntry.objects.count() > 20 and fresh(case)
