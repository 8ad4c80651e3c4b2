"""What scores come to: exact, whatever their order, and on the scale of the points."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globalgoals.prize_result import Scored, standings, weighted

WEIGHTS = st.integers(1, 5).flatmap(
    lambda number: st.lists(st.integers(1, 100), min_size=number, max_size=number).map(
        lambda all_: dict(enumerate(all_))
    )
)


@st.composite
def juries(draw):
    """Draw weights, nominees, and scores of some jurors for some of them."""
    weights = draw(WEIGHTS)
    nominees = list(range(draw(st.integers(1, 5))))
    pairs = draw(st.sets(st.tuples(st.sampled_from(nominees), st.integers(0, 4)), max_size=20))
    points = st.fixed_dictionaries({criterion: st.integers(1, 10) for criterion in weights})
    return weights, nominees, [Scored(nominee, juror, draw(points)) for nominee, juror in sorted(pairs)]


@given(juries(), st.randoms())
def test_the_order_of_scores_changes_nothing(jury, random):
    weights, nominees, scored = jury
    shuffled = list(scored)
    random.shuffle(shuffled)
    assert standings(shuffled, weights, nominees) == standings(scored, weights, nominees)


@given(juries())
def test_a_mean_is_on_the_scale_between_the_lowest_and_the_highest_points_given(jury):
    weights, nominees, scored = jury
    for standing in standings(scored, weights, nominees):
        given_ = [point for each in scored if each.nominee == standing.nominee for point in each.points.values()]
        if standing.jurors < 2:
            assert (standing.mean, standing.place, standing.shares) == (None, None, False)
        else:
            assert min(given_) <= standing.mean <= max(given_)


@given(juries(), st.integers(2, 7))
def test_only_the_proportion_of_weights_counts(jury, factor):
    weights, nominees, scored = jury
    larger = {criterion: weight * factor for criterion, weight in weights.items()}
    assert standings(scored, larger, nominees) == standings(scored, weights, nominees)


@given(juries())
def test_places_follow_the_means_and_equal_means_share_one(jury):
    weights, nominees, scored = jury
    found = [each for each in standings(scored, weights, nominees) if each.place]
    assert [each.mean for each in found] == sorted((each.mean for each in found), reverse=True)
    for each in found:
        assert each.place == 1 + sum(other.mean > each.mean for other in found)
        assert each.shares == (sum(other.mean == each.mean for other in found) > 1)


def test_a_mean_is_exact():
    scored = [Scored(1, 1, {1: 10, 2: 1}), Scored(1, 2, {1: 9, 2: 2}), Scored(1, 3, {1: 9, 2: 2})]
    assert standings(scored, {1: 60, 2: 40}, [1])[0].mean == Fraction(94, 15)


def test_who_was_scored_by_one_juror_has_no_place_and_comes_last():
    scored = [Scored(1, 1, {1: 10}), Scored(2, 1, {1: 2}), Scored(2, 2, {1: 3})]
    assert [(each.nominee, each.place) for each in standings(scored, {1: 100}, [1, 2])] == [(2, 1), (1, None)]


@pytest.mark.parametrize(
    ("points", "weights"), [({1: 11}, {1: 1}), ({1: 0}, {1: 1}), ({1: 5}, {1: 0}), ({1: 5}, {}), ({}, {1: 1}), ({2: 5}, {1: 1})]
)  # fmt: skip
def test_what_cannot_be_reckoned_is_refused(points, weights):
    with pytest.raises(ValueError, match=r"criteri|points"):
        weighted(points, weights)


def test_a_juror_scores_a_nominee_once_and_nobody_else():
    twice = [Scored(1, 1, {1: 5}), Scored(1, 1, {1: 6})]
    with pytest.raises(ValueError, match="once"):
        standings(twice, {1: 1}, [1])
    with pytest.raises(ValueError, match="no nominee"):
        standings(twice, {1: 1}, [2])
