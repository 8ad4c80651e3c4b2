import pytest
from axe_playwright_python.sync_playwright import Axe

from ..deventer_intl.test_pages import PAGES

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def page(browser, width):
    # Only to inject axe; what the policy itself does to a page is seen in the journeys.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_sticks_out(portal, page, width):
    found = []
    for address in [*PAGES, "/en/organisaties/", "/de/", "/bestaat-niet/", "/organisaties/?land=zz"]:
        page.goto(portal + address)
        found += [
            (address, violation["id"], [node["target"] for node in violation["nodes"][:3]])
            for violation in Axe().run(page, options=RULES).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((address, "wider than the screen"))
    assert found == []
