"""How a company applies for a mission, changes that and withdraws: a story with a stranger in it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import mission_applying as actions
from events.actions import missions
from events.models import MissionCompany, Stage, Traveller

from ..conftest import opened_on, sign_in
from ..event_factories import MissionCompanyFactory, MissionFactory, TravellerFactory
from ..factories import ExportProfileFactory, MembershipFactory, OfferOrNeedFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_tried():
    cache.clear()


@pytest.fixture
def mission():
    return MissionFactory(slug="riga", title_nl="Handelsmissie Riga")


@pytest.fixture
def owner():
    return MembershipFactory(organisation__name="Pompen BV", organisation__languages=["nl", "de"]).user


def signed_in(user):
    client = Client()
    sign_in(client, user)
    return client


def answers(**other):
    return {
        "industries": ["water"], "offers": "Pompen op zon", "seeks": "Een dealer", "languages": ["nl", "en"],
        "targets": "Drie gesprekken", **other,
    }  # fmt: skip


def apply(mission, organisation, by=None, **other):
    return actions.apply(mission=mission, organisation=organisation, by=by, **answers(**other))


APPLY = "/handelsmissies/riga/aanmelden/"


def test_applying_begins_with_what_the_page_says_and_is_looked_at_before_it_is_sent(mission, owner):
    organisation = owner.memberships.get().organisation
    ExportProfileFactory(organisation=organisation, industry="water")
    OfferOrNeedFactory(organisation=organisation, direction="offer", text_nl="Pompen die niet roesten")
    client = signed_in(owner)
    form = client.get(APPLY).context["form"]
    assert form["offers"].value() == "Pompen die niet roesten"
    assert form["languages"].value() == ["nl", "de"]
    assert form["industries"].value() == ["water"]

    response = client.post(APPLY, answers())
    assert "Pompen op zon" in response.content.decode()
    assert response.context["to_check"]
    assert not MissionCompany.objects.exists()
    back = client.post(APPLY, answers(change="yes"))
    assert back.context["form"]["seeks"].value() == "Een dealer"

    response = client.post(APPLY, answers(send="yes"))
    company = MissionCompany.objects.get()
    assert response["Location"] == f"/handelsmissies/riga/aanmelding/{company.pk}/"
    assert (company.organisation, company.state, company.applied_by) == (organisation, "applied", owner)
    assert (company.languages, company.industries) == (["nl", "en"], ["water"])
    assert [(message.to, "Handelsmissie Riga" in message.subject) for message in mail.outbox] == [([owner.email], True)]
    assert f"/aanmelding/{company.pk}/" in mail.outbox[0].body


def test_what_is_missing_is_said_and_nothing_typed_is_lost(mission, owner):
    response = signed_in(owner).post(APPLY, answers(industries=[], seeks="", languages=["xx"]))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"industries", "seeks", "languages"}
    assert "Pompen op zon" in response.content.decode()


def test_who_keeps_several_chooses_and_who_keeps_none_reads_how(mission, owner):
    other = MembershipFactory(user=owner, organisation__slug="tweede").organisation
    MembershipFactory(user=owner, organisation__status="draft", organisation__slug="nieuw")
    strange = OrganisationFactory(slug="vreemd")
    client = signed_in(owner)
    choices = {organisation.slug for organisation in client.get(APPLY).context["organisations"]}
    assert choices == {
        other.slug,
        owner.memberships.exclude(organisation__slug__in=["tweede", "nieuw"]).get().organisation.slug,
    }
    # Without a choice, or for another's organisation, nothing is sent.
    for query in ("", f"?organisatie={strange.slug}", "?organisatie=nieuw"):
        assert client.post(APPLY + query, answers(send="yes")).status_code == 422
    assert client.post(f"{APPLY}?organisatie=tweede", answers(send="yes")).status_code == 302
    assert [company.organisation for company in MissionCompany.objects.all()] == [other]

    response = signed_in(UserFactory()).get(APPLY)
    assert (
        "/mijn/organisaties/toevoegen/" in response.content.decode()
        or reverse("organisations:register") in response.content.decode()
    )
    assert Client().get(APPLY)["Location"].startswith("/account/login/")


def test_applying_twice_is_said_with_what_was_sent(mission, owner):
    organisation = owner.memberships.get().organisation
    company = MissionCompanyFactory(mission=mission, organisation=organisation, state="applied")
    client = signed_in(owner)
    response = client.get(APPLY, follow=True)
    assert response.redirect_chain == [(f"/handelsmissies/riga/aanmelding/{company.pk}/", 302)]
    assert "al aangemeld" in response.content.decode()
    response = client.post(APPLY, answers(offers="Iets anders", send="yes"))
    assert response.status_code == 409
    assert "Iets anders" in response.content.decode()
    assert f"/aanmelding/{company.pk}/" in response.content.decode()
    assert MissionCompany.objects.get().offers == "Waterpompen op zonnestroom"


@pytest.mark.parametrize(
    ("stage", "days", "text"),
    [
        (Stage.OPEN, -1, "laatste dag"),
        (Stage.FIXED, 5, "staat vast"),
        (Stage.CANCELLED, 5, "afgelast"),
    ],
)
def test_too_late_is_said_and_what_was_typed_stays(owner, stage, days, text):
    MissionFactory(slug="riga", stage=stage, apply_until=timezone.localdate() + timedelta(days=days))
    client = signed_in(owner)
    page = client.get(APPLY)
    assert text in page.content.decode()
    assert not page.context["has_form"]
    for button in ({}, {"send": "yes"}):
        response = client.post(APPLY, answers(**button))
        assert response.status_code == 409
        assert text in response.content.decode()
        assert "Pompen op zon" in response.content.decode()
    assert not MissionCompany.objects.exists()


def test_an_idea_that_is_not_published_is_not_there(owner):
    MissionFactory(slug="riga", stage=Stage.IDEA, is_published=False)
    assert signed_in(owner).get(APPLY).status_code == 404


def test_withdrawing_while_open_and_applying_again_keeps_one_record(mission, owner):
    company = apply(mission, owner.memberships.get().organisation, by=owner)
    client = signed_in(owner)
    address = f"/handelsmissies/riga/aanmelding/{company.pk}/intrekken/"
    assert "reason" not in client.get(address).context["form"].fields
    assert client.post(address).status_code == 302
    company.refresh_from_db()
    assert company.state == "withdrawn"
    # Nobody counted on it: only who did it hears of it.
    assert [message.to for message in mail.outbox] == [[owner.email], [owner.email]]
    assert client.get(APPLY).context["form"]["offers"].value() == "Pompen op zon"
    assert client.post(APPLY, answers(offers="Beter", send="yes")).status_code == 302
    again = MissionCompany.objects.get()
    assert (again.pk, again.state, again.offers, again.withdrawn_at) == (company.pk, "applied", "Beter", None)


@pytest.mark.parametrize("stage", [Stage.FIXED, Stage.PREPARING, Stage.UNDER_WAY])
def test_dropping_out_asks_why_and_tells_the_trade_office(owner, stage):
    officer = UserFactory(is_staff=True, language="nl")
    officer.groups.add(Group.objects.get(name="trade office"))
    UserFactory(is_staff=True).groups.add(Group.objects.get(name="readers"))
    company = MissionCompanyFactory(
        mission__slug="riga", mission__stage=stage, organisation=owner.memberships.get().organisation
    )
    TravellerFactory(company=company)
    kept = TravellerFactory(company__mission=company.mission)
    client = signed_in(owner)
    address = f"/handelsmissies/riga/aanmelding/{company.pk}/intrekken/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Geen tijd\nhelaas"}).status_code == 302
    company.refresh_from_db()
    assert (company.state, company.withdrawal_reason) == ("withdrawn", "Geen tijd\nhelaas")
    assert list(Traveller.objects.all()) == [kept]
    assert [message.to for message in mail.outbox] == [[owner.email], [officer.email]]
    assert "> Geen tijd\n> helaas" in mail.outbox[1].body
    # A second click changes nothing, and there is no way back.
    assert client.post(address, {"reason": "Nog eens"}).status_code == 302
    assert len(mail.outbox) == 2
    with pytest.raises(ValidationError, match="staat vast"):
        actions.apply(mission=company.mission, organisation=company.organisation, by=owner)


def test_without_a_trade_office_the_international_office_hears_it(owner, settings):
    settings.OFFICE_EMAIL = "io@deventer.example"
    company = MissionCompanyFactory(mission__stage=Stage.FIXED, organisation=owner.memberships.get().organisation)
    actions.withdraw(company=company, reason="Geen tijd", by=owner)
    assert [message.to for message in mail.outbox] == [[owner.email], ["io@deventer.example"]]


@pytest.mark.parametrize(
    ("state", "stage", "can_change", "can_withdraw"),
    [
        ("applied", Stage.OPEN, True, True),
        ("applied", Stage.FIXED, False, True),
        ("selected", Stage.PREPARING, True, True),
        ("selected", Stage.UNDER_WAY, False, True),
        ("selected", Stage.FOLLOW_UP, False, False),
        ("selected", Stage.CANCELLED, False, False),
        ("declined", Stage.OPEN, False, False),
        ("withdrawn", Stage.OPEN, False, False),
    ],
)
def test_until_when_one_changes_and_withdraws(owner, state, stage, can_change, can_withdraw):
    company = MissionCompanyFactory(mission__stage=stage, state=state)
    assert (company.can_change, company.can_withdraw) == (can_change, can_withdraw)
    values = answers(offers="Anders")
    if can_change:
        actions.change(company=company, by=owner, **values)
    else:
        with pytest.raises(ValidationError, match="gewijzigd"):
            actions.change(company=company, by=owner, **values)
    if not can_withdraw and state != "withdrawn":
        with pytest.raises(ValidationError, match="ingetrokken"):
            actions.withdraw(company=company, reason="Waarom", by=owner)
    company.refresh_from_db()
    assert (company.offers == "Anders") == can_change


def test_a_colleague_changes_and_a_stranger_finds_nothing(mission, owner):
    company = apply(mission, owner.memberships.get().organisation)
    colleague = MembershipFactory(organisation=company.organisation, role="editor").user
    page = f"/handelsmissies/riga/aanmelding/{company.pk}/"
    client = signed_in(colleague)
    sent = {**answers(seeks="Een leverancier"), **opened_on(client, f"{page}wijzigen/")}
    assert client.post(f"{page}wijzigen/", sent).status_code == 302
    company.refresh_from_db()
    assert company.seeks == "Een leverancier"
    stranger = signed_in(MembershipFactory().user)
    for address in (page, f"{page}wijzigen/", f"{page}intrekken/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, answers()).status_code in {404, 405}


def test_a_reason_to_withdraw_stands_with_who_withdrew_alone(mission):
    company = MissionCompanyFactory(mission=mission)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="mission_company_withdrew_or_not"):
        cursor.execute("UPDATE events_missioncompany SET withdrawal_reason = 'x' WHERE id = %s", [company.pk])


def test_ones_missions_stand_on_ones_own_page(owner):
    mission = MissionFactory(slug="riga", title_nl="Handelsmissie Riga", stage=Stage.FIXED)
    company = MissionCompanyFactory(mission=mission, organisation=owner.memberships.get().organisation)
    MissionCompanyFactory(mission__title_nl="Van een ander")
    page = signed_in(owner).get("/mijn/").content.decode()
    assert "Handelsmissie Riga" in page
    assert "/handelsmissies/riga/deelnemers/" in page
    assert "Van een ander" not in page
    MissionCompany.objects.filter(pk=company.pk).update(state="withdrawn")
    assert f"/aanmelding/{company.pk}/" in signed_in(owner).get("/mijn/").content.decode()


@pytest.mark.parametrize("is_selected", [True, False])
def test_a_company_reads_the_choice_once_the_delegation_is_fixed(mission, owner, is_selected):
    company = apply(mission, owner.memberships.get().organisation, by=owner)
    office = UserFactory()
    missions.choose(company=company, is_selected=is_selected, reason="Past bij het doel.", by=office)
    client, page = signed_in(owner), reverse("events:mission_application", args=["riga", company.pk])
    before = client.get(page).content.decode()
    assert "Pompen BV: aangemeld" in before
    assert "Past bij het doel." not in before
    mine = client.get("/mijn/").content.decode()
    assert page in mine
    assert "aangemeld" in mine
    other = MissionCompanyFactory(mission=mission)
    missions.choose(company=other, is_selected=True, reason="Ook.", by=office)
    missions.fix_delegation(mission=mission, by=office)
    after = client.get(page).content.decode()
    assert "Past bij het doel." in after
    assert ("Pompen BV: in de delegatie" in after) is is_selected
