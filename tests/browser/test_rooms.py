import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from organisations.actions import membership as actions
from organisations.models import Network, NetworkMembership, Organisation, Paper, RoomMessage

from ..factories import UserFactory
from ..organisations.test_paper_files import MACRO_TYPE, PDF, ooxml
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]

ROOM = "/mijn/netwerken/platform-deventer-oeganda/"


def member(network, name, language="nl"):
    """Make somebody with a password who keeps the page of an organisation that takes part."""
    user = UserFactory(name=name, email=f"{name.lower()}@voorbeeld.example", language=language)
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    organisation = Organisation.objects.filter(memberships=None).first()
    NetworkMembership.objects.get_or_create(network=network, organisation=organisation)
    actions.admit(organisation=organisation, user=user, role="owner")
    return user


def sign_in(page, user):  # noqa: F811
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Wachtwoord").fill("geheim-voor-de-test")
    page.get_by_role("button", name="Inloggen").first.click()


def choose(page, name, content):  # noqa: F811
    page.get_by_label("Bestand").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def test_secretary_adds_minutes_and_writes_to_all_and_a_member_reads(portal, page, look, browser, width):  # noqa: F811
    network = Network.objects.get(slug="platform-deventer-oeganda")
    secretary, reader = member(network, "Secretaris"), member(network, "Lezer", "en")
    network.secretary = secretary
    network.save()
    found = []
    page.goto(f"{portal}/netwerken/platform-deventer-oeganda/")
    page.get_by_role("link", name="Ruimte van de leden").click()
    sign_in(page, secretary)
    expect(page.get_by_text("Nog geen vergaderingen")).to_be_visible()
    found += look(page, page.url)

    page.get_by_role("link", name="Vergadering toevoegen").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 2 fouten")
    found += look(page)
    page.get_by_label("Titel").fill("Voorjaarsoverleg")
    page.get_by_label("Datum").fill("2026-03-05")
    page.get_by_role("button", name="Bewaren").click()

    page.get_by_role("link", name="Stuk toevoegen").click()
    page.get_by_label("Soort").select_option(label="Verslag")
    page.get_by_label("Titel").fill("Verslag van het voorjaarsoverleg")
    choose(page, "verslag.docx", ooxml(main=MACRO_TYPE))
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("macro")
    found += look(page)
    choose(page, "verslag.pdf", PDF)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("lezen")
    found += look(page)

    page.get_by_role("link", name="Schrijf aan alle leden").click()
    found += look(page, page.url)
    page.get_by_label("Onderwerp").fill("Tot volgende week")
    page.get_by_label("Bericht").fill("Wij beginnen om tien uur.\n\nTot dan!")
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_text("Dit gaat naar 2 mensen.")).to_be_visible()
    found += look(page)
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Bericht")).to_have_value("Wij beginnen om tien uur.\n\nTot dan!")
    page.get_by_role("button", name="Controleren").click()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("status")).to_contain_text("2 mensen")
    assert sorted(message.to[0] for message in mail.outbox) == sorted([secretary.email, reader.email])
    assert RoomMessage.objects.get().text == "Wij beginnen om tien uur.\r\n\r\nTot dan!"
    page.get_by_role("link", name="Alle berichten").click()
    found += look(page, page.url)

    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    other = context.new_page()
    other.goto(portal + Paper.objects.get().get_absolute_url())
    # Whoever is not signed in gets the sign-in, and then the file.
    with other.expect_download() as download:
        sign_in(other, reader)
    assert download.value.suggested_filename == "verslag.pdf"
    other.goto(f"{portal}/mijn/")
    other.get_by_role("link", name="Platform Deventer-Oeganda").click()
    expect(other.get_by_role("link", name=secretary.email)).to_be_visible()
    expect(other.get_by_role("link", name="Stuk toevoegen")).to_have_count(0)
    found += look(other, other.url)
    other.goto(f"{portal}/mijn/gegevens/")
    other.get_by_label("mijn e-mailadres tonen").uncheck()
    other.get_by_role("button", name="Bewaren").click()
    found += look(other)
    other.goto(portal + ROOM)
    expect(other.get_by_role("link", name=reader.email)).to_have_count(0)
    context.close()

    page.goto(portal + ROOM)
    page.get_by_role("link", name=re.compile("Verwijderen.*Verslag")).click()
    found += look(page, page.url)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_text("Nog geen stukken")).to_be_visible()
    assert found == []
