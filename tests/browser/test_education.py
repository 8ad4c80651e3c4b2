"""A school adds an exchange and asks for a contact, without JavaScript; the office answers; a visitor looks it up."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import ContactRequest, InternshipOffer, Organisation, SchoolExchange

from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look  # noqa: F401
from .test_profile import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def publish(page):
    page.get_by_role("button", name="Opslaan en publiceren").click()


def test_school_adds_an_exchange_and_an_internship(portal, browser, width, look):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page, found = context.new_page(), []
    page.set_default_timeout(10_000)
    saxion = Organisation.objects.get(slug="saxion")
    sign_in(page, portal, member(saxion, "Eigenaar"), "/mijn/organisaties/saxion/")
    page.get_by_role("link", name="Uitwisselingen en stages van de school").click()
    found += look(page, page.url)
    page.get_by_role("link", name="Toevoegen").click()
    page.get_by_label("Soort").select_option(label="Erasmus+")
    page.get_by_label("Land", exact=True).select_option(label="Roemenië")
    page.get_by_label("Stad of regio").fill("Sibiu")
    page.get_by_label("Schooljaar").select_option(label="2025–2026")
    page.get_by_label("Partnerinstelling").fill("Universitatea Lucian Blaga")
    page.get_by_label("Aantal studenten").fill("-3")
    publish(page)
    expect(page.get_by_role("alert")).to_contain_text("Er is 1 fout")
    found += look(page)
    page.get_by_label("Aantal studenten").fill("14")
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    assert SchoolExchange.objects.get(students=14).school_year == 2025

    page.goto(f"{portal}/mijn/organisaties/saxion/")
    page.get_by_role("link", name="Stages die u aanbiedt").click()
    page.get_by_role("link", name="Toevoegen").click()
    publish(page)
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 4 fouten")
    found += look(page)
    page.get_by_label("Titel in het Nederlands").fill("Onderzoek naar drinkwater")
    page.get_by_label("Wat het is in het Nederlands").fill("U meet mee.\n\nIn het tweede halfjaar.")
    page.get_by_label("in Deventer").check()
    page.get_by_label("hbo").check()
    page.get_by_label("Uiterlijk reageren op").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    assert InternshipOffer.objects.open().get().levels == ["hbo"]

    page.goto(f"{portal}/organisaties/saxion/")
    found += look(page, page.url)
    page.get_by_role("link", name="Onderwijs en jeugd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderwijs en jeugd")
    found += look(page, page.url)
    page.goto(f"{portal}/onderwijs/stages/?niveau=hbo")
    found += look(page, page.url)
    page.get_by_role("link", name="Onderzoek naar drinkwater").click()
    page.get_by_role("link", name=re.compile("Vraag ernaar.*drinkwater")).click()
    expect(page.get_by_label("Uw bericht")).to_have_value(re.compile("^Over uw stage: Onderzoek naar drinkwater"))
    context.close()
    assert found == []


def test_school_asks_for_a_contact_and_the_office_answers(portal, browser, width, look, open_back_office):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page, found = context.new_page(), []
    page.goto(f"{portal}/onderwijs/")
    page.get_by_role("link", name=re.compile("Vraag een introductie.*Sibiu")).click()
    expect(page.get_by_role("heading", name="Zo vraagt een school")).to_be_visible()
    found += look(page, page.url)
    path = page.url.removeprefix(portal)
    sign_in(page, portal, member(Organisation.objects.get(slug="zone-college"), "Eigenaar"), path)
    page.get_by_role("button", name="De vraag versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is 1 fout")
    found += look(page)
    page.get_by_label("Wat wilt u daar doen").fill("Wij zoeken een bedrijf voor een excursie.")
    page.get_by_role("button", name="De vraag versturen").click()
    expect(page.get_by_role("status")).to_contain_text("Uw vraag ligt bij")
    found += look(page)

    office = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    office.get_by_role("link", name="1 Scholen die om een contact vragen").click()
    found += found_by_axe(office, width)
    office.get_by_role("link", name="Zone College").click()
    expect(office.get_by_text("Wij zoeken een bedrijf")).to_be_visible()
    office.get_by_role("button", name="Vastleggen en mailen").click()
    expect(office.locator(".errornote")).to_be_visible()
    found += found_by_axe(office, width)
    office.get_by_label("Voorgesteld").check()
    office.get_by_label("Wat u aan de school schrijft").fill("Mail mevrouw Popescu.")
    office.get_by_role("button", name="Vastleggen en mailen").click()
    expect(office.get_by_text("Besloten en gemaild.")).to_be_visible()
    office.context.close()
    assert ContactRequest.objects.get().outcome == "introduced"
    assert "Mail mevrouw Popescu." in mail.outbox[-1].body
    page.reload()
    expect(page.get_by_text("Mail mevrouw Popescu.")).to_be_visible()
    found += look(page, page.url)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280])
def test_visitor_filters_the_overview(portal, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{portal}/onderwijs/")
    page.get_by_label("School", exact=True).select_option(label="Zone College")
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.get_by_text("2 uitwisselingen en stages", exact=True)).to_be_visible()
    rows = page.get_by_role("table", name="Wat scholen doen").get_by_role("row")
    expect(rows).to_have_count(3)
    found = found_by_axe(page, width)
    page.goto(f"{portal}/onderwijs/?jaar=1900")
    expect(page.get_by_role("alert")).to_contain_text("1900")
    found += found_by_axe(page, width)
    page.goto(f"{portal}/onderwijs/stages/")
    found += found_by_axe(page, width)
    context.close()
    assert found == []
