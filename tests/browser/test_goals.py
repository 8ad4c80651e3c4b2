"""From the seventeen tiles to a goal, to the matrix and into the directory: with and without script, on both widths."""

import re

import pytest
from playwright.sync_api import expect

from globalgoals.models import Goal, Target
from tests.factories import CountryPresenceFactory, OrganisationFactory
from tests.goal_scene import claim, event, grant, project

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


def test_from_the_tiles_to_a_goal_to_the_matrix_and_into_the_directory(portal, page):
    found, six = [], Goal.objects.get(number=6)
    for number in range(8):
        name = f"Stichting Waterwerken in verre landen en dichtbij {number}"
        organisation = CountryPresenceFactory(organisation=OrganisationFactory(name=name, sector=1)).organisation
        claim(
            organisation,
            six,
            is_confirmed=number % 2 == 0,
            motivation="Wij boren putten bij scholen, met wie er woont.",
            targets=Target.objects.filter(code__in=["6.1", "6.a"]),
        )
    claim(project(title_nl="Putten"), six)
    claim(event(title_nl="Lezing over water"), six)
    grant((six, False), amount=12_345_67)

    page.goto(f"{portal}/")
    look(page, found)
    page.goto(f"{portal}/global-goals/")
    look(page, found)
    page.get_by_text("Alle cijfers in een tabel").click()
    expect(page.get_by_role("row", name=re.compile("Samen, zoals in het register"))).to_contain_text("12.345,67")
    look(page, found)
    page.get_by_role("heading", name=re.compile("Schoon water")).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schoon water")
    expect(page.get_by_text("Er was geen handelsmissie voor dit doel")).to_be_visible()
    look(page, found)
    page.get_by_role("link", name="Organisaties: alle 8").click()
    expect(page.get_by_text("waarvan 4 nog niet bevestigd")).to_be_visible()
    look(page, found)
    page.goto(f"{portal}/global-goals/14/")
    expect(page.get_by_text("Nog niemand werkt aan doel 14.")).to_be_visible()
    look(page, found)
    page.get_by_role("link", name="Per sector en per land").first.click()
    look(page, found)
    page.locator("a[href*='doel=6&sector=maatschappelijk']").click()
    expect(page).to_have_url(re.compile("doel=6&sector=maatschappelijk"))
    expect(page.locator(".result-n")).to_contain_text("8")
    assert found == []
