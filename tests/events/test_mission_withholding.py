"""Nobody reckons from what is shown of missions what a company without a name answered: reckoned here as somebody would who tries."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st

from events.missions.figures import COUNTS, all_of, figures_of
from events.missions.withholding import LEAST, Answer, PublicAnswers, bands_of, public_answers, sum_of

AMOUNTS = ["none", "low", "middle", "high", "top", "unsaid"]


def shown_of(answers, complete=(30,)):
    confirmed = list(answers)
    waits = any(each.publish == "anonymous" for each in confirmed)
    public = public_answers(confirmed, complete)
    return figures_of(public, companies=len(confirmed), answered=len(confirmed), waits=waits)


def answers_of(*values, publish="anonymous", round=30, start=0):
    return [Answer(start + n, round, publish, contracts=value) for n, value in enumerate(values)]


# ---- of one mission ----


def test_four_companies_are_too_few():
    assert shown_of(answers_of(1, 2, 3, 4)).sums["contracts"].others is None
    assert shown_of(answers_of(1, 2, 3, 4, 5)).sums["contracts"].others == 15


def test_who_is_named_shields_nobody():
    answers = answers_of(1, 2, 3, 4) + answers_of(5, publish="name", start=4)
    figures = shown_of(answers)
    assert (figures.sums["contracts"].named, figures.sums["contracts"].others) == (5, None)
    assert figures.sums["contracts"].kept_back == 1
    assert figures.others == 0


def test_what_is_not_to_be_published_is_in_no_figure():
    answers = answers_of(1, 2, 3, 4, 5) + answers_of(90, publish="not", start=5)
    assert shown_of(answers).sums["contracts"].others == 15


def test_a_company_cannot_tell_of_any_other_what_it_got():
    """Whoever knows its own answer, the rule and all that is shown still has two answers to choose from, for each other."""
    states = [(0, "none"), (1, "none"), (1, "low"), (2, "low"), (2, "top"), (3, "top"), (0, "unsaid")]
    for number in (5, 6):
        possible = {}
        for own, others in product(states, combinations_with_replacement(states, number - 1)):
            world = tuple(Answer(n, 30, "anonymous", contracts=c, amount=a) for n, (c, a) in enumerate((own, *others)))
            public = PublicAnswers(anonymous=world, safe=world)
            total, bands = sum_of("contracts", public), bands_of(public)
            contracts, amounts = possible.setdefault((total, bands and tuple(bands.items()), own), (set(), set()))
            contracts.update(each for each, _amount in others)
            amounts.update(amount for _contracts, amount in others)
        # Above this only the worlds made here are the reason that there is no other: nobody got more than three.
        meant = {seen: sets for seen, sets in possible.items() if seen[0] is None or seen[0] - seen[2][0] <= number}
        assert [seen for seen, sets in meant.items() if min(map(len, sets)) < 2] == []
        assert any(seen[0] is not None for seen in meant)
        assert number == 5 or any(seen[1] for seen in meant)


def test_a_figure_of_two_companies_is_kept_back():
    assert shown_of(answers_of(3, 4, 0, 0, 0)).sums["contracts"].others is None
    assert shown_of(answers_of(3, 4, 1, 0, 0)).sums["contracts"].others == 8


def test_nothing_is_told_apart_from_one_company_alone():
    """A sum of nothing says of each that it got nothing."""
    assert shown_of(answers_of(0, 0, 0, 0, 0)).sums == shown_of(answers_of(0, 0, 7, 0, 0)).sums


@given(st.lists(st.sampled_from(AMOUNTS), max_size=20))
def test_bands_have_three_companies_or_none_and_never_all_but_one(amounts):
    companies = tuple(Answer(n, 30, "anonymous", amount=amount) for n, amount in enumerate(amounts))
    if bands := bands_of(PublicAnswers(anonymous=companies, safe=companies)):
        said = [amount for amount in amounts if amount != "unsaid"]
        assert sum(bands.values()) == len(said) >= LEAST
        assert all(number == 0 or 3 <= number <= len(said) - 2 for number in bands.values())


# ---- in the course of time ----


def test_an_answer_alone_changes_no_figure():
    """Who keeps the page of yesterday would read it from the difference."""
    first = answers_of(1, 2, 3, 4, 5)
    late = [replace(first[0], round=180, contracts=9)]
    assert shown_of(first, complete=()).sums["contracts"].others is None
    assert shown_of(first + late, complete=(30,)) == shown_of(first + late, complete=(30, 180))
    assert shown_of(first + late, complete=(30, 180)).sums["contracts"].others == 15


def test_the_newest_answers_count_once_there_are_enough():
    first, second = answers_of(1, 2, 3, 4, 5, 6), answers_of(2, 3, 4, 5, 6, round=180)
    assert shown_of(first + second, complete=(30, 180)).sums["contracts"].others == 2 + 3 + 4 + 5 + 6 + 6


def test_who_is_named_later_shields_nobody_any_more():
    first, second = answers_of(1, 2, 3, 4, 5), [Answer(0, 180, "name", contracts=1)]
    assert shown_of(first, complete=(30,)).sums["contracts"].others == 15
    figures = shown_of(first + second, complete=(30, 180)).sums["contracts"]
    assert (figures.named, figures.others) == (1, None)


# ---- totals: what somebody reckons who has all of them ----

PUBLISH = st.sampled_from(["anonymous", "anonymous", "anonymous", "name", "not"])
# Companies of a few missions; the same company may go on several. Each got something, so that no rule changes on the way.
MISSIONS = st.lists(
    st.tuples(
        st.sampled_from([2025, 2026]), st.sets(st.sampled_from("RMG")), st.dictionaries(st.integers(0, 8), PUBLISH)
    ),
    min_size=1,
    max_size=4,
)


def everything_shown(missions, values):
    """Return each number that the pages show: of missions, years, cities, cities in a year, and all."""
    shown = [
        shown_of([Answer(company, 30, publish, contracts=values[n, company]) for company, publish in companies.items()])
        for n, (_year, _cities, companies) in enumerate(missions)
    ]
    groups = [[n] for n in range(len(missions))]
    for year, city in product([None, 2025, 2026], [None, *"RMG"]):
        groups.append(
            [n for n, (when, where, _c) in enumerate(missions) if year in (None, when) and (not city or city in where)]
        )
    numbers = []
    for group in groups:
        total = all_of(shown[n] for n in group).sums["contracts"]
        numbers += [total.named, total.others, total.together if total.is_shown else None]
    return numbers


def row_space(rows):
    """Return the rows of a matrix in echelon form."""
    reduced = []
    for row in rows:
        row = [Fraction(value) for value in row]
        for known, pivot in reduced:
            if row[pivot]:
                row = [a - row[pivot] * b for a, b in zip(row, known, strict=True)]
        if any(row):
            pivot = next(n for n, value in enumerate(row) if value)
            reduced.append(([value / row[pivot] for value in row], pivot))
    return reduced


def is_known(reduced, wanted):
    row = [Fraction(value) for value in wanted]
    for known, pivot in reduced:
        if row[pivot]:
            row = [a - row[pivot] * b for a, b in zip(row, known, strict=True)]
    return not any(row)


@settings(max_examples=60)
@given(MISSIONS)
def test_nobody_reckons_what_is_kept_back_from_all_that_is_shown(missions):
    """Each number shown is a sum over answers; which, is found by changing one answer at a time. No sum of such sums, nor
    with the own answers taken off, is the answer of a company without a name, or of the companies of a mission kept back."""
    keys = [(n, company) for n, (_y, _c, companies) in enumerate(missions) for company in companies]
    values = {key: 10 + 3 * place for place, key in enumerate(keys)}
    base = everything_shown(missions, values)
    columns = [everything_shown(missions, {**values, key: values[key] + 1}) for key in keys]
    rows = [[column[place] - number for column in columns] for place, number in enumerate(base) if number is not None]
    secret = {key for key in keys if missions[key[0]][2][key[1]] != "name"}
    for insider in {None, *(company for _n, company in keys)}:
        own = [[int(key == each) for key in keys] for each in keys if each[1] == insider]
        known = row_space([*rows, *own])
        for key in secret:
            if key[1] != insider:
                assert not is_known(known, [int(key == each) for each in keys])
    outside = row_space(rows)
    for n, (_year, _cities, companies) in enumerate(missions):
        hidden = {(n, company) for company, publish in companies.items() if publish == "anonymous"}
        if hidden and len(hidden) < LEAST:
            assert not is_known(outside, [int(key in hidden) for key in keys])


@given(MISSIONS)
def test_a_total_is_what_is_shown_of_its_missions(missions):
    figures = [
        shown_of([Answer(company, 30, publish, contracts=company) for company, publish in companies.items()])
        for _year, _cities, companies in missions
    ]
    total = all_of(figures)
    for name in COUNTS:
        shown = [each.sums[name].others for each in figures if each.sums[name].others is not None]
        assert total.sums[name].others == (sum(shown) if shown else None)
        assert total.sums[name].kept_back == sum(each.sums[name].kept_back for each in figures)


def test_bands_of_missions_add_up_in_the_widest_bands_of_them():
    narrow = shown_of(
        [Answer(n, 30, "anonymous", amount=amount) for n, amount in enumerate(["none"] * 3 + ["low"] * 3)]
    )
    wide = shown_of(
        [
            Answer(n, 30, "anonymous", amount=each)
            for n, each in enumerate(["none"] * 3 + ["low", "middle", "high", "top"])
        ]
    )
    assert len(narrow.bands) == 5 and len(wide.bands) == 2
    assert list((narrow + wide).bands.values()) == [6, 7]
