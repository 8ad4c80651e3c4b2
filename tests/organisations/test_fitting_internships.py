"""Which internships and traineeships fit a trade mission: by country, industry and period."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from organisations.models import Industry, InternshipOffer

from ..conftest import sign_in
from ..factories import (
    CompanyFactory,
    ExportProfileFactory,
    InternshipOfferFactory,
    MembershipFactory,
    PlaceFactory,
    kenya,
    romania,
)
from .test_education import address, internship_form
from .test_profile import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


def abroad(country, **values):
    return InternshipOfferFactory(direction="abroad", country=country, **values)


def fitting(**asked):
    return list(InternshipOffer.objects.open().fitting(**asked))


def test_a_mission_finds_the_offers_in_its_countries():
    there = abroad(romania(), place=PlaceFactory(name_nl="Sibiu", country=romania()))
    abroad(kenya())
    here = InternshipOfferFactory()
    assert fitting(countries=[romania()]) == [there]
    assert fitting(countries=[romania().pk, kenya().pk]) == list(InternshipOffer.objects.exclude(pk=here.pk))
    assert len(fitting()) == 3, "what is not given narrows nothing"
    assert list(InternshipOffer.objects.open().here().fitting()) == [here]


def test_the_industry_is_that_of_the_offer_or_of_its_company():
    said = abroad(kenya(), industry=Industry.WATER)
    pumps = ExportProfileFactory(industry=Industry.WATER).organisation
    of_company = abroad(kenya(), organisation=pumps)
    # The same company, and something else.
    abroad(kenya(), organisation=pumps, industry=Industry.DIGITAL)
    abroad(kenya(), organisation=ExportProfileFactory(industry=Industry.FOOD).organisation)
    unknown = abroad(kenya())
    found = fitting(countries=[kenya()], industries=[Industry.WATER, Industry.ENERGY])
    assert set(found[:2]) == {said, of_company}
    assert found[2:] == [unknown], "nobody said its industry: after those that are known to fit"


def test_what_is_over_before_the_mission_does_not_fit():
    over = abroad(kenya(), ends_on="2030-03-01")
    begins = abroad(kenya(), starts_on="2030-05-01")
    undated = abroad(kenya())
    assert over not in fitting(after=date(2030, 3, 2))
    assert over in fitting(after=date(2030, 3, 1))
    assert {begins, undated} <= set(fitting(after=date(2030, 3, 2)))


def test_what_is_closed_or_not_public_fits_nothing():
    abroad(kenya(), organisation__status="draft")
    abroad(kenya(), published_on="2020-01-01", apply_before="2020-02-01")
    assert fitting(countries=[kenya()]) == []


def test_a_company_offers_a_traineeship_in_an_industry():
    company = CompanyFactory(slug="pompen")
    keeper = Client()
    sign_in(keeper, MembershipFactory(organisation=company).user)
    url = address("edit_item", "pompen", "stages", 0)
    begun = opened(keeper, url)
    assert begun["kind"] == "internship", "the usual stands there"
    assert keeper.post(url, {**begun, **internship_form(kind="onzin")}).status_code == 422
    sent = {**begun, **internship_form(kind="traineeship", industry="water")}
    assert keeper.post(url, sent).status_code == 302
    offer = InternshipOffer.objects.get()
    assert (offer.kind, offer.industry) == ("traineeship", Industry.WATER)
    for page in (Client().get("/onderwijs/stages/").text, Client().get(company.get_absolute_url()).text):
        assert "Traineeship" in page and "Water en milieu" in page


@pytest.mark.parametrize("change", ["kind = 'onzin'", "industry = 'onzin'"])
def test_the_database_refuses_what_must_never_be(change):
    offer = InternshipOfferFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_internshipoffer SET {change} WHERE id = {offer.pk}")
