from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning.budget import Budget, Cost, Cover, Source

amounts = st.integers(0, 100_000_000_00)
budgets = st.builds(
    Budget,
    st.lists(st.builds(Cost, st.just("hall"), amounts), max_size=6).map(tuple),
    st.lists(st.builds(Cover, st.sampled_from(Source), st.just(""), amounts), max_size=6).map(tuple),
)


def budget(costs, own=0, fundraising=0, grants=0, request=0):
    cover = zip(Source, (own, fundraising, grants, request), strict=True)
    return Budget((Cost("hall", costs),), tuple(Cover(source, "", amount) for source, amount in cover))


def test_budget_adds_up():
    found = budget(1_000_00, own=200_00, fundraising=300_00, grants=100_00, request=400_00)
    assert (found.total_costs, found.total_cover, found.requested, found.difference) == (100000, 100000, 40000, 0)
    assert found.balances and found.covered_by(Source.FUNDRAISING) == 300_00
    assert found.multiplier == Decimal("1.50") and found.share_of_costs == Decimal("40.00")


def test_budget_that_does_not_balance_says_by_how_much():
    assert budget(1000, own=600, request=399).difference == -1
    assert budget(1000, own=600, request=401).difference == 1
    assert not budget(1000, own=600, request=399).balances and not budget(1000, own=600, request=401).balances


def test_empty_budget_balances_not():
    assert not Budget().balances and not budget(0).balances
    assert Budget().multiplier is None and Budget().share_of_costs is None


def test_multiplier_and_share_are_rounded_to_two_places():
    found = budget(800, own=500, request=300)
    assert found.multiplier == Decimal("1.67") and found.share_of_costs == Decimal("37.50")
    assert budget(1000, request=1000).multiplier == Decimal("0.00")
    assert budget(1000, own=1000).multiplier is None and budget(1000, own=1000).share_of_costs == 0
    assert budget(1_125, own=125, request=1000).multiplier == Decimal("0.13")  # 0.125


def test_share_is_judged_without_rounding():
    just_over = budget(100_000_00, own=49_999_99, request=50_000_01)
    assert just_over.share_of_costs == Decimal("50.00") and not just_over.within_share(Decimal(50))
    assert budget(1000, own=500, request=500).within_share(Decimal(50))


@pytest.mark.parametrize("amount", [-1, 1.5, True, None, Decimal(1), "1"])
def test_wrong_amounts_are_refused(amount):
    with pytest.raises(ValueError, match="whole cents"):
        Cost("hall", amount)
    with pytest.raises(ValueError, match="whole cents"):
        Cover(Source.REQUEST, "", amount)


def test_source_is_one_of_four():
    assert Cover("request", "", 1).source is Source.REQUEST
    with pytest.raises(ValueError, match="lottery"):
        Cover("lottery", "", 1)


@given(budgets)
def test_sources_add_up_to_the_cover(found):
    assert sum(found.covered_by(source) for source in Source) == found.total_cover
    assert found.total_costs + found.difference == found.total_cover


@given(budgets)
def test_multiplier_is_within_half_a_cent(found):
    if found.requested:
        exact = Fraction(found.total_cover - found.requested, found.requested)
        assert abs(Fraction(found.multiplier) - exact) <= Fraction(1, 200)
