import pytest

from ..deventer_intl.test_pages import PAGES
from .axe import violations
from .conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, width):
    # Only to inject axe; what the policy itself does to a page is seen in the journeys.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_sticks_out(portal, page):
    found = []
    for address in [*PAGES, "/en/organisaties/", "/de/", "/bestaat-niet/", "/organisaties/?land=zz"]:
        page.goto(portal + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [(width, address, *violation) for violation in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((width, address, "wider than the screen"))
    assert found == []
