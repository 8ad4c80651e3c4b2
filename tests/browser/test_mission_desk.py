"""The Trade Office brings a mission from applications to a fixed delegation; the public reads it. Both widths, with and without script."""

import pytest
from django.contrib.auth.models import Group

from tests.conftest import sign_in

from ..event_factories import MissionCompanyFactory, MissionFactory, MissionItemFactory
from ..factories import MembershipFactory, OrganisationFactory, UserFactory
from .axe import violations
from .conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser, request):
    # Only to inject axe, which needs no script of the page.
    context = browser.new_context(
        viewport={"width": 320, "height": 900}, bypass_csp=True, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.has_script = request.param
    yield page
    context.close()


def look(page, found):
    """Note what axe finds on the page as it stands, on both widths, and what sticks out."""
    if not page.has_script:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, page.url, *violation) for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, page.url, "wider than the screen"))


def enter(page, portal, client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="trade office"))
    sign_in(client, user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])


@pytest.fixture
def mission(portal):
    """Open, with a company that waits and one that is not selected; its name is long."""
    mission = MissionFactory(slug="naar-riga", title_nl="Handelsreis naar Riga voor de maakindustrie", fee=750_00)
    MissionItemFactory(mission=mission, title_nl="Bezoek aan de haven", is_public=True)
    organisation = OrganisationFactory(name="Waterpompenfabriek Overijssel-Gelderland BV", slug="waterpompen")
    MembershipFactory(organisation=organisation)
    MissionCompanyFactory(mission=mission, organisation=organisation, state="applied")
    MissionCompanyFactory(mission=mission, organisation__name="Andere BV", state="declined")
    return mission


def test_from_an_application_to_a_delegation_that_everyone_reads(portal, page, client, mission):
    found = []
    page.goto(f"{portal}/handelsmissies/")
    look(page, found)
    page.goto(f"{portal}/handelsmissies/?land=zz")
    assert page.locator(".error-summary").is_visible()
    look(page, found)
    page.goto(f"{portal}/handelsmissies/?stand=komend")
    assert page.locator("text=Geen handelsmissies gevonden").is_visible()
    look(page, found)

    enter(page, portal, client)
    page.goto(f"{portal}/handelsmissies/naar-riga/")
    look(page, found)
    page.click("text=Naar het werkblad van deze missie")
    look(page, found)
    page.click("text=De delegatie vaststellen")
    page.click("button:has-text('De delegatie vaststellen')")
    assert "Beslis eerst over Waterpompenfabriek" in page.inner_text(".error-summary")
    look(page, found)
    page.click("text=Terug")
    page.click(".btn:has-text('Kies')")
    page.fill("[name=reason]", "Past bij het doel.")
    page.click("text=Deze keuze bewaren")
    assert page.input_value("[name=reason]") == "Past bij het doel."
    look(page, found)
    page.check("[name=choice][value=mee]")
    page.click("text=Deze keuze bewaren")
    look(page, found)
    page.click("text=De delegatie vaststellen")
    page.click("button:has-text('De delegatie vaststellen')")
    assert "De missie staat nu op: delegatie vastgesteld." in page.inner_text("main")
    look(page, found)
    page.goto(f"{portal}/handelsmissies/naar-riga/")
    assert "Waterpompenfabriek" in page.inner_text("#wie ~ *")
    look(page, found)
    assert found == []
