"""When something was last done with a city, and which ties sleep."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.city_activity import with_last_activity, years_before
from organisations.models import CityTie

from ..event_factories import EventFactory, VisitFactory
from ..factories import CityTieFactory, CountryPresenceFactory, OrganisationFactory, PlaceFactory, ProjectFactory
from .test_event import refused
from .test_hanse import words

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-15 12:00+02:00", tick=False):
        yield


def at(year, month, day, hour=12):
    return timezone.make_aware(timezone.datetime(year, month, day, hour))


def known(tie):
    """Return what is reckoned of a tie: the last day, and whether it sleeps."""
    found = with_last_activity(CityTie.objects.all()).get(pk=tie.pk)
    return found.last_active_on, found.is_sleeping


def event(year, month, day, **values):
    start = at(year, month, day)
    return EventFactory(starts_at=start, ends_at=start + timedelta(hours=2), **values)


def test_nothing_known_is_asleep():
    assert known(CityTieFactory()) == (None, True)


@pytest.mark.parametrize(
    ("status", "sleeps"), [("active", True), ("unknown", True), ("ended", False), ("suspended", False)]
)
def test_what_ended_or_is_on_hold_does_not_sleep(status, sleeps):
    assert known(CityTieFactory(status=status)) == (None, sleeps)


def test_events_held_there_or_about_it_count_once_they_are_public_and_not_called_off():
    tie, place = CityTieFactory(), PlaceFactory()
    event(2025, 3, 1, place=place)
    event(2026, 1, 1, place=tie.place, status="draft"), event(2026, 1, 2, place=tie.place, status="cancelled")
    event(2026, 9, 1, place=tie.place)
    assert known(tie) == (None, True)
    event(2023, 4, 1, place=tie.place)
    assert known(tie) == (date(2023, 4, 1), True)
    event(2025, 5, 1).cities.add(tie.place)
    assert known(tie) == (date(2025, 5, 1), False)


def test_whole_day_counts_as_that_day_and_what_goes_on_as_today():
    tie = CityTieFactory()
    EventFactory(place=tie.place, starts_at=at(2024, 12, 31, 0), ends_at=at(2025, 1, 1, 0), is_all_day=True)
    assert known(tie)[0] == date(2024, 12, 31)
    EventFactory(place=tie.place, starts_at=at(2026, 6, 1), ends_at=at(2026, 7, 1))
    assert known(tie)[0] == TODAY


def test_visits_count_from_their_first_day():
    tie = CityTieFactory()
    VisitFactory(place=tie.place, starts_on=date(2026, 6, 20)), VisitFactory(place=tie.place, is_published=False)
    assert known(tie) == (None, True)
    VisitFactory(place=tie.place, starts_on=date(2024, 6, 14), ends_on=date(2024, 6, 14))
    assert known(tie) == (date(2024, 6, 14), True)
    VisitFactory(place=tie.place, starts_on=date(2024, 6, 15), ends_on=date(2024, 6, 15))
    assert known(tie) == (date(2024, 6, 15), False)


@pytest.mark.parametrize(
    ("years", "last"),
    [
        ({"since_year": 2019}, date(2019, 12, 31)),
        ({"since_year": 2019, "until_year": 2025}, date(2025, 12, 31)),
        ({"since_year": 2025, "until_year": 2030}, TODAY),
        ({"until_year": 2020}, date(2020, 12, 31)),
        ({"since_year": 2027}, None),
        ({}, None),
    ],
)
def test_projects_count_by_their_years(years, last):
    tie = CityTieFactory()
    there = CountryPresenceFactory(country=tie.place.country, place=tie.place).organisation
    ProjectFactory(organisation=there, country=tie.place.country, **years)
    assert known(tie)[0] == last


def test_projects_of_who_is_elsewhere_do_not_count():
    tie = CityTieFactory()
    elsewhere = CountryPresenceFactory(country=tie.place.country, place=PlaceFactory(country=tie.place.country))
    hidden = CountryPresenceFactory(
        country=tie.place.country, place=tie.place, organisation=OrganisationFactory(status="draft")
    )
    for presence in (elsewhere, hidden):
        ProjectFactory(organisation=presence.organisation, country=tie.place.country, since_year=2025)
    assert known(tie) == (None, True)


@pytest.mark.parametrize(
    ("day", "before"), [(date(2024, 2, 29), date(2022, 2, 28)), (date(2026, 6, 15), date(2024, 6, 15))]
)
def test_two_years_before(day, before):
    assert years_before(day, 2) == before


@pytest.fixture
def ties():
    """Three ties: one awake, one that sleeps since 2019, and one on hold."""
    awake, asleep, held = (
        CityTieFactory(place__name_nl=name, **values)
        for name, values in [("Aken", {}), ("Bern", {"kind": "trade"}), ("Celle", {"status": "suspended"})]
    )
    VisitFactory(place=awake.place, starts_on=date(2026, 5, 1), title_nl="Voorjaarsbezoek")
    VisitFactory(place=asleep.place, starts_on=date(2019, 5, 1), title_nl="Oud bezoek")
    return awake, asleep, held


def shown(client, query):
    response = client.get(f"/steden/?{query}")
    assert response.status_code == 200
    return [name for name in ("Aken", "Bern", "Celle") if f'">{name}</a></h2>' in response.text]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Aken", "Bern", "Celle"]),
        ("slapend=ja", ["Bern"]),
        ("slapend=nee", ["Aken"]),
        ("soort=handel", ["Bern"]),
        ("status=opgeschort", ["Celle"]),
        ("soort=handel&status=opgeschort", []),
    ],
)
def test_list_is_narrowed_by_kind_status_and_sleep(client, ties, query, names):
    assert shown(client, query) == names


@pytest.mark.parametrize(
    ("order", "names"),
    [("", ["Aken", "Bern", "Celle"]), ("laatst", ["Aken", "Bern", "Celle"]), ("slapend", ["Bern", "Celle", "Aken"])],
)
def test_list_is_ordered_by_name_or_by_what_was_last(client, ties, order, names):
    page = client.get(f"/steden/?volgorde={order}").text
    places = {name: page.index(f'">{name}</a></h2>') for name in names}
    assert sorted(places, key=places.get) == names


def test_sleeping_tie_is_named_with_the_year_of_the_last_activity(client, ties):
    text = words(client.get("/steden/?slapend=ja"))
    assert "Slapend laatste bekende activiteit in 2019" in text
    assert "Opgeschort" in words(client.get("/steden/?status=opgeschort"))
    page = words(client.get(ties[1].place.get_absolute_url()))
    assert "Slapend laatste bekende activiteit in 2019" in page
    assert "Oud bezoek" in page
    assert "Slapend" not in words(client.get(ties[0].place.get_absolute_url()))


@pytest.mark.parametrize("query", ["soort=x", "status=%00", "slapend=misschien", "volgorde=-pk", "soort=" + "a" * 3000])
def test_filters_that_are_none_are_said_to_be(client, ties, query):
    response = client.get(f"/steden/?{query}")
    assert response.status_code == 422
    assert 'class="error-summary"' in response.text


def test_page_of_a_city_shows_all_that_goes_on_with_it(client):
    tie = CityTieFactory(
        agreement_nl="Uitwisseling van leerlingen",
        agreed_on=date(2009, 3, 2),
        agreement_document="Overeenkomst (pdf)",
        agreement_url="https://example.org/overeenkomst.pdf",
    )
    there = CountryPresenceFactory(country=tie.place.country, place=tie.place).organisation
    ProjectFactory(organisation=there, country=tie.place.country, title_nl="Leren in het buitenland")
    event(2026, 7, 1, place=tie.place, title_nl="Lezing over de stad"), event(2026, 7, 2, title_nl="Elders")
    VisitFactory(place=tie.place, title_nl="Werkbezoek", host_nl="Gemeente Deventer")
    VisitFactory(place=tie.place, title_nl="Nog geheim", is_published=False)
    page = client.get(tie.place.get_absolute_url())
    text = words(page)
    for said in (
        "Uitwisseling van leerlingen (2 maart 2009) Overeenkomst (pdf)", there.name, "Leren in het buitenland",
        "Lezing over de stad", "Werkbezoek", "Gastheer: Gemeente Deventer", "laatste activiteit in 2026",
    ):  # fmt: skip
        assert said in text
    assert "Elders" not in text
    assert "Nog geheim" not in text
    assert '<a href="https://example.org/overeenkomst.pdf">' in page.text


def test_agreement_that_is_not_filled_in_is_said_to_be(client):
    assert "Afspraak: nog niet ingevuld" in words(client.get(CityTieFactory().place.get_absolute_url()))


def test_document_of_an_agreement_has_a_name():
    tie = CityTieFactory()
    change = "UPDATE organisations_citytie SET agreement_url = 'https://example.org/a.pdf' WHERE id = %s"
    assert refused(change, tie.pk) == "tie_document_has_a_name"
