"""The Hanse: what the data say of each city, the map with its table, and the Hanseatic Days by year."""

import csv
import re
from collections import Counter
from html import unescape

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from deventer_intl import content_stamp
from events.models import HanseaticDays, HanseResult
from organisations.models import CityTie, HanseCity, Place

from ..event_factories import (
    EventFactory,
    HanseaticDaysFactory,
    HanseProgrammeItemFactory,
    HanseResultFactory,
    VisitFactory,
)
from ..factories import HanseCityFactory, OrganisationFactory, PlaceFactory
from .test_event import refused

pytestmark = pytest.mark.django_db

CSV = settings.BASE_DIR / "organisations" / "data" / "hanse_cities.csv"


def words(response):
    """Return what people read of a page: the text between the tags."""
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def rows_of_csv():
    with CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_host_in_the_list_has_its_year_and_nothing_else_is_there(loaded):
    hosts = {
        int(year): row["name"]
        for row in rows_of_csv()
        for years in re.findall(r"host ([\d, ]+)", row["note"])
        for year in re.findall(r"\d{4}", years)
    }
    hosts[2021] = "Riga"
    found = {days.year: days.host.name_nl for days in HanseaticDays.objects.select_related("host")}
    assert found == hosts
    assert not HanseaticDays.objects.filter(source="").exists()
    held = HanseaticDays.objects.filter(status="held")
    assert [days.year for days in held] == [2018]
    assert HanseaticDays.objects.get(year=2021).status == "planned"
    assert HanseResult.objects.get().strand == "economy"


def test_loading_twice_changes_nothing(loaded):
    def state():
        models = [HanseaticDays, HanseResult, HanseCity, CityTie, Place]
        return [model.pgh_event_model.objects.count() for model in models], content_stamp.current()

    before = state()
    call_command("load_data", verbosity=0)
    assert state() == before


def test_ties_are_what_the_note_says(loaded):
    ties = {(tie.place.slug, tie.kind): tie.status for tie in CityTie.objects.select_related("place")}
    assert ties == {
        ("sibiu", "twin"): "active",
        ("bukomansimbi", "programme"): "ended",
        ("osnabruck", "cooperation"): "active",
        ("rostock", "trade"): "active",
        ("malmo", "trade"): "active",
        ("goteborg", "trade"): "active",
        ("riga", "contact"): "unknown",
        ("cluj-napoca", "programme"): "active",
    }
    assert CityTie.objects.get(place__slug="bukomansimbi").until_year == 2021
    assert not CityTie.objects.filter(source="").exists()


def test_map_has_a_point_for_each_city_with_a_place_and_the_table_a_row_for_each(loaded, client):
    page = client.get("/hanze/").text
    large, near = re.findall(r'<svg viewBox="[^"]+" aria-hidden.*?</svg>', page, re.DOTALL)
    on_map = HanseCity.objects.filter(place__latitude__isnull=False)
    links = re.findall(r'<a href="([^"]+)" tabindex="-1">', large)
    assert sorted(links) == sorted(city.place.get_absolute_url() for city in on_map)
    assert links[-1] == "/steden/deventer/"
    assert 0 < near.count("<a ") < len(links)
    tables = re.findall(r"<details( open)?>\s*<summary><b>([^<]+)</b>.*?<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert sum(rows.count("<tr>") for _open, _country, rows in tables) == HanseCity.objects.count() > len(links)
    assert [country for is_open, country, _rows in tables if is_open] == ["Nederland"]
    assert len({country for _open, country, _rows in tables}) == len(tables) > 5
    assert " style=" not in page
    assert "Van 3 steden kennen wij de plaats op de kaart niet" in page


def test_every_standing_is_said_in_its_words_and_nobody_counts_all_as_members(loaded, client):
    page = client.get("/hanze/")
    rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page.text, re.DOTALL)
    said = Counter(re.search(r'data-label="Status">(?:<span[^>]*>)?([^<]+)', row)[1] for row in rows)
    assert said == {
        "Lid": 79,
        "Uitgesloten": 13,
        "Geschorst": 2,
        "Voert alleen de titel": 15,
        "Historische Hanzestad": 3,
        "Geen lid": 1,
    }
    text = words(page)
    assert "79 leden, 34 steden met een andere status" in text
    assert "Deze lijst is niet volledig" in text
    assert "hoofdstuk 5" in text


@pytest.mark.parametrize(
    "address", ["/hanze/", "/en/hanze/", "/de/hanze/", "/steden/", "/hanze/?status=lid", "/steden/kalmar/"]
)
def test_no_page_says_113(loaded, client, address):
    assert not re.search(r"\b113\b", words(client.get(address)))


def test_each_source_is_below_the_table_and_its_number_beside_the_city(loaded, client):
    page = client.get("/hanze/?land=lv").text
    assert re.findall(r'<li id="bron-(\d+)">', page) == ["1"]
    assert '<a href="https://lauta.lv/hanzas-savieniba/" rel="nofollow">' in page
    assert page.count('href="#bron-1"') == HanseCity.objects.filter(place__country__iso2="LV").count() == 7


def test_filters_narrow_map_and_table_alike(loaded, client):
    page = client.get("/hanze/?land=lv&status=geschorst").text
    links = re.findall(r'<a href="([^"]+)" tabindex="-1">', page)
    assert sorted(links) == ["/steden/cesis/", "/steden/riga/"]
    assert page.count('<th scope="row">') == 2 and "<details open>" in page
    kalmar = client.get("/hanze/?land=se&status=lid").text
    assert "/steden/kalmar/" in kalmar
    assert "/steden/bergen/" not in kalmar


def test_where_no_city_fits_the_page_says_so(loaded, client):
    response = client.get("/hanze/?land=nl&status=uitgesloten")
    assert response.status_code == 200
    assert "Geen steden gevonden" in response.text
    assert "<svg viewBox" not in response.text


def test_page_without_any_data_is_a_page(client):
    response = client.get("/hanze/")
    assert response.status_code == 200
    assert "Nog niet ingevuld" in response.text


@pytest.mark.parametrize(
    "query", ["land=xx", "status=%00", "status=member", "land=" + "a" * 5000, "land=%ff", "land[]=nl&land=zz"]
)
def test_filters_that_are_none_are_said_to_be(client, query):
    HanseCityFactory()
    response = client.get(f"/hanze/?{query}")
    assert response.status_code == 422
    assert 'class="error-summary"' in response.text


@pytest.mark.parametrize("year", ["1979", "2019", "9" * 30, "-1", "abc", "%00"])
def test_year_that_is_not_there_is_404(client, year):
    HanseaticDaysFactory(year=2018)
    assert client.get(f"/hanze/{year}/").status_code == 404


def test_days_show_delegation_programme_results_and_what_is_under_their_umbrella(client):
    umbrella = EventFactory(kind="hanse", title_nl="Hanzedagen in Rostock")
    days = HanseaticDaysFactory(year=2018, event=umbrella, status="held", led_by_nl="de burgemeester")
    days.organisations.add(OrganisationFactory(name="Stichting Mee"), OrganisationFactory(name="Weg", status="draft"))
    (
        EventFactory(umbrella=umbrella, title_nl="Economisch forum"),
        EventFactory(umbrella=umbrella, title_nl="Kladje", status="draft"),
    )
    EventFactory(title_nl="Heel iets anders")
    HanseProgrammeItemFactory(
        days=days, strand="youth", title_nl="Jeugdhanze", event=EventFactory(status="draft", title_nl="Kladje")
    )
    HanseResultFactory(days=days, strand="culture", text_nl="Een koor zong.")
    (
        VisitFactory(hanseatic_days=days, title_nl="Reis naar Rostock"),
        VisitFactory(hanseatic_days=days, title_nl="Stil", is_published=False),
    )
    text = words(client.get("/hanze/2018/"))
    for said in (
        "de burgemeester",
        "Stichting Mee",
        "Economisch forum",
        "Jeugdhanze",
        "Een koor zong.",
        "Reis naar Rostock",
    ):
        assert said in text
    for unsaid in ("Weg", "Kladje", "Heel iets anders", "Stil"):
        assert unsaid not in text
    for strand in ("Toerisme", "Economie", "Politiek"):
        assert f"{strand} Nog niet ingevuld" in text


def test_whether_past_days_were_held_is_never_made_up(client):
    HanseaticDaysFactory(year=2017), HanseaticDaysFactory(year=2021, status="planned")
    HanseaticDaysFactory(year=timezone.localdate().year + 1, status="planned")
    text = "Of zij zijn gehouden: nog niet ingevuld"
    assert text in words(client.get("/hanze/2017/"))
    assert f"Gepland {text}" in words(client.get("/hanze/2021/"))
    assert text not in words(client.get(f"/hanze/{timezone.localdate().year + 1}/"))


def test_years_lie_between_the_first_and_a_far_one_and_stand_once():
    days, other = HanseaticDaysFactory(year=2018), HanseaticDaysFactory(year=2019)
    change = "UPDATE events_hanseaticdays SET year = %s WHERE id = %s"
    assert refused(change, 1979, days.pk) == "hanseatic_days_year"
    assert refused(change, 2101, days.pk) == "hanseatic_days_year"
    assert "year" in refused(change, 2019, days.pk)
    assert refused("UPDATE events_hanseaticdays SET status = 'soon' WHERE id = %s", other.pk) == "hanseatic_days_status"
    with pytest.raises(ValidationError, match="2100"):
        HanseaticDays(year=1979, host=days.host).full_clean()
    with pytest.raises(ValidationError) as error:
        HanseaticDays(year=2018, host=days.host).full_clean()
    assert "year" in error.value.message_dict


def test_event_of_the_days_is_one_of_the_hanse():
    days, lecture = HanseaticDaysFactory(), EventFactory()
    change = "UPDATE events_hanseaticdays SET event_id = %s WHERE id = %s"
    assert refused(change, lecture.pk, days.pk) == "event_is_of_the_hanse"
    days.event = lecture
    with pytest.raises(ValidationError):
        days.full_clean()


def test_results_and_programme_are_of_the_five_kinds():
    result, item = HanseResultFactory(), HanseProgrammeItemFactory()
    other = HanseResultFactory(days=result.days, strand="youth")
    change = "UPDATE events_hanse{} SET strand = %s WHERE id = %s"
    assert refused(change.format("result"), "sport", result.pk) == "hanse_result_strand"
    assert refused(change.format("programmeitem"), "sport", item.pk) == "hanse_programme_strand"
    assert refused(change.format("result"), "economy", other.pk) == "hanse_result_once_per_strand"


def test_address_of_the_visits_is_of_no_city():
    place = PlaceFactory(slug="stad")
    change = "UPDATE organisations_place SET slug = 'bezoeken' WHERE id = %s"
    assert refused(change, place.pk) == "place_slug_not_taken"
