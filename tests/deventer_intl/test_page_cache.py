import pytest
import time_machine
from django.core.cache import caches

from organisations.models import Organisation

from ..factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_second_visit_costs_one_query(client, django_assert_num_queries):
    OrganisationFactory()
    first = client.get("/organisaties/")
    with django_assert_num_queries(1):
        second = client.get("/organisaties/")
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/organisaties/?x=1", 2),
        ("/organisaties/?sector=maatschappelijk", 3),
        ("/organisaties/?q=voorbeeld", 3),
        ("/organisaties/?sector=maatschappelijk&q=voorbeeld", 3),
        # And on which missions it goes, whether anything came of its projects, and its good practices.
        ("/organisaties/voorbeeld/", 7),
    ],
)
def test_a_cold_page_costs_few_queries(client, django_assert_num_queries, address, number):
    OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")
    # What a process keeps for each stamp: names and counts of choices.
    client.get("/organisaties/")
    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200


def test_the_first_page_after_a_change_costs_at_most_six_queries(client, django_assert_max_num_queries):
    OrganisationFactory()
    with django_assert_max_num_queries(6):
        client.get("/organisaties/?sector=maatschappelijk&q=voorbeeld")


def test_a_visitor_who_has_the_page_gets_304(client):
    OrganisationFactory()
    etag = client.get("/organisaties/")["ETag"]
    response = client.get("/organisaties/", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_very_large_page_is_answered_and_not_kept(client, monkeypatch):
    OrganisationFactory()
    monkeypatch.setattr("deventer_intl.page_cache.LARGEST", 1_000)
    etag = client.get("/organisaties/")["ETag"]
    assert list(caches["pages"]._cache) == []
    # Who has it still need not fetch it again.
    assert client.get("/organisaties/", headers={"If-None-Match": etag}).status_code == 304


def test_an_edit_shows_at_once_whoever_made_it(client):
    organisation = OrganisationFactory(name="Oude Naam")
    assert "Oude Naam" in client.get("/organisaties/").text
    Organisation.objects.filter(pk=organisation.pk).update(name="Nieuwe Naam")
    page = client.get("/organisaties/").text
    assert "Nieuwe Naam" in page
    assert "Oude Naam" not in page


def test_a_new_day_makes_pages_anew(client, django_assert_num_queries):
    OrganisationFactory(confirmed_on="2026-01-01")
    with time_machine.travel("2026-06-01 12:00Z"):
        assert "f-ok" in client.get("/organisaties/").text
    with time_machine.travel("2026-12-01 12:00Z"):
        assert "f-old" in client.get("/organisaties/").text


def test_each_kind_of_visitor_has_a_page_of_his_own(client):
    OrganisationFactory()
    pages = [
        client.get("/organisaties/").content,
        client.get("/organisaties/", headers={"HX-Request": "true"}).content,
        client.get("/en/organisaties/").content,
        client.get("/organisaties/?land=ug").content,
    ]
    assert len(set(pages)) == 4


def test_nothing_of_a_member_is_kept(client):
    client.force_login(UserFactory())
    client.get("/organisaties/")
    assert not caches["pages"]._cache
    client.logout()
    client.get("/beheer/login/")
    assert not caches["pages"]._cache


def test_a_foreign_host_is_refused(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
