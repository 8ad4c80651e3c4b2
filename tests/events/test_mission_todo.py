"""What the desk says must be done, by what is known of a mission."""

from datetime import date

import pytest

from events.missions.todo import BY_STAGE, Facts, tasks
from events.models import Stage

TODAY = date(2026, 11, 27)
READY = {
    "starts_on": date(2027, 3, 1),
    "ends_on": date(2027, 3, 4),
    "apply_until": date(2027, 1, 15),
    "has_texts": True,
    "has_place": True,
    "has_fee": True,
    "asks_fee": True,
    "selected": 3,
    "counterparts": 2,
    "programme": 4,
    "public_programme": 2,
    "has_report": True,
    "has_effort": True,
}


def to_do(stage, **facts):
    return [task.text for task in tasks(Facts(stage=stage, today=TODAY, **{**READY, **facts})) if not task.is_done]


def test_every_stage_has_its_list():
    assert set(BY_STAGE) == set(Stage)


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.FIXED, Stage.PREPARING, Stage.FOLLOW_UP, Stage.CLOSED])
def test_nothing_is_left_when_all_is_there(stage):
    assert to_do(stage) == []


@pytest.mark.parametrize(
    ("stage", "facts", "text"),
    [
        (Stage.IDEA, {"starts_on": None}, "Vul de eerste en de laatste dag in"),
        (Stage.IDEA, {"apply_until": date(2026, 11, 26)}, "een dag die nog komt"),
        (Stage.IDEA, {"has_fee": False}, "ook als die 0 is"),
        (Stage.OPEN, {"waiting": 1}, "Beslis over 1 bedrijf"),
        (Stage.OPEN, {"waiting": 2}, "Beslis over 2 bedrijven"),
        (Stage.OPEN, {"selected": 0}, "Kies ten minste één bedrijf"),
        (Stage.OPEN, {}, "Bedrijven melden zich aan tot en met 15 januari 2027"),
        (Stage.PREPARING, {"unpaid": 2}, "2 bedrijven betaalden de bijdrage nog niet"),
        (Stage.PREPARING, {"without_travellers": 1}, "1 bedrijf gaf nog niet op wie er reist"),
        (Stage.PREPARING, {"waiting": 1}, "Beslis over 1 bedrijf"),
        (Stage.PREPARING, {"counterparts": 0}, "wie de bedrijven daar kunnen ontmoeten"),
        (Stage.PREPARING, {"unanswered": 1}, "1 gast heeft nog niet geantwoord"),
        (Stage.UNDER_WAY, {}, "De missie duurt tot en met 4 maart 2027"),
        (Stage.FOLLOW_UP, {"has_report": False}, "Schrijf het verslag"),
        (Stage.CANCELLED, {"stands_in_agenda": True}, "nog in de agenda"),
    ],
)
def test_what_is_missing_is_said(stage, facts, text):
    assert any(text in task for task in to_do(stage, **facts)), to_do(stage, **facts)


def test_no_contribution_is_asked_where_there_is_none():
    assert to_do(Stage.PREPARING, asks_fee=False, unpaid=3) == []


def test_applications_close_by_the_day():
    assert to_do(Stage.OPEN, apply_until=TODAY) != []
    assert to_do(Stage.OPEN, apply_until=date(2026, 11, 26)) == []
