import pytest
from django.http import QueryDict
from django.utils import translation

from organisations.directory import Search
from organisations.facets import COUNTRY, NEED, OFFER, SECTOR
from organisations.models import DirectoryEntry, OfferOrNeed, Organisation, Sector

from ..factories import (
    CountryPresenceFactory,
    GoalTagFactory,
    NetworkMembershipFactory,
    OfferOrNeedFactory,
    OrganisationFactory,
    ThemeFactory,
    kenya,
    romania,
)

pytestmark = pytest.mark.django_db


def find(query=""):
    return Search.from_address(QueryDict(query))


def names(query=""):
    return [row["name"] for row in find(query).results()]


@pytest.fixture
def three():
    """A foundation in Uganda and Kenya, a school in Romania, and a hidden one in Uganda that must never show."""
    water = OrganisationFactory(
        name="Stichting Schoon Water", summary_nl="Waterpompen op scholen", confirmed_on="2026-05-01"
    )
    CountryPresenceFactory(organisation=water)
    CountryPresenceFactory(organisation=water, country=kenya())
    GoalTagFactory(organisation=water)
    water.themes.add(ThemeFactory())
    school = OrganisationFactory(name="De Hanzeschool", sector=Sector.EDUCATION, languages=["ro"])
    CountryPresenceFactory(organisation=school, country=romania(), activity_nl="Uitwisseling van leerlingen")
    OfferOrNeedFactory(organisation=school, direction=OfferOrNeed.Direction.NEED)
    hidden = OrganisationFactory(name="Verborgen", status=Organisation.Status.HIDDEN)
    CountryPresenceFactory(organisation=hidden)
    return water, school, hidden


def test_directory_shows_the_public_ones_last_confirmed_first(three):
    assert names() == ["Stichting Schoon Water", "De Hanzeschool"]
    assert names("sorteer=naam") == ["De Hanzeschool", "Stichting Schoon Water"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("land=ug", ["Stichting Schoon Water"]),
        ("land=UG", ["Stichting Schoon Water"]),
        ("land=ug&land=ro", ["Stichting Schoon Water", "De Hanzeschool"]),
        ("land=ug&sector=onderwijs", []),
        ("werelddeel=afrika", ["Stichting Schoon Water"]),
        ("doel=6", ["Stichting Schoon Water"]),
        ("thema=water", ["Stichting Schoon Water"]),
        ("vraag=kennis", ["De Hanzeschool"]),
        ("aanbod=kennis", []),
        ("taal=ro", ["De Hanzeschool"]),
        ("q=oeganda", ["Stichting Schoon Water"]),
        ("q=uganda", ["Stichting Schoon Water"]),
        ("q=roemenie", ["De Hanzeschool"]),
        ("q=oegnada", ["Stichting Schoon Water"]),
        ("q=waterpomp", ["Stichting Schoon Water"]),
        ("q=leerling uitwisseling", ["De Hanzeschool"]),
        ("q=scholen", ["Stichting Schoon Water"]),
        ("q=verborgen", []),
        ("q=!%26|()*:'", []),
    ],
)
def test_directory_finds(three, query, found):
    assert sorted(names(query)) == sorted(found)


def test_counts_of_a_kind_leave_its_own_choices_out(three):
    search = find("land=ug")
    assert {option.choice.slug: option.count for option in search.options()[COUNTRY]} == {"ug": 1, "ke": 1, "ro": 1}
    assert {option.choice.slug: option.count for option in search.options()[SECTOR]} == {"maatschappelijk": 1}
    assert (search.total, search.everything) == (1, 2)


def test_each_count_is_what_choosing_it_shows(three):
    for query in ["", "land=ug", "sector=onderwijs&land=ro", "q=water", "land=ug&sector=onderwijs"]:
        search = find(query)
        for kind, offered in search.options().items():
            for option in offered:
                if not option.is_free:
                    continue
                others = QueryDict(search.address()[1:], mutable=True)
                others.setlist(kind.parameter, [option.choice.slug])
                assert Search.from_address(others).total == option.count, (query, option)


def test_offers_and_needs_are_told_apart(three):
    assert NEED in find().options()
    assert OFFER not in find().options()


@pytest.mark.parametrize("query", ["land=zz&doel=99", "thema=&netwerk=%00", "land=" + "x" * 5000, "sector=sport%27--"])
def test_unknown_values_are_named_and_left_out(three, query):
    search = find(query)
    assert search.total == 2
    assert len(search.unknown) <= 5
    assert all(len(value) < 60 for value in search.unknown)


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "9" * 50, "abc", "1.5", "٣", "²"])
def test_impossible_pages_are_a_page_that_is(three, page):
    assert len(find(f"pagina={page}").results()) == 2


@pytest.mark.parametrize("text", ["a" * 10_000, "\x00\x00", "de het een", "&&&", "'; DROP TABLE", "%", "_", "\\"])
def test_any_text_can_be_searched_for(three, text):
    query = QueryDict("", mutable=True)
    query["q"] = text
    search = Search.from_address(query)
    assert search.total >= 0
    assert len(search.results()) == search.total


def test_entry_follows_every_part(three):
    water, school, _hidden = three
    before = set(DirectoryEntry.objects.get(pk=school.pk).facets)
    membership = NetworkMembershipFactory(organisation=school)
    assert set(DirectoryEntry.objects.get(pk=school.pk).facets) - before == {60_000_000 + membership.network_id}
    membership.delete()
    assert set(DirectoryEntry.objects.get(pk=school.pk).facets) == before
    presence = water.presences.first()
    presence.organisation = school
    presence.save()
    assert COUNTRY.number * 10_000_000 + presence.country_id in DirectoryEntry.objects.get(pk=school.pk).facets
    Organisation.objects.filter(pk=school.pk).update(status=Organisation.Status.ENDED)
    assert not DirectoryEntry.objects.filter(pk=school.pk).exists()


def test_another_name_of_a_country_is_found_at_once(three):
    country = kenya()
    country.name_nl = "Kenya aan zee"
    country.save()
    assert names("q=zee") == ["Stichting Schoon Water"]


def test_choices_are_in_the_active_language(three):
    with translation.override("en"):
        labels = {option.name for option in find().options()[COUNTRY]}
    assert labels == {"Uganda", "Kenya", "Romania"}


def test_directory_costs_the_same_queries_at_any_size(three, django_assert_num_queries):
    def ask():
        search = find("land=ug&land=ke")
        search.facets()
        return search.results()

    with django_assert_num_queries(5):
        ask()
    for _ in range(30):
        CountryPresenceFactory()
    with django_assert_num_queries(5):
        assert len(ask()) == 24
