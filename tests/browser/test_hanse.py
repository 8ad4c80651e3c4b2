"""From the Hanse to a year and a city, to the visits and the ties that sleep: with and without script, on both widths."""

import re
from datetime import date

import pytest

from organisations.models import Place

from ..event_factories import VisitFactory
from .axe import violations
from .conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser, request):
    # Only to inject axe, which needs no script of the page.
    context = browser.new_context(
        viewport={"width": 320, "height": 900}, bypass_csp=True, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.has_script = request.param
    yield page
    context.close()


def look(page, found):
    """Note what axe finds on the page as it stands, on both widths, and what sticks out."""
    if not page.has_script:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, page.url, *violation) for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, page.url, "wider than the screen"))


def test_from_the_hanse_to_a_year_a_city_its_visits_and_the_ties_that_sleep(portal, page):
    found = []
    rostock = Place.objects.get(slug="rostock")
    VisitFactory(
        place=rostock, direction="paid", starts_on=date(2019, 5, 4), title_nl="Naar de haven", programme_nl="- haven"
    )
    page.goto(f"{portal}/hanze/")
    look(page, found)
    page.select_option("[name=land]", label="Letland")
    page.select_option("[name=status]", label="Geschorst")
    page.click("text=Toon resultaten")
    assert page.locator("tbody tr").count() == 2
    look(page, found)
    page.goto(f"{portal}/hanze/?land=zz")
    assert page.locator(".error-summary").is_visible()
    look(page, found)

    page.goto(f"{portal}/hanze/")
    page.click(".year-list >> text=2018 Rostock")
    assert "MKB Trade Office sloot een samenwerkingsovereenkomst" in page.inner_text("main")
    look(page, found)
    page.click(".facts-list >> text=Rostock")
    page.click("summary:has-text('Programma')")
    assert page.locator("details li").inner_text() == "haven"
    look(page, found)
    page.click("text=Alle bezoeken in de lijst")
    assert re.search(r"1\s+bezoek", page.inner_text(".result-n"))
    look(page, found)

    page.goto(f"{portal}/steden/?slapend=ja&volgorde=slapend")
    entries = page.locator(".entry")
    assert entries.count() == 7
    assert "laatste bekende activiteit in 2019" in entries.filter(has_text="Rostock").inner_text()
    look(page, found)
    assert found == []
