import hashlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning.distribution import (
    Request,
    Share,
    by_arrival,
    by_lottery,
    by_score,
    commitment,
    lot,
    new_seed,
    pro_rata,
    verify,
)

SEED = "Deventer 2026"
NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
METHODS = {
    "day": lambda requests, ceiling: by_arrival(requests, ceiling, by="day", seed=SEED),
    "moment": lambda requests, ceiling: by_arrival(requests, ceiling, by="moment", seed=SEED),
    "score": lambda requests, ceiling: by_score(requests, ceiling, minimum_score=Decimal("5.5"), seed=SEED),
    "lottery": lambda requests, ceiling: by_lottery(requests, ceiling, seed=SEED),
    "pro rata": lambda requests, ceiling: pro_rata(requests, ceiling),
    "pro rata, useful": lambda requests, ceiling: pro_rata(requests, ceiling, smallest_useful=400),
}
methods = st.sampled_from(sorted(METHODS)).map(METHODS.get)
ceilings = st.integers(0, 12_000)
requests = st.lists(
    st.builds(
        Request,
        st.integers(1, 9999).map("IS-2026-{:04}".format),
        st.one_of(st.integers(1, 2_000), st.sampled_from([100, 500])),
        st.integers(0, 72).map(lambda hours: NOON + timedelta(hours=hours)),
        st.integers(0, 20).map(lambda half: Decimal(half) / 2),
    ),
    unique_by=lambda each: each.reference,
    max_size=12,
)


def ask(reference, amount, hours=0, score=None):
    return Request(reference, amount, NOON + timedelta(hours=hours), score if score is None else Decimal(score))


def outcome(shares):
    return [(share.reference, share.amount, share.kind, share.rank) for share in shares]


def test_first_come_first_and_the_last_in_line_gets_the_rest():
    line = [ask("d", 10, 6), ask("b", 500, 2), ask("a", 400, 1), ask("c", 300, 4)]
    assert outcome(by_arrival(line, 1000, by="moment", seed=SEED)) == [
        ("a", 400, "full", 1),
        ("b", 500, "full", 2),
        ("c", 100, "part", 3),
        ("d", 0, "nothing", 4),  # smaller, but behind
    ]


def test_one_day_is_one_place_in_line():
    late_evening = Request("b", 600, datetime(2026, 6, 1, 22, 30, tzinfo=UTC))  # 2 June, 00:30 in Deventer
    same_day, day_before = ask("c", 600, 24), ask("z", 600)
    shares = by_arrival([late_evening, same_day, day_before], 1000, by="day", seed=SEED)
    assert outcome(shares)[0] == ("z", 600, "full", 1)
    assert [share.drawn for share in shares] == [False, True, True]
    assert {share.reference: share.amount for share in shares[1:]} in ({"b": 400, "c": 0}, {"b": 0, "c": 400})
    assert [share.reference for share in shares[1:]] == sorted("bc", key=lambda each: lot(SEED, each))


def test_nobody_is_drawn_where_the_lot_decides_nothing():
    line = [ask("a", 500), ask("b", 500), ask("c", 500, 24)]
    assert not any(share.drawn for share in by_arrival(line, 1000, seed=SEED))
    assert not any(share.drawn for share in by_arrival(line, 1200, seed=SEED))
    assert [share.drawn for share in by_arrival(line, 999, seed=SEED)] == [True, True, False]


def test_tender_goes_by_score_from_the_minimum():
    line = [ask("a", 400, score="6"), ask("b", 400, score="8.5"), ask("c", 10, score="5.4"), ask("d", 10, score="3")]
    assert outcome(by_score(line, 700, minimum_score=Decimal("5.5"), seed=SEED)) == [
        ("b", 400, "full", 1),
        ("a", 300, "part", 2),
        ("c", 0, "nothing", 3),
        ("d", 0, "nothing", 4),
    ]


def test_tender_draws_equal_scores_at_the_edge():
    line = [ask(name, 400, score="7.0" if name == "a" else "7") for name in "abc"]
    shares = by_score(line, 500, minimum_score=Decimal(0), seed=SEED)
    assert [share.reference for share in shares] == sorted("abc", key=lambda each: lot(SEED, each))
    assert [share.amount for share in shares] == [400, 100, 0] and all(share.drawn for share in shares)


def test_pro_rata_adds_up_to_the_cent():
    shares = pro_rata([ask("a", 100), ask("b", 100), ask("c", 100)], 200)
    assert outcome(shares) == [("a", 67, "part", None), ("b", 67, "part", None), ("c", 66, "part", None)]


def test_pro_rata_divides_what_is_too_small_among_the_rest():
    line = [ask("a", 1000), ask("b", 600), ask("c", 200)]
    assert [share.amount for share in pro_rata(line, 900)] == [500, 300, 100]
    assert [share.amount for share in pro_rata(line, 900, smallest_useful=101)] == [563, 337, 0]
    assert [share.amount for share in pro_rata(line, 900, smallest_useful=400)] == [900, 0, 0]
    assert [share.amount for share in pro_rata(line, 1800, smallest_useful=400)] == [1000, 600, 200]


def test_pro_rata_treats_equals_alike():
    assert [share.amount for share in pro_rata([ask("a", 100), ask("b", 100)], 100, smallest_useful=60)] == [0, 0]


def test_lot_is_the_hash_of_seed_and_reference():
    assert lot("zaad €", "IS-2026-0001") == hashlib.sha256("zaad €IS-2026-0001".encode()).hexdigest()


def test_seed_is_committed_to_before_the_draw():
    seed = new_seed()
    assert len(seed) == 64 and seed != new_seed()
    assert verify(seed, commitment(seed)) and verify(seed, commitment(seed).upper())
    assert not verify(seed + " ", commitment(seed)) and not verify("", commitment(seed)) and not verify(seed, "é")


@pytest.mark.parametrize(
    "draw", [commitment, lambda seed: lot(seed, "a"), lambda seed: by_lottery([ask("a", 1)], 1, seed=seed)]
)
def test_draw_without_a_seed_is_refused(draw):
    with pytest.raises(ValueError, match="seed"):
        draw("")


@pytest.mark.parametrize("method", METHODS)
def test_wrong_requests_and_ceilings_are_refused(method):
    divide = METHODS[method]
    for amount in (0, -1, 1.5, True, Decimal(1)):
        with pytest.raises(ValueError, match="whole cents above zero"):
            divide([ask("a", amount, score=6)], 100)
    with pytest.raises(ValueError, match="twice"):
        divide([ask("a", 1, score=6), ask("a", 2, 3, score=7)], 100)
    for ceiling in (-1, 1.5, True):
        with pytest.raises(ValueError, match="A ceiling"):
            divide([ask("a", 1, score=6)], ceiling)
    assert divide([], 100) == []


def test_request_without_what_it_is_ranked_by_is_refused():
    for complete_at in (None, datetime(2026, 6, 1)):
        with pytest.raises(ValueError, match="no known moment"):
            by_arrival([Request("a", 1, complete_at)], 1, seed=SEED)
    with pytest.raises(ValueError, match="by day or by moment"):
        by_arrival([], 1, by="week", seed=SEED)
    for score in (None, 6, Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match="no score"):
            by_score([Request("a", 1, score=score)], 1, minimum_score=Decimal(5), seed=SEED)
    with pytest.raises(ValueError, match="smallest useful"):
        pro_rata([], 1, smallest_useful=-1)


@given(methods, requests, ceilings)
def test_never_over_the_ceiling_nor_over_the_request(divide, asked, ceiling):
    shares = divide(asked, ceiling)
    wanted = {each.reference: each.amount for each in asked}
    assert {share.reference for share in shares} == set(wanted) and len(shares) == len(wanted)
    assert sum(share.amount for share in shares) <= ceiling
    for share in shares:
        assert 0 <= share.amount <= wanted[share.reference]
        assert share.kind == (
            "full" if share.amount == wanted[share.reference] else "part" if share.amount else "nothing"
        )


@given(methods, requests, ceilings, st.randoms(use_true_random=False))
def test_order_of_input_is_of_no_account(divide, asked, ceiling, random):
    shares = divide(asked, ceiling)
    random.shuffle(asked)
    assert divide(asked, ceiling) == shares == divide(iter(asked), ceiling)


@given(methods, requests, ceilings, st.integers(0, 5_000))
def test_more_money_never_grants_less(divide, asked, ceiling, more):
    assert sum(share.amount for share in divide(asked, ceiling + more)) >= sum(s.amount for s in divide(asked, ceiling))


@given(st.sampled_from(["day", "moment", "score", "lottery"]), requests, ceilings, st.integers(0, 5_000))
def test_more_money_takes_nothing_from_anybody_in_line(method, asked, ceiling, more):
    before = {share.reference: share.amount for share in METHODS[method](asked, ceiling)}
    assert all(share.amount >= before[share.reference] for share in METHODS[method](asked, ceiling + more))


@given(st.sampled_from(["day", "moment", "score", "lottery"]), requests, ceilings)
def test_a_lot_is_drawn_for_those_alone_whom_it_can_help_or_hurt(method, asked, ceiling):
    keys = {
        "day": lambda each: each.complete_at.astimezone(ZoneInfo("Europe/Amsterdam")).date(),
        "moment": lambda each: each.complete_at,
        "score": lambda each: each.score,
        "lottery": lambda each: None,
    }
    of = {each.reference: keys[method](each) for each in asked}
    shares = METHODS[method](asked, ceiling)
    drawn = [share for share in shares if share.drawn]
    assert len({of[share.reference] for share in drawn}) <= 1
    assert [share.reference for share in drawn] == sorted(
        (share.reference for share in drawn), key=lambda reference: lot(SEED, reference)
    )
    for share in shares:
        if share.kind == "part" and not share.drawn:
            # Who gets a part without a draw had the place at the edge alone.
            same = [each for each in shares if of[each.reference] == of[share.reference]]
            assert same == [share]


@given(st.sampled_from(["day", "moment", "lottery"]), requests, ceilings)
def test_line_spends_all_and_splits_one_at_most(method, asked, ceiling):
    shares = METHODS[method](asked, ceiling)
    assert sum(share.amount for share in shares) == min(ceiling, sum(each.amount for each in asked))
    kinds = [share.kind for share in shares]
    assert kinds == sorted(kinds, key=["full", "part", "nothing"].index) and kinds.count("part") <= 1
    assert [share.rank for share in shares] == list(range(1, len(shares) + 1))


@given(requests, ceilings)
def test_arrival_keeps_the_order_of_completeness(asked, ceiling):
    moments = {each.reference: each.complete_at for each in asked}
    line = [moments[share.reference] for share in METHODS["moment"](asked, ceiling)]
    assert line == sorted(line)


@given(requests, ceilings)
def test_tender_grants_nothing_below_the_minimum(asked, ceiling):
    scores = {each.reference: each.score for each in asked}
    shares = METHODS["score"](asked, ceiling)
    assert [scores[share.reference] for share in shares] == sorted(scores.values(), reverse=True)
    assert not any(share.amount for share in shares if scores[share.reference] < Decimal("5.5"))


@given(requests, ceilings)
def test_pro_rata_is_exact_and_within_a_cent_of_proportion(asked, ceiling):
    shares = pro_rata(asked, ceiling)
    total = sum(each.amount for each in asked)
    assert sum(share.amount for share in shares) == min(ceiling, total)
    for share, each in zip(shares, sorted(asked, key=lambda each: each.reference), strict=True):
        assert abs(share.amount * total - each.amount * min(ceiling, total)) < total


@given(requests, ceilings, st.integers(0, 1_000))
def test_pro_rata_gives_useful_amounts_or_nothing(asked, ceiling, smallest):
    for share in pro_rata(asked, ceiling, smallest_useful=smallest):
        assert share.kind in ("full", "nothing") or share.amount >= smallest


@given(requests, ceilings, st.integers(0, 1_000))
def test_pro_rata_never_gives_less_to_whoever_asks_more(asked, ceiling, smallest):
    got = {share.reference: share.amount for share in pro_rata(asked, ceiling, smallest_useful=smallest)}
    by_request = [got[each.reference] for each in sorted(asked, key=lambda e: (e.amount, got[e.reference]))]
    assert by_request == sorted(by_request)


@given(requests, st.integers(1, 12_000), st.integers(0, 1_000))
def test_pro_rata_drops_no_more_than_it_must(asked, ceiling, smallest):
    shares = {share.reference: share.amount for share in pro_rata(asked, ceiling, smallest_useful=smallest)}
    # A share below half a cent is nothing, whatever is useful.
    dropped = [each for each in asked if not shares[each.reference] and smallest]
    served = [each for each in asked if shares[each.reference]]
    if dropped:
        last = max(each.amount for each in dropped)
        with_the_last = [*served, *(each for each in dropped if each.amount == last)]
        total = sum(each.amount for each in with_the_last)
        assert total > ceiling and last * ceiling < min(smallest, last) * total
    if served:
        assert sum(shares.values()) == min(ceiling, sum(each.amount for each in served))


@given(requests, ceilings, st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()))
def test_lottery_can_be_repeated_by_anyone(asked, ceiling, seed):
    order = sorted(asked, key=lambda each: hashlib.sha256(f"{seed}{each.reference}".encode()).digest())
    money, expected = ceiling, []
    for rank, each in enumerate(order, 1):
        cents = min(money, each.amount)
        money -= cents
        kind = "full" if cents == each.amount else "part" if cents else "nothing"
        expected.append(Share(each.reference, cents, kind, rank, True))
    assert by_lottery(asked, ceiling, seed=seed) == expected
