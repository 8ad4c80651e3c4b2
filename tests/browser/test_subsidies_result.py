"""An editor publishes what came of a project, and a stranger reads it on three pages."""

import pytest
from django.core.files.storage import storages
from playwright.sync_api import expect

from subsidies.models import PublicResult, ResultPhoto

from ..factories import CountryFactory, CountryPresenceFactory, OrganisationFactory
from ..subsidies.result_scene import told
from ..subsidy_factories import EditorFactory
from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def case(transactional_db, live_server):
    """A settled project with two photos."""
    organisation = OrganisationFactory(name="Stichting Voorbeeld Schoon Water", slug="voorbeeld-water")
    CountryPresenceFactory(organisation=organisation, country=CountryFactory())
    return told(photos=2, organisation=organisation)


def publish(page, width, found):
    """Publish the one photo of two, after a mistake and a look at how it will be."""
    page.get_by_label("Tekst in het Nederlands").fill("")
    page.get_by_role("button", name="Publiceren").click()
    page.get_by_role("link", name="Tekst in het Nederlands: Dit veld is verplicht.").click()
    expect(page.get_by_label("Tekst in het Nederlands")).to_be_focused()
    look(page, width, found, "result-mistake")
    page.get_by_label("Titel in het Nederlands").fill("Vijf pompen geplaatst")
    page.get_by_label("Tekst in het Nederlands").fill("Vijf scholen hebben water.\n\nDe pompen werken op de zon.")
    page.get_by_label("Deze foto publiceren").first.check()
    page.get_by_role("button", name="Tonen hoe het eruitziet").click()
    expect(page.get_by_role("heading", name="Zo komt het eruit te zien")).to_be_visible()
    expect(page.get_by_label("Deze foto publiceren").first).to_be_checked()
    look(page, width, found, "result-preview")
    page.get_by_role("button", name="Publiceren").click()


def test_an_editor_publishes_and_a_stranger_reads(case, live_server, browser, width):
    found, address = [], live_server.url
    page = signed_in(browser, address, EditorFactory(name="R. Voorbeeld"), width)
    page.goto(address + "/beheer/")
    page.get_by_role("link", name="1 Resultaten om te publiceren").click()
    look(page, width, found, "result-list")
    page.get_by_role("link", name="Water bij scholen in Oeganda").click()
    look(page, width, found, "result-form")
    publish(page, width, found)
    expect(page.get_by_text("Iedereen kan het nu lezen")).to_be_visible()
    look(page, width, found, "result-public")
    name = ResultPhoto.objects.get().small.rpartition("/")[2]
    assert storages["pictures"].exists(name)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    stranger = context.new_page()
    stranger.goto(f"{address}/landen/ug/")
    look(stranger, width, found, "result-country")
    stranger.get_by_role("link", name="Vijf pompen geplaatst").click()
    expect(stranger.get_by_text("De pompen werken op de zon.")).to_be_visible()
    photo = stranger.get_by_role("img", name="Drie vrouwen bij een pomp")
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 0
    look(stranger, width, found, "result-entry")
    stranger.goto(f"{address}/organisaties/voorbeeld-water/")
    expect(stranger.get_by_role("link", name="Vijf pompen geplaatst")).to_be_visible()
    look(stranger, width, found, "result-organisation")
    page.get_by_role("button", name="Van de website halen").click()
    look(page, width, found, "result-withdrawn")
    stranger.reload()
    expect(stranger.get_by_role("link", name="Vijf pompen geplaatst")).to_have_count(0)
    assert PublicResult.objects.get().published_at is None and not storages["pictures"].exists(name)
    assert found == [] and context.cookies() == []
    context.close()
