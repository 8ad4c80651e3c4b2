"""The index of the search: never what is not public, right at once whatever writes, and a page that nobody's typing breaks."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from deventer_intl import tasks
from deventer_intl.search import hits, install
from deventer_intl.search.kind import Kind
from deventer_intl.search.kinds import BY_NUMBER, KINDS
from deventer_intl.search.models import SearchChange, SearchEntry
from organisations.facets import choices_at
from organisations.models import Organisation
from tests.event_factories import EventFactory, StoryConsentFactory
from tests.factories import (
    CountryFactory,
    CountryPresenceFactory,
    GoalTagFactory,
    InternshipOfferFactory,
    NewsItemFactory,
    OrganisationFactory,
    ProjectFactory,
)
from tests.search_scene import announced, hide_each, of_each_kind, private_twins
from tests.subsidy_factories import take_correction

pytestmark = pytest.mark.django_db

PREFIXES = ("", "/en", "/de")


def catch_up():
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_catch_up()")


def search(client, query, prefix=""):
    """Return the page of a search, made anew: the stamp grows at a commit, and a test never gets there."""
    caches["pages"].clear()
    choices_at.cache_clear()
    response = client.get(f"{prefix}/zoeken/?{query}")
    assert response.status_code == 200, query
    return response


def found(client, query, prefix=""):
    """Return the addresses of what a search finds, in their order."""
    return [hit.url for hit in search(client, query, prefix).context["hits"]]


def hits_on_all_pages(client, query, prefix=""):
    return [hit for n in (1, 2, 3) for hit in search(client, f"{query}&pagina={n}", prefix).context["hits"]][:60]


def in_index() -> set[tuple[Kind, int]]:
    catch_up()
    return {(BY_NUMBER[entry.kind], entry.record) for entry in SearchEntry.objects.all()}


def test_each_kind_is_found_at_the_address_of_its_record(client, folder):
    records = of_each_kind("zandgebak")
    assert set(records) == set(KINDS)
    for prefix in PREFIXES:
        shown = hits_on_all_pages(client, "q=zandgebak", prefix)
        assert {hit.kind for hit in shown} == set(KINDS)
        urls = {hit.url for hit in shown}
        for kind, record in records.items():
            if hasattr(record, "get_absolute_url"):
                with translation.override(prefix.strip("/") or "nl"):
                    assert record.get_absolute_url() in urls, kind.slug
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_what_the_index_holds_is_what_the_querysets_say(client, folder):
    records = of_each_kind("zandgebak")
    private_twins()
    public = {(kind, pk) for kind in KINDS for pk in kind.published().values_list("pk", flat=True)}
    assert in_index() == public
    assert {kind for kind, _pk in public} == set(KINDS)
    gone = hide_each(records)
    there = in_index()
    assert there == {(kind, pk) for kind in KINDS for pk in kind.published().values_list("pk", flat=True)}
    # News of tomorrow waits in the index; no search finds it.
    assert {kind for kind in gone if (kind, records[kind].pk) in there} == {BY_NUMBER[19]}
    kinds_found = {hit.kind for hit in hits_on_all_pages(client, "q=zandgebak")}
    assert kinds_found == set(KINDS) - gone


def test_nothing_private_is_found_by_any_word_in_any_language_or_facet(client, folder):
    words = private_twins()
    assert len(set(words)) == len(words) > 40
    for word in words:
        for text in (word, word[:-4], f"zoek {word}", word.upper()):
            for prefix in PREFIXES:
                page = search(client, f"q={quote(text)}", prefix)
                assert [hit for hit in page.context["hits"] if word in f"{hit.title}{hit.text}{hit.url}"] == [], text
                assert page.context["search"].total == 0 or page.context["search"].looks_alike, text
    everything = "".join(search(client, f"soort={kind.slug}&pagina={n}").text for kind in KINDS for n in (1, 2, 3))
    assert not [word for word in words if word in everything]
    assert not SearchEntry.objects.filter(words__regex="|".join(set(words) - of_another_day(words))).exists()


def of_another_day(words):
    """Those of which the index waits for their day, or which it keeps until they are closed."""
    return {word for word in words if word.startswith(("conceptb", "gesloten"))}


def test_words_that_look_like_a_private_one_find_nothing_of_it(client):
    OrganisationFactory(name="Stichting Nachtvlinder", status="hidden")
    assert found(client, "q=nachtvlindr") == []
    assert "nachtvlinder" not in search(client, "q=nachtvlindr").text.lower()


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("UPDATE organisations_organisation SET status = 'hidden'", []),
        ("UPDATE organisations_organisation SET name = 'Anders'", ["#projecten"]),
        ("DELETE FROM organisations_project", ["/morgen/"]),
        ("DELETE FROM organisations_organisation", []),
    ],
)
def test_what_is_changed_by_hand_is_not_found_the_moment_after(client, change, left):
    ProjectFactory(organisation__name="Morgenrood", organisation__slug="morgen", title_nl="Morgenrood")
    assert len(found(client, "q=morgenrood")) == 2
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_project" if "DELETE" in change else "SELECT 1")
        cursor.execute(change)
    assert [part in url for url, part in zip(found(client, "q=morgenrood"), left, strict=True)] == [True] * len(left)


def test_what_is_put_back_by_hand_is_found_the_moment_after(client):
    OrganisationFactory(name="Morgenrood", slug="morgen", status="hidden")
    assert found(client, "q=avondrood") == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_organisation SET status = 'active', name = 'Avondrood'")
    assert found(client, "q=avondrood") == ["/organisaties/morgen/"]


def test_an_empty_table_leaves_nothing_to_be_found(client):
    NewsItemFactory(title_nl="Morgenrood")
    assert len(found(client, "q=morgenrood")) == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE deventer_intl_newsitem CASCADE")
    assert found(client, "q=morgenrood") == []
    assert not SearchEntry.objects.exists()


def test_a_change_of_what_stands_around_a_record_is_found_too(client):
    presence = CountryPresenceFactory(organisation__name="Samen")
    organisation = presence.organisation.get_absolute_url()
    assert organisation in found(client, "q=oeganda")
    presence.country.name_nl = "Parelland"
    presence.country.save()
    assert organisation in found(client, "q=parelland")
    presence.delete()
    assert organisation not in found(client, "q=parelland")
    tag = GoalTagFactory(organisation=presence.organisation)
    assert found(client, "doel=6&soort=organisatie") == [organisation]
    tag.delete()
    assert found(client, "doel=6&soort=organisatie") == []


def test_days_come_and_go_by_themselves(client):
    today = timezone.localdate()
    story = StoryConsentFactory(story__title_nl="Vuurtoren", expires_on=today + timedelta(days=3)).story
    NewsItemFactory(title_nl="Vuurtoren", slug="toren", published_on=today + timedelta(days=2))
    InternshipOfferFactory(title_nl="Vuurtoren", apply_before=today + timedelta(days=1))
    noon = timezone.now().replace(hour=11)
    shown = {}
    for day in range(5):
        with time_machine.travel(noon + timedelta(days=day), tick=False):
            shown[day] = {url.split("/")[1] for url in found(client, "q=vuurtoren")}
            everywhere = {
                (kind, pk)
                for kind in KINDS
                for pk in kind.public().values_list("pk", flat=True)
                if kind.number in (4, 15, 19)
            }
            assert len(everywhere) == len(shown[day]), day
    assert shown == {
        0: {"organisaties", "shelter-city"}, 1: {"organisaties", "shelter-city"}, 2: {"nieuws", "shelter-city"},
        3: {"nieuws", "shelter-city"}, 4: {"nieuws"},
    }  # fmt: skip
    assert search(client, "q=vuurtoren")["Cache-Control"] == "private, no-store"
    story.delete()
    assert not [url for url in found(client, "q=vuurtoren") if "shelter" in url]


def test_the_worker_takes_over_what_was_noted_and_lets_go_what_is_over():
    today = timezone.localdate()
    StoryConsentFactory(given_on=today - timedelta(days=9), expires_on=today)
    tasks.catch_up_search(timestamp=0)
    assert not SearchChange.objects.exists()
    assert SearchEntry.objects.filter(kind=15).count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        tasks.catch_up_search(timestamp=0)
    assert not SearchEntry.objects.filter(kind=15).exists()


def test_a_decision_is_found_once_as_it_holds_now(client):
    decision = announced("Lantaarns voor Jinja")
    reference = decision.application.reference
    assert found(client, "q=lantaarns") == [f"/subsidies/register/{reference}/"]
    assert found(client, f"q={reference.lower()}")[0] == f"/subsidies/register/{reference}/"
    correction = take_correction(decision.application, decision.decided_by, public_title="Fakkels voor Jinja")
    assert found(client, "q=fakkels") == []
    from subsidies.actions import deciding

    deciding.announce(decision=correction, by=decision.decided_by)
    assert found(client, "q=lantaarns") == []
    assert len(found(client, "q=fakkels")) == 1


def test_what_slipped_into_the_index_is_left_out_and_reported(client, caplog):
    organisation = OrganisationFactory(name="Stichting Sluipwesp", summary_nl="Zoemt.")
    assert len(found(client, "q=sluipwesp")) == 1
    Organisation.objects.filter(pk=organisation.pk).update(status="hidden")
    # As if there had been no trigger.
    SearchChange.objects.all().delete()
    response = search(client, "q=sluipwesp")
    assert response.context["hits"] == [] and "Zoemt" not in response.text
    assert "not public" in caplog.text


def test_all_that_an_entry_is_made_of_is_watched():
    tables = connection.introspection.table_names()
    for kind in KINDS:
        named = {word for word in re.findall(r"\w+", install.refresh(kind, connection)) if word in tables}
        watched = {source.split(".")[0] for source in kind.sources()}
        assert named - watched - {install.ENTRY} == set(), kind.slug


def test_numbers_and_addresses_of_kinds_are_of_one_alone():
    assert len({kind.number for kind in KINDS}) == len({kind.slug for kind in KINDS}) == len(KINDS)


def test_installing_again_changes_nothing_and_another_definition_makes_all_anew(monkeypatch):
    OrganisationFactory()
    catch_up()
    install.install()
    assert not SearchChange.objects.exists()
    monkeypatch.setattr(install, "LONGEST_TEXT", 10_000)
    install.install()
    assert SearchChange.objects.get().source == install.ALL
    SearchEntry.objects.all().delete()
    catch_up()
    assert SearchEntry.objects.filter(kind=1).count() == 1


def test_the_serving_role_brings_the_index_up_to_date(client, as_serving_role):
    OrganisationFactory(name="Stichting Zonnebloem")
    assert found(client, "q=zonnebloem") == [Organisation.objects.get().get_absolute_url()]


def test_facets_narrow_down_and_say_how_many(client):
    country = CountryFactory()
    for n in range(3):
        GoalTagFactory(
            organisation=CountryPresenceFactory(country=country, organisation__name=f"Pomp {n}").organisation
        )
    EventFactory(title_nl="Pomp in de stad")
    page = search(client, "q=pomp")
    numbers = {
        facet["kind"].parameter: re.findall(r">([^<>]+)<span>(\d+)", facet["first"]) for facet in page.context["facets"]
    }
    assert numbers["soort"] == [("Organisaties", "3"), ("Activiteiten", "1")]
    assert numbers["land"] == [("Oeganda", "3")]
    assert len(found(client, "q=pomp&soort=organisatie&land=ug&doel=6")) == 3
    assert found(client, f"q=pomp&soort=bijeenkomst&jaar={EventFactory().starts_at.year}") != []
    assert found(client, "q=pomp&jaar=1999") == []
    # The choices of a facet say what one would see besides.
    page = search(client, "q=pomp&soort=bijeenkomst")
    assert "Organisaties<span>3" in page.text and page.context["search"].total == 1


def test_pages_are_of_twenty_and_one_too_far_is_the_last(client):
    for n in range(45):
        OrganisationFactory(name=f"Molen {n:02}")
    pages = [found(client, f"q=molen&pagina={n}") for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({url for page in pages for url in page}) == 45
    assert found(client, "q=molen&pagina=999999") == found(client, "q=molen&pagina=99999999999999") * 0 + pages[2]


BAD = [
    "q=%00", "q=a%00b", "q=%ff%fe", "q=" + quote("& | ! : * ( ) <-> \\ ' \""), "q=" + quote("a:*b & !c"), "q=" + quote("\\"),
    "q=" + quote("de het een van"), "q=" + quote("the of and"), "q=" + quote("!!!"), "q=" + quote("😀🇳🇱"), "q=" + quote("\u202e\u200f"),
    "q=" + quote("x" * 200), "q=" + quote("%_%"), "q=" + quote("'); DROP TABLE x; --"), "soort=niets", "land=xx&doel=18&jaar=abcd",
    "jaar=0000", "jaar=9999", "jaar=٢٠٢٦", "soort=%00", "pagina=999999", "pagina=-1", "pagina=%00", "q=&soort=", "q[]=1", "land=%f0%28",
    "q=" + quote("Ξένος 東京 مدينة"), "q=1", "q=a&q=b", "q=" + quote("a b c d e f g h i j k l m n o p q r s t"), "q=nul&doel=" + "9" * 4000,
]  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_bad_input_is_answered_with_a_clear_page(client, query):
    OrganisationFactory(name="De brug", summary_nl="100% & meer")
    for prefix in PREFIXES:
        response = client.get(f"{prefix}/zoeken/?{query}")
        assert response.status_code == 200
        assert "<h1>" in response.text


@pytest.mark.parametrize("query", ["q=%21%21%21", "q=van+de+het", "q=%F0%9F%98%80"])
def test_where_no_word_is_left_the_page_says_so(client, query):
    assert "hier staat geen woord" in client.get(f"/zoeken/?{query}").text.lower()


def test_a_name_of_small_words_is_found_all_the_same(client):
    there = OrganisationFactory(name="Van het Een", slug="van-het-een")
    assert found(client, "q=van+het+een") == [there.get_absolute_url()]


@pytest.mark.parametrize("size", [201, 5_000])
def test_a_text_that_is_too_long_is_refused_and_kept(client, size):
    response = client.get("/zoeken/?q=" + "subsidie " * (size // 9 + 1))
    assert response.status_code == 422
    assert "error-summary" in response.text and 'href="#q"' in response.text
    assert 'value="subsidie subsidie' in response.text
    assert response.context["hits"] == []


def test_texts_are_shown_as_text_with_the_words_marked(client):
    OrganisationFactory(name="<b>Kwade</b> pomp", summary_nl="Een <script>alert(1)</script> pomp & meer", slug="kwaad")
    text = search(client, "q=pomp").text
    assert "<script>alert" not in text and "<b>Kwade" not in text
    assert "Een &lt;script&gt;alert(1)&lt;/script&gt; <mark>pomp</mark> &amp; meer" in text


def test_a_title_in_another_language_says_so(client):
    ProjectFactory(title_nl="Schone pomp")
    response = search(client, "q=pomp", "/en")
    assert '<a href="/en/organisaties/' in response.text and 'lang="nl">Schone <mark>pomp</mark>' in response.text


def test_a_page_costs_the_same_queries_however_much_there_is(client, folder):
    costs = []
    of_each_kind("zandgebak")
    for _round in range(2):
        search(client, "q=zandgebak")
        with CaptureQueriesContext(connection) as queries:
            search(client, "q=zandgebak")
        costs.append(len(queries))
        for _n in range(30):
            EventFactory(title_nl="Zandgebak")
            ProjectFactory(summary_nl="zandgebak")
    assert costs[0] == costs[1] <= 9


def test_public_among_asks_once_for_all_kinds(client, folder):
    records = of_each_kind("zandgebak")
    rows = [{"kind": kind.number, "record": record.pk} for kind, record in records.items()]
    with CaptureQueriesContext(connection) as queries:
        assert hits.public_among(rows) == {(row["kind"], row["record"]) for row in rows}
    assert len(queries) == 1
