"""A stranger finds out what is left and whether to apply, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from .test_backoffice import found_by_axe

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_stranger_is_told_no_with_a_reason_and_then_yes(portal, browser, width, javascript):
    # The policy is set aside to inject axe alone, which needs JavaScript.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript, bypass_csp=javascript
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    found = []

    def look():
        if javascript:
            found.extend(found_by_axe(page, width))

    page.goto(portal + "/subsidies/")
    expect(page.locator(".money").first).to_have_text("€\xa043.000")
    look()
    page.get_by_text("Alle cijfers in een tabel").first.click()
    expect(page.get_by_role("row", name="Plafond").first).to_be_visible()
    look()
    page.get_by_role("link", name="Kan ik aanvragen? (Internationale samenwerking)").click()
    look()
    page.get_by_role("button", name="Toon de uitkomst").click()
    expect(page.get_by_role("heading", name="Er zijn 4 fouten")).to_be_visible()
    look()

    page.get_by_role("group", name="Vraagt u aan voor een organisatie").get_by_label("Ja").check()
    page.get_by_role("group", name="Past uw plan").get_by_label("Nee").check()
    page.get_by_role("group", name="Is het een project").get_by_label("Ja").check()
    page.get_by_role("group", name="Is uw activiteit in het jaar").get_by_label("Ja").check()
    page.get_by_role("button", name="Toon de uitkomst").click()
    expect(page.get_by_role("heading", name="U kunt waarschijnlijk niet aanvragen")).to_be_visible()
    expect(page.get_by_text("De regeling noemt alleen deze doelen")).to_be_visible()
    look()

    # What might fit instead has a check of its own; by keyboard this time.
    page.get_by_role("link", name="Publieksevenementen").click()
    for number in range(1, 5):
        page.locator(f"#id_v{number}_0").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Toon de uitkomst").press("Enter")
    expect(page.get_by_role("heading", name="U kunt aanvragen")).to_be_visible()
    look()
    assert context.cookies() == []

    page.get_by_role("link", name="Alles over deze subsidie").click()
    look()
    page.get_by_role("link", name="Alle regels van deze subsidie").click()
    expect(page.get_by_role("heading", name="Welke versie wanneer gold")).to_be_visible()
    look()
    assert found == []
    context.close()
