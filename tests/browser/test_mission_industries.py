# ruff: noqa: F811  (fixtures of the other journeys)

import pytest
from playwright.sync_api import expect

from organisations.models import Country, Organisation

from ..event_factories import MissionFactory
from ..factories import InternshipOfferFactory
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def test_list_is_narrowed_to_an_industry_and_leads_to_an_internship_without_javascript(portal, page, look):
    latvia = Country.objects.get(iso2="LV")
    mission = MissionFactory(
        title_nl="Handelsmissie naar Riga: watertechniek en circulair bouwen",
        industries=["water", "building", "living"],
    )
    mission.countries.add(latvia)
    MissionFactory(title_nl="Beurs voor voeding", industries=["food"])
    for title in ("Onderzoek naar zuivering van afvalwater in de haven", "Verkoop van pompen"):
        InternshipOfferFactory(
            organisation=Organisation.objects.public().order_by("pk").first(), direction="abroad", country=latvia,
            industry="water", title_nl=title, levels=["mbo", "hbo", "wo"], starts_on=mission.starts_on, ends_on=mission.ends_on,
        )  # fmt: skip
    page.goto(f"{portal}/handelsmissies/?branche=water")
    expect(page.get_by_role("link", name=mission.title_nl)).to_be_visible()
    expect(page.get_by_role("link", name="Beurs voor voeding")).to_have_count(0)
    found = look(page)
    page.get_by_role("link", name=mission.title_nl).click()
    expect(page.get_by_role("heading", name="Stages die bij deze missie passen")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Alle stages").click()
    expect(page.get_by_role("link", name="Verkoop van pompen")).to_be_visible()
    page.goto(f"{portal}/handelsmissies/")
    page.get_by_role("link", name="Made in Deventer").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Made in Deventer")
    assert found == []
