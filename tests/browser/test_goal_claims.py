# ruff: noqa: F811  (fixtures of the other journeys)

import os

import pytest
from playwright.sync_api import expect

from events.models import Event
from organisations.models import Network, Organisation

from ..factories import GoalTagFactory, NetworkMembershipFactory, PictureFactory  # noqa: F401
from ..goal_factories import EventGoalFactory
from .test_backoffice import open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401
from .test_profile import member, save, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]

LONG = "Wij boren putten bij scholen in de streek, samen met de ouders en met een school uit Deventer. " * 5


def shoot(page, name):
    if folder := os.environ.get("SHOTS"):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_member_tags_and_a_peer_confirms_without_javascript(portal, page, browser, look, width):
    tagging, peer = Organisation.objects.public().filter(networks=None).order_by("name")[:2]
    network = Network.objects.first()
    for organisation in (tagging, peer):
        NetworkMembershipFactory(network=network, organisation=organisation)
    own = f"/mijn/organisaties/{tagging.slug}/"
    sign_in(page, portal, member(tagging, "Eigenaar"), f"{own}bewerken/projecten/0/")
    page.get_by_label("Titel in het Nederlands").fill("Putten bij vijf scholen in de streek")
    page.get_by_label("Soort").select_option(index=1)
    page.get_by_label("Hoofddoel (Global Goal)").select_option("6")
    page.get_by_label("Waarom dit hoofddoel?").fill(LONG[:480])
    page.get_by_label("Tweede Global Goal").select_option("6")
    page.get_by_role("button", name="Opslaan en publiceren").click()
    expect(page.get_by_role("alert")).to_contain_text("U koos dit doel al.")
    expect(page.get_by_label("Waarom dit hoofddoel?")).to_have_value(LONG[:480].strip())
    found = look(page)
    shoot(page, "form-errors")
    page.get_by_label("Tweede Global Goal").select_option("4")
    save(page)
    GoalTagFactory(organisation=tagging, goal_id=6, goal=None, motivation_nl=LONG[:300])
    GoalTagFactory(organisation=tagging, goal_id=17, goal=None, rank=2)
    event = EventGoalFactory(event__organiser=tagging, goal_id=13, goal=None, motivation_nl=LONG[:200]).event

    page.goto(f"{portal}/organisaties/{tagging.slug}/")
    expect(page.get_by_text("nog niet bevestigd", exact=True).first).to_be_visible()
    found += look(page, page.url)
    shoot(page, "organisation")
    page.goto(f"{portal}{event.get_absolute_url()}")
    found += look(page, page.url)
    shoot(page, "event")
    page.goto(f"{portal}{own}doelen-bevestigen/")
    expect(page.get_by_text("In uw netwerken is elk doel bevestigd")).to_be_visible()
    shoot(page, "empty")

    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    other = context.new_page()
    sign_in(other, portal, member(peer, "Collega"), f"/mijn/organisaties/{peer.slug}/")
    other.get_by_role("link", name="Global Goals van anderen bevestigen").click()
    other.get_by_role("button", name="Bevestigen namens").click()
    expect(other.get_by_role("alert")).to_contain_text("Vink minstens één doel aan.")
    found += look(other)
    shoot(other, "confirm-errors")
    other.get_by_role("checkbox").first.check()
    other.get_by_role("button", name="Bevestigen namens").click()
    expect(other.get_by_role("status")).to_contain_text("1 doel is bevestigd.")
    found += look(other)
    shoot(other, "confirmed")
    other.goto(f"{portal}/organisaties/{tagging.slug}/?opnieuw")
    expect(other.get_by_text(f"door {peer.name}")).to_be_visible()
    shoot(other, "organisation-confirmed")
    context.close()
    assert found == []


def test_an_editor_confirms_in_the_back_office(portal, page, look, browser, width, open_back_office):
    organisation = Organisation.objects.public().first()
    GoalTagFactory(organisation=organisation, goal_id=6, goal=None, motivation_nl=LONG[:300])
    EventGoalFactory(goal_id=13, goal=None)
    office = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    office.get_by_role("link", name="Global Goals om te bevestigen").click()
    office.get_by_role("button", name="De aangevinkte doelen bevestigen").click()
    expect(office.get_by_role("alert")).to_contain_text("Vink minstens één doel aan.")
    found = look(office)
    shoot(office, "office-errors")
    office.get_by_role("checkbox").first.check()
    office.get_by_role("button", name="De aangevinkte doelen bevestigen").click()
    expect(office.get_by_text("1 doel is bevestigd.")).to_be_visible()
    office.get_by_role("link", name="Naar wat bevestigd is").click()
    found += look(office)
    shoot(office, "office-confirmed")
    office.context.close()
    assert found == []
    assert Event.objects.exists()
