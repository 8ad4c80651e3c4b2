# ruff: noqa: F811  (fixtures of the other journeys)
import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from deventer_intl.people_only import SHORTEST
from globalgoals.models import Juror, Nomination, PrizeEdition
from globalgoals.prize import nominating, running
from organisations.models import Organisation

from ..conftest import sign_in
from ..factories import MembershipFactory, UserFactory
from ..prize_factories import edition_at, eligible, reach
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
LONG = "Coöperatieve Vereniging Circulaire Grondstoffenverwerkingsbedrijven Deventer-Bergweide"
WHY = "Van afval weer grondstof: zie https://voorbeeld.example/lang-" + "x" * 80


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S*prijs/\S+)", message.body)[1]


def enter_as(page, portal, user):
    client = Client()
    sign_in(client, user)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])


@pytest.fixture
def edition(portal):
    """A year that is open, with one nominee already, and a jury of two."""
    edition = edition_at(title_en="Deventer4GlobalGoals prize", text_nl="Een prijs voor wie **voorop** loopt.")
    eligible(edition, organisation__name=LONG, may_be_named=True)
    for number, name in enumerate(["Carla Voorzitter", "Joris Jurylid"]):
        juror = Juror(edition=edition, user=UserFactory(name=name), is_chair=number == 0)
        running.appoint(juror=juror, by=UserFactory())
    return edition


def nominate(page, portal, look, edition):
    found = []
    page.goto(f"{portal}/global-goals/prijs/")
    found += look(page)
    page.get_by_role("link", name=edition.title_nl).click()
    found += look(page)
    page.get_by_role("link", name="Draag een organisatie voor").click()
    found += look(page)
    page.get_by_role("button", name="De voordracht versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een organisatie, of typ hieronder haar naam.")
    found += look(page)
    page.get_by_label("Organisatie in de gids").select_option("Saxion")
    page.get_by_label("Aan welk Global Goal").select_option(index=12)
    for criterion in edition.criteria.all():
        page.get_by_label(f"{criterion.name_nl}: waarom?").fill(WHY)
    page.get_by_label("Uw naam").fill("Nora Nominator")
    page.get_by_label("Uw e-mailadres").fill("nora@voorbeeld.example")
    time.sleep(SHORTEST)
    page.get_by_role("button", name="De voordracht versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel voor uw voordracht")
    found += look(page)
    page.goto(portal + link_in(mail.outbox[-1]))
    found += look(page)
    page.get_by_role("button", name="Ja, voordragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw voordracht is binnen")
    return found + look(page)


def agree(page, portal, look):
    page.goto(portal + link_in(mail.outbox[-1]))
    found = look(page)
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Ja: de jury mag").check()
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_text("U doet mee.")).to_be_visible()
    return found + look(page)


def score(page, portal, look, juror, *, looks):
    """Declare that there are no ties, and score all nominees."""
    enter_as(page, portal, juror.user)
    page.goto(f"{portal}/mijn/prijs/{juror.edition.year}/")
    found = look(page) if looks else []
    page.get_by_role("link", name="Meld uw banden").click()
    if looks:
        page.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_role("alert")).to_be_visible()
        found += look(page)
    page.get_by_label("Ik heb met niemand van hen een band").check()
    page.get_by_role("button", name="Bewaren").click()
    found += look(page) if looks else []
    for name in (LONG, "Saxion"):
        page.get_by_role("link", name=name).click()
        if looks and name == LONG:
            page.get_by_role("button", name="De punten versturen").click()
            expect(page.get_by_role("alert")).to_be_visible()
            found += look(page)
        for criterion in juror.edition.criteria.all():
            page.get_by_label(f"{criterion.name_nl}: punten").select_option("9" if name == "Saxion" else "6")
            page.get_by_label(f"{criterion.name_nl}: waarom?").fill(f"Sterk op {criterion.name_nl}.")
        page.get_by_role("button", name="De punten versturen").click()
        expect(page.get_by_text(f"Uw punten voor {name} zijn verstuurd.")).to_be_visible()
    return found + (look(page) if looks else [])


def discuss_and_decide(page, portal, look, chair):
    enter_as(page, portal, chair.user)
    page.goto(f"{portal}/mijn/prijs/{chair.edition.year}/")
    found = look(page)
    page.get_by_role("link", name="Saxion").click()
    expect(page.get_by_role("heading", name="Joris Jurylid")).to_be_visible()
    page.get_by_label("Wat wilt u over deze genomineerde zeggen?").fill("Dit zag ik nergens anders.")
    page.get_by_role("button", name="De notitie bewaren").click()
    expect(page.get_by_text("Dit zag ik nergens anders.")).to_be_visible()
    found += look(page)
    page.goto(f"{portal}/mijn/prijs/{chair.edition.year}/besluit/")
    page.get_by_role("button", name="Besluiten").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Saxion").check()
    page.get_by_label("Waarom, in het Nederlands").fill("Omdat zij laat zien dat het kan.")
    page.get_by_role("button", name="Besluiten").click()
    expect(page.get_by_text("Het verslag is gemaakt")).to_be_visible()
    return found + look(page)


def test_nominator_nominee_juror_and_chair_without_javascript(portal, page, look, edition):
    owner = MembershipFactory(organisation=Organisation.objects.get(slug="saxion"), user=UserFactory())
    found = nominate(page, portal, look, edition)
    found += agree(page, portal, look)
    nomination = Nomination.objects.get(organisation=owner.organisation)
    nominating.judge(nomination=nomination, is_eligible=True, by=UserFactory())
    edition = reach(PrizeEdition.objects.get(), "assessing")
    jurors = edition.jurors.select_related("edition", "user").order_by("-is_chair")
    for juror in jurors:
        found += score(page, portal, look, juror, looks=juror.is_chair)
    edition = reach(PrizeEdition.objects.get(), "discussing")
    found += discuss_and_decide(page, portal, look, jurors.get(is_chair=True))
    page.context.clear_cookies()
    page.goto(f"{portal}/global-goals/prijs/{edition.year}/")
    expect(page.get_by_text("De jury is aan het werk")).to_be_visible()
    assert "Omdat zij laat zien" not in page.content()
    edition = PrizeEdition.objects.get()
    PrizeEdition.objects.update(
        announced_on=timezone.localdate(), scoring_closes_on=timezone.localdate() - timedelta(days=1)
    )
    running.announce(edition=edition, by=UserFactory())
    page.reload()
    expect(page.get_by_text("Omdat zij laat zien dat het kan.")).to_be_visible()
    expect(page.get_by_role("link", name="Saxion").first).to_be_visible()
    found += look(page)
    page.goto(f"{portal}/global-goals/prijs/")
    found += look(page)
    page.goto(f"{portal}/global-goals/prijs/meedoen/gok/")
    found += look(page)
    assert found == []


def test_the_office_runs_a_year(portal, open_back_office, browser, width):
    edition = edition_at("prepared")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, found = context.new_page(), []
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    change = f"{portal}/beheer/globalgoals/prizeedition/{edition.pk}/change/"
    page.goto(change)
    found += found_by_axe(page, width)
    page.locator("[name=criteria-0-weight]").fill("70")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("De gewichten van de criteria zijn samen 110")).to_be_visible()
    found += found_by_axe(page, width)
    page.goto(change)
    page.get_by_role("link", name="Openstellen om voor te dragen").click()
    found += found_by_axe(page, width)
    page.get_by_role("button", name="Openstellen om voor te dragen").click()
    nominee = eligible(PrizeEdition.objects.get(), organisation__name=LONG)
    page.get_by_role("link", name="Een jurylid benoemen").click()
    page.get_by_label("E-mailadres van het account").fill("niemand@voorbeeld.example")
    page.get_by_role("button", name="Een jurylid benoemen").click()
    expect(page.get_by_text("Niemand heeft een account met dit adres.").first).to_be_visible()
    found += found_by_axe(page, width)
    page.goto(f"{portal}/beheer/globalgoals/nomination/")
    found += found_by_axe(page, width)
    page.goto(f"{portal}/beheer/globalgoals/nomination/{nominee.pk}/change/")
    found += found_by_axe(page, width)
    page.get_by_role("link", name="Voldoet niet aan de voorwaarden").click()
    found += found_by_axe(page, width)
    assert found == []
