"""The agenda in a browser: looked through without JavaScript, proposed by a member, published and made a series of by an editor."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Event
from organisations.models import Country, Organisation

from ..event_factories import EventFactory
from ..factories import MembershipFactory, UserFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def organisation(portal):
    """An organisation kept by somebody who signs in with a password."""
    user = UserFactory(email="jo@voorbeeld.example", name="Jo Jansen")
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return MembershipFactory(organisation=Organisation.objects.get(slug="saxion"), user=user).organisation


def test_visitor_looks_through_the_agenda_without_javascript(portal, browser, width, look):  # noqa: F811
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=7)
    event = EventFactory(title_nl="Lezing over water en samenwerkingsverbanden", venue="Bibliotheek", starts_at=noon)
    event.countries.add(Country.objects.get(iso2="UG"))
    EventFactory(title_nl="Wereldmarkt", status="cancelled", reason_nl="Storm")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    visitor, found = context.new_page(), []
    visitor.goto(portal + "/agenda/")
    found += look(visitor)
    visitor.get_by_label("Land", exact=True).select_option("Oeganda")
    visitor.get_by_role("button", name="Toon resultaten").click()
    expect(visitor.get_by_text("1 activiteit", exact=True)).to_be_visible()
    expect(visitor.get_by_text("Wereldmarkt")).to_have_count(0)
    visitor.get_by_role("link", name="Maand", exact=True).click()
    if event.first_day.month != timezone.localdate().month:
        visitor.get_by_role("navigation", name="Andere maanden").get_by_role("link").last.click()
    assert "land=ug" in visitor.url
    found += look(visitor)
    visitor.get_by_role("cell").get_by_role("link", name="Lezing over water").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Lezing over water")
    found += look(visitor)
    visitor.goto(portal + "/agenda/?van=onzin&land=zz")
    expect(visitor.get_by_role("alert")).to_contain_text("Er zijn 2 fouten")
    found += look(visitor)
    context.close()
    assert found == []


def test_member_proposes_editor_publishes(portal, organisation, page, look, browser, width, open_back_office):  # noqa: F811
    found, day = [], timezone.localdate() + timedelta(days=30)
    page.goto(portal + reverse("events:own_agenda", args=["saxion"]))
    page.get_by_label("E-mail").fill("jo@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("geheim-voor-de-test")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("link", name="Stel een activiteit voor").click()
    page.get_by_label("Titel in het Nederlands").fill("Open avond over uitwisseling")
    page.get_by_label("Soort").select_option("lezing")
    page.get_by_label("Eerste dag").fill(day.isoformat())
    page.get_by_label("Begint om").fill("19:30")
    page.get_by_label("Eindigt om").fill("18:30")
    page.get_by_role("button", name="Stuur naar het International Office").click()
    expect(page.get_by_role("alert")).to_contain_text("De activiteit eindigt voordat zij begint.")
    expect(page.get_by_label("Titel in het Nederlands")).to_have_value("Open avond over uitwisseling")
    found += look(page)
    page.get_by_label("Eindigt om").fill("21:30")
    page.locator(".folded summary").first.click()
    page.get_by_label("Duitsland").check()
    page.get_by_role("button", name="Stuur naar het International Office").click()
    expect(page.get_by_role("status")).to_contain_text("Verstuurd naar het International Office")
    found += look(page)

    event = Event.objects.get(title_nl="Open avond over uitwisseling")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    editor = context.new_page()
    editor.goto(portal + "/beheer/")
    open_back_office(editor)
    editor.get_by_role("link", name="Voorgestelde activiteiten voor de agenda").click()
    found += found_by_axe(editor, width)
    editor.get_by_role("link", name="Open avond over uitwisseling").click()
    found += found_by_axe(editor, width)
    editor.get_by_role("link", name="Publiceren").click()
    found += found_by_axe(editor, width)
    editor.get_by_role("button", name="Publiceren").click()
    editor.get_by_role("link", name="Een activiteit laten terugkomen").click()
    editor.get_by_label("elke week").check()
    editor.get_by_label("Uiterlijk laatste dag").fill((day + timedelta(days=14)).isoformat())
    editor.get_by_role("button", name="Een activiteit laten terugkomen").click()
    expect(editor.get_by_text("Gedaan:")).to_be_visible()
    assert Event.objects.filter(status="published", series__isnull=False).count() == 3
    found += found_by_axe(editor, width)

    page.goto(portal + reverse("events:own_event", args=["saxion", event.pk]))
    found += look(page, page.url)
    page.get_by_role("link", name="Gelast af").click()
    page.get_by_label("Waarom, in het Nederlands").fill("De spreker is ziek.")
    page.get_by_role("button", name="Gelast deze activiteit af").click()
    page.goto(portal + event.get_absolute_url())
    expect(page.get_by_text("De spreker is ziek.")).to_be_visible()
    found += look(page, page.url)
    context.close()
    assert found == []
