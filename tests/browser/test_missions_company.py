# ruff: noqa: F811  (fixtures of the other journeys)
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from events.models import MissionCompany, Stage
from organisations.actions import membership
from organisations.models import Organisation

from ..event_factories import MissionDocumentFactory, MissionFactory, MissionItemFactory
from ..factories import UserFactory
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
PASSWORD = "een-lang-genoeg-wachtwoord"


@pytest.fixture
def mission(portal):
    """A mission that companies can apply for, and somebody who keeps two pages."""
    user = UserFactory(name="Ed Eigenaar", email="ed@voorbeeld.example")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for organisation in Organisation.objects.public().filter(memberships=None).order_by("pk")[:2]:
        membership.admit(organisation=organisation, user=user, role="owner")
    return MissionFactory(
        slug="riga", title_nl="Handelsmissie naar Riga: watertechniek en circulair bouwen", zone="Europe/Riga",
        fee=125_000, fee_note_nl="Drie nachten hotel en het vervoer ter plaatse",
    )  # fmt: skip


def choose_the_delegation(mission):
    """Do what the Trade Office does meanwhile."""
    MissionCompany.objects.update(state="selected", reason="Past bij de haven.", decided_at=mission.told_at)
    for stage in (Stage.FIXED, Stage.PREPARING):
        mission.stage = stage
        mission.save()
    MissionItemFactory(mission=mission, title_nl="Vlucht naar Riga", zone="Europe/Amsterdam", ends_zone="Europe/Riga")
    MissionDocumentFactory(mission=mission, title="Vluchtgegevens")


def test_company_applies_names_a_traveller_and_drops_out_without_javascript(portal, page, look, mission):
    found = []
    page.goto(f"{portal}/handelsmissies/riga/aanmelden/")
    page.get_by_label("E-mail").fill("ed@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    found += look(page)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("€ 1.250")).to_be_visible()
    page.get_by_label("Wat biedt u aan?").fill("Pompen op zonnestroom")
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 4 fouten")
    expect(page.get_by_label("Wat biedt u aan?")).to_have_value("Pompen op zonnestroom")
    expect(page).to_have_title(re.compile(r"^\(4 fouten\)"))
    found += look(page)
    page.locator("[name=industries]").first.check()
    page.get_by_label("Wat zoekt u?").fill("Een dealer\nmet een servicedienst")
    page.get_by_label("Nederlands", exact=True).check()
    page.get_by_label("Wat wilt u met deze missie bereiken?").fill("Drie gesprekken")
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw antwoorden")
    found += look(page)
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Wat zoekt u?")).to_have_value("Een dealer\nmet een servicedienst")
    page.get_by_role("button", name="Controleer uw antwoorden").click()
    page.get_by_role("button", name="Versturen naar het Trade Office").click()
    expect(page.get_by_role("status")).to_contain_text("Uw aanmelding is binnen")
    found += look(page)
    assert [message.to for message in mail.outbox] == [["ed@voorbeeld.example"]]

    choose_the_delegation(mission)
    page.goto(f"{portal}/mijn/")
    page.get_by_role("link", name=mission.title_nl).click()
    expect(page.get_by_role("heading", name="Vlucht naar Riga")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Reiziger toevoegen").click()
    page.get_by_label("Naam", exact=True).fill("Ans de Vries")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mailadres")
    expect(page.get_by_label("Naam", exact=True)).to_have_value("Ans de Vries")
    found += look(page)
    page.get_by_label("E-mailadres").fill("ans@voorbeeld.example")
    page.get_by_label("Deze persoon vindt het goed").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Ans de Vries staat op de lijst")
    with page.expect_download() as download:
        page.get_by_role("link", name="Vluchtgegevens").click()
    assert download.value.suggested_filename == "vlucht.pdf"

    page.get_by_role("link", name=re.compile("^Intrekken")).click()
    page.get_by_role("button", name="Ja, terugtrekken").click()
    expect(page.get_by_role("alert")).to_contain_text("Waarom trekt u zich terug?")
    found += look(page)
    page.get_by_label("Waarom trekt u zich terug?").fill("Wij hebben geen tijd")
    page.get_by_role("button", name="Ja, terugtrekken").click()
    expect(page.get_by_role("heading", name=re.compile("teruggetrokken"))).to_be_visible()
    found += look(page)
    assert not MissionCompany.objects.get().travellers.exists()
    assert found == []
