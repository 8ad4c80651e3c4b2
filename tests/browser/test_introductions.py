# ruff: noqa: F811  (fixtures of the other journeys)
import re
import time

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from deventer_intl.people_only import SHORTEST
from organisations.models import Introduction, Organisation, Role

from ..factories import MembershipFactory, OfferOrNeedFactory, UserFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def saxion(portal):
    """An organisation with an owner who has a password, and an editor."""
    organisation = Organisation.objects.get(slug="saxion")
    owner = UserFactory(email="ed@voorbeeld.example", name="Ed Eigenaar")
    MembershipFactory(organisation=organisation, user=owner)
    MembershipFactory(organisation=organisation, user=UserFactory(language="en"), role=Role.EDITOR)
    OfferOrNeedFactory(organisation=organisation, text_nl="Kennis van pompen")
    return organisation


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S*contact/\S+)", message.body)[1]


def fill_in(page):
    page.get_by_label("Uw naam").fill("Ans Vrager")
    page.get_by_label("Uw e-mailadres").fill("ans@vrager.example")
    page.get_by_label("Uw organisatie").fill("Kampala Water")
    page.get_by_label("Uw bericht").fill(
        "Kent u iemand in Kampala? " + "Zie https://voorbeeld.example/lang-" + "x" * 90
    )
    page.get_by_label("De organisatie mag dit zien").check()


def test_visitor_asks_confirms_and_is_accepted(portal, page, look, saxion):
    found = []
    page.goto(f"{portal}/organisaties/saxion/")
    found += look(page)
    page.get_by_role("link", name=re.compile("Vraag ernaar.*Kennis van pompen")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact met Saxion")
    expect(page.get_by_text("Kennis van pompen")).to_be_visible()
    expect(page.locator("[name=homepage]")).to_be_hidden()
    found += look(page)
    page.get_by_role("button", name="versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn")
    expect(page).to_have_title(re.compile(r"^\(\d fouten\)"))
    found += look(page)
    fill_in(page)
    time.sleep(SHORTEST)
    page.get_by_role("button", name="versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    found += look(page)

    assert mail.outbox[-1].to == ["ans@vrager.example"]
    page.goto(portal + link_in(mail.outbox[-1]))
    found += look(page)
    page.get_by_role("button", name="Ja, verstuur het").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw bericht is verstuurd")
    found += look(page)

    [to_owner] = [message for message in mail.outbox if message.to == ["ed@voorbeeld.example"]]
    assert "ans@vrager.example" not in to_owner.body
    page.goto(portal + link_in(to_owner))
    expect(page.get_by_label("Aannemen")).to_be_checked()
    expect(page.get_by_text("Kent u iemand in Kampala?")).to_be_visible()
    found += look(page)
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit bericht is afgehandeld")
    found += look(page)
    to_asker, to_member = mail.outbox[-2:]
    assert (to_asker.to, to_member.to) == (["ans@vrager.example"], ["ed@voorbeeld.example"])
    assert "ed@voorbeeld.example" in to_asker.body
    assert "ans@vrager.example" in to_member.body
    page.goto(f"{portal}/contact/verzonnen/")
    found += look(page)
    page.goto(f"{portal}/contact/verzonnen/antwoord/")
    found += look(page)
    assert found == []


def test_who_is_as_quick_as_a_robot_sends_once_more(portal, page, look, saxion):
    page.goto(f"{portal}/organisaties/saxion/contact/")
    fill_in(page)
    page.get_by_role("button", name="versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("robot")
    expect(page.get_by_label("Uw naam")).to_have_value("Ans Vrager")
    assert look(page) == []
    time.sleep(SHORTEST)
    page.get_by_role("button", name="versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")


def test_visitor_comes_from_a_country_to_who_nobody_keeps_the_page_of(portal, page, look, settings):
    settings.OFFICE_EMAIL = "kantoor@voorbeeld.example"
    page.goto(f"{portal}/landen/ug/")
    found = look(page)
    page.get_by_role("link", name=re.compile("Vraag een introductie")).first.click()
    expect(page).to_have_url(re.compile(r"/contact/\?land=ug$"))
    expect(page.get_by_role("link", name="kantoor@voorbeeld.example")).to_be_visible()
    found += look(page)
    page.goto(f"{portal}/steden/sibiu/")
    found += look(page)
    assert found == []


def test_member_declines_and_staff_see_that_and_nothing_more(
    portal, page, look, browser, width, saxion, open_back_office
):
    for state in ({}, {"lapsed_at": "2026-11-01T12:00Z"}):
        Introduction.objects.create(
            organisation=saxion, name="Ans " + "Vrager" * 20, email="ans@vrager.example", message="Kent u iemand?" + "x" * 300,
            language="nl", sent_at="2026-10-01T12:00Z", **state,
        )  # fmt: skip
    owner = saxion.memberships.owners().get().user
    owner.set_password("een-lang-genoeg-wachtwoord")
    owner.save()
    owner.emailaddress_set.create(email=owner.email, verified=True, primary=True)
    page.goto(f"{portal}/mijn/")
    page.get_by_label("E-mail").fill(owner.email)
    page.get_by_label("Wachtwoord").fill("een-lang-genoeg-wachtwoord")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    found = look(page)
    page.get_by_role("link", name=re.compile("1 bericht wacht op u")).click()
    found += look(page)
    page.get_by_role("link", name="Antwoorden").click()
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Afwijzen").check()
    page.get_by_label("Waarom niet").fill("Wij werken daar niet meer.")
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("status")).to_contain_text("gemaild")
    found += look(page)
    assert mail.outbox[-1].to == ["ans@vrager.example"]

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    office = context.new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    office.goto(portal + reverse("admin:organisations_introduction_changelist"))
    found += found_by_axe(office, width)
    office.get_by_text("Aantallen per maand").click()
    expect(office.get_by_role("cell", name="1").first).to_be_visible()
    assert "Vrager" not in office.content()
    found += found_by_axe(office, width)
    context.close()
    assert found == []
