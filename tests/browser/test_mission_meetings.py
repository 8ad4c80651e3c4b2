# ruff: noqa: F811  (fixtures of the other journeys)
import re

import pytest
from django.core import mail
from django.db.models.functions import Length
from playwright.sync_api import expect

from events.models import MissionMeeting
from organisations.models import Organisation

from ..event_factories import CounterpartFactory, MissionCompanyFactory, MissionFactory, PartyFactory, WishFactory
from ..factories import MembershipFactory, UserFactory
from .test_backoffice import open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
PASSWORD = "een-lang-genoeg-wachtwoord"
DESK = "/handelsmissies/riga/trade-office"


@pytest.fixture
def mission(portal):
    """A mission with two companies of the delegation, one with a long name, and a guest who filled in already."""
    mission = MissionFactory(
        slug="riga", stage="preparing", title_nl="Handelsmissie Riga: water en warmte", zone="Europe/Riga"
    )
    owner = UserFactory(email="ed@voorbeeld.example", name="Ed Eigenaar")
    owner.set_password(PASSWORD)
    owner.save()
    owner.emailaddress_set.create(email=owner.email, verified=True, primary=True)
    organisation = Organisation.objects.get(slug="saxion")
    MembershipFactory(organisation=organisation, user=owner)
    MissionCompanyFactory(mission=mission, organisation=organisation)
    mission.other = Organisation.objects.annotate(length=Length("name")).order_by("length", "pk").last()
    other = PartyFactory(company__mission=mission, company__organisation=mission.other)
    guest = CounterpartFactory(
        mission=mission, name="Rīgas Ūdens Infrastruktūras Attīstības un Inovāciju Klasteris", languages=["en"],
        offers="Netwerk van waterbedrijven in Letland", seeks="Waterpompen op zonnestroom",
    )  # fmt: skip
    WishFactory(by=guest.party, about=other)
    return mission


def sign_in(page, portal, address):
    page.goto(portal + address)
    page.get_by_label("E-mail").fill("ed@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def add_guest(page, look):
    """Add a guest and mail the link; return what axe found, and the link."""
    found = look(page)
    page.get_by_role("link", name="Een gesprekspartner toevoegen").click()
    page.get_by_label("E-mailadres van de gast").fill("geen adres")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 2 fouten")
    found += look(page)
    page.get_by_label("Organisatie", exact=True).fill("SIA Saules Siltums")
    page.get_by_label("Naam van de gast").fill("Ilze Ozola")
    page.get_by_label("E-mailadres van de gast").fill("ilze@saules.example")
    page.get_by_label("Nederlands").first.check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name=re.compile("Mail de link.*SIA Saules Siltums")).click()
    expect(page.get_by_role("status")).to_contain_text("De link is gemaild")
    return found + look(page), re.search(r"http://localhost:\d+(/\S*gast/\S+)", mail.outbox[-1].body)[1]


def test_office_invites_plans_changes_fixes_and_mends(portal, page, look, browser, width, mission, open_back_office):
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    page.goto(f"{portal}{DESK}/gesprekspartners/")
    found, link = add_guest(page, look)
    page.get_by_role("link", name="Gesprekken aan tafel").click()
    found += look(page)
    page.get_by_role("link", name="Een dag toevoegen").click()
    page.get_by_label("De eerste ronde begint om").fill("22:30")
    page.get_by_label("Aantal rondes").fill("4")
    page.get_by_label("Aantal tafels").fill("2")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_contain_text("na middernacht")
    found += look(page)
    page.get_by_label("De eerste ronde begint om").fill("10:00")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_text("Er is nog geen schema.")).to_be_visible()
    found += look(page)
    plan = page.url

    guest = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False).new_page()
    guest.goto(portal + link)
    guest.get_by_label(f"Uw wens: {mission.other.name}").select_option(label="graag")
    guest.get_by_role("button", name="Bewaren").click()
    expect(guest.get_by_role("alert")).to_contain_text("minstens één taal")
    found += look(guest)
    guest.get_by_label("Engels").check()
    guest.get_by_role("textbox", name="Wat u zoekt").fill("Waterpompen op zonnestroom, onderhoud")
    guest.get_by_label("10:00–10:20").uncheck()
    guest.get_by_label("Uw wens: Saxion").select_option(label="liever niet (blijft geheim)")
    guest.get_by_role("button", name="Bewaren").click()
    expect(guest.get_by_role("status")).to_contain_text("Opgeslagen")
    found += look(guest)

    company = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False).new_page()
    sign_in(company, portal, "/handelsmissies/riga/deelnemers/wensen/")
    company.get_by_label("Uw wens: SIA Saules Siltums").select_option(label="graag")
    company.get_by_label("Uw wens: Rīgas").select_option(label="als het kan")
    company.get_by_role("button", name="Bewaren").click()
    found += look(company)
    company.get_by_role("link", name="Uw gesprekken", exact=True).click()
    found += look(company)

    page.goto(plan)
    page.get_by_role("button", name="Maak een schema").click()
    expect(page.get_by_role("status")).to_contain_text("Het schema is gemaakt")
    expect(page.get_by_text("SIA Saules Siltums wil dit gesprek niet. Vertel dit aan niemand.")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name=re.compile("Saxion.*Rīgas")).click()
    page.get_by_label("Tafel").fill("9")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Ronde").select_option(label="Ronde 4, 11:15")
    page.get_by_label("Tafel").fill("2")
    page.get_by_label("Laat dit gesprek hier staan").check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Een gesprek toevoegen").click()
    page.get_by_label("Bedrijf uit de delegatie").select_option(label="Saxion")
    page.get_by_label("Gesprekspartner").select_option(label="SIA Saules Siltums")
    page.get_by_label("Ronde").select_option(label="Ronde 1, 10:00")
    page.get_by_label("Tafel").fill("1")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Een van de twee wil dit gesprek niet")
    expect(page.get_by_role("alert")).to_contain_text("SIA Saules Siltums is er niet in ronde 1")
    found += look(page)
    page.goto(plan)
    page.get_by_role("button", name="Leg het vast en mail iedereen").click()
    expect(page.get_by_role("status")).to_contain_text("Het schema ligt vast")
    found += look(page)

    guest.goto(portal + link)
    expect(guest.get_by_role("heading", name="Uw gesprekken")).to_be_visible()
    found += look(guest)
    company.reload()
    expect(company.get_by_role("row", name=re.compile("11:15–11:35.*Rīgas"))).to_be_visible()
    found += look(company)
    page.get_by_label("Wie er niet is").select_option(
        label="Rīgas Ūdens Infrastruktūras Attīstības un Inovāciju Klasteris"
    )
    page.get_by_label("Vanaf welke ronde").last.select_option(label="Ronde 3, 10:50")
    page.get_by_role("button", name="Plan opnieuw zonder deze partij").click()
    expect(page.get_by_role("status")).to_contain_text("is er niet vanaf ronde 3")
    found += look(page)
    assert MissionMeeting.objects.exclude(cancelled_at=None).exists()
    # The guest from Riga reads English.
    assert mail.outbox[-1].subject.startswith("Your meetings changed")
    guest.get_by_role("link", name="Afmelden: ik doe niet mee").click()
    found += look(guest)
    guest.get_by_role("button", name="Ja, afmelden").click()
    found += look(guest)
    guest.context.close(), company.context.close()
    assert found == []
