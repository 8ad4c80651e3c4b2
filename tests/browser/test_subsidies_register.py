"""Somebody looks up where the money went, and repeats a draw."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from subsidies.models import Distribution
from subsidies.reckoning import lottery
from tests.subsidy_factories import (
    CeilingFactory,
    DecisionFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
)

from .test_backoffice import found_by_axe

pytestmark = pytest.mark.browser


def test_a_stranger_reads_the_register_and_repeats_a_draw(portal, browser, width):
    DecisionFactory(
        announced_at=timezone.now(),
        public_title="Water bij scholen in Oeganda",
        public_summary="Vijf scholen krijgen een pomp.",
    )
    DecisionFactory(
        application=submitted(requested=2_500_00),
        announced_at=timezone.now(),
        outcome="refuse",
        amount=0,
        public_title="Een concert van een orkest uit een stad met een lange naam, met koor en solisten",
    )
    scheme = SchemeFactory(slug="loterij", code="LOT", name_nl="Loterij")
    ceiling = CeilingFactory(scheme=scheme, seed_commitment=lottery.commitment("zaad"))
    publish(SchemeVersionFactory(ceiling=ceiling, distribution=Distribution.LOTTERY))
    references = [ready(submitted(ceiling=ceiling)).reference for _ in range(2)]
    type(ceiling).objects.filter(pk=ceiling.pk).update(seed="zaad")

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, found = context.new_page(), []
    page.set_default_timeout(15_000)

    def look(name):
        found.extend(found_by_axe(page, width))
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)

    page.goto(portal + "/subsidies/")
    page.get_by_role("link", name="Subsidieregister: wat is verleend").click()
    expect(page.get_by_text("2 besluiten")).to_be_visible()
    look("register")
    page.goto(portal + "/subsidies/register/?jaar=abc")
    expect(page.get_by_role("heading", name="Er is 1 fout")).to_be_visible()
    look("mistake")
    page.goto(portal + "/subsidies/register/?q=pomp")
    page.get_by_role("link", name="Water bij scholen in Oeganda").click()
    expect(page.get_by_text("Het geld").first).to_be_visible()
    look("entry")
    page.locator("dd a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Subsidies van")
    look("organisation")
    page.goto(f"{portal}/subsidies/loterij/loting/{ceiling.year}/")
    page.get_by_label("Geheim getal (sleutel)").fill("zaad")
    page.get_by_label("Kenmerken").fill("\n".join(references))
    page.get_by_role("button", name="Bereken de volgorde").press("Enter")
    expect(page.get_by_text("Dit is de sleutel die vooraf vaststond")).to_be_visible()
    look("draw")
    assert found == []
    assert context.cookies() == []
    context.close()
