"""A company fills in what it exports, without JavaScript; a visitor looks through the catalogue and prints it."""

import re

import pytest
from playwright.sync_api import expect

from organisations.models import ExportProfile

from ..factories import CompanyFactory, ExportProfileFactory
from .test_membership import look  # noqa: F401
from .test_profile import member, save, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def test_company_comes_into_the_catalogue_and_a_visitor_finds_it(portal, browser, width, look):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page, found = context.new_page(), []
    page.set_default_timeout(10_000)
    page.goto(f"{portal}/made-in-deventer/")
    expect(page.get_by_role("heading", name="De eerste bladzijde is nog leeg")).to_be_visible()
    found += look(page, page.url)

    company = CompanyFactory(name="Voorbeeld Pompenfabriek", slug="pompenfabriek")
    sign_in(page, portal, member(company, "Eigenaar"), "/mijn/organisaties/pompenfabriek/")
    page.get_by_role("link", name="Made in Deventer: wat u exporteert").click()
    page.get_by_label("Exporteert sinds").fill("2999")
    page.get_by_role("button", name="Opslaan en publiceren").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 3 fouten")
    found += look(page)
    page.get_by_label("Branche").select_option(label="machines, metaal en elektronica")
    page.get_by_label("Wat u exporteert in het Nederlands").fill("Pompen van roestvast staal voor de zuivel.")
    page.locator("summary", has_text="Kies").click()
    page.get_by_label("Letland").check()
    page.get_by_label("Exporteert sinds").fill("1985")
    save(page)
    assert [country.iso2 for country in ExportProfile.objects.get().countries.all()] == ["LV"]

    ExportProfileFactory(organisation__name="Voorbeeld Koek", industry="food", products_nl="Koek")
    page.goto(f"{portal}/organisaties/")
    page.get_by_role("link", name="Made in Deventer: bedrijven die exporteren").click()
    found += look(page, page.url)
    # On a narrow screen they open as a sheet, without a script.
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("Exporteert naar").select_option(label="Letland")
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.get_by_text("1 bedrijf", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Voorbeeld Koek")).to_have_count(0)
    printing = page.get_by_role("link", name="Deze selectie om te printen (pdf)").get_attribute("href")
    answer = page.request.get(f"{portal}{printing}")
    assert answer.headers["content-type"] == "application/pdf" and b"pdfuaid" in answer.body()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("Naam of product").fill("kaas")
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.get_by_role("heading", name="Geen bedrijven gevonden")).to_be_visible()
    found += look(page, page.url)
    page.goto(f"{portal}/made-in-deventer/?branche=onzin")
    expect(page.get_by_role("alert")).to_contain_text("Er is 1 fout")
    found += look(page, page.url)
    page.goto(f"{portal}/made-in-deventer/?q=pompen")
    page.get_by_role("link", name="Voorbeeld Pompenfabriek").click()
    expect(page.get_by_role("heading", name="Made in Deventer")).to_be_visible()
    expect(page.get_by_text(re.compile("sinds 1985"))).to_be_visible()
    found += look(page, page.url)
    context.close()
    assert found == []
