import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from deventer_intl.accounts.identity_providers import ASSURANCE
from organisations.models import Membership, Role

from ..factories import OrganisationFactory
from .test_accounts import mailed_code
from .test_backoffice import found_by_axe

pytestmark = pytest.mark.browser

OFFICER = {"email": "j.jansen@deventer.example", "groups": ["a1"], "amr": ["pwd", "mfa"]}
VOLUNTEER = {"urn:etoegang:1.9:EntityConcernedID:KvKnr": "12345678", "acr": ASSURANCE + "loa3"}


@pytest.fixture
def portal(transactional_db, live_server, provider, named):
    named(provider.both(OIDC_STAFF_SECOND_FACTOR="amr=mfa"))
    OrganisationFactory(name="Stichting Pomp", kvk_number="12345678")
    cache.clear()
    return live_server.url


def test_civil_servant_comes_from_the_municipality_into_the_back_office(portal, provider, page):
    """Under the content policy as it is: Chromium would stop a form that leads to another host."""
    provider.behaves(claims=OFFICER, page=True)
    page.goto(f"{portal}/beheer/")
    page.get_by_role("button", name="Inloggen met Gemeente Deventer").click()
    page.get_by_role("link", name="Ik ben het").click()
    expect(page.get_by_role("heading", name="Wat aandacht vraagt")).to_be_visible()
    assert page.url == f"{portal}/beheer/"
    assert page.errors == []


def test_volunteer_comes_with_eherkenning_for_the_first_time(portal, provider, browser, width):
    """Without JavaScript, and in English from the first page to the last."""
    provider.behaves(claims=VOLUNTEER, page=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/en/mijn/")
    page.get_by_role("button", name="Sign in with eHerkenning").click()
    page.get_by_role("link", name="Ik ben het").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your name and e-mail address")
    expect(page.get_by_text("for Stichting Pomp")).to_be_visible()
    page.get_by_label("name").fill("J. Pomp")
    page.locator("#id_email").fill("vrijwilliger@pomp.example")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page).to_have_url(re.compile("/en/account/confirm-email/"))
    assert Membership.objects.count() == 0
    page.get_by_label("code").fill(mailed_code())
    page.locator("main form button").first.click()
    expect(page).to_have_url(f"{portal}/en/mijn/")
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role) == ("vrijwilliger@pomp.example", Role.OWNER)
    context.close()


def test_axe_finds_nothing_on_the_pages_of_a_sign_in(portal, provider, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    page.goto(f"{portal}/account/login/?next=/beheer/")
    found += found_by_axe(page, width)
    page.goto(f"{portal}/account/oidc/gemeente/login/")
    found += found_by_axe(page, width)

    # The page that leads on, held where it is.
    context.route(f"{provider.issuer}/**", lambda route: route.abort("aborted"))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Door naar Gemeente Deventer")
    found += found_by_axe(page, width)
    context.unroute_all()

    provider.behaves(claims={**OFFICER, "groups": []})
    page.get_by_role("link", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen is niet gelukt")
    found += found_by_axe(page, width)

    provider.behaves(claims=VOLUNTEER)
    page.get_by_role("link", name="Op een andere manier inloggen").click()
    page.get_by_role("button", name="Inloggen met eHerkenning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw naam en e-mailadres")
    found += found_by_axe(page, width)
    page.locator("#id_email").fill("geen adres")
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += found_by_axe(page, width)
    context.close()
    assert found == []
