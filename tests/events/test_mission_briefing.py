"""The briefing: what stands in it, in which language, and of whom nothing."""

import shutil
import subprocess
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.missions.briefing import briefing, content_of
from events.models import MissionItem

from ..event_factories import (
    CounterpartFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionItemFactory,
    TravellerFactory,
)
from ..factories import CityTieFactory, CountryPresenceFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    """A mission of which everything is known that a briefing can say."""
    lead = OrganisationFactory(name="MKB Trade Office", contact_name="Jo Contact", email="jo@voorbeeld.example", shows_contact=True)  # fmt: skip
    mission = MissionFactory(
        slug="riga", title_nl="Handelsmissie Riga", title_en="Trade mission to Riga", zone="Europe/Riga", led_by=lead,
        starts_on=date(2027, 3, 4), ends_on=date(2027, 3, 6), apply_until=date(2027, 1, 1), summary_nl="Drie dagen in Riga.",
    )  # fmt: skip
    place = PlaceFactory(name_nl="Riga", source="Ambitienota 2021-2026")
    CityTieFactory(place=place, since_year=1991, source="Ambitienota 2021-2026", agreement_nl="")
    CountryPresenceFactory(place=place, country=place.country, organisation__name="Actief BV")
    CountryPresenceFactory(
        place=place, country=place.country, organisation__name="Concept BV", organisation__status="draft"
    )
    mission.places.add(place)
    company = MissionCompanyFactory(mission=mission, organisation__name="Pompen BV")
    TravellerFactory(
        company=company, name="Ans Openlijk", role="directeur", email="ans@openlijk.example", in_briefing=True
    )
    TravellerFactory(company=company, name="Bo Verborgen")
    MissionCompanyFactory(mission=mission, state="applied", organisation__name="Wachtend BV")
    CounterpartFactory(mission=mission, name="SIA Ostas", seeks="Pompen", guest_name="Gast Geheim")
    CounterpartFactory(mission=mission, name="SIA Niet", in_briefing=False)
    MissionItemFactory(
        mission=mission, title_nl="Vlucht", zone="Europe/Amsterdam", ends_zone="Europe/Riga",
        starts_at=datetime.combine(date(2027, 3, 4), time(9), ZoneInfo("Europe/Amsterdam")),
        ends_at=datetime.combine(date(2027, 3, 4), time(12, 15), ZoneInfo("Europe/Riga")),
    )  # fmt: skip
    return mission


def text_of(pdf):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="apt-get install -y poppler-utils")


def test_briefing_says_what_is_known_with_its_source_and_names_who_agreed(mission):
    said = str(content_of(mission, MissionItem.objects.all()))
    seen = ["Pompen BV", "Ans Openlijk, directeur", "SIA Ostas", "Actief BV", "sinds 1991 (bron: Ambitienota 2021-2026)",
            "nog niet ingevuld", "Jo Contact", "09:00 (Deventer, Midden-Europa) – 12:15 (Riga, de Baltische landen)"]  # fmt: skip
    assert [text for text in seen if text not in said] == []
    unseen = ["Bo Verborgen", "ans@openlijk.example", "Wachtend BV", "Gast Geheim", "guest-", "SIA Niet", "Concept BV"]
    assert [text for text in unseen if text in said] == []


@needs_poppler
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Handelsmissie Riga", "Wie gaat mee", "Programma"]),
        ("en", ["Trade mission to Riga", "Who goes", "Programme"]),
        ("de", ["Handelsmissie Riga", "Wer mitreist", "Programm"]),
    ],
)
def test_briefing_is_an_accessible_pdf_in_each_language(mission, language, words):
    with translation.override(language):
        pdf = briefing(mission, MissionItem.objects.all())
    assert b"pdfuaid" in pdf
    text = text_of(pdf)
    assert [word for word in words if word not in text] == []


@needs_poppler
def test_letters_that_cannot_be_printed_become_a_question_mark(mission):
    mission.companies.update(offers="水泵 op zon")
    text = " ".join(text_of(briefing(mission, MissionItem.objects.all())).split())
    assert "?" in text
    assert "op zon" in text
    assert "Letters die wij niet kunnen afdrukken" in text


def test_an_empty_mission_has_a_briefing_too():
    mission = MissionFactory(stage="idea", is_published=False, starts_on=None)
    assert briefing(mission, MissionItem.objects.none()).startswith(b"%PDF-")
