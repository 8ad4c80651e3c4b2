"""Snapshots and texts of the report in the back-office: who may, what changed in words, two writers at once, the job of January."""

import sys
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from deventer_intl.models import PolicySnapshot, ReportText
from deventer_intl.policy.snapshot_tasks import keep_year_that_ended
from deventer_intl.policy.snapshot_words import changes_in_words
from tests.conftest import opened_on, sign_in
from tests.factories import UserFactory
from tests.policy_factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PolicyChapterFactory,
    PolicyPlanFactory,
)

from .report_scene import kept, year_2022

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_tables")]


@pytest.fixture
def no_tables(monkeypatch):
    module = SimpleNamespace(tables_of_year=lambda plan, year: {})
    monkeypatch.setitem(sys.modules, "deventer_intl.policy.tables_of_year", module)


@pytest.fixture
def measured():
    chapter = PolicyChapterFactory(plan=PolicyPlanFactory(), number=1)
    return MeasurementFactory(indicator=IndicatorFactory(name_nl="Export", ambition=AmbitionFactory(chapter=chapter)))


def address(name, *values):
    return reverse(f"admin:deventer_intl_policysnapshot_{name}", args=["2021-2026", *values])


def test_an_editor_takes_a_snapshot_and_is_told_what_changed_since(admin_client, measured):
    year = address("year", 2023)
    assert "reason" not in admin_client.get(year).context["form"].fields
    assert admin_client.post(year).status_code == 302
    assert admin_client.get(year).context["changes"] == []
    refused = admin_client.post(year, {"reason": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert admin_client.post(year, {"reason": "Zomaar"}).status_code == 422
    MeasurementFactory(indicator=measured.indicator, value=13, corrects=measured, reason="Telfout")
    assert admin_client.get(year).context["changes"] == ["Export: was 12, is nu 13."]
    assert admin_client.post(year, {"reason": "Telfout"}).status_code == 302
    assert list(PolicySnapshot.objects.values_list("number", "reason")) == [(1, ""), (2, "Telfout")]
    assert "Telfout" in admin_client.get("/beleid/rapportage/2021-2026/").text


def test_a_year_to_come_or_of_no_plan_has_no_page(admin_client, measured):
    with time_machine.travel("2025-06-01 12:00Z"):
        codes = [admin_client.get(address("year", year)).status_code for year in (2020, 2026, 2027)]
    assert codes == [404, 404, 404]


def test_staff_without_the_right_reach_nothing(client, measured):
    sign_in(client, UserFactory(is_staff=True))
    for name in (address("plan"), address("year", 2023), address("text", "samenvatting")):
        assert client.get(name).status_code == 403
        assert client.post(name).status_code == 403
    assert not PolicySnapshot.objects.exists()
    assert not ReportText.objects.exists()


def test_what_was_changed_behind_the_back_of_the_portal_is_said(admin_client, measured):
    kept(measured.indicator.ambition.chapter.plan, year_2022())
    said = "veranderd in de database"
    assert said not in admin_client.get(address("plan")).text
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deventer_intl_policysnapshot DISABLE TRIGGER USER")
        cursor.execute("""UPDATE deventer_intl_policysnapshot SET content = jsonb_set(content, '{plan}', '"x"')""")
        cursor.execute("ALTER TABLE deventer_intl_policysnapshot ENABLE TRIGGER USER")
    assert said in admin_client.get(address("plan")).text
    assert said in admin_client.get(address("year", 2022)).text


def test_two_who_write_the_same_text_are_told_and_lose_nothing(admin_client, measured):
    text = address("text", "samenvatting")
    opened = opened_on(admin_client, text)
    assert admin_client.post(text, {**opened, "text_nl": "Van de een"}).status_code == 302
    second = admin_client.post(text, {**opened, "text_nl": "Van de ander"})
    assert second.status_code == 409
    assert "Van de een" in second.text
    assert "Van de ander" in second.text
    assert ReportText.objects.get().text_nl == "Van de een"
    again = {"opened_on": second.context["form"]["opened_on"].value(), "text_nl": "Van beiden"}
    assert admin_client.post(text, again).status_code == 302
    assert ReportText.objects.get().text_nl == "Van beiden"
    assert admin_client.get(address("text", "bestaat-niet")).status_code == 404


def test_january_keeps_the_year_that_ended_once(measured):
    with time_machine.travel("2025-12-30 12:00Z"):
        MeasurementFactory(indicator=measured.indicator, year=2025, measured_on="2025-12-01")
        kept_before = year_2022() | {"year": 2025, "provisional": True}
        kept(measured.indicator.ambition.chapter.plan, kept_before)
    with time_machine.travel("2026-01-02 04:37Z"):
        keep_year_that_ended(0)
        keep_year_that_ended(0)
    found = list(PolicySnapshot.objects.values_list("year", "number", "is_provisional", "reason"))
    assert found == [(2025, 1, True, ""), (2025, 2, False, "Het jaar is voorbij.")]


def test_changes_are_said_in_words():
    after = year_2022() | {"provisional": True}
    after["indicators"] = [*after["indicators"][:1], {**after["indicators"][1], "source": "Elders"}]
    after["tables"]["events"] = []
    assert changes_in_words(year_2022(), after)[1:] == [
        "Subsidie: hetzelfde cijfer, uit andere gegevens of een andere bron.",
        "Prijs: wordt niet meer bijgehouden.",
        "Evenementen en thematische bijeenkomsten: 1 rijen, nu 0.",
    ]
