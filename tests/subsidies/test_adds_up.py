"""The money of a year adds up from all sides: ledger, register, payment orders, what is booked, the start page."""

import csv
import io
import json
from collections import Counter
from decimal import Decimal
from itertools import chain

import openpyxl
import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import letters, payments, register
from subsidies.actions import application as applications
from subsidies.actions import deciding, ledger, paying
from subsidies.actions import offer as offers
from subsidies.models import Account, Ground, LedgerEntry, Payment, PaymentOrder
from subsidies.reckoning.amounts import parse_amount
from subsidies.standing import standings
from subsidies.work import start_page
from tests.conftest import sign_in
from tests.factories import UserFactory
from tests.subsidy_factories import (
    CeilingFactory,
    CeilingVersionFactory,
    DeciderFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .objected_cases import answered, objected

pytestmark = pytest.mark.django_db

PATH_A, ADVANCE = 500_00, 80
# How far a payment came, for each fate that has one.
ORDERED = {"ordered": "open", "approved": "approved", "paid": "paid", "returned": "returned", "paid again": "again"}
PAID = ("paid", "paid again")
ANNOUNCED = (*ORDERED, "planned", "suspended")
FATES = [*ANNOUNCED, "asked", "complete", "withdrawn", "decided", "refused", "in part", "declined", "objection"]


def part_of(requested):
    return requested * 2 // 3


def planned(amount):
    """Return what is paid of a grant before its settlement, in cents (Awb 4:42, 4:95)."""
    return amount if amount <= PATH_A else amount * ADVANCE // 100


def stands(amount) -> Counter:
    """Return where an announced grant stands: on path A it is settled with that (Awb 4:42)."""
    return Counter(settled=amount) if amount <= PATH_A else Counter(granted=amount)


def expected_of(requested, fate) -> Counter:
    """Return what an application comes to: a reckoning of the test's own, in cents."""
    match fate:
        case "asked":
            return Counter(possible=requested)
        case "complete":
            return Counter(reserved=requested)
        case "withdrawn":
            return Counter()
        case "decided":
            # Nobody knows it yet (Awb 3:40).
            return Counter(granted=requested, secret=requested)
        case "refused" | "declined":
            return Counter(asked_in_register=requested)
        case "objection":
            # What it comes to is reckoned when all the others have theirs: `Year.after_objection`.
            return Counter(asked_in_register=requested)
        case "in part":
            amount = part_of(requested)
            return stands(amount) + Counter(in_register=amount, asked_in_register=requested, waits=planned(amount))
    found = stands(requested) + Counter(in_register=requested, asked_in_register=requested)
    amount = planned(requested)
    if fate in PAID:
        found += Counter(paid=amount)
        found["settled" if found["settled"] else "granted"] -= amount
    if fate in ("approved", "paid", "returned", "paid again"):
        # What came back stands in the file of two orders.
        found["in_files"] = amount * (2 if fate == "paid again" else 1)
    if fate in ("planned", "returned", "suspended"):
        found["waits"] = amount
    return found


class Year:
    """What happens to a number of applications under one ceiling, done by the actions themselves."""

    def __init__(self, cases):
        self.officer, self.decider, self.clerk, self.colleague = (
            OfficerFactory(), DeciderFactory(), FinanceFactory(), FinanceFactory(),
        )  # fmt: skip
        self.colleague_decider = DeciderFactory()
        self.ceiling = CeilingFactory()
        self.amount = max(1, sum(requested for requested, fate in cases if fate != "objection"))
        CeilingVersionFactory(ceiling=self.ceiling, amount=self.amount)
        publish(SchemeVersionFactory(ceiling=self.ceiling, advance_share=ADVANCE, path_a_up_to=PATH_A))
        self.to_order = {stage: [] for stage in ORDERED.values()}
        self.expected = Counter()
        # Who objects later is refused while all the money is there.
        disputed = [self.refused(requested) for requested, fate in cases if fate == "objection"]
        for requested, fate in cases:
            if fate != "objection":
                self.live(submitted(ceiling=self.ceiling, requested=requested), fate)
            self.expected += expected_of(requested, fate)
        for case in disputed:
            self.after_objection(case)
        self.order_all()

    def live(self, case, fate):
        if fate == "asked":
            return
        case = ready(case)
        if fate == "withdrawn":
            applications.withdraw(application=case, by=UserFactory())
        if fate in ("complete", "withdrawn"):
            return
        decision = self.decision_on(case, fate)
        if fate == "decided":
            return
        deciding.announce(decision=decision, by=self.decider)
        if fate == "declined":
            offers.decline_offer(application=case, by=UserFactory())
        elif fate == "suspended":
            paying.suspend(application=case, reason="Ernstig vermoeden", by=self.decider)
        elif fate in ORDERED:
            self.to_order[ORDERED[fate]].append(case.payments.get())

    def decision_on(self, case, fate):
        if fate == "refused":
            return take_decision(application=case, outcome="refuse", by=self.decider)
        if fate in ("in part", "declined"):
            amount, offer = part_of(case.requested), fate == "declined"
            return take_decision(application=case, outcome="grant-in-part", amount=amount, offer=offer, by=self.decider)
        return take_decision(application=case, by=self.decider)

    def refused(self, requested):
        case = ready(submitted(ceiling=self.ceiling, requested=requested))
        decision = take_decision(application=case, outcome="refuse", by=self.decider)
        deciding.announce(decision=decision, by=self.decider)
        return case

    def after_objection(self, case):
        """Grant after an objection what there was at the first decision, or is now (Awb 7:11, 4:25 lid 3)."""
        held = sum(self.expected[account] for account in ("reserved", "granted", "settled", "paid"))
        left = self.amount - held
        amount = min(case.requested, self.amount)
        ordinary = min(amount, left)
        objected(case)
        outcome = "grant" if amount == case.requested else "grant-in-part"
        answered(case, by=self.colleague_decider, outcome=outcome, amount=amount, refusal_ground="4:25")
        kind = "settled" if amount <= PATH_A else "granted"
        beyond = amount - ordinary
        self.expected += Counter({kind: ordinary, "beyond": beyond, f"beyond {kind}": beyond})
        self.expected += Counter(in_register=amount, waits=planned(amount))

    def order_all(self):
        """Put the payments of each stage on one order together, and bring it there."""
        today = timezone.localdate()
        for stage, found in self.to_order.items():
            if not found:
                continue
            self.ordered(found, is_approved=stage != "open")
            if stage in ("paid", "returned", "again"):
                paying.book_all_paid(payments=found, paid_on=today, by=self.clerk)
            if stage in ("returned", "again"):
                found = [
                    paying.book_returned(payment=each, returned_on=today, reason="Opgeheven", by=self.clerk)
                    for each in found
                ]
            if stage == "again":
                self.ordered(found, is_approved=True)
                paying.book_all_paid(payments=found, paid_on=today, by=self.clerk)

    def ordered(self, found, *, is_approved):
        order = paying.order(payments=found, by=self.clerk)
        if is_approved:
            paying.approve(order=order, by=self.colleague)


def test_a_varied_year_adds_up_from_all_sides():
    # No two of the same amount, with odd cents, on both sides of path A.
    cases = [(123_45 + 761_13 * n, fate) for n, fate in enumerate(FATES)]
    cases += [(400_01, "paid"), (77_77, "returned"), (1_99, "in part"), (40_123_45, "objection")]
    year = Year(cases)
    assert_adds_up(year)
    assert year.expected["beyond"] and year.expected["paid"] and year.expected["secret"]


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(1_00, 9_999_99), st.sampled_from(FATES)), max_size=5))
def test_any_year_adds_up_from_all_sides(cases):
    # The letters are made in the year above; here they would take most of the time.
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(letters, "printed", lambda *_about: b"%PDF-1.7")
        # What is rolled back below bumps no content stamp.
        caches["pages"].clear()
        assert_adds_up(Year(cases))
        transaction.set_rollback(True)


def assert_adds_up(year):
    assert_ledger(year)
    assert_start_page(year)
    assert_register(year)
    assert_payments(year)


def assert_ledger(year):
    expected, balances = year.expected, LedgerEntry.objects.balances()
    for account in (Account.POSSIBLE, Account.RESERVED, Account.GRANTED, Account.SETTLED, Account.PAID):
        assert balances[account, Ground.ORDINARY] == expected[account.value]
        of_each = sum(ledger.standing(case, account) for case in year.ceiling.applications.all())
        assert of_each == expected[account.value] + expected[f"beyond {account.value}"]
    held = sum(expected[account] for account in ("reserved", "granted", "settled", "paid"))
    standing = standings([year.ceiling])[year.ceiling.pk]
    assert (standing.held, standing.left) == (held, year.amount - held) and year.ceiling.held() == held
    assert (standing.beyond.amount, standing.possible.amount) == (expected["beyond"], expected["possible"])


def assert_start_page(year):
    expected, [picture] = year.expected, start_page.ceilings(year.ceiling.year)
    shown = {slug: cents(text) for slug, _label, text in picture["rows"]}
    assert shown == {
        "possible": expected["possible"],
        "reserved": expected["reserved"],
        "granted": expected["granted"],
        "settled": expected["settled"],
        "paid": expected["paid"],
    }
    held = sum(expected[account] for account in ("reserved", "granted", "settled", "paid"))
    assert cents(picture["left"]) == year.amount - held
    assert (cents(picture["beyond"]) if picture["beyond"] else 0) == expected["beyond"]
    widths = {part["slug"]: part["width"] for part in picture["parts"]}
    for slug in ("reserved", "granted", "settled", "paid"):
        # A tenth of a pixel is what the bar rounds to.
        assert abs(widths.get(slug, 0) - expected[slug] * start_page.BAR / year.amount) <= 0.051


def assert_register(year):
    expected, client = year.expected, Client()
    totals = client.get(reverse("subsidies:register")).context["totals"]
    assert totals == register.totals(register.in_force())
    assert totals["granted"] == expected["in_register"]
    assert totals["requested"] == expected["asked_in_register"]
    assert totals["paid"] == expected["paid"]
    # What was granted and not told yet is all that the ledger knows more than the register.
    held = sum(expected[account] for account in ("granted", "settled", "paid", "beyond"))
    assert expected["in_register"] + expected["secret"] == held
    rows = list(csv.DictReader(io.StringIO(body(client, "subsidies:register_csv").removeprefix("\ufeff"))))
    decisions = json.loads(body(client, "subsidies:register_json"))["decisions"]
    for found in (rows, decisions):
        holding = [row for row in found if not row["afterwards"]]
        assert sum(in_cents(row["granted"]) for row in holding) == expected["in_register"]
        assert sum(in_cents(row["requested"]) for row in found) == expected["asked_in_register"]
        assert sum(in_cents(row["paid"]) for row in found) == expected["paid"]
    package = body(client, "subsidies:register_360giving")
    grants = json.loads(package)["grants"] if expected["in_register"] else []
    assert sum(in_cents(grant["amountAwarded"]) for grant in grants) == expected["in_register"]


def assert_payments(year):
    expected = year.expected
    booked = Payment.objects.standing().exclude(paid_on=None)
    assert sum(payment.amount for payment in booked) == expected["paid"]
    assert sum(row.payment.amount for row in payments.to_pay(year.clerk)) == expected["waits"]
    approved = PaymentOrder.objects.exclude(approved_at=None)
    files = [totals_of(year.clerk, order) for order in approved]
    assert sum(files) == expected["in_files"]
    on_orders = list(chain.from_iterable(order.payments.all() for order in approved))
    not_paid = sum(each.amount for each in on_orders if each.returned_on or not each.paid_on)
    assert sum(files) - not_paid == expected["paid"]


def totals_of(clerk, order) -> int:
    """Return the total of the file of an order, in cents: the same in its rows, and in both kinds of file."""
    client = Client()
    sign_in(client, clerk)
    answers = {
        kind: client.get(reverse("admin:subsidies_paymentorder_file", args=[order.pk, kind]))
        for kind in ("csv", "xlsx")
    }
    text = answers["csv"].content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content)).active
    tables = [list(csv.reader(io.StringIO(text), delimiter=";")), [list(row) for row in sheet.values]]
    found = set()
    for _header, *rows, total in tables:
        found |= {sum(cents(row[4]) for row in rows), cents(total[4])}
    assert len(found) == 1
    return found.pop()


def body(client, name):
    response = client.get(reverse(name))
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def cents(text) -> int:
    """Return an amount as people read it, in cents."""
    return parse_amount(text)


def in_cents(value) -> int:
    """Return an amount in euros, as a file gives it, in whole cents."""
    found = Decimal(str(value)) * 100
    assert found == int(found)
    return int(found)
