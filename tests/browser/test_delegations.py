# ruff: noqa: F811  (fixtures of the other journeys)
import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from deventer_intl.people_only import SHORTEST
from events.actions import delegation as actions
from events.models import Delegation
from organisations.models import Organisation

from ..event_factories import DelegationHostFactory, DelegationItemFactory, VisitFactory
from ..factories import UserFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
LONG = "Latvijas Tirdzniecības un rūpniecības kameras Rīgas reģionālā padome un sadarbības partneri"


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S*delegaties/\S+)", message.body)[1]


def fill_in(page):
    page.get_by_label("Organisatie die komt").fill(LONG)
    page.get_by_label("Land", exact=True).select_option("Letland")
    page.get_by_label("Stad of regio").fill("Riga")
    page.get_by_label("Uw naam").fill("Anna Ozola")
    page.get_by_label("Uw e-mailadres").fill("anna@voorbeeld.example")
    page.get_by_label("Op bepaalde dagen").check()
    page.get_by_label("Met hoeveel mensen").fill("12")
    page.get_by_label("Engels").check()
    page.get_by_label("Wat wilt u zien").fill("Hoe Deventer met bedrijven aan schone energie werkt.")


def test_a_delegation_asks_to_come_and_says_who_come_along_without_javascript(portal, page, look):
    VisitFactory(title_nl="Bestuurders uit Riga op bezoek")
    found, first = [], timezone.localdate() + timedelta(days=30)
    page.goto(f"{portal}/handelsmissies/delegaties/")
    expect(page.get_by_text("Bestuurders uit Riga op bezoek")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Vraag een bezoek aan Deventer aan").click()
    found += look(page)
    fill_in(page)
    page.get_by_label("Eerste dag").fill(str(first))
    page.get_by_label("Laatste dag").fill(str(first - timedelta(days=1)))
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    expect(page.get_by_role("alert")).to_contain_text("De laatste dag kan niet voor de eerste liggen.")
    expect(page.get_by_label("Wat wilt u zien")).to_have_value(re.compile("schone energie"))
    found += look(page)
    page.get_by_label("Laatste dag").fill(str(first + timedelta(days=1)))
    time.sleep(SHORTEST)
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw antwoorden")
    found += look(page)
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_label("Met hoeveel mensen").fill("14")
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    page.get_by_role("button", name="Aanvraag versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag is verstuurd")
    found += look(page)

    delegation = Delegation.objects.get()
    assert (delegation.people, delegation.starts_on) == (14, first)
    actions.accept(delegation=delegation, starts_on=first, ends_on=first, by=UserFactory())
    delegation.refresh_from_db()
    saxion = Organisation.objects.get(slug="saxion")
    host = DelegationHostFactory(delegation=delegation, organisation=saxion, state="asked")
    DelegationItemFactory(delegation=delegation, organisation=saxion, venue="Handelskade 75", title_nl="Rondleiding door de werkplaatsen")  # fmt: skip
    page.goto(portal + link_in(mail.outbox[-1]))
    page.get_by_role("link", name="Iemand toevoegen").click()
    page.get_by_label("Naam").fill("Jānis Bērziņš-Kalniņš van der Meulen-Oosterwijk")
    page.get_by_label("niet eet").fill("geen noten")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Deze persoon vindt goed").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name="Jānis Bērziņš")).to_be_visible()
    expect(page.get_by_text("Rondleiding door de werkplaatsen")).to_be_visible()
    found += look(page)
    page.goto(portal + host.get_absolute_url())
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Ja, wij ontvangen hen").check()
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_text("U zei ja. Dank u wel.")).to_be_visible()
    found += look(page)
    assert found == []


def test_the_trade_office_answers_and_reports(portal, open_back_office, browser, width):
    saxion = Organisation.objects.get(slug="saxion")
    delegation = DelegationHostFactory(
        delegation__state="asked", delegation__organisation=LONG, organisation=saxion
    ).delegation
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, found = context.new_page(), []
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    page.goto(f"{portal}/beheer/events/delegation/{delegation.pk}/change/")
    found += found_by_axe(page, width)
    page.get_by_role("link", name="Zeggen dat zij welkom zijn").click()
    page.get_by_label("Laatste dag").fill(str(timezone.localdate()))
    page.get_by_role("button", name="Zeggen dat zij welkom zijn").click()
    expect(page.get_by_text("De laatste dag kan niet voor de eerste liggen.")).to_be_visible()
    found += found_by_axe(page, width)
    page.get_by_label("Laatste dag").fill(str(delegation.ends_on))
    page.get_by_role("button", name="Zeggen dat zij welkom zijn").click()
    page.get_by_role("link", name="Gastheren vragen").click()
    found += found_by_axe(page, width)
    Delegation.objects.update(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    page.goto(f"{portal}/beheer/events/delegation/{delegation.pk}/doen/received/")
    page.get_by_role("button", name="Zij waren hier").click()
    page.get_by_role("link", name="Verslag maken, als bezoek").click()
    found += found_by_axe(page, width)
    page.get_by_label("Stad of regio").select_option("Riga, Letland")
    page.get_by_role("button", name="Verslag maken, als bezoek").click()
    expect(page.get_by_text("Gedaan: Verslag maken, als bezoek")).to_be_visible()
    found += found_by_axe(page, width)
    context.close()
    assert found == []
