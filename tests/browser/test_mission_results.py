# ruff: noqa: F811  (fixtures of the other journeys)
"""From a mail to a figure: a company answers, the Trade Office follows up, the public reads."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation, Place
from organisations.secret_links import digest_of

from ..conftest import sign_in
from ..event_factories import FollowUpFactory, FollowUpLinkFactory, MissionCompanyFactory, MissionFactory
from ..factories import MembershipFactory, OrganisationFactory, UserFactory
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def mission_of(slug, title, days, **values):
    starts_on = timezone.localdate() - timedelta(days=days)
    mission = MissionFactory(slug=slug, title_nl=title, stage="follow_up", starts_on=starts_on, **values)
    mission.places.set(Place.objects.filter(slug="riga"))
    return mission


def answered(mission, number, publish="anonymous", **values):
    over = timezone.localdate() - timedelta(days=1)
    for _n in range(number):
        company = MissionCompanyFactory(mission=mission, organisation=OrganisationFactory())
        values = {"hindered": ["rules", "time"], **values}
        FollowUpFactory(company=company, is_answered=True, publish=publish, due_on=over, open_until=over, **values)


@pytest.fixture
def asked(portal):
    """A company that was asked, on a mission of which others answered; and a mission of which too few did."""
    mission = mission_of(
        "riga", "Handelsmissie naar Riga en de Baltische staten", 40, effort_amount=1_845_050, effort_days="23.5"
    )
    organisation = Organisation.objects.get(slug="saxion")
    answered(mission, 4, amount="none", contracts=0)
    answered(mission, 4, contacts=9, contracts=3, amount="top")
    answered(mission, 1, publish="name", contacts=12)
    answered(mission_of("malmo", "Handelsmissie naar Malmö en Göteborg", 120), 2)
    member = MembershipFactory(organisation=organisation)
    company = MissionCompanyFactory(mission=mission, organisation=organisation, applied_by=member.user)
    follow_up = FollowUpFactory(company=company, after_days=180, due_on=timezone.localdate())
    FollowUpLinkFactory(follow_up=follow_up, user=member.user, digest=digest_of("geheim", purpose="mission result"))
    return follow_up


def test_company_answers_and_the_public_reads_without_javascript(portal, page, look, asked):
    found = []
    page.goto(f"{portal}/handelsmissies/resultaten/opgave/geraden/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wij kennen deze link niet")
    found += look(page)
    page.goto(f"{portal}/handelsmissies/resultaten/opgave/geheim/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saxion")
    found += look(page)
    page.get_by_label("Nieuwe contacten").fill("5")
    page.get_by_label("Proeven, offertes").fill("-1")
    page.get_by_label("Contracten en opdrachten").fill("0")
    page.get_by_label("meer dan € 250.000").check()
    page.get_by_label("regels, vergunningen of douane").check()
    page.get_by_label("In uw eigen woorden").fill("De douane hield de pompen zes weken vast. " + "x" * 90)
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Er zijn 3 fouten")
    found += look(page)
    page.get_by_label("Proeven, offertes").fill("2")
    page.get_by_label("Contracten en opdrachten").fill("1")
    page.get_by_label("Ja, zonder onze naam").check()
    expect(page.get_by_label("In uw eigen woorden")).to_have_value(
        "De douane hield de pompen zes weken vast. " + "x" * 90
    )
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.get_by_text("Uw antwoord telt mee")).to_be_visible()
    found += look(page)
    page.goto(f"{portal}/handelsmissies/resultaten/")
    expect(page.get_by_text("Handelsmissie naar Riga en de Baltische staten")).to_be_visible()
    expect(page.get_by_text("niet getoond").first).to_be_visible()
    found += look(page)
    page.goto(f"{portal}/handelsmissies/resultaten/?jaar=1999")
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    assert found == []


def test_trade_office_fills_in_what_was_told_by_phone(portal, page, look, asked):
    user, client, found = UserFactory(is_staff=True), Client(), []
    user.groups.add(Group.objects.get(name="trade office"))
    sign_in(client, user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal}])
    page.goto(f"{portal}/handelsmissies/riga/opvolging/")
    found += look(page)
    page.get_by_role("link", name=re.compile("Vul in wat zij vertelden.*Saxion")).click()
    found += look(page)
    for label in ("Nieuwe contacten", "Proeven, offertes", "Contracten en opdrachten"):
        page.get_by_label(label).fill("1")
    page.get_by_label("dat zeg ik liever niet").check()
    page.get_by_label("Ja, met onze naam").check()
    page.get_by_role("button", name="Bewaren en het bedrijf mailen").click()
    expect(page.get_by_text("telefonisch verteld, niet bevestigd")).to_be_visible()
    found += look(page)
    page.get_by_role("button", name=re.compile("Opnieuw mailen.*Saxion")).click()
    expect(page.get_by_text("heeft vandaag al mail gekregen")).to_be_visible()
    assert found == []
