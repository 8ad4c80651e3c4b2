"""Good practices in a browser: a member tells one, an editor publishes it, a visitor reads it and asks for contact."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import expect

from globalgoals.models import GoodPractice
from organisations.models import Network, Organisation

from ..event_factories import EventFactory
from ..factories import MembershipFactory, UserFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
TITLE = "Schoon drinkwater voor vijf scholen in het district"


@pytest.fixture
def keeper(portal):
    """Somebody who keeps the page of Saxion, and signs in with a password."""
    user = UserFactory(email="jo@voorbeeld.example", name="Jo Jansen")
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return MembershipFactory(organisation=Organisation.objects.get(slug="saxion"), user=user)


def test_member_tells_editor_publishes_visitor_asks(portal, keeper, page, look, browser, width, open_back_office):  # noqa: F811
    found = []
    page.goto(portal + reverse("practices:own_practices", args=["saxion"]))
    page.get_by_label("E-mail").fill("jo@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("geheim-voor-de-test")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    found += look(page)
    page.get_by_role("link", name="Vertel een praktijkvoorbeeld").click()
    page.get_by_label("Titel in het Nederlands").fill(TITLE)
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_label(re.compile("^Getal 1")).fill("1.250")
    page.get_by_label("Hoofddoel (Global Goal)").select_option("6")
    page.get_by_role("button", name="Stuur naar het International Office").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 4 fouten")
    expect(page.get_by_label(re.compile("^Getal 1"))).to_have_value("1.250")
    found += look(page)
    page.get_by_label("Hoe het ging in het Nederlands").fill("Eerst **luisteren**, dan bouwen.")
    page.get_by_label("Wat het heeft opgeleverd in het Nederlands").fill("Elke school heeft water.")
    page.get_by_label("Wat getal 1 telt in het Nederlands").fill("leerlingen met schoon drinkwater")
    page.get_by_label("Bron van getal 1").fill("eigen telling 2026")
    page.get_by_role("button", name="Stuur naar het International Office").click()
    expect(page.get_by_role("status")).to_contain_text("Verstuurd naar het International Office")
    found += look(page)

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    editor = context.new_page()
    editor.goto(portal + "/beheer/")
    open_back_office(editor)
    editor.get_by_role("link", name="Voorgestelde praktijkvoorbeelden").click()
    found += found_by_axe(editor, width)
    editor.get_by_role("link", name=TITLE).click()
    found += found_by_axe(editor, width)
    editor.get_by_role("link", name="Publiceren", exact=True).click()
    found += found_by_axe(editor, width)
    editor.get_by_role("button", name="Publiceren", exact=True).click()
    expect(editor.get_by_text("Gedaan:")).to_be_visible()
    context.close()

    practice = GoodPractice.objects.get()
    visiting = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    visitor = visiting.new_page()
    visitor.goto(portal + "/global-goals/samen/")
    found += look(visitor)
    visitor.get_by_role("link", name="Alle praktijkvoorbeelden").click()
    visitor.get_by_label("Sector").select_option("Onderwijs")
    visitor.get_by_role("button", name="Toon resultaten").click()
    expect(visitor.get_by_text("1 praktijkvoorbeeld", exact=True)).to_be_visible()
    found += look(visitor)
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_text("1.250", exact=True)).to_be_visible()
    assert visitor.url.endswith(practice.get_absolute_url())
    found += look(visitor)
    visitor.get_by_role("link", name="Vraag het deze organisatie").click()
    expect(visitor.get_by_label("Uw bericht")).to_be_visible()
    visiting.close()
    assert found == []


def test_visitor_finds_nothing_and_a_mistake_in_the_filters(portal, browser, look):  # noqa: F811
    network = Network.objects.get(slug="kerngroep-deventer4globalgoals")
    EventFactory(kind="theme", network=network, title_nl="Themabijeenkomst over afval")
    context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=False)
    visitor, found = context.new_page(), []
    for address in ("/global-goals/praktijkvoorbeelden/", "/global-goals/praktijkvoorbeelden/?doel=18",
                    "/netwerken/kerngroep-deventer4globalgoals/", "/de/global-goals/samen/"):  # fmt: skip
        visitor.goto(portal + address)
        found += look(visitor)
    context.close()
    assert found == []
