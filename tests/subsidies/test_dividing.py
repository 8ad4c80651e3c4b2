"""A ceiling is divided by the method of its scheme: seen first, tried without being kept, then proposed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from subsidies.actions import assessing, deciding, dividing, handling
from subsidies.models import DecisionDraft, Distribution
from subsidies.reckoning import lottery
from tests.factories import OrganisationFactory, UserFactory
from tests.subsidy_factories import (
    CeilingVersionFactory,
    CriterionFactory,
    DeciderFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    TieFactory,
    composed,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db
Method = Distribution


def world(method, *requested, scores=(), amount=3_000_00, closed=True, seed="", **rules):
    """Return a ceiling with applications that are to be decided, the first received first."""
    now = timezone.now()
    closes_at = now - timedelta(days=1) if closed else now + timedelta(days=9)
    version = SchemeVersionFactory(distribution=method, opens_at=now - timedelta(days=90), closes_at=closes_at, **rules)
    if scores:
        CriterionFactory(version=version)
    CeilingVersionFactory(ceiling=version.ceiling, amount=amount)
    publish(version)
    if seed:
        version.ceiling.seed_commitment, version.ceiling.seed = lottery.commitment(seed), seed
        version.ceiling.save()
    officer, cases = OfficerFactory(), []
    for n, cents in enumerate(requested):
        received_at = now - timedelta(days=30 - n)
        case = submitted(organisation=OrganisationFactory(), requested=cents, received_at=received_at)
        handling.declare_complete(application=case, by=officer)
        if scores:
            key = case.version.criterion_set.get().pk
            assessing.assess(application=case, by=officer, points={key: scores[n]})
        handling.advise(application=case, by=officer)
        case.refresh_from_db()
        cases.append(case)
    return version.ceiling, cases


def amounts_of(division):
    return {row.application.number: row.proposal.amount for row in division.rows}


def test_arrival_gives_the_last_what_remains_as_an_offer():
    ceiling, _cases = world(Method.ARRIVAL_MOMENT, 2_000_00, 1_500_00, 500_00)
    division = dividing.lay(ceiling, DeciderFactory())
    assert division.pot == 3_000_00
    assert amounts_of(division) == {1: 2_000_00, 2: 1_000_00, 3: 0}
    assert [row.proposal.is_offer for row in division.rows] == [False, True, False]
    assert dividing.propose(ceiling=ceiling, by=DeciderFactory(), stamp=division.stamp) == 3
    found = DecisionDraft.objects.order_by("application__number")
    assert list(found.values_list("outcome", "amount", "refusal_ground", "is_offer")) == [
        ("grant", 2_000_00, "", False),
        ("grant-in-part", 1_000_00, "4:25", True),
        ("refuse", 0, "4:25", False),
    ]


def test_a_tender_ranks_by_score_and_leaves_out_what_is_below():
    ceiling, _cases = world(Method.TENDER, 2_000_00, 2_000_00, 500_00, scores=(6, 9, 5), minimum_score=60)
    division = dividing.lay(ceiling, DeciderFactory())
    assert [(row.application.number, row.proposal.why, row.proposal.amount) for row in division.rows] == [
        (2, "full", 2_000_00),
        (1, "part", 1_000_00),
        (3, "below", 0),
    ]
    dividing.propose(ceiling=ceiling, by=OfficerFactory(), stamp=division.stamp)
    assert DecisionDraft.objects.get(application__number=3).refusal_ground == "scheme"


def test_pro_rata_is_a_share_and_no_offer():
    ceiling, _cases = world(Method.PRO_RATA, 4_000_00, 2_000_00)
    division = dividing.lay(ceiling, DeciderFactory())
    assert amounts_of(division) == {1: 2_000_00, 2: 1_000_00}
    dividing.propose(ceiling=ceiling, by=DeciderFactory(), stamp=division.stamp)
    assert not DecisionDraft.objects.filter(is_offer=True).exists()


def test_a_lottery_waits_for_its_seed():
    ceiling, _cases = world(Method.LOTTERY, 2_000_00, 2_000_00)
    division = dividing.lay(ceiling, DeciderFactory())
    assert (division.rows, division.hindrances) == ([], ["seed"])
    with pytest.raises(ValidationError):
        dividing.propose(ceiling=ceiling, by=DeciderFactory(), stamp=division.stamp)
    seed = "ab" * 32
    ceiling.seed_commitment, ceiling.seed = lottery.commitment(seed), seed
    ceiling.save()
    found = dividing.lay(ceiling, DeciderFactory()).rows
    assert [row.proposal.lot for row in found] == sorted(lottery.lot(seed, row.application.reference) for row in found)


def test_nothing_is_proposed_while_applications_can_come_in_or_equals_cannot_be_drawn():
    ceiling, _cases = world(Method.PRO_RATA, 2_000_00, closed=False)
    division = dividing.lay(ceiling, DeciderFactory())
    assert division.hindrances == ["open"]
    with pytest.raises(ValidationError) as error:
        dividing.propose(ceiling=ceiling, by=DeciderFactory(), stamp=division.stamp)
    assert error.value.code == "hindered"


def test_equals_at_the_edge_are_not_drawn_without_a_seed():
    ceiling, _cases = world(Method.TENDER, 2_000_00, 2_000_00, scores=(7, 7))
    assert dividing.lay(ceiling, DeciderFactory()).hindrances == ["tie"]


def test_equals_at_the_edge_are_drawn_with_the_seed_that_was_sealed():
    seed = "cd" * 32
    ceiling, _cases = world(Method.TENDER, 2_000_00, 2_000_00, scores=(7, 7), seed=seed)
    division = dividing.lay(ceiling, DeciderFactory())
    assert division.hindrances == []
    first, second = division.rows
    assert first.proposal.lot < second.proposal.lot
    assert first.proposal.lot == lottery.lot(seed, first.application.reference)
    assert (first.proposal.amount, second.proposal.amount) == (2_000_00, 1_000_00)


def test_a_shut_application_takes_part_and_is_proposed_by_somebody_else(as_role):
    ceiling, cases = world(Method.ARRIVAL_MOMENT, 2_000_00, 1_500_00)
    tied = as_role("deciders")
    TieFactory(user=tied.user, organisation=cases[0].organisation)
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    page = tied.get(address)
    text = page.content.decode()
    assert cases[0].reference not in text and cases[0].organisation.name not in text
    assert cases[1].reference in text and f"amount_{cases[0].pk}" not in text
    tied.post(address, {"propose": "1", "stamp": page.context["division"].stamp, f"amount_{cases[0].pk}": "1"})
    assert list(DecisionDraft.objects.values_list("application", "amount")) == [(cases[1].pk, 1_000_00)]


def test_figures_are_tried_and_not_kept(as_role):
    ceiling, (first, second) = world(Method.TENDER, 2_000_00, 2_000_00, scores=(6, 9))
    client = as_role("deciders")
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    shown = client.get(address)
    tried = {f"score_{first.pk}": "95,5", f"score_{second.pk}": "90", "stamp": shown.context["division"].stamp}
    page = client.post(address, tried | {"try": "1"})
    assert [row.application for row in page.context["division"].rows] == [first, second]
    assert page.context["division"].is_try
    assert client.post(address, tried | {"propose": "1"}).status_code == 422
    assert not DecisionDraft.objects.exists()
    assert [row.application for row in dividing.lay(ceiling, client.user).rows] == [second, first]


def test_a_lower_amount_is_proposed_in_part_and_frees_money_for_the_next(as_role):
    ceiling, (first, _second) = world(Method.ARRIVAL_MOMENT, 2_000_00, 2_000_00)
    client = as_role("deciders")
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    tried = {f"amount_{first.pk}": "1.500"}
    page = client.post(address, tried | {"try": "1"})
    stamp = page.context["division"].stamp
    assert client.post(address, tried | {"propose": "1", "stamp": stamp}).status_code == 302
    drafts = DecisionDraft.objects.order_by("application__number")
    assert list(drafts.values_list("amount", "refusal_ground")) == [(1_500_00, "scheme"), (1_500_00, "4:25")]
    # What the draft says takes part from now on.
    assert amounts_of(dividing.lay(ceiling, client.user)) == {1: 1_500_00, 2: 1_500_00}


@pytest.mark.parametrize("typed", ["abc", "-1", "9.999.999", "1e5", "=1+1", "2.000,01"])
def test_wrong_figures_get_a_message(as_role, typed):
    ceiling, (case,) = world(Method.ARRIVAL_MOMENT, 2_000_00)
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    answer = as_role("deciders").post(address, {f"amount_{case.pk}": typed, "try": "1"})
    assert answer.status_code == 422 and answer.context["form"].errors


@pytest.mark.parametrize("typed", ["101", "-1", "zeven", "NaN", "1e400"])
def test_wrong_scores_get_a_message(as_role, typed):
    ceiling, (case,) = world(Method.TENDER, 2_000_00, scores=(7,))
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    assert as_role("deciders").post(address, {f"score_{case.pk}": typed, "try": "1"}).status_code == 422


def test_a_stale_page_proposes_nothing():
    ceiling, cases = world(Method.ARRIVAL_MOMENT, 2_000_00, 2_000_00)
    division = dividing.lay(ceiling, DeciderFactory())
    composed(cases[0], "refuse")
    with pytest.raises(ValidationError) as error:
        dividing.propose(ceiling=ceiling, by=DeciderFactory(), stamp=division.stamp)
    assert error.value.code == "stale"
    assert dividing.lay(ceiling, DeciderFactory()).refused == [cases[0]]


def test_what_is_granted_already_is_not_divided_again():
    ceiling, cases = world(Method.PRO_RATA, 2_000_00, 2_000_00)
    composed(cases[0], "grant")
    deciding.decide(application=cases[0], by=DeciderFactory())
    assert dividing.lay(ceiling, DeciderFactory()).pot == 1_000_00


def test_who_neither_handles_nor_decides_divides_nothing(as_role):
    ceiling, _cases = world(Method.PRO_RATA, 2_000_00)
    stamp = dividing.lay(ceiling, DeciderFactory()).stamp
    for user in (FinanceFactory(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            dividing.propose(ceiling=ceiling, by=user, stamp=stamp)
    address = reverse("admin:subsidies_ceiling_divide", args=[ceiling.pk])
    assert as_role("finance").get(address).status_code == 403


def test_a_division_costs_the_same_queries_for_more(django_assert_max_num_queries):
    ceiling, _cases = world(Method.TENDER, *[100_00] * 12, scores=[7] * 12)
    user = DeciderFactory()
    with django_assert_max_num_queries(20), override("nl"):
        division = dividing.lay(ceiling, user)
    assert division.rows[0].proposal.entry.score == Decimal("70.00")
