import re

import pytest
from playwright.sync_api import expect

from .conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture(params=WIDTHS)
def width(request):
    """Both screens: the filters fold on the narrow one."""
    return request.param


def open_filters(page, width):
    if width < 960:
        page.get_by_role("button", name="Filters").click()


def test_filtering_updates_in_place_keeps_focus_and_goes_back(portal, page, width):
    page.goto(f"{portal}/organisaties/")
    expect(page.get_by_role("status")).to_have_text("52 organisaties")
    open_filters(page, width)
    box = page.locator("#land-ug")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("3 van 52 organisaties")
    expect(page).to_have_url(re.compile(r"land=ug"))
    expect(page.locator("#land-ug")).to_be_focused()
    expect(page.locator("#land-ug")).to_be_checked()
    expect(page.locator(".org")).to_have_count(3)
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("52 organisaties")
    expect(page.locator("#land-ug")).not_to_be_checked()
    assert page.errors == []


def test_keyboard_reaches_a_profile_from_the_search(portal, page):
    page.goto(f"{portal}/organisaties/")
    page.get_by_label("Zoek in organisaties").fill("oegnada")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("3 van 52 organisaties")
    link = page.get_by_role("link", name="Go Ahead Eagles")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Go Ahead Eagles")
    assert page.errors == []


def test_everything_works_without_javascript(portal, browser, width):
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{portal}/organisaties/?land=ug")
    expect(page.get_by_role("status")).to_have_text("3 van 52 organisaties")
    if width >= 960:
        page.get_by_role("group", name="Thema").get_by_label("Sport").check()
        page.get_by_role("button", name="Toon resultaten").click()
        expect(page.locator(".org h2")).to_have_text(["Go Ahead Eagles"])
        page.get_by_role("link", name="Verwijder filter Sport").click()
    expect(page.locator(".org")).to_have_count(3)
    context.close()
