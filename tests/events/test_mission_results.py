"""What the public reads of the results of missions, and what it does not."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from deventer_intl.management.demo_mission_results import follow_up_stories
from events.models import FollowUp, MissionCompany, Stage
from tests.event_factories import FollowUpFactory, MissionCompanyFactory, MissionFactory
from tests.factories import MembershipFactory, OrganisationFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    starts_on = timezone.localdate() - timedelta(days=100)
    return MissionFactory(slug="riga", stage=Stage.FOLLOW_UP, starts_on=starts_on, title_nl="Naar Riga")


def answered(mission, publish, number, **values):
    """Companies that answered in a round that is over."""
    over = timezone.localdate() - timedelta(days=1)
    for _n in range(number):
        organisation = OrganisationFactory(name=f"Bedrijf {publish} {MissionCompany.objects.count()}")
        company = MissionCompanyFactory(mission=mission, organisation=organisation)
        FollowUpFactory(company=company, is_answered=True, publish=publish, due_on=over, open_until=over, **values)


def shown(client, address):
    """Return the rows of the first table of a page as lists of text."""
    table = client.get(address).text.split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in rows]


def test_effort_and_outcome_stand_side_by_side(client, mission):
    mission.effort_amount, mission.effort_days = 1_250_000, 12
    mission.save()
    mission.places.add(PlaceFactory(slug="riga", name_nl="Riga"))
    answered(mission, "name", 1, contacts=7)
    answered(mission, "anonymous", 5, contacts=3)
    address = reverse("events:mission_results")
    assert shown(client, address) == [["Naar Riga Riga", "€ 12.500 werkdagen: 12", "6 van 6", "22", "12", "6"]]
    page = client.get(address).text
    assert "Bedrijf anonymous" not in page
    assert client.get(address + f"?jaar={mission.ends_on.year}&stad=riga").text.count("Naar Riga") == 1
    assert client.get(address + "?jaar=1900").status_code == 422
    assert client.get(reverse("events:mission_results_csv") + "?jaar=1900").status_code == 422


def test_figures_of_too_few_are_nowhere(client, mission):
    """Not on the page, not in a total, not in the table to download."""
    answered(mission, "anonymous", 4, contacts=3456, trials=4567, contracts=5678)
    place = PlaceFactory(slug="riga")
    mission.places.add(place)
    page = client.get(reverse("events:mission_results")).text
    city, table = client.get(place.get_absolute_url()).text, client.get(reverse("events:mission_results_csv")).text
    for text in (page, city, table):
        assert not re.search(r"3\.?456|4\.?567|5\.?678|13\.?824", text)
    assert "niet getoond" in page and "niet getoond" in city
    assert "Naar Riga" in table


def test_only_what_is_confirmed_and_of_a_round_that_is_over_is_shown(client, mission):
    answered(mission, "name", 1, contacts=1234)
    answered(mission, "name", 1, contacts=4321, confirmed_at=None)
    company = MissionCompanyFactory(mission=mission)
    assert re.search(r"1\.?234", client.get(reverse("events:mission_results")).text)
    FollowUpFactory(company=company, open_until=timezone.localdate() + timedelta(days=9))
    # Another address of the same page: the first is kept as long as nothing is committed.
    page = client.get(reverse("events:mission_results") + f"?jaar={mission.ends_on.year}").text
    assert not re.search(r"1\.?234|4\.?321", page)


def test_the_table_names_who_chose_so(client, mission):
    answered(mission, "name", 1)
    answered(mission, "not", 1)
    table = client.get(reverse("events:mission_results_csv")).text
    assert "Bedrijf name 0" in table and "Bedrijf not" not in table


def test_a_company_without_a_public_page_is_not_named(client, mission):
    answered(mission, "name", 1, contacts=1234)
    company = mission.companies.get()
    company.organisation.status = "lapsed"
    company.organisation.save()
    assert not re.search(r"1\.?234", client.get(reverse("events:mission_results")).text)


# ---- the demonstration ----


def test_the_demonstration_shows_answers_of_every_kind_once(client):
    people = {"keeper": MembershipFactory().user, "office": UserFactory()}
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation, user=people["keeper"])
    for _time in range(2):
        follow_up_stories(organisation=organisation, **people)
    assert set(FollowUp.objects.values_list("publish", flat=True)) == {"", "name", "anonymous", "not"}
    assert FollowUp.objects.exclude(entered_by=None).get().was_told
    assert len(mail.outbox) == 1
    assert shown(client, reverse("events:mission_results"))[0][2:] == ["8 van 10", "37", "13", "6"]


def test_the_page_of_a_mission_shows_its_own_results(mission):
    page = Template("{% load mission_results %}{% results_of_mission mission %}")
    assert page.render(Context({"mission": mission})).strip() == ""
    answered(mission, "name", 1, contacts=7)
    answered(mission, "not", 1, contacts=4321)
    text = page.render(Context({"mission": mission}))
    assert "Bedrijf name 0" in text and "7 contacten" in text and "bevestigd door het bedrijf" in text
    assert "Bedrijf not" not in text and "4321" not in text.replace(".", "")
