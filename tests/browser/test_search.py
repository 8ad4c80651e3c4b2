"""Searching everything: a word, a filter, a typing error, nothing, too much; and all of it without JavaScript."""

import pytest
from playwright.sync_api import expect

from .test_backoffice import found_by_axe
from .test_membership import look, page  # noqa: F401

pytestmark = pytest.mark.browser


def test_visitor_searches_narrows_down_and_is_helped_after_an_error(portal, page, look, width):  # noqa: F811
    found = []
    page.goto(f"{portal}/zoeken/")
    expect(page.get_by_role("heading", name="Wat zoekt u?")).to_be_visible()
    found += look(page)
    page.get_by_role("searchbox").fill("hanzedagen")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("resultaten")
    found += look(page, page.url)

    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Handelsmissies").check()
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.get_by_role("status")).to_contain_text("2 resultaten")
    expect(page.get_by_role("link", name="Handelsreis naar Riga en de Hanzedagen")).to_be_visible()
    found += look(page, page.url)
    page.get_by_role("link", name="Verwijder filter Handelsmissies").click()
    page.get_by_role("link", name="Volgende").click()
    assert "pagina=2" in page.url

    page.goto(f"{portal}/zoeken/?q=bukomasimbi")
    page.get_by_role("link", name="bukomansimbi", exact=True).click()
    page.get_by_role("heading", name="Bukomansimbi", exact=True).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bukomansimbi")

    page.goto(f"{portal}/de/zoeken/?q=xqxqxq")
    expect(page.get_by_role("heading", level=2, name="Nichts gefunden")).to_be_visible()
    found += look(page, page.url)
    page.goto(f"{portal}/en/zoeken/?q=" + "subsidy+" * 60)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("subsidy " * 24 + "subsidy ")
    found += look(page, page.url)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_search_works_wide_and_without_javascript(portal, browser, script):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script, bypass_csp=True)
    wide = context.new_page()
    wide.goto(f"{portal}/zoeken/?q=water")
    wide.get_by_label("Subdoelen").check()
    wide.get_by_role("button", name="Toon resultaten").click()
    expect(wide.locator(".hits mark").first).to_be_visible()
    assert "soort=subdoel" in wide.url
    assert not script or found_by_axe(wide, 1280) == []
    context.close()
