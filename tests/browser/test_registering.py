# ruff: noqa: F811  (fixtures of the other journeys)
import re
import time

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from deventer_intl.people_only import SHORTEST
from events.actions import registering
from events.models import Registration
from organisations.models import Organisation

from ..event_factories import EventFactory, QuestionFactory, RegistrationFactory, RegistrationTermsFactory
from ..factories import MembershipFactory, UserFactory
from .conftest import WIDTHS
from .test_backoffice import open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
PASSWORD = "een-lang-genoeg-wachtwoord"


@pytest.fixture
def terms(portal):
    """An evening of Saxion with one place left, which asks how people come and what they eat."""
    owner = UserFactory(email="ed@voorbeeld.example", name="Ed Eigenaar")
    owner.set_password(PASSWORD)
    owner.save()
    owner.emailaddress_set.create(email=owner.email, verified=True, primary=True)
    organisation = Organisation.objects.get(slug="saxion")
    MembershipFactory(organisation=organisation, user=owner)
    event = EventFactory(slug="avond", organiser=organisation, title_nl="Netwerkavond internationale samenwerking")
    terms = RegistrationTermsFactory(event=event, capacity=2, most_guests=3, asks_diet=True)
    QuestionFactory(event=event, text_nl="Hoe komt u?", kind="choice", choices_nl="Met de trein\nMet de fiets", is_required=True)  # fmt: skip
    RegistrationFactory(event=event, name="Bernard-Hendrik van der Meulen-Oosterwijk tot Voorst", shows_name=True,
                        affiliation="Stichting Samenwerkende Internationale Organisaties Deventer en Omstreken")  # fmt: skip
    return terms


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S*agenda/inschrijving/\S+)", message.body)[1]


def fill_in(page, name, email):
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Met de fiets").check()
    time.sleep(SHORTEST)


def test_visitor_registers_changes_and_cancels_without_javascript(portal, page, look, terms):
    found = []
    page.goto(f"{portal}/agenda/avond/")
    found += look(page)
    page.get_by_role("link", name="Schrijf u in").click()
    expect(page.get_by_text("Nog 1 plaats van de 2.")).to_be_visible()
    expect(page.locator("[name=homepage]")).to_be_hidden()
    found += look(page)
    page.get_by_label("Wat u niet eet").fill("geen noten")
    page.get_by_role("button", name="Schrijf u in").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 4 fouten")
    expect(page.get_by_label("Wat u niet eet")).to_have_value("geen noten")
    expect(page).to_have_title(re.compile(r"^\(4 fouten\)"))
    found += look(page)
    page.get_by_label("De organisator mag bewaren").check()
    fill_in(page, "Ans Vrager", "ans@vrager.example")
    page.get_by_role("button", name="Schrijf u in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    found += look(page)

    own = portal + link_in(mail.outbox[-1])
    page.goto(own)
    expect(page.get_by_text("U hebt een plaats")).to_be_visible()
    expect(page.get_by_text("Meulen-Oosterwijk")).to_be_visible()
    found += look(page)
    page.get_by_label("Hoeveel mensen u meeneemt").fill("1")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("nog 0 plaatsen")
    found += look(page)
    page.get_by_role("link", name="Mijn inschrijving annuleren").click()
    found += look(page)
    page.get_by_role("button", name="Ja, annuleren").click()
    expect(page.get_by_role("status")).to_contain_text("geannuleerd")
    found += look(page)
    assert found == []


def test_last_place_goes_while_somebody_types_and_comes_free_again(portal, page, look, terms):
    page.goto(f"{portal}/agenda/avond/inschrijven/")
    fill_in(page, "Ans Vrager", "ans@vrager.example")
    other = RegistrationFactory(event=terms.event)
    page.get_by_role("button", name="Schrijf u in").click()
    expect(page.get_by_role("alert")).to_contain_text("De laatste plaatsen zijn net vergeven")
    expect(page.get_by_label("Naam", exact=True)).to_have_value("Ans Vrager")
    expect(page.get_by_label("Met de fiets")).to_be_checked()
    found = look(page)
    time.sleep(SHORTEST)
    page.get_by_role("button", name="Zet mij op de wachtlijst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    registering.cancel(registration=other, by=None)
    page.goto(portal + link_in(mail.outbox[-2]))
    expect(page.get_by_role("heading", name="Er is een plaats voor u")).to_be_visible()
    found += look(page)
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_role("status")).to_contain_text("U hebt een plaats")
    found += look(page)
    page.goto(f"{portal}/agenda/avond/")
    expect(page.get_by_text("Vol", exact=True)).to_be_visible()
    found += look(page)
    assert found == []


def sign_in(page, portal):
    page.goto(f"{portal}/mijn/agenda/avond/inschrijvingen/")
    page.get_by_label("E-mail").fill("ed@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_organiser_keeps_the_list(portal, page, look, width, terms):
    sign_in(page, portal)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie er komt")
    found = look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Iemand toevoegen").click()
    page.get_by_label("Naam", exact=True).fill("Bel Ler")
    page.get_by_label("Hoeveel mensen").fill("9")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Hoeveel mensen").fill("1")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("status")).to_contain_text("Bel Ler")
    page.get_by_role("link", name="Plaatsen en vragen").click()
    page.get_by_label("Plaatsen", exact=False).first.fill("0")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Plaatsen", exact=False).first.fill("3")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Opgeslagen")
    page.get_by_role("link", name="Een vraag toevoegen").click()
    found += look(page)
    page.goto(f"{portal}/mijn/agenda/avond/inschrijvingen/?toon=gevraagd")
    expect(page.get_by_role("heading", name="Bel Ler")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Deze inschrijving annuleren").click()
    found += look(page)
    page.get_by_role("button", name="Deze inschrijving annuleren").click()
    expect(page.get_by_text("Er staat niemand op deze lijst").or_(page.get_by_role("status"))).to_be_visible()
    page.get_by_role("link", name="Dieetwensen").click()
    found += look(page)
    page.goto(f"{portal}/mijn/agenda/avond/inschrijvingen/bericht/")
    page.get_by_label("Onderwerp").fill("Neem een jas mee")
    page.get_by_label("Bericht", exact=True).fill("We staan een half uur buiten.")
    page.get_by_role("button", name="Controleren").click()
    found += look(page)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("status")).to_contain_text("Gemaild aan 1 persoon")
    found += look(page)
    assert mail.outbox[-1].subject.startswith("Neem een jas mee")
    assert Registration.objects.get(name="Bel Ler").ended_at < timezone.now()
    assert found == []
