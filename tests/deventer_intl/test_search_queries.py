"""What people type, and what they expect first: against the real data, with a few made records beside it.

Each row is a question, the language of the site, and the addresses expected at the top in this order (`...` begins with).
"""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from organisations.facets import choices_at
from tests.event_factories import EventFactory, MissionFactory, StoryConsentFactory, VisitFactory
from tests.factories import NewsItemFactory, OfferOrNeedFactory, OrganisationFactory, ProjectFactory
from tests.search_scene import announced, private_twins


def make_records():
    organisation = OrganisationFactory(
        name="Stichting Voorbeeldpomp", slug="voorbeeldpomp", summary_nl="Ontwikkelingshulp in dorpen.",
        summary_en="Rural development.", summary_de="Entwicklungshilfe in Dörfern.",
    )  # fmt: skip
    ProjectFactory(organisation=organisation, title_nl="Schoon water", summary_nl="Een project voor drie dorpen.")
    ProjectFactory(organisation=organisation, title_nl="Vrouwencoöperatie", title_en="Women’s cooperative")
    OfferOrNeedFactory(organisation=organisation, text_nl="Kinderboeken voor bibliotheken")
    EventFactory(
        slug="koffieochtend", title_nl="Koffieochtend voor vrijwilligers", title_en="Coffee morning for volunteers"
    )
    EventFactory(slug="oude-koffie", title_nl="Koffieochtend van toen", starts_at=timezone.now() - timedelta(days=900))
    MissionFactory(slug="textielmissie", title_nl="Textielmissie", title_en="Textile mission", title_de="Textilreise")
    VisitFactory(title_nl="Brandweer op bezoek")
    StoryConsentFactory(story__title_nl="Mijn typemachine")
    NewsItemFactory(
        slug="verkiezing", title_nl="Wethouder geeft startsein", body_nl="Over het gemeentehuis en de verkiezingen."
    )
    announced("Kleuterklassen voor Bukomansimbi", summary="Een school krijgt lokalen.")


@pytest.fixture(scope="module")
def visitor(django_db_setup, django_db_blocker):
    """Somebody who looks at the real data, loaded once for all questions."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_data", verbosity=0)
        make_records()
        secret = private_twins()
        yield Client(), secret
        transaction.set_rollback(True)


def search(visitor, query, language="nl"):
    caches["pages"].clear()
    choices_at.cache_clear()
    prefix = "" if language == "nl" else f"/{language}"
    response = visitor[0].get(f"{prefix}/zoeken/", {"q": query})
    assert response.status_code == 200
    assert not [word for word in visitor[1] if word in response.text and word not in query]
    return response.context


ORGANISATION, CITY, COUNTRY = "/organisaties/{}/", "/steden/{}/", "/landen/{}/"
QUESTIONS = [
    # Names, whole and in part.
    ("saxion", "nl", ["/organisaties/saxion/"]),
    ("Go Ahead Eagles", "nl", ["/organisaties/go-ahead-eagles/"]),
    ("stichting bulungi", "nl", ["/organisaties/stichting-bulungi/"]),
    ("St. Bulungi", "nl", ["/organisaties/stichting-bulungi/"]),
    ("wereldwinkel", "nl", ["/organisaties/wereldwinkel-bathmen/", "/organisaties/wereldwinkel-deventer/"]),
    ("W.L.P. Gambia", "nl", ["/organisaties/w-l-p-gambia/"]),
    ("dev&ter jong", "nl", ["/organisaties/dev-ter-jong/"]),
    ("the rob foundation", "en", ["/en/organisaties/the-rob-foundation/"]),
    ("trade office", "nl", ["/organisaties/mkb-trade-office-deventer/"]),
    ("bibliotheek", "nl", ["/organisaties/openbare-bibliotheek-deventer/"]),
    # The beginning of a word.
    ("kristins", "nl", ["/organisaties/kristinsson-architecten/"]),
    ("subsidiereg", "nl", ["/subsidies/"]),
    # Cities, without their signs, and in three languages.
    ("malmo", "nl", ["/steden/malmo/"]),
    ("Malmö", "de", ["/de/steden/malmo/"]),
    ("goteborg", "nl", ["/steden/goteborg/"]),
    ("Gothenburg", "nl", ["/steden/goteborg/"]),
    ("gothenburg", "en", ["/en/steden/goteborg/"]),
    ("osnabruck", "nl", ["/steden/osnabruck/"]),
    ("Osnabrück", "de", ["/de/steden/osnabruck/"]),
    ("Hermannstadt", "nl", ["/steden/sibiu/"]),
    ("Klausenburg", "de", ["/de/steden/cluj-napoca/"]),
    ("bukomansimbi", "nl", ["/steden/bukomansimbi/"]),
    # Countries in three languages.
    ("Oeganda", "nl", ["/landen/ug/"]),
    ("Uganda", "en", ["/en/landen/ug/"]),
    ("roemenie", "nl", ["/landen/ro/"]),
    ("Rumänien", "de", ["/de/landen/ro/"]),
    ("sweden", "nl", ["/landen/se/"]),
    # Goals.
    ("sdg 6", "nl", ["/global-goals/6/"]),
    ("SDG11", "nl", ["/global-goals/11/"]),
    ("doel 4", "nl", ["/global-goals/4/"]),
    ("quality education", "en", ["/en/global-goals/4/"]),
    ("geen honger", "nl", ["/global-goals/2/"]),
    ("Sauberes Wasser", "de", ["/de/global-goals/6/"]),
    ("6.1", "nl", ["/global-goals/6/#subdoelen"]),
    # Schemes, and what was decided.
    ("internationale samenwerking", "nl", ["/subsidies/internationale-samenwerking/"]),
    ("international cooperation", "en", ["/en/subsidies/internationale-samenwerking/"]),
    ("publieksevenement", "nl", ["/subsidies/publieksevenementen/"]),
    ("kleuterklas", "nl", ["/subsidies/register/"]),
    # Plurals and singulars.
    ("subsidies", "nl", ["/subsidies/"]),
    ("wereldwinkels", "nl", ["/organisaties/wereldwinkel-bathmen/", "/organisaties/wereldwinkel-deventer/"]),
    ("bibliotheken", "nl", ["/organisaties/openbare-bibliotheek-deventer/"]),
    ("architect", "nl", ["/organisaties/kristinsson-architecten/"]),
    ("kinderboek", "nl", ["/organisaties/voorbeeldpomp/#uitwisselen"]),
    # Dutch compounds: a word inside another, and two words written as one.
    ("pomp", "nl", ["/organisaties/voorbeeldpomp/"]),
    ("gelijkheid", "nl", ["/global-goals/5/", "/global-goals/10/"]),
    ("textiel", "nl", ["/handelsmissies/textielmissie/"]),
    ("waterproject", "nl", ["/organisaties/voorbeeldpomp/#projecten"]),
    ("missie textiel", "nl", ["/handelsmissies/textielmissie/"]),
    ("textilreise", "de", ["/de/handelsmissies/textielmissie/"]),
    ("gemeentehuis", "nl", ["/nieuws/verkiezing/"]),
    # Typing errors.
    ("saxoin", "nl", ["/organisaties/saxion/"]),
    ("bukomasimbi", "nl", ["/steden/bukomansimbi/"]),
    ("osnabrueck", "de", ["/de/steden/osnabruck/"]),
    ("wereldwinkl deventer", "nl", ["/organisaties/wereldwinkel-deventer/"]),
    ("palestijna", "nl", ["/organisaties/stichting-vrede-voor-palestina/"]),
    ("duurzaamheidcentrum", "nl", ["/organisaties/duurzaamheidscentrum-deventer/"]),
    # Words together, also of two languages, in whichever order.
    ("uganda kinderen", "nl", ["/organisaties/stichting-kinderen-van-uganda/"]),
    (
        "vrienden van",
        "nl",
        ["/organisaties/stichting-vrienden-van-umthombo/", "/organisaties/stichting-vrienden-van-mikondo/"],
    ),
    ("coffee morning", "en", ["/en/agenda/koffieochtend/"]),
    ("koffieochtend", "nl", ["/agenda/koffieochtend/", "/agenda/oude-koffie/"]),
    ("hanzedagen riga", "nl", ["/hanze/", "/handelsmissies/riga-hanzedagen/"]),
    ("vrouwencooperatie", "nl", ["/organisaties/voorbeeldpomp/#projecten"]),
    ("brandweer", "nl", ["/steden/bezoeken/?stad="]),
    ("typemachine", "nl", ["/shelter-city/"]),
    ("deventer4globalgoals", "nl", ["/netwerken/kerngroep-deventer4globalgoals/"]),
    ("privacy", "nl", ["/privacy/"]),
    ("toegankelijkheid", "nl", ["/toegankelijkheid/"]),
]


@pytest.mark.parametrize(("query", "language", "expected"), QUESTIONS)
def test_what_is_expected_first_comes_first(visitor, query, language, expected):
    hits = search(visitor, query, language)["hits"]
    first = [hit.url for hit in hits][: len(expected)]
    assert len(first) == len(expected), first
    for wanted in expected:
        assert any(url == wanted or (wanted.count("/") < 4 and url.startswith(wanted)) for url in first), first


def test_a_word_inside_another_is_found_below_the_word_itself(visitor):
    urls = [hit.url for hit in search(visitor, "hulp")["hits"]]
    assert "/global-goals/17/#subdoelen" in urls[: urls.index("/organisaties/voorbeeldpomp/")]


def test_there_are_as_many_questions_as_were_asked_for():
    assert len(QUESTIONS) == len({question[:2] for question in QUESTIONS}) >= 40


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("saxoin", "saxion"), ("bukomasimbi", "bukomansimbi"), ("wereldwinkl bathmen", "wereldwinkel bathmen")],
)
def test_after_a_typing_error_the_page_says_what_was_perhaps_meant(visitor, typed, meant):
    context = search(visitor, typed)
    assert context["search"].looks_alike
    assert context["meant"] == meant
    assert not search(visitor, meant)["search"].looks_alike


@pytest.mark.parametrize("query", ["xqxqxq", "zzyzx woord", "qwertyuiop"])
def test_what_is_nowhere_finds_nothing(visitor, query):
    assert search(visitor, query)["search"].total == 0
