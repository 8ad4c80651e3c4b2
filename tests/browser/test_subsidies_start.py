"""The morning of a civil servant: the start page, the list of cases, a case; with axe on each page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ..factories import OrganisationFactory
from ..subsidy_factories import MessageFactory, OfficerFactory, ready, submitted, take_decision
from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser


def test_the_morning_of_an_officer(transactional_db, live_server, browser, width):
    found = []
    case = submitted(organisation=OrganisationFactory(name="Stichting Voorbeeld Schoon Water"), requested=1_200_00)
    MessageFactory(application=case)
    take_decision(
        application=ready(submitted(organisation=OrganisationFactory(name="Voorbeeldkoor"), requested=9_000_00))
    )
    page = signed_in(browser, live_server.url, OfficerFactory(name="S. Voorbeeld"), width)
    page.goto(live_server.url + reverse("admin:index"))
    look(page, width, found, "start-page")
    page.locator(".whose a").click()
    look(page, width, found, "start-page-mine")
    page.goto(live_server.url + reverse("admin:subsidies_application_changelist"))
    look(page, width, found, "case-list")
    page.get_by_role("link", name=case.reference).first.click()
    expect(page.locator("#case-work")).to_be_visible()
    look(page, width, found, "case-page")
    page.locator("form[action$='take-on/'] input[type=submit]").click()
    expect(page.get_by_text("S. Voorbeeld").first).to_be_visible()
    page.locator("summary", has_text="archief").click()
    with page.expect_download() as download:
        page.locator("form[action$='archive/'] input[type=submit]").click()
    assert download.value.suggested_filename == f"{case.reference}.zip"
    assert found == []
