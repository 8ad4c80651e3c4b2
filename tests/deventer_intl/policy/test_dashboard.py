"""The dashboard: what it shows, of whom it is, and what other sites get."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from deventer_intl.policy import activities
from deventer_intl.policy.reckoned import RECKONERS, Reckoner, Record
from globalgoals.models import Indicator, Measurement, Side, Unit

from ...conftest import sign_in
from ...event_factories import EventFactory
from ...factories import UserFactory
from ...policy_factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PolicyActivityFactory,
    PolicyChapterFactory,
    PolicyPlanFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_stands")]


@pytest.fixture
def time_stands():
    with time_machine.travel(date(2026, 11, 28), tick=False):
        yield


@pytest.fixture
def chapter():
    return PolicyChapterFactory(number=1, title_nl="Handel")


@pytest.fixture
def companies(chapter):
    """Companies on missions: 22 of 25 in 2025, 14 of 25 in 2023, nothing known of 2024."""
    indicator = IndicatorFactory(
        ambition__chapter=chapter, slug="bedrijven", name_nl="Bedrijven mee", target=Decimal(25), source="Trade Office"
    )
    MeasurementFactory(indicator=indicator, year=2025, value=Decimal(22))
    MeasurementFactory(indicator=indicator, year=2023, value=Decimal(14))
    return indicator


def test_a_plan_shows_the_last_whole_year_against_its_target_and_says_what_is_not_known(client, companies):
    page = client.get(reverse("policy:policy")).content.decode()
    assert "Bedrijven mee" in page
    assert "doel 25" in page
    assert "niet gehaald" in page
    assert page.count("niet bekend") >= 3
    asked = client.get(reverse("policy:policy"), {"jaar": "2024"}).content.decode()
    overview = asked.partition('class="overview"')[2].partition("</table>")[0]
    assert "niet bekend" in overview and "22" not in overview


@pytest.mark.parametrize("year", ["2027", "2020", "abc", "", "-2023", "²"])
def test_a_year_that_cannot_be_shown_is_refused_with_a_message(client, companies, year):
    answer = client.get(reverse("policy:policy"), {"jaar": year})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_draft_is_for_staff_with_the_right_alone(client, django_user_model):
    draft = PolicyPlanFactory(slug="2027-2030", first_year=2027, last_year=2030, reckoned_from=2027, published_on=None)
    chapter = PolicyChapterFactory(plan=draft, number=1)
    indicator = IndicatorFactory(ambition__chapter=chapter)
    addresses = [draft.get_absolute_url(), chapter.get_absolute_url(), indicator.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    sign_in(client, UserFactory())
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    staff = UserFactory(is_staff=True, is_superuser=True)
    sign_in(client, staff)
    pages = [client.get(address) for address in addresses]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "concept" in pages[0].content.decode()


def test_effort_and_result_stand_apart(client, chapter, companies):
    IndicatorFactory(
        ambition=companies.ambition,
        slug="bijdrage",
        name_nl="Bijdrage",
        side=Side.EFFORT,
        unit=Unit.EURO,
        source="Begroting",
    )
    MeasurementFactory(
        indicator=Indicator.objects.get(slug="bijdrage"), year=2025, value=Decimal("10000.50"), unit="euro"
    )
    page = client.get(chapter.get_absolute_url()).content.decode()
    effort, _heading, result = page.partition("<h3>Resultaat</h3>")
    assert "€\N{NO-BREAK SPACE}10.000,50" in effort and "€\N{NO-BREAK SPACE}10.000,50" not in result
    assert "Bedrijven mee" in result


def test_an_activity_of_two_chapters_stands_at_both_and_counts_once(client, chapter):
    other = PolicyChapterFactory(plan=chapter.plan, number=2)
    event, hidden = (
        EventFactory(title_nl="Samen op pad"),
        EventFactory(title_nl="Besloten", status="draft", published_at=None),
    )
    for each in (chapter, other):
        PolicyActivityFactory(ambition=AmbitionFactory(chapter=each), event=event)
    PolicyActivityFactory(ambition=AmbitionFactory(chapter=chapter), event=hidden)
    assert activities.totals(chapter.plan) == {"event": 1}
    assert activities.numbers(chapter.plan) == {chapter.number: {"event": 1}, 2: {"event": 1}}
    page = client.get(chapter.get_absolute_url()).content.decode()
    assert "Samen op pad" in page and "ook van hoofdstuk" in page and "Besloten" not in page
    assert (
        "samen gedaan: Evenementen en bijeenkomsten: 1" in client.get(chapter.plan.get_absolute_url()).content.decode()
    )


def test_a_chapter_names_the_first_of_many_activities_and_all_when_asked(client, chapter, monkeypatch):
    monkeypatch.setattr("deventer_intl.policy.activities.FIRST", 2)
    ambition = AmbitionFactory(chapter=chapter)
    for number in range(4):
        PolicyActivityFactory(ambition=ambition, event=EventFactory(title_nl=f"Bijeenkomst {number}"))
    page = client.get(chapter.get_absolute_url()).content.decode()
    assert page.count(">Bijeenkomst ") == 2 and "en nog 2" in page
    page = client.get(chapter.get_absolute_url() + "?alles").content.decode()
    assert page.count(">Bijeenkomst ") == 4 and "en nog" not in page


def test_a_figure_shows_everything_that_was_entered_with_its_reason(client, companies):
    first = Measurement.objects.get(year=2025)
    MeasurementFactory(indicator=companies, year=2025, value=Decimal(21), corrects=first, reason="Eén viel af.")
    page = client.get(companies.get_absolute_url()).content.decode()
    history = page.partition('id="geschiedenis"')[2]
    assert "2025: 22" in history and "2025: 21" in history and "Eén viel af." in history
    table = page.partition('id="geschiedenis"')[0]
    assert ">21" in table and ">22" not in table


def test_who_keeps_a_figure_is_not_told(client, companies):
    companies.owner = UserFactory(name="Ambtenaar Bekend", is_staff=True)
    companies.save()
    assert "Ambtenaar" not in client.get(companies.get_absolute_url()).content.decode()


@pytest.fixture
def reckoned(chapter, monkeypatch):
    """What the portal reckons of 2026 and 2023, of which one record was imported."""
    found = {
        2026: [Record("Missie", "/handelsmissies/missie/", date(2026, 5, 1), Decimal(3))],
        2023: [Record("Reis van toen", "", None, Decimal(2), "Jaarverslag 2023")],
    }
    reckoner = Reckoner(
        "x",
        Unit.NUMBER,
        lambda years: {y: sum(r.value for r in found[y]) for y in years if y in found},
        lambda y: iter(found[y]),
    )
    monkeypatch.setitem(RECKONERS, "x", reckoner)
    return IndicatorFactory(ambition__chapter=chapter, slug="missies", reckoned_by="x", source="")


def test_a_reckoned_figure_opens_the_records_behind_it(client, reckoned):
    assert client.get(reverse("policy:records", args=["missies", 2024])).status_code == 404
    assert client.get(reverse("policy:records", args=["missies", 2031])).status_code == 404
    page = client.get(reverse("policy:records", args=["missies", 2023])).content.decode()
    assert "Reis van toen" in page and "Jaarverslag 2023" in page and "ingelezen" in page
    rows = client.get(reverse("policy:records_csv", args=["missies", 2026])).content.decode()
    assert "Missie" in rows and "http://testserver/handelsmissies/missie/" in rows


def test_what_is_reckoned_goes_before_what_was_entered_only_in_years_kept_here(client, reckoned):
    MeasurementFactory(indicator=reckoned, year=2023, value=Decimal(9))
    MeasurementFactory(indicator=reckoned, year=2026, value=Decimal(9), measured_on=date(2026, 11, 1))
    years = {each["year"]: each for each in client.get("/beleid/cijfers/missies.json").json()["years"]}
    assert (years[2023]["value"], years[2023]["standing"]) == ("9.00", "typed")
    assert (years[2026]["value"], years[2026]["standing"], years[2026]["provisional"]) == ("3", "reckoned", True)
    assert (years[2024]["value"], years[2024]["standing"]) == (None, "unknown")


def test_other_sites_may_show_a_figure_with_its_source(client, companies):
    for ending in ("svg", "json"):
        answer = client.get(f"/beleid/cijfers/bedrijven.{ending}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "CBS StatLine, tabel 1" in answer.content.decode()
    svg = client.get("/beleid/cijfers/bedrijven.svg").content.decode()
    assert "http://www.w3.org/2000/svg" in svg and "<style" not in svg and "href" not in svg


def test_all_figures_are_one_spreadsheet(client, companies):
    answer = client.get(reverse("policy:figures_csv", args=[companies.ambition.chapter.plan.slug]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6
    assert [line for line in lines if "2024" in line and "unknown" in line]
