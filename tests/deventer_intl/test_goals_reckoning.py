"""Which goal is that of a month, what is missing on a goal, and in which order targets stand: no database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from deventer_intl.goals.kind import target_order
from deventer_intl.goals.missing import Facts, missing
from deventer_intl.goals.of_month import goal_of

WHOLE = {
    "organisations": 2, "first": 1, "projects": 1, "events_this_year": 1, "missions": 1, "grants": 1, "practices": 1,
    "confirmed": 4, "unconfirmed": 0, "countries": 2, "targets": 8, "targets_named": 8,
}  # fmt: skip


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_each_goal_has_its_turn(day):
    months = [date(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1, 1) for n in range(17)]
    assert sorted(goal_of(month) for month in months) == list(range(1, 18))
    assert goal_of(day) == goal_of(day.replace(day=1))


def test_a_goal_on_which_all_is_done_misses_nothing():
    assert missing(Facts(goal=6, **WHOLE)) == []


def test_a_goal_on_which_nobody_works_says_so_first():
    first, *others = missing(Facts(goal=14, countries=0, targets=10))
    assert first == "Nog niemand werkt aan doel 14."
    assert others == [
        "Er is dit jaar geen activiteit over dit doel.",
        "Er was geen handelsmissie voor dit doel, en er is geen gepland.",
        "Voor dit doel is geen subsidie verleend.",
        "Er is geen praktijkvoorbeeld bij dit doel.",
    ]


def test_each_thing_that_is_missing_is_said_alone():
    said = {
        name: missing(Facts(goal=6, **(WHOLE | {name: 0})))
        for name in ("first", "projects", "events_this_year", "missions", "grants", "practices", "countries")
    }
    assert all(len(texts) == 1 for texts in said.values()), said
    assert len({texts[0] for texts in said.values()}) == len(said)


def test_what_is_not_known_is_not_said_to_be_missing():
    assert missing(Facts(goal=6, **(WHOLE | {"countries": None, "targets": None}))) == []


def test_what_nobody_confirmed_and_targets_that_nobody_names_are_counted():
    assert missing(Facts(goal=6, **(WHOLE | {"confirmed": 0, "unconfirmed": 4}))) == [
        "Niemand heeft hiervan al iets bevestigd."
    ]
    assert missing(Facts(goal=6, **(WHOLE | {"unconfirmed": 1, "targets_named": 7}))) == [
        "1 opgave is nog niet bevestigd.",
        "1 van de 8 subdoelen wordt door niemand genoemd.",
    ]


def test_targets_stand_in_the_order_of_the_united_nations():
    assert sorted(["6.b", "6.10", "6.a", "6.2", "16.1", "6.1"], key=target_order) == [
        "6.1", "6.2", "6.10", "6.a", "6.b", "16.1",
    ]  # fmt: skip
