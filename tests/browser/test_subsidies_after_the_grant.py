"""From paid to settled lower, to paid back, to an objection that is upheld: by four people, with axe on each page on the way."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from subsidies.actions import ledger
from subsidies.models import Account, Objection, Payment, Recovery
from subsidies.states import State

from ..factories import MembershipFactory
from ..subsidies.settled_cases import fresh, granted
from ..subsidy_factories import DeciderFactory, FinanceFactory, OfficerFactory
from .test_backoffice import found_by_axe
from .test_subsidies_office import signed_in

pytestmark = pytest.mark.browser


class Desk:
    """A page of somebody of the staff, in one case; `found` is what axe found on the way."""

    def __init__(self, page, origin, case):
        self.page, self.origin, self.case, self.found = page, origin, case, []

    def seen(self):
        self.found += found_by_axe(self.page, self.page.viewport_size["width"])

    def open(self, name="change", *more, query=""):
        address = reverse(f"admin:subsidies_application_{name}", args=[self.case.pk, *more])
        self.page.goto(self.origin + address + query)
        self.seen()

    def do(self, slug, **answers):
        """Do one thing with the case, on the page that the case leads to."""
        self.open()
        address = reverse("admin:subsidies_application_act", args=[self.case.pk, slug])
        self.page.locator(f'a[href="{address}"]').first.click()
        self.fill(answers)
        self.seen()
        self.send()
        expect(self.page.locator(".messagelist .success").first).to_be_visible()

    def compose(self, kind, outcome=None, **answers):
        self.open("compose", query=f"?kind={kind}")
        if outcome:
            self.page.get_by_label(outcome).check()
        self.fill(answers)
        self.send()
        expect(self.page.get_by_text("Er ontbreekt niets").first).to_be_visible()
        self.seen()

    def fill(self, answers):
        for name, text in answers.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(text)
            elif field.get_attribute("type") == "radio":
                self.page.locator(f"[name={name}][value='{text}']").check()
            else:
                field.fill(text)

    def send(self):
        self.page.locator(".submit-row input[type=submit].default").click()


def balances(case) -> dict:
    found = {account.value: ledger.standing(case, account) for account in Account if account != Account.FREE}
    return {account: amount for account, amount in found.items() if amount}


def test_a_subsidy_is_settled_lower_paid_back_and_restored(transactional_db, live_server, browser, width):
    case, origin = granted(), live_server.url
    member = MembershipFactory(organisation=case.organisation, user__name="Ada Voorbeeld").user
    officer, decider, clerk, second = (
        Desk(signed_in(browser, origin, person, width), origin, case)
        for person in (OfficerFactory(), DeciderFactory(), FinanceFactory(), DeciderFactory())
    )
    assert balances(case) == {"granted": 240_00, "paid": 960_00}

    officer.compose(
        "settlement",
        "Lager vaststellen",
        amount="600",
        lowering_ground="4:46-1",
        grounds="De reis kostte minder.",
        mandate="teammanager",
    )
    decider.do("settle")
    decider.do("announce")
    assert fresh(case).state == State.SETTLED and balances(case) == {"paid": 600_00, "recover": 360_00}

    day = timezone.localdate().replace(year=timezone.localdate().year + 1)
    officer.compose(
        "recovery",
        amount="360",
        pay_back_by=day.isoformat(),
        grounds="Het voorschot was hoger dan de vaststelling.",
        mandate="teammanager",
    )
    decider.do("recover")
    decider.do("announce")
    clerk.do("book-repayment", amount="360", bank_reference="NL-2026-0001")
    assert balances(case) == {"paid": 600_00} and Recovery.objects.get().ended_at

    applicant = signed_in(browser, origin, member, width)
    applicant.goto(origin + reverse("subsidies:object", args=[case.reference]))
    lower = case.decisions.get(outcome="settle-lower")
    applicant.locator(f"input[name=decision][value='{lower.pk}']").check()
    applicant.locator("textarea[name=text]").first.fill("De kosten zijn wel gemaakt: zie de facturen.")
    applicant.get_by_role("button", name="Het bezwaar versturen").click()
    expect(applicant.get_by_role("heading", name="Uw bezwaar")).to_be_visible()

    officer.compose(
        "objection",
        "Vaststellen zoals verleend",
        objection_result="founded",
        grounds="De facturen zijn er.",
        mandate="teammanager",
    )
    # Who took the decision does not decide on the objection against it (Awb 10:3 lid 3).
    decider.open()
    assert decider.page.locator('a[href$="/do/decide-on-objection/"]').count() == 0
    second.do("decide-on-objection")
    second.do("announce")
    assert Objection.objects.get().result == "founded"
    assert balances(case) == {"settled": 600_00, "paid": 600_00}
    assert Payment.objects.standing().get(paid_on=None).amount == 600_00

    applicant.goto(origin + reverse("subsidies:application", args=[case.reference]))
    expect(applicant.get_by_text("Uw subsidie is vastgesteld")).to_be_visible()
    found = found_by_axe(applicant, width)
    for desk in (officer, decider, clerk, second):
        found += desk.found
    assert found == []
