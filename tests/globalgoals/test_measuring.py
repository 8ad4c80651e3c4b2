from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError

from globalgoals.actions.measuring import correct, measure
from globalgoals.actions.policy import publish
from globalgoals.models import Measurement
from globalgoals.typed_numbers import parse_value, shown_value

from ..factories import UserFactory
from ..policy_factories import AmbitionFactory, IndicatorFactory, PolicyChapterFactory, PolicyPlanFactory

TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-28 10:00+01:00", tick=False):
        yield


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.250,5", "euro", "1250.50"),
        ("€ 1.250", "euro", "1250"),
        ("1.250", "number", "1250"),
        ("0", "number", "0"),
        ("12,5 %", "percent", "12.50"),
        ("-2,5", "percent", "-2.50"),
        ("3.25", "ratio", "3.25"),
        ("ja", "yes-no", "1"),
        ("Nee", "yes-no", "0"),
        ("1 250,25", "hours", "1250.25"),
    ],
)
def test_value_is_read_the_dutch_way(text, unit, value):
    assert parse_value(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("1,250.50", "number", "english"),
        ("12,5", "number", "whole"),
        ("-1", "number", "sign"),
        ("-1", "euro", "sign"),
        ("1,255", "euro", "ambiguous"),
        ("1,2555", "hours", "decimals"),
        ("12 stuks", "number", "unit"),
        ("€ 12", "number", "unit"),
        ("1001", "percent", "percent"),
        ("-101", "percent", "percent"),
        ("2", "yes-no", "yes-no"),
        ("misschien", "yes-no", "yes-no"),
        ("1e6", "number", "unit"),
        ("", "number", "empty"),
        ("999999999999", "number", "too_large"),
    ],
)
def test_what_is_no_value_is_refused(text, unit, code):
    with pytest.raises(ValidationError) as refused:
        parse_value(text, unit)
    assert refused.value.code == code
    assert refused.value.messages[0]


def test_value_is_shown_with_its_unit():
    shown = [shown_value(Decimal(value), unit) for value, unit in [
        ("1250.50", "euro"), ("1250.00", "number"), ("-2.50", "percent"), ("1.00", "yes-no"), ("0", "yes-no"),
    ]]  # fmt: skip
    assert [text.replace("\u00a0", " ") for text in shown] == ["€ 1.250,50", "1.250", "-2,50 %", "ja", "nee"]


def mistakes(**changes):
    """Return by field what keeps a figure from being entered."""
    said = {"year": 2023, "value": Decimal(5), "measured_on": date(2024, 1, 2), "source": "CBS"}
    with pytest.raises(ValidationError) as refused:
        measure(**{"indicator": changes.pop("indicator", None) or IndicatorFactory(), "by": None, **said, **changes})
    assert not Measurement.objects.filter(year=said["year"]).exclude(value=12).exists()
    return set(refused.value.message_dict)


@pytest.mark.django_db
def test_figure_that_cannot_be_is_refused_at_its_field():
    assert mistakes(measured_on=date(2026, 11, 29)) == {"measured_on"}
    assert mistakes(measured_on=date(2022, 12, 31)) == {"measured_on"}
    assert mistakes(year=2020, measured_on=date(2024, 1, 1)) == {"year"}
    assert mistakes(year=2027, measured_on=TODAY) == {"year", "measured_on"}
    assert mistakes(value=Decimal(-1)) == {"value"}
    assert mistakes(indicator=IndicatorFactory(unit="yes-no"), value=Decimal(2)) == {"value"}
    assert mistakes(source=" ") == {"source"}
    assert mistakes(unit="euro") == {"value"}
    assert mistakes(indicator=IndicatorFactory(retired_on=date(2022, 1, 1))) == {"year"}


@pytest.mark.django_db
def test_portal_reckons_a_year_itself_from_when_it_is_kept_here():
    indicator = IndicatorFactory(reckoned_by="visits", source="")
    assert mistakes(indicator=indicator, year=2026, measured_on=TODAY) == {"year"}
    made = measure(
        indicator=indicator, year=2025, value=Decimal(3), measured_on=TODAY, source="Jaarverslag", by=UserFactory()
    )
    assert (made.year, made.unit, made.origin) == (2025, "number", "typed")


@pytest.mark.django_db
def test_correction_keeps_what_stood_there_and_who_comes_second_is_told():
    editor, indicator = UserFactory(), IndicatorFactory()
    said = {"measured_on": date(2024, 1, 2), "source": "CBS", "by": editor}
    first = measure(indicator=indicator, year=2023, value=Decimal(5), **said)
    with pytest.raises(ValidationError, match=r"5 .CBS"):
        measure(indicator=indicator, year=2023, value=Decimal(6), **said)
    with pytest.raises(ValidationError) as refused:
        correct(measurement=first, value=Decimal(5), reason="", **said)
    assert set(refused.value.message_dict) == {"value", "reason"}
    second = correct(measurement=first, value=Decimal(6), reason="Een tikfout", **said)
    with pytest.raises(ValidationError, match="Een tikfout"):
        correct(measurement=first, value=Decimal(7), reason="Toch anders", **said)
    third = correct(measurement=second, value=Decimal(7), reason="Toch anders", **said)
    assert list(Measurement.objects.current()) == [third]
    assert list(Measurement.objects.values_list("value", flat=True)) == [5, 6, 7]
    assert third.recorded_by == editor


@pytest.mark.django_db
def test_plan_is_published_once_and_with_ambitions_in_each_chapter():
    plan = PolicyPlanFactory(published_on=None)
    with pytest.raises(ValidationError, match="geen hoofdstukken"):
        publish(plan=plan, by=None)
    chapter = PolicyChapterFactory(plan=plan, title_nl="Leeg hoofdstuk")
    with pytest.raises(ValidationError, match="Leeg hoofdstuk"):
        publish(plan=plan, by=None)
    AmbitionFactory(chapter=chapter)
    assert publish(plan=plan, by=None).published_on == TODAY
    with pytest.raises(ValidationError):
        publish(plan=plan, by=None)
    other = AmbitionFactory(chapter__plan=PolicyPlanFactory(slug="ander", published_on=None)).chapter.plan
    with pytest.raises(ValidationError):
        publish(plan=other, by=None)
