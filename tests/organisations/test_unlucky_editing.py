"""Members who are unlucky, or not well-meaning: double clicks, drafts of what is gone, two at the office's door, odd places."""

import pytest
from django.core import mail

from organisations.models import CountryPresence, Draft, Place, ProposedChange
from organisations.places import kept, place_named

from ..factories import CountryFactory, MembershipFactory, OfferOrNeedFactory, OrganisationFactory
from .test_profile import address, client_of, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld", website="https://voorbeeld.example/")


@pytest.fixture
def owner(organisation):
    return MembershipFactory(organisation=organisation, user__name="Eigenaar").user


@pytest.fixture
def client(owner):
    return client_of(owner)


# --- Sent twice ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("aanbod", {"direction": "offer", "kind": "1", "text_nl": "Kennis van pompen"}),
        ("projecten", {"kind": "aid", "title_nl": "Pompen"}),
        ("landen", {"activity_nl": "Pompen", "place_name": "Gulu"}),
    ],
)
def test_what_is_sent_twice_is_there_once(client, organisation, section, values):
    if section == "landen":
        values = {**values, "country": CountryFactory().pk}
    url = address("edit_item", section, 0)
    sent = {**opened(client, url), **values}
    for _click in range(2):
        assert client.post(url, sent)["Location"] == address("edit_section", section)
    assert len(client.get(address("edit_section", section)).context["items"]) == 1
    assert not Draft.objects.exists()
    # What is kept while typing comes after it was saved.
    client.post(address("draft", section, 0), sent)
    assert not Draft.objects.exists()


def test_two_of_a_kind_that_differ_are_two(client, organisation):
    url = address("edit_item", "aanbod", 0)
    for text in ("Kennis van pompen", "Kennis van putten"):
        client.post(url, {"direction": "offer", "kind": "1", "text_nl": text})
    assert organisation.offers_and_needs.count() == 2


def test_removing_twice_is_no_error(client, organisation):
    offer = OfferOrNeedFactory(organisation=organisation)
    for _click in range(2):
        answer = client.post(address("remove_item", "aanbod", offer.pk))
        assert answer["Location"] == address("edit_section", "aanbod")
    assert client.get(address("remove_item", "aanbod", offer.pk)).status_code == 404
    assert client.post(address("remove_item", "aanbod", 0)).status_code == 404


# --- Drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["draft", "edit_item"])
def test_nothing_is_kept_for_what_was_never_on_the_page(client, organisation, name):
    for pk in (12345, 2**63, 10**30, OfferOrNeedFactory().pk):
        assert client.post(address(name, "aanbod", pk), {"text_nl": "Iets", "later": "on"}).status_code == 404
    assert not Draft.objects.exists()


def test_what_was_typed_about_something_that_is_gone_can_be_found(client, organisation):
    pk = OfferOrNeedFactory(organisation=organisation).pk
    url = address("edit_item", "aanbod", pk)
    sent = {**opened(client, url), "text_nl": "Lang over nagedacht"}
    organisation.offers_and_needs.all().delete()
    assert client.post(address("draft", "aanbod", pk), sent).status_code == 200
    assert url in client.get(address("edit_section", "aanbod")).text
    page = client.get(url)
    assert "Lang over nagedacht" in page.text
    assert client.post(url, opened(client, url)).status_code == 302
    assert [item.text_nl for item in organisation.offers_and_needs.all()] == ["Lang over nagedacht"]
    assert not Draft.objects.exists()
    assert client.get(url).status_code == 404


def test_typing_back_what_is_on_the_page_leaves_nothing_unsaved(client, organisation):
    url, draft = address("edit_section", "verhaal"), address("draft", "verhaal", 0)
    sent = {**opened(client, url), "summary_nl": "Anders"}
    assert client.post(draft, sent).status_code == 200
    assert Draft.objects.exists()
    assert (
        client.post(draft, opened(client_of(MembershipFactory(organisation=organisation).user), url)).status_code == 200
    )
    assert not Draft.objects.exists()


def test_too_much_to_keep_is_not_called_kept(client, organisation):
    texts = {f"description_{language}": "x" * 120_000 for language in ("nl", "en", "de")}
    page = client.post(address("edit_section", "verhaal"), {**texts, "later": "on"})
    assert page.status_code == 422
    assert "x" * 120_000 in page.text
    assert not Draft.objects.exists()


def test_a_long_text_in_another_script_is_kept(client, organisation):
    texts = {f"description_{language}": "ї" * 20_000 for language in ("nl", "en", "de")}
    assert client.post(address("draft", "verhaal", 0), texts).status_code == 200


# --- What waits for staff --------------------------------------------------------------------------------------------


def test_a_second_proposal_keeps_what_a_colleague_proposed(client, organisation):
    url = address("edit_section", "naam")
    colleague = client_of(MembershipFactory(organisation=organisation).user)
    stale = opened(colleague, url)
    client.post(url, {**opened(client, url), "name": "Stichting Anders"})
    assert colleague.post(url, {**stale, "website": "https://elders.example/"}).status_code == 302
    wanted = {"name": "Stichting Anders", "website": "https://elders.example/"}
    assert ProposedChange.objects.get().values == wanted
    fresh = opened(colleague, url)
    assert {name: fresh[name] for name in wanted} == wanted
    waiting = ProposedChange.objects.get()
    mail.outbox.clear()
    colleague.post(url, fresh)
    assert ProposedChange.objects.get() == waiting
    assert mail.outbox == []
    client.post(url, {**opened(client, url), "name": "Stichting Voorbeeld", "website": "https://voorbeeld.example/"})
    assert not ProposedChange.objects.exists()


def test_a_mistake_in_the_form_does_not_change_what_it_says_is_public(client, organisation):
    url = address("edit_section", "naam")
    client.post(url, {**opened(client, url), "name": "Stichting Anders"})
    page = client.post(url, {**opened(client, url), "name": "Nog iets anders", "kvk_number": "12"})
    assert page.status_code == 422
    assert page.context["organisation"].name == "Stichting Voorbeeld"
    assert page.context["proposed"].differences[0][2:] == ("Stichting Voorbeeld", "Stichting Anders")


# --- Places ----------------------------------------------------------------------------------------------------------


def test_places_whose_names_look_alike_get_addresses_of_their_own(client, organisation):
    country = CountryFactory()
    for name in ("Gulu", "Gulu!", "Gulu?", "Київ", "Львів", "Одеса"):
        answer = client.post(address("edit_item", "landen", 0), {"country": country.pk, "place_name": name})
        assert answer.status_code == 302
    assert CountryPresence.objects.values("place").distinct().count() == 6


@pytest.mark.parametrize("name", ["www.koop-nu.example/hier", "Gulu\u202egnp.exe", "https://kwaad.example/"])
def test_a_place_is_no_advertisement(client, organisation, name):
    page = client.post(address("edit_item", "landen", 0), {"country": CountryFactory().pk, "place_name": name})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"place_name"}
    assert not Place.objects.exists()


def test_a_place_that_two_add_at_once_is_there_once():
    country = CountryFactory()
    first, second = (place_named("Gulu", country) for _n in range(2))
    assert kept(first) == kept(second) == Place.objects.get()
