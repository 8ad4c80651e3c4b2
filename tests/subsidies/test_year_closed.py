"""A fictitious year from the first application to the annual accounts, by the real actions: ledger, register, orders, letters and
the annual page agree to the cent, and stay so when the next year begins."""

import io
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from subsidies import register
from subsidies.actions import application as applications
from subsidies.actions import deciding, offer, paying, recovering
from subsidies.annual import AnnualAccounts
from subsidies.annual.page import GRANTED, OPEN
from subsidies.annual.tables import FIGURES, MOVED
from subsidies.models import Account, Decision, Document, Ground, LedgerEntry, PaymentOrder
from subsidies.payments import orders
from subsidies.reckoning.amounts import parse_amount
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import UserFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    CeilingFactory,
    CeilingVersionFactory,
    DeciderFactory,
    FinalTermFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .objected_cases import answered, objected
from .settled_cases import changed, fresh, heard, paid, recovered, settled

pytestmark = pytest.mark.django_db

YEAR = 2027
RULES = {"advance_share": 80, "path_a_up_to": 500_00, "path_b_up_to": 2_000_00}


@contextmanager
def at(month, day, year=YEAR):
    with time_machine.travel(datetime(year, month, day, 12, tzinfo=AMSTERDAM), tick=False):
        yield


class Books:
    """What the year comes to by this test's own reckoning: in cents by (scheme, name), `LEDGER` as the page of the accounts says it."""

    def __init__(self):
        self.ceilings, self.expected = {}, {}
        # Never made known: who knows the register does not know of it.
        self.secret = Counter()
        with at(1, 4):
            self.officer, self.decider = OfficerFactory(), DeciderFactory()
            for slug, code, returns in (("is", "IS", True), ("pe", "PE", False)):
                ceiling = CeilingFactory(scheme=SchemeFactory(slug=slug, code=code, name_nl=slug.upper()), year=YEAR)
                CeilingVersionFactory(ceiling=ceiling, amount=60_000_00)
                publish(SchemeVersionFactory(ceiling=ceiling, freed_money_returns=returns, **RULES))
                self.ceilings[slug], self.expected[slug] = ceiling, Counter()

    def applied(self, amount, slug="is"):
        with at(2, 1):
            return ready(submitted(ceiling=self.ceilings[slug], requested=amount))

    def decided(self, case, outcome="grant", amount=None, *, announced=True, **contents):
        with at(3, 1):
            decision = take_decision(application=case, outcome=outcome, amount=amount, by=self.decider, **contents)
            if announced:
                deciding.announce(decision=decision, by=self.decider)
            return decision

    def granted(self, amount, slug="is", *, is_paid=True):
        """Grant all, and pay what is paid before the settlement."""
        case = self.applied(amount, slug)
        self.decided(case)
        if is_paid:
            self.paid(case)
        return case

    def paid(self, case, month=4, year=YEAR):
        with at(month, 1, year):
            for payment in case.payments.standing().filter(paid_on=None):
                paid(payment)

    def settled(self, case, outcome="settle", amount=None, *, month=9, year=YEAR, is_paid=True, **contents):
        with at(month, 1, year):
            settled(fresh(case), outcome, amount, **contents)
        if is_paid:
            self.paid(case, month + 1, year)

    def changed(self, case, outcome, amount=0, *, month, ground):
        with at(month, 1):
            heard(case)
            changed(fresh(case), outcome, amount, ground=ground)

    def claimed(self, case, amount, *, written_off=False):
        """Claim what was paid too much, and book what came back of it."""
        with at(10, 15):
            claim = recovered(fresh(case)).recovery
        with at(11, 20):
            recovering.book_repayment(
                recovery=claim,
                amount=amount,
                received_on=timezone.localdate(),
                bank_reference=f"NL-{claim.pk}",
                by=FinanceFactory(),
            )
            if written_off:
                recovering.write_off(recovery=claim, reason="De stichting is opgeheven.", by=self.decider)

    def book(self, slug="is", **amounts):
        self.expected[slug].update(amounts)


def live_through(books):
    """Let every fate there is come to somebody. No two amounts are alike, and none is round."""
    on_path_a(books)
    on_the_other_paths(books)
    lower(books)
    taken_back(books)
    without_money(books)
    paid_back(books)
    after_an_objection(books)


def on_path_a(books):
    books.granted(401_01)
    books.book(granted=401_01, settled=401_01, paid=401_01)
    books.granted(77_77, is_paid=False)
    books.book(granted=77_77, settled=77_77, to_pay=77_77)


def on_the_other_paths(books):
    books.settled(books.granted(1_203_03))
    books.book(granted=1_203_03, settled=1_203_03, paid=1_203_03)
    # Settled, and the rest is not paid at the end of the year.
    books.waits = books.granted(1_304_05)
    books.settled(books.waits, month=12, is_paid=False)
    books.book(granted=1_304_05, settled=1_304_05, paid=1_043_24, to_pay=260_81)
    # On a report, that comes in the next year.
    books.reports = books.granted(5_006_07)
    books.book(granted=5_006_07, paid=4_004_85, to_settle=1_001_22)
    books.granted(908_09, is_paid=False)
    books.book(granted=908_09, to_settle=908_09)
    in_part = books.applied(1_500_11)
    books.decided(in_part, "grant-in-part", 1_000_13)
    books.paid(in_part)
    books.book(granted=1_000_13, paid=800_10, to_settle=200_03)
    returned = books.granted(610_11)
    with at(5, 3):
        payment = returned.payments.get()
        again = paying.book_returned(
            payment=payment, returned_on=timezone.localdate(), reason="Opgeheven", by=FinanceFactory()
        )
        paid(again)
    books.book(granted=610_11, paid=488_08, to_settle=122_03)


def lower(books):
    books.settled(books.granted(1_213_15), "settle-lower", 1_000_17, lowering_ground="4:46-1")
    books.book(granted=1_213_15, settled=1_000_17, paid=1_000_17, freed=212_98)
    # Less than was paid already: 80 % of it, less what it comes to, is to come back.
    books.settled(books.granted(1_416_19), "settle-lower", 500_23, lowering_ground="4:46-1")
    books.book(granted=1_416_19, settled=500_23, paid=1_132_95, freed=283_24, to_recover=632_72)
    # Where the scheme does not grant it again, it lapses.
    books.settled(books.granted(1_119_21, "pe"), "settle-lower", 950_29, lowering_ground="4:46-1")
    books.book("pe", granted=1_119_21, settled=950_29, paid=950_29, lapsed=168_92)


def taken_back(books):
    before = books.granted(1_222_31)
    books.changed(before, "revoke", month=5, ground="4:48-1a")
    books.book(granted=1_222_31, paid=977_84, freed=244_47, to_recover=977_84)
    lowered = books.granted(1_818_37)
    books.changed(lowered, "lower", 1_600_41, month=5, ground="4:48-1a")
    books.book(granted=1_818_37, paid=1_454_69, freed=217_96, to_settle=145_72)
    after = books.granted(699_43, "pe")
    books.settled(after)
    books.changed(after, "revoke", month=11, ground="4:49-1a")
    books.book("pe", granted=699_43, paid=699_43, to_recover=699_43)


def paid_back(books):
    """What was paid too much comes back, all of it or a part; the rest of that is written off."""
    whole = books.granted(1_321_23)
    books.settled(whole, "settle-lower", 700_25, lowering_ground="4:46-1")
    books.claimed(whole, 356_73)
    books.book(granted=1_321_23, settled=700_25, paid=1_056_98, freed=264_25, recovered=356_73)
    part = books.granted(1_000_50)
    books.settled(part, "settle-lower", 600_25, lowering_ground="4:46-1")
    books.claimed(part, 150_00, written_off=True)
    books.book(granted=1_000_50, settled=600_25, paid=800_40, freed=200_10, recovered=150_00, written_off=50_15)


def after_an_objection(books):
    """Refused at first, and settled lower at first: both get all of it after all (Awb 7:11)."""
    refused = books.applied(930_17)
    books.decided(refused, "refuse")
    with at(4, 1):
        objected(refused)
        answered(fresh(refused), outcome="grant", amount=930_17)
    books.paid(refused, 5)
    books.book(granted=930_17, paid=744_13, to_settle=186_04)
    lower = books.granted(1_040_40)
    books.settled(lower, "settle-lower", 900_00, lowering_ground="4:46-1")
    with at(10, 5):
        objected(lower)
        answered(fresh(lower), outcome="settle", amount=1_040_40)
    books.paid(lower, 11)
    # What was freed by the settlement is granted once more.
    books.book(granted=1_040_40 + 140_40, settled=1_040_40, paid=1_040_40, freed=140_40)


def without_money(books):
    books.decided(books.applied(888_47), "refuse")
    gone = books.applied(777_53)
    with at(2, 10):
        applications.withdraw(application=gone, by=UserFactory())
    declined = books.applied(1_717_59)
    books.decided(declined, "grant-in-part", 1_200_61, offer=True)
    with at(3, 2):
        offer.decline_offer(application=declined, by=UserFactory())
    books.book(granted=1_200_61, freed=1_200_61)
    secret = books.applied(616_67)
    with at(12, 30):
        take_decision(application=secret, by=books.decider)
    books.book(granted=616_67, to_settle=616_67)
    books.secret.update(granted=616_67)


@pytest.fixture
def books():
    books = Books()
    live_through(books)
    return books


def test_a_year_is_closed_and_everything_agrees(books):
    with at(12, 31):
        accounts = AnnualAccounts(YEAR)
        assert_accounts(books, accounts)
        assert_ledger(accounts)
        assert_register(books, accounts)
        assert_orders(accounts)
        assert_letters()
        assert_page(accounts)


def assert_accounts(books, accounts):
    assert accounts.agrees and accounts.of_other_years == []
    for row in accounts.rows:
        expected, figures = books.expected[row.ceiling.scheme.slug], row.figures
        names = (
            "granted",
            "freed",
            "lapsed",
            "settled",
            "paid",
            "to_settle",
            "to_pay",
            "to_recover",
            "recovered",
            "written_off",
        )
        assert {name: getattr(figures, name) for name in names} == {name: expected[name] for name in names}
        assert figures.granted == figures.freed + figures.lapsed + figures.open + figures.paid
        assert (row.known.holds, row.known.settled) == (figures.holds, figures.settled)
        assert (row.known.paid, row.known.recovered) == (figures.paid, figures.recovered)
        # All of it happened in the year itself.
        assert (row.moved, row.beyond, row.amount) == (figures, type(figures)(), 60_000_00)
    assert all(
        getattr(accounts.total.figures, name) for name in ("freed", "lapsed", "to_settle", "to_pay", "to_recover")
    )


def assert_ledger(accounts):
    balances, figures = LedgerEntry.objects.balances(), accounts.total.figures
    stands = {account: sum(balances[account, ground] for ground in Ground) for account in Account}
    assert stands[Account.GRANTED] == figures.to_settle and stands[Account.SETTLED] == figures.to_pay
    assert stands[Account.RECOVER] == figures.to_recover and stands[Account.LAPSED] == figures.lapsed
    assert stands[Account.PAID] == figures.paid - figures.to_recover - figures.recovered - figures.written_off
    assert stands[Account.LOST] == figures.written_off
    assert stands[Account.POSSIBLE] == stands[Account.RESERVED] == 0


def assert_register(books, accounts):
    totals, figures = register.totals(register.in_force()), accounts.total.figures
    # The register shows what was made known; of what was revoked and declined since, nothing as granted.
    revoked = sum(d.application.requested for d in Decision.objects.filter(outcome="revoke"))
    assert revoked == 1_222_31 + 699_43
    assert totals["granted"] == accounts.total.known.granted - revoked - books.secret["granted"]
    assert totals["settled"] == figures.settled
    assert totals["paid"] == figures.paid - figures.recovered
    entries = list(register.entries(register.in_force()))
    assert sum(entry.settled or 0 for entry in entries) == figures.settled
    assert sum(entry.paid for entry in entries) == figures.paid - figures.recovered


def assert_orders(accounts):
    """What the bank was told to pay is what was paid, but for what it sent back."""
    approved = PaymentOrder.objects.exclude(approved_at=None)
    files = sum(parse_amount(orders.table_of(order)[1][-1][4]) for order in approved)
    assert files == accounts.total.known.ordered + 488_08 == accounts.total.figures.paid + 488_08


def assert_letters():
    """Each decision that was made known has its letter, kept as it was; what is not known has none."""
    for decision in Decision.objects.all():
        letters = Document.objects.filter(decision=decision, kind="decision")
        assert letters.count() == (1 if decision.announced_at else 0), decision
        for letter in letters:
            with letter.file.open("rb") as file:
                assert sha256(file.read()).hexdigest() == letter.sha256
    assert Decision.objects.announced().count() > 20


def assert_page(accounts):
    client, year = Client(), accounts.year
    sign_in(client, FinanceFactory())
    page = client.get(reverse("admin:subsidies_ledgerentry_year", args=[year]))
    assert page.context["differences"] == []
    for table, names in (("granted", GRANTED), ("open", OPEN), ("moved", MOVED)):
        *lines, total = page.context[table]
        for line, row in zip(lines, accounts.rows, strict=True):
            cells = {name: parse_amount(dict(line.cells)[FIGURES[name]]) for name in names}
            assert cells == {name: getattr(row.figures, name) for name in names}
        cells = {name: parse_amount(dict(total.cells)[FIGURES[name]]) for name in names}
        assert total.is_total and cells == {name: getattr(accounts.total.figures, name) for name in names}
    file = client.get(reverse("admin:subsidies_ledgerentry_yearfile", args=[year, "xlsx"]))
    header, *rows, last = openpyxl.load_workbook(io.BytesIO(file.content)).active.values
    for name, label in FIGURES.items():
        column, amount = header.index(str(label)), getattr(accounts.total.figures, name)
        assert in_cents(last[column]) == sum(in_cents(row[column]) for row in rows) == amount
    listed = client.get(reverse("admin:subsidies_ledgerentry_open", args=[year])).context["found"]
    assert sum(row.open for row in listed.rows) == accounts.total.figures.open and listed.hidden == 0


def in_cents(euros) -> int:
    return round(Decimal(str(euros)) * 100)


def test_what_the_next_year_brings_leaves_the_last_as_it_was(books):
    with at(12, 31):
        closed = [(row.ceiling, row.figures, row.moved) for row in AnnualAccounts(YEAR).rows]
    # A payment in January for last year's ceiling, and a settlement on what is known: no report came (Awb 4:44 lid 4).
    books.paid(books.waits, 1, YEAR + 1)
    with at(1, 10, YEAR + 1):
        FinalTermFactory(application=books.reports, due_on=date(YEAR + 1, 1, 25))
    books.settled(books.reports, "settle-lower", 4_500_71, month=2, year=YEAR + 1, lowering_ground="4:46-1")
    with at(12, 31, YEAR + 1):
        assert [(row.ceiling, row.figures, row.moved) for row in AnnualAccounts(YEAR).rows] == closed
        later = AnnualAccounts(YEAR + 1)
        assert AnnualAccounts(YEAR).agrees and later.agrees and later.of_year == []
        moved = later.total.moved
        assert (moved.granted, moved.settled, moved.paid, moved.freed) == (0, 4_500_71, 260_81 + 495_86, 505_36)
        open_then = sum(figures.open for _ceiling, figures, _moved in closed)
        assert later.total.figures.open == open_then - 260_81 - 1_001_22
    assert fresh(books.reports).state == State.SETTLED
