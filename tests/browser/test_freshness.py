import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation
from organisations.tasks import follow_up_confirmations

from ..factories import MembershipFactory, OrganisationFactory, UserFactory
from .test_accounts import mailed_code
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def saxion(portal):
    """A page of the real data that was confirmed long ago, with an owner."""
    Organisation.objects.filter(slug="saxion").update(confirmed_on=timezone.localdate() - timedelta(days=250))
    organisation = Organisation.objects.get(slug="saxion")
    user = UserFactory(email="jo@voorbeeld.example", name="Jo Jansen")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MembershipFactory(organisation=organisation, user=user)
    return organisation


def link_of_the_mail():
    mail.outbox.clear()
    follow_up_confirmations(timestamp=0)
    return re.search(r"http://localhost:\d+(/\S+bevestigen/\S+)", mail.outbox[0].body)[1]


def mark_on(page, portal, state):  # noqa: F811
    page.goto(f"{portal}/organisaties/saxion/")
    return expect(page.locator(f".profile-head .f-{state}")).to_be_visible()


def test_an_owner_confirms_from_a_mail_and_the_page_is_green(portal, saxion, page, look):  # noqa: F811
    found = []
    mark_on(page, portal, "old")
    link = link_of_the_mail()
    page.goto(portal + link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klopt de pagina van Saxion")
    found += look(page, portal + link)
    page.get_by_role("button", name="Ja, dit klopt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")
    found += look(page)
    mark_on(page, portal, "ok")
    for address in (link, link[:-4] + "xxx/"):
        page.goto(portal + address)
        found += look(page, portal + address)
    assert found == []


def test_a_page_that_changed_is_confirmed_after_signing_in(portal, saxion, page, look):  # noqa: F811
    found = []
    link = link_of_the_mail()
    Organisation.objects.filter(slug="saxion").update(
        summary_nl="Nieuw.", website="https://" + "lang" * 40 + ".example/"
    )
    page.goto(portal + link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("veranderd")
    found += look(page, portal + link)
    page.get_by_role("link", name="Log in en bevestig").click()
    page.get_by_role("link", name="Mail mij een code").click()
    page.get_by_label("E-mailadres").fill("jo@voorbeeld.example")
    page.locator("main form button").first.click()
    page.get_by_label("code").fill(mailed_code())
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_text("Nieuw.")).to_be_visible()
    found += look(page)
    # Somebody else changes it meanwhile.
    Organisation.objects.filter(slug="saxion").update(summary_nl="Nog nieuwer.")
    page.get_by_role("button", name="Ja, dit klopt").click()
    expect(page.get_by_role("alert")).to_contain_text("veranderd")
    found += look(page)
    page.get_by_role("button", name="Ja, dit klopt").click()
    expect(page.get_by_role("status")).to_contain_text("vandaag is bevestigd")
    found += look(page)
    mark_on(page, portal, "ok")
    assert found == []


def test_staff_publish_again_what_nobody_confirmed(portal, browser, width, open_back_office):  # noqa: F811
    organisation = OrganisationFactory(status="lapsed", confirmed_on=timezone.localdate() - timedelta(days=800))
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    office = context.new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    found = found_by_axe(office, width)
    office.get_by_role("link", name="1 Niet meer openbaar").click()
    office.get_by_role("checkbox", name="Selecteer dit object").check()
    office.get_by_role("combobox", name="Actie").select_option(label="Opnieuw publiceren")
    office.get_by_role("button", name="Uitvoeren").click()
    expect(office.get_by_text("Opnieuw gepubliceerd: 1.")).to_be_visible()
    found += found_by_axe(office, width)
    context.close()
    organisation.refresh_from_db()
    assert organisation.is_public
    assert found == []
