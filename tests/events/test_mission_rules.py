"""What holds for every trade mission, also for who writes to the database past the portal."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from django.utils.translation import override

from events.models import Mission, Stage
from events.models.mission import STEPS
from tests.event_factories import (
    CounterpartFactory,
    MissionCompanyFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionItemFactory,
    TravellerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("start", Stage)
@pytest.mark.parametrize("end", Stage)
def test_a_mission_goes_stage_by_stage(start, end):
    mission = MissionFactory(stage=start)
    with connection.cursor() as cursor:
        if start == end or end in STEPS[start]:
            cursor.execute("UPDATE events_mission SET stage = %s WHERE id = %s", [end, mission.pk])
            assert cursor.rowcount == 1
        else:
            with pytest.raises(ProgrammingError, match="Invalid transition"):
                cursor.execute("UPDATE events_mission SET stage = %s WHERE id = %s", [end, mission.pk])


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("ends_on", "2020-01-01", "mission_ends_after_it_begins"),
        ("ends_on", None, "mission_ends_after_it_begins"),
        ("ends_on", "2099-01-01", "mission_lasts_60_days_at_most"),
        ("apply_until", None, "mission_open_until_it_begins"),
        ("apply_until", "2099-01-01", "mission_open_until_it_begins"),
        ("is_published", False, "mission_public_once_open"),
        ("slug", "resultaten", "mission_slug_not_taken"),
        ("voucher_url", "javascript:alert(1)", "mission_voucher_address"),
    ],
)
def test_an_open_mission_says_what_companies_must_know(column, value, constraint):
    mission = MissionFactory()
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=constraint):
        cursor.execute(f"UPDATE events_mission SET {column} = %s WHERE id = %s", [value, mission.pk])


@pytest.mark.parametrize(
    ("table", "make", "constraint"),
    [
        ("mission", MissionFactory, "mission_industries"),
        ("missioncompany", MissionCompanyFactory, "mission_company_industries"),
        ("counterpart", CounterpartFactory, "counterpart_industries"),
    ],
)
def test_industries_are_those_we_know(table, make, constraint):
    row = make(industries=["water", "food"])
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=f'"{constraint}"'):
        cursor.execute(f"UPDATE events_{table} SET industries = '{{water,mining}}' WHERE id = %s", [row.pk])


def test_industries_are_named_as_the_catalogue_orders_them():
    row = MissionFactory.build(industries=["other", "water", "food"])
    with override("de"):
        assert row.industry_names[-1] == "Andere Branche"
    with override("en"):
        assert row.industry_names == ["Food and agriculture", "Water and environment", "Other industry"]


def test_an_idea_needs_no_days():
    MissionFactory(stage=Stage.IDEA, starts_on=None, is_published=False)
    assert not Mission.objects.public().exists()


@pytest.mark.parametrize("state", ["selected", "declined"])
def test_a_company_is_chosen_with_a_reason(state):
    company = MissionCompanyFactory(state="applied")
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="mission_company_chosen_with_a_reason"):
        cursor.execute(
            "UPDATE events_missioncompany SET state = %s, decided_at = now() WHERE id = %s", [state, company.pk]
        )


def test_a_company_applies_once_for_a_mission():
    company = MissionCompanyFactory()
    with pytest.raises(IntegrityError, match="mission_company_once"):
        MissionCompanyFactory(mission=company.mission, organisation=company.organisation)


def test_a_flight_ends_on_another_clock():
    item = MissionItemFactory(zone="Europe/Amsterdam", ends_zone="Europe/Riga")
    assert item.local_end.utcoffset() > item.local_start.utcoffset()


def test_the_other_records_of_a_mission():
    mission = MissionFactory()
    TravellerFactory(company__mission=mission)
    MissionDocumentFactory(mission=mission)
    CounterpartFactory(mission=mission)
    assert mission.companies.going().get().travellers.count() == 1
    assert mission.documents.get().format == "PDF"
