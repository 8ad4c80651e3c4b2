"""Trade missions as everyone reads them: the list with its filters and file, the page, and where else they are shown."""

import csv
import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.models import Mission, Stage
from tests.event_factories import EventFactory, MissionCompanyFactory, MissionFactory, MissionItemFactory
from tests.factories import (
    CityTieFactory,
    CountryFactory,
    GoalFactory,
    InternshipOfferFactory,
    OrganisationFactory,
    PlaceFactory,
    kenya,
    romania,
)

from .test_hanse import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    """One that is open, to Riga; one that is an idea; one that is over; one that nobody may see."""
    latvia = CountryFactory(iso2="LV", name_nl="Letland")
    riga = PlaceFactory(slug="riga", name_nl="Riga", country=latvia)
    today = timezone.localdate()
    MissionFactory(title_nl="Naar Riga", slug="naar-riga", fee=750_00).places.add(riga)
    MissionFactory(title_nl="Ooit naar Oslo", stage="idea", starts_on=None)
    past = MissionFactory(
        title_nl="Was in Bern",
        stage="follow_up",
        kind="fair",
        starts_on=today - timedelta(400),
        industries=["water", "living"],
    )
    MissionFactory(title_nl="Nog geheim", stage="idea", is_published=False)
    return past


ALL = ["Naar Riga", "Ooit naar Oslo", "Was in Bern"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ALL),
        ("stand=open", ALL[:1]),
        ("stand=komend", []),
        ("stand=plan", ALL[1:2]),
        ("stand=voorbij", ALL[2:]),
        ("soort=beurs", ALL[2:]),
        ("land=lv", ALL[:1]),
        ("stad=riga", ALL[:1]),
        ("branche=wonen", ALL[2:]),
        ("stad=riga&soort=beurs", []),
        ("pagina=99", ALL),
    ],
)
def test_list_and_file_are_narrowed_alike(client, missions, query, titles):
    text = words(client.get(f"/handelsmissies/?{query}"))
    found = sorted((title for title in [*ALL, "Nog geheim"] if title in text), key=text.index)
    assert found == titles
    response = client.get(f"/handelsmissies.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Titel"] for row in rows] == titles


def test_list_is_narrowed_to_a_year(client, missions):
    year = missions.starts_on.year
    assert "Was in Bern" in client.get(f"/handelsmissies/?jaar={year}").text
    assert "Naar Riga" not in words(client.get(f"/handelsmissies/?jaar={year}"))


@pytest.mark.parametrize(
    "query", ["land=zz", "stand=x", "jaar=abc", "stad=%00", "soort=" + "9" * 4000, "branche=voeding"]
)
def test_filters_that_are_none_are_said_to_be(client, missions, query):
    page, file = client.get(f"/handelsmissies/?{query}"), client.get(f"/handelsmissies.csv?{query}")
    assert (page.status_code, file.status_code) == (422, 422)
    assert 'class="error-summary"' in page.text


def test_list_without_missions_says_so(client):
    assert "Er is nog geen handelsmissie ingevuld." in client.get("/handelsmissies/").text


def test_page_says_what_a_company_must_know(client):
    mission = MissionFactory(slug="riga", fee=1250_50, most_companies=8, voucher_url="/subsidies/vouchers/")
    text = words(client.get("/handelsmissies/riga/"))
    assert "Aanmelden" in text and "Apply" not in text
    assert "€ 1.250,50" in text and "Er is plaats voor 8 bedrijven." in text
    assert "Bedrijven kunnen zich aanmelden tot en met" in text
    assert 'href="/subsidies/vouchers/"' in client.get("/handelsmissies/riga/").text
    assert 'href="/en/subsidies/vouchers/"' in client.get("/en/handelsmissies/riga/").text
    mission.apply_until = timezone.localdate() - timedelta(1)
    mission.save()
    text = words(client.get("/handelsmissies/riga/?later"))
    assert "Aanmelding gesloten" in text and "Bedrijven kunnen zich aanmelden" not in text


def test_what_is_not_known_is_said_to_be(client):
    MissionFactory(slug="idee", stage="idea", starts_on=None, source="De nota")
    text = words(client.get("/handelsmissies/idee/"))
    assert "Wanneer nog niet ingevuld" in text and "Bron: De nota" in text


@pytest.mark.parametrize("stage", Stage)
def test_companies_are_named_once_they_are_told(client, stage):
    mission = MissionFactory(slug="riga", stage=stage, told_at=timezone.now())
    MissionCompanyFactory(mission=mission, organisation=OrganisationFactory(name="Gaat mee"))
    MissionCompanyFactory(mission=mission, organisation=OrganisationFactory(name="Concept BV", status="draft"))
    MissionCompanyFactory(mission=mission, organisation=OrganisationFactory(name="Wacht BV"), state="applied")
    MissionCompanyFactory(mission=mission, organisation=OrganisationFactory(name="Nee BV"), state="declined")
    text = words(client.get("/handelsmissies/riga/"))
    assert ("Gaat mee" in text) == (stage in {"fixed", "preparing", "under_way", "follow_up", "closed"})
    assert not any(name in text for name in ("Concept BV", "Wacht BV", "Nee BV", "Past bij het doel"))


def test_public_programme_is_on_the_clock_of_where_it_is(client):
    mission = MissionFactory(slug="riga", stage="preparing", zone="Europe/Riga")
    at = datetime.combine(mission.starts_on, datetime.min.time(), ZoneInfo("Europe/Riga"))
    items = {"mission": mission, "starts_at": at + timedelta(hours=22), "ends_at": at + timedelta(hours=25)}
    MissionItemFactory(title_nl="Diner", is_public=True, **items)
    MissionItemFactory(title_nl="Besloten gesprek", **items)
    text = words(client.get("/handelsmissies/riga/"))
    assert "22:00–01:00 (plaatselijke tijd: Riga" in text and "(eindigt op" in text
    assert "Besloten gesprek" not in text


def test_called_off_is_said_with_the_reason(client):
    MissionFactory(slug="riga", stage="cancelled", reason_nl="Te weinig bedrijven.")
    text = words(client.get("/handelsmissies/riga/"))
    assert "Afgelast: deze missie gaat niet door. Te weinig bedrijven." in text


def test_what_is_not_on_the_website_is_not_found(client):
    MissionFactory(slug="geheim", stage="idea", is_published=False)
    assert client.get("/handelsmissies/geheim/").status_code == 404
    assert "geheim" not in client.get("/sitemap.xml").text


def test_mission_and_event_lead_to_each_other(client):
    event = EventFactory(slug="afreis", title_nl="Informatieavond")
    mission = MissionFactory(slug="riga", title_nl="Naar Riga", event=event)
    assert "/agenda/afreis/" in client.get("/handelsmissies/riga/").text
    assert "/handelsmissies/riga/" in client.get("/agenda/afreis/").text
    Mission.objects.filter(pk=mission.pk).update(stage="idea", is_published=False)
    assert "/handelsmissies/riga/" not in client.get("/agenda/afreis/?later").text


def test_missions_stand_on_the_pages_of_what_they_are_about(client):
    place, goal = PlaceFactory(slug="riga", country=CountryFactory(iso2="LV")), GoalFactory()
    leads, goes = OrganisationFactory(slug="leidt"), OrganisationFactory(slug="gaat-mee")
    mission = MissionFactory(slug="naar-riga", title_nl="Naar Riga", stage="fixed", led_by=leads)
    mission.places.add(place), mission.goals.add(goal)
    MissionCompanyFactory(mission=mission, organisation=goes)
    pages = ["/steden/", "/steden/riga/", "/landen/lv/", f"/global-goals/{goal.number}/", "/organisaties/leidt/",
             "/organisaties/gaat-mee/", "/zoeken/?q=riga", "/sitemap.xml"]  # fmt: skip
    assert [page for page in pages if "/handelsmissies/naar-riga/" not in client.get(page).text] == []


def test_who_applies_is_not_named_on_its_own_page(client):
    company = MissionCompanyFactory(mission__slug="naar-riga", organisation__slug="wacht", mission__stage="open")
    assert company.is_going
    assert "/handelsmissies/naar-riga/" not in client.get("/organisaties/wacht/").text


@pytest.mark.parametrize(
    ("stage", "days_ago", "is_awake"),
    [
        ("follow_up", 10, True),
        ("under_way", 0, True),
        ("cancelled", 10, False),
        ("idea", 10, False),
        ("fixed", -9, False),
    ],
)
def test_a_mission_that_took_place_keeps_a_tie_awake(client, stage, days_ago, is_awake):
    tie = CityTieFactory(place__slug="riga", status="active")
    mission = MissionFactory(stage=stage, starts_on=timezone.localdate() - timedelta(days_ago))
    mission.places.add(tie.place)
    assert (tie.place.get_absolute_url() in client.get("/steden/?slapend=nee").text) == is_awake


def test_what_the_note_plans_is_an_idea_with_its_source(loaded, client):
    found = Mission.objects.order_by("slug")
    assert [mission.slug for mission in found] == ["malmo-goteborg", "riga-hanzedagen"]
    assert {(mission.stage, mission.starts_on, bool(mission.source)) for mission in found} == {("idea", None, True)}
    assert all(getattr(mission, f"title_{code}") for mission in found for code in ("nl", "en", "de"))
    assert [place.slug for place in found[0].places.order_by("slug")] == ["goteborg", "malmo"]
    assert "Ambitienota" in client.get("/handelsmissies/riga-hanzedagen/").text
    Mission.objects.filter(slug="malmo-goteborg").delete()
    call_command("load_data", verbosity=0)
    assert [mission.slug for mission in Mission.objects.all()] == ["riga-hanzedagen"]


def test_internships_that_fit_stand_on_the_page(client):
    def offer(country, **values):
        return InternshipOfferFactory(
            direction="abroad", country=country, organisation__slug=values["title_nl"], **values
        )

    riga = PlaceFactory(slug="riga", country=kenya())
    mission = MissionFactory(slug="riga", industries=["water"])
    offer(kenya(), title_nl="past", industry="water", organisation__name="Pompen BV")
    offer(kenya(), title_nl="te-vroeg", industry="water", ends_on=mission.starts_on)
    offer(kenya(), title_nl="andere-branche", industry="food")
    offer(romania(), title_nl="ander-land", industry="water")
    InternshipOfferFactory(title_nl="hier", organisation__slug="hier")
    assert "Stages die bij deze missie passen" not in client.get("/handelsmissies/riga/").text, (
        "nobody knows where it goes"
    )
    mission.places.add(riga)
    page = client.get("/handelsmissies/riga/?met=plaats")
    assert [each.title_nl for each in page.context["internships"]] == ["past"]
    assert "Stages die bij deze missie passen" in page.text and "Pompen BV" in page.text
    assert "/organisaties/past/#stage-" in page.text and 'href="/onderwijs/stages/"' in page.text
    for n in range(6):
        offer(kenya(), title_nl=f"nog-{n}", industry="water")
    assert len(client.get("/handelsmissies/riga/?meer=6").context["internships"]) == 5
    Mission.objects.update(stage="cancelled")
    assert "Pompen BV" not in client.get("/handelsmissies/riga/?afgelast").text


def test_list_leads_to_the_catalogue(client):
    assert 'href="/made-in-deventer/"' in client.get("/handelsmissies/").text.split("</header>")[-1].split("<footer")[0]
