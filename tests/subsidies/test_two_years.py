"""Around New Year two years are open at once: what came in for one counts for that one, whenever it is decided and paid."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from subsidies import register
from subsidies.actions import application as applications
from subsidies.actions import ceiling as ceilings
from subsidies.actions import deciding, scheme
from subsidies.annual import AnnualAccounts
from subsidies.models import Account, Application, PaymentOrder, SchemeVersion
from subsidies.rounds import Rounds
from subsidies.standing import standings
from subsidies.work import start_page
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    DECLARED,
    CeilingFactory,
    DeciderFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeVersionFactory,
    answered,
    publish,
    ready,
    submitted,
    take_decision,
)

from .settled_cases import paid

pytestmark = pytest.mark.django_db

YEAR = 2027
APPLY = reverse("subsidies:apply", args=["internationale-samenwerking"])


def at(month, day, hour=12, year=YEAR):
    return time_machine.travel(datetime(year, month, day, hour, tzinfo=AMSTERDAM), tick=False)


def years_on(start):
    return [picture["ceiling"].year for picture in start_page.ceilings(start)]


@pytest.fixture
def two_years():
    """A scheme of which a year can be applied for from December before; the next is carried over and published then."""
    with at(1, 4):
        rules = SchemeVersionFactory(
            ceiling=CeilingFactory(year=YEAR),
            opens_at=datetime(YEAR - 1, 12, 1, tzinfo=AMSTERDAM),
            closes_at=datetime(YEAR + 1, 1, 1, tzinfo=AMSTERDAM),
            conditions_nl="Voorwaarden", rules_nl="Regels", path_a_up_to=500_00,
        )  # fmt: skip
        PurposeFactory(version=rules)
        publish(rules)
    with at(11, 2):
        officer = OfficerFactory()
        [draft] = scheme.carry_over(year=YEAR, by=officer)
        with pytest.raises(ValidationError):
            # Without an amount nobody knows what there is (Awb 4:27).
            scheme.publish(version=draft, by=officer)
        proposal = Client()
        sign_in(proposal, officer)
        form = proposal.get(reverse("admin:subsidies_ceiling_amount", args=[draft.ceiling_id])).context["form"]
        # It holds from the day on which one can apply, before the year begins.
        assert (form.initial["in_force_from"], form.initial["amount"]) == (date(YEAR, 12, 1), 43_000_00)
        amount = {"amount": 30_000_00, "published_on": date(YEAR, 11, 2)}
        ceilings.publish_amount(ceiling=draft.ceiling, by=officer, in_force_from=date(YEAR, 12, 1), **amount)
        scheme.publish(version=draft, by=officer)
    return rules.ceiling, draft.ceiling


def test_both_years_can_be_applied_for_and_each_counts_under_its_own(two_years, client):
    old, new = two_years
    member = MembershipFactory().user
    with at(12, 15):
        sign_in(client, member)
        rounds = Rounds()
        assert [each.year for each in rounds.current()] == [YEAR] and [each.year for each in rounds.also_open()] == [
            YEAR + 1
        ]
        assert f"?jaar={YEAR + 1}" in client.get(reverse("subsidies:schemes")).text
        page = client.get(reverse("subsidies:scheme", args=["internationale-samenwerking"]) + f"?jaar={YEAR + 1}").text
        assert f"{APPLY}?jaar={YEAR + 1}" in page and f'{APPLY}?jaar={YEAR}"' not in page
        assert client.get(APPLY).context["ceiling"] == old and f"?jaar={YEAR + 1}" in client.get(APPLY).text
        assert client.post(f"{APPLY}?jaar={YEAR + 1}").status_code == 302
        assert client.post(APPLY).status_code == 302
        assert [draft.ceiling for draft in Application.objects.drafts().order_by("pk")] == [new, old]
        for year in ("2020", "x", f"{YEAR + 2}"):
            assert client.get(f"{APPLY}?jaar={year}").status_code == 404
    with at(1, 1, 0, YEAR + 1):
        sign_in(client, member)
        assert client.get(APPLY).context["ceiling"] == new and client.get(APPLY).context["also_open"] == []
        # Last year is over, to the second.
        assert client.post(f"{APPLY}?jaar={YEAR}").status_code == 422
        assert Application.objects.drafts().count() == 2


def test_who_sends_in_after_midnight_for_last_year_is_told_so_and_keeps_the_text(two_years):
    old, _new = two_years
    with at(12, 31, 23):
        member = MembershipFactory()
        draft = answered(ceiling=old, by=member.user, organisation=member.organisation)
    with at(1, 1, 0, YEAR + 1), pytest.raises(ValidationError) as error:
        applications.submit(application=draft, by=member.user, declared=DECLARED)
    assert error.value.code == "closed" and draft.answers.count() > 0


def test_a_decision_in_january_counts_under_the_ceiling_of_december(two_years):
    old, new = two_years
    with at(12, 20):
        late, early = submitted(ceiling=old, requested=700_00), submitted(ceiling=new, requested=900_00)
        assert (late.reference, early.reference) == (f"IS-{YEAR}-0001", f"IS-{YEAR + 1}-0001")
        # What came in for next year takes nothing of this one.
        found = standings([old, new])
        assert (found[old.pk].possible.amount, found[new.pk].possible.amount) == (700_00, 900_00)
        assert (found[old.pk].amount, found[new.pk].amount) == (43_000_00, 30_000_00)
        assert years_on(YEAR) == [YEAR, YEAR + 1]
    with at(1, 10, year=YEAR + 1):
        by = DeciderFactory()
        for case in (late, early):
            deciding.announce(decision=take_decision(application=ready(case), by=by), by=by)
        found = standings([old, new])
        assert (found[old.pk].granted.amount, found[new.pk].granted.amount) == (700_00, 900_00)
        assert late.decisions.get().version.ceiling == old and early.decisions.get().version.ceiling == new
        # The start page shows last year's ceiling while something is to be paid or settled under it.
        assert years_on(YEAR + 1) == [YEAR + 1, YEAR]
        years = {entry.reference: entry.year for entry in register.entries(register.in_force())}
        assert years == {late.reference: YEAR, early.reference: YEAR + 1}
        # The accounts of the year that is over do not know of it yet.
        assert AnnualAccounts(YEAR).total.figures.granted == 0
        now = AnnualAccounts(YEAR + 1)
        assert [(row.ceiling, row.moved.granted) for row in now.rows] == [(new, 900_00), (old, 700_00)]


def test_a_payment_in_january_for_the_ceiling_of_last_year(two_years):
    old, new = two_years
    with at(12, 20):
        by, case = DeciderFactory(), ready(submitted(ceiling=old, requested=400_00))
        deciding.announce(decision=take_decision(application=case, by=by), by=by)
        closed = AnnualAccounts(YEAR).total
        assert (closed.figures.settled, closed.figures.to_pay) == (400_00, 400_00)
    with at(1, 10, year=YEAR + 1):
        assert years_on(YEAR + 1) == [YEAR + 1, YEAR]
        paid(case.payments.get())
        # The order is of the year in which it was made.
        assert PaymentOrder.objects.get().reference == f"{YEAR + 1}-01"
        assert old.entries.filter(target=Account.PAID).count() == 1 and not new.entries.exists()
        assert years_on(YEAR + 1) == [YEAR + 1]
        assert AnnualAccounts(YEAR).total.figures == closed.figures
        now = AnnualAccounts(YEAR + 1)
        assert (now.of_other_years[0].moved.paid, now.of_other_years[0].figures.open) == (400_00, 0)
        assert AnnualAccounts(YEAR).agrees and now.agrees
    with at(1, 10, year=YEAR + 2):
        # Nothing of it moved or is open any more.
        assert old not in AnnualAccounts(YEAR + 2).ceilings


def test_money_that_comes_free_of_last_year_serves_last_year_alone(two_years):
    old, new = two_years
    with at(12, 20):
        first, second = submitted(ceiling=old, requested=43_000_00), submitted(ceiling=old, requested=500_00)
        ahead = submitted(ceiling=new, requested=500_00)
        first, second, ahead = ready(first), ready(second), ready(ahead)
        assert second.entries.balances()[Account.RESERVED, "ordinary"] == 0
    with at(1, 10, year=YEAR + 1):
        applications.withdraw(application=first, by=OfficerFactory())
        assert second.entries.balances()[Account.RESERVED, "ordinary"] == 500_00
        assert standings([new])[new.pk].reserved.amount == 500_00


def test_the_start_page_reads_both_years_with_three_queries(two_years, as_role, django_assert_num_queries):
    old, _new = two_years
    with at(12, 20):
        submitted(ceiling=old, requested=700_00)
    with at(1, 10, year=YEAR + 1):
        with django_assert_num_queries(3):
            assert years_on(timezone.localdate().year) == [YEAR + 1, YEAR]
        page = as_role("readers").get(reverse("admin:index")).text
        assert f"Plafonds {YEAR + 1}" in page and f"Plafonds {YEAR}" in page
        assert reverse("admin:subsidies_ledgerentry_year", args=[YEAR]) in page


def test_rules_are_carried_over_again_once_and_dates_hold_over_a_leap_day(two_years):
    with at(11, 2, year=YEAR + 1):
        officer = OfficerFactory()
        [draft] = scheme.carry_over(year=YEAR + 1, by=officer)
        assert scheme.carry_over(year=YEAR + 1, by=officer) == []
        assert timezone.localtime(draft.opens_at) == datetime(YEAR + 1, 12, 1, tzinfo=AMSTERDAM)
        assert draft.in_force_from <= timezone.localdate(draft.opens_at)
        assert draft.activity_until - draft.activity_from == timedelta(days=364)
        assert SchemeVersion.objects.filter(ceiling__year=YEAR + 2).count() == 1
