"""A nomination from the form to the jury: who nominates, who is asked, and what is refused."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from globalgoals.models import Nomination
from globalgoals.prize import forgetting, nominating
from globalgoals.prize.forms import NominateForm
from organisations.models import Role

from ..conftest import sign_in
from ..factories import GoalFactory, MembershipFactory, OrganisationFactory, UserFactory
from ..prize_factories import NominationFactory, edition_at, shifted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture(autouse=True)
def nobody_is_too_quick(monkeypatch):
    monkeypatch.setattr("deventer_intl.people_only.SHORTEST", -1)


def filled_in(edition, **changes):
    reasons = {f"why_{criterion.pk}": "Zij maken van afval weer grondstof." for criterion in edition.criteria.all()}
    return {
        "organisation": "",
        "organisation_name": "",
        "goal": GoalFactory().pk,
        "name": "Nora Nominator",
        "email": "nora@voorbeeld.example",
        "opened": NominateForm(edition=edition).initial["opened"],
        **reasons,
        **changes,
    }


def address(edition):
    return f"/global-goals/prijs/{edition.year}/voordragen/"


def link_in(message):
    return re.search(r"http\S+?(/global-goals/prijs/\S+)", message.body)[1]


def test_a_nomination_counts_once_the_link_is_opened_and_then_the_owners_are_asked(client, settings):
    settings.OFFICE_EMAIL = "office@deventer.example"
    edition = edition_at()
    owner = MembershipFactory(organisation__name="Voorbeeld BV")
    MembershipFactory(organisation=owner.organisation, role=Role.EDITOR)
    response = client.post(address(edition), filled_in(edition, organisation=owner.organisation_id))
    assert response.status_code == 302
    nomination = Nomination.objects.get()
    assert (nomination.state, nomination.reasons.count()) == ("received", 2)
    [message] = mail.outbox
    assert message.to == ["nora@voorbeeld.example"]
    # Anyone can have this mail sent: nothing of what was typed is in it.
    assert "Voorbeeld BV" not in message.body
    link = link_in(message)
    assert client.get(link).status_code == 200
    nomination.refresh_from_db()
    assert nomination.state == "received"
    assert client.post(link).status_code == 302
    nomination.refresh_from_db()
    assert nomination.state == "proved"
    assert [each.to for each in mail.outbox[1:]] == [[owner.user.email], ["office@deventer.example"]]
    assert "Nora" not in mail.outbox[1].body
    # A second time it tells how it stands, and does nothing.
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 410
    assert len(mail.outbox) == 3


def test_the_nominee_agrees_once_by_the_link_and_may_take_it_back(client):
    owner = MembershipFactory()
    nomination = NominationFactory(organisation=owner.organisation)
    assert nominating.mail_owners(nomination)
    link = link_in(mail.outbox[-1])
    assert client.post(link, {}).status_code == 422
    assert client.post(link, {"answer": "ja", "may_be_named": "on"}).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.may_be_named) == ("consented", True)
    assert client.get(link).status_code == 200
    # The same link answers once.
    assert client.post(link, {"answer": "nee"}).status_code == 410
    nomination.refresh_from_db()
    assert nomination.state == "consented"
    assert client.post(link, {"step_back": "yes"}).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.may_be_named) == ("refused", False)
    assert client.post(link, {"step_back": "yes"}).status_code == 410


def test_who_refuses_is_never_named(client):
    owner = MembershipFactory()
    nomination = NominationFactory(organisation=owner.organisation)
    nominating.mail_owners(nomination)
    client.post(link_in(mail.outbox[-1]), {"answer": "nee", "may_be_named": "on"})
    nomination.refresh_from_db()
    assert (nomination.state, nomination.may_be_named) == ("refused", False)


@pytest.mark.parametrize("kind", ["voordracht", "meedoen"])
def test_a_guessed_link_finds_nothing_and_guessing_is_stopped(client, kind):
    assert client.get(f"/global-goals/prijs/{kind}/gok/").status_code == 404
    statuses = {client.get(f"/global-goals/prijs/{kind}/gok-{number}/").status_code for number in range(61)}
    assert statuses == {404, 429}


def test_a_link_of_who_owns_the_page_no_longer_opens_nothing(client):
    owner = MembershipFactory()
    nomination = NominationFactory(organisation=owner.organisation)
    nominating.mail_owners(nomination)
    MembershipFactory(organisation=owner.organisation)
    owner.role = Role.EDITOR
    owner.save()
    assert client.post(link_in(mail.outbox[-1]), {"answer": "ja"}).status_code == 404


def test_a_newer_link_closes_the_older(client):
    owner = MembershipFactory()
    nomination = NominationFactory(organisation=owner.organisation)
    nominating.mail_owners(nomination)
    nominating.ask_again(nomination=nomination, by=UserFactory())
    old, new = [link_in(message) for message in mail.outbox]
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_link_after_two_days_is_too_late_and_what_it_was_of_goes(client):
    edition = edition_at()
    client.post(address(edition), filled_in(edition, organisation_name="Onbekend BV"))
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert client.post(link_in(mail.outbox[0])).status_code == 410
        forgetting.forget_unconfirmed()
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("organisation", {}),
        ("organisation_name", {"organisation_name": "Koop op www.voorbeeld.example"}),
        ("goal", {"organisation_name": "Onbekend BV", "goal": 18}),
        ("goal", {"organisation_name": "Onbekend BV", "goal": 0}),
        ("email", {"organisation_name": "Onbekend BV", "email": '"x"@voorbeeld.example'}),
        ("name", {"organisation_name": "Onbekend BV", "name": "\0"}),
        ("organisation_name", {"organisation_name": "O" * 201}),
        ("organisation", {"organisation": 10**30}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, field, changes):
    edition = edition_at()
    response = client.post(address(edition), filled_in(edition, **changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Zij maken van afval weer grondstof." in response.text
    assert not Nomination.objects.exists()


def test_only_one_of_list_and_name_is_filled_in(client):
    edition, organisation = edition_at(), OrganisationFactory()
    response = client.post(address(edition), filled_in(edition, organisation=organisation.pk, organisation_name="Ook"))
    assert "organisation_name" in response.context["form"].errors


def test_only_public_organisations_of_the_sectors_are_in_the_list():
    edition = edition_at(sectors=[2])
    fits = OrganisationFactory(sector=2)
    OrganisationFactory(sector=1), OrganisationFactory(sector=2, status="draft")
    assert list(NominateForm(edition=edition).fields["organisation"].queryset) == [fits]


def test_nominating_after_the_last_day_is_refused_and_what_was_typed_stays(client):
    edition = edition_at()
    typed = filled_in(edition, organisation_name="Onbekend BV")
    shifted(edition, -11)
    response = client.get(address(edition))
    assert response.status_code == 200
    assert "<textarea" not in response.text
    response = client.post(address(edition), typed)
    assert response.status_code == 422
    assert "Voordragen kon tot en met" in response.text
    assert "Zij maken van afval weer grondstof." in response.text


def test_a_link_opened_after_the_last_day_says_so(client):
    edition = edition_at()
    client.post(address(edition), filled_in(edition, organisation_name="Onbekend BV"))
    shifted(edition, -11)
    response = client.post(link_in(mail.outbox[0]))
    assert response.status_code == 409
    assert "Voordragen kon tot en met" in response.text


def test_a_year_in_preparation_is_not_there(client):
    edition = edition_at("prepared")
    for page in ("", "voordragen/", "voordragen/verstuurd/", "verslag.pdf"):
        assert client.get(f"/global-goals/prijs/{edition.year}/{page}").status_code == 404
    assert client.get("/global-goals/prijs/99999999999999999999/").status_code == 404


def test_nominating_twice_is_told_to_who_proved_the_address_alone(client):
    edition, organisation = edition_at(), OrganisationFactory()
    links = []
    for _time in range(2):
        response = client.post(address(edition), filled_in(edition, organisation=organisation.pk))
        # A stranger who typed the address reads the same both times.
        assert response.status_code == 302
        links.append(link_in(mail.outbox[-1]))
    assert client.post(links[0]).status_code == 302
    response = client.post(links[1])
    assert response.status_code == 409
    assert f"U droeg {organisation} al voor." in response.text
    assert Nomination.objects.exclude(state="received").count() == 1


def test_who_is_signed_in_with_a_proved_address_nominates_at_once(client):
    edition, owner = edition_at(), MembershipFactory()
    user = owner.user
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    sign_in(client, user)
    typed = filled_in(edition, organisation=owner.organisation_id, email=user.email)
    assert client.post(address(edition), typed).status_code == 302
    nomination = Nomination.objects.get()
    # Nobody needs to say so: whoever keeps the page nominates itself.
    assert (nomination.state, nomination.is_own) == ("proved", True)
    response = client.post(address(edition), filled_in(edition, organisation=owner.organisation_id, email=user.email))
    assert response.status_code == 422
    assert "al voor" in response.text


def test_a_script_gets_no_further_than_the_limits():
    edition = edition_at()
    statuses = [
        Client().post(address(edition), filled_in(edition, organisation_name=f"Bedrijf {number}", email=f"a{number}@b.example"))
        .status_code
        for number in range(14)
    ]  # fmt: skip
    assert statuses[:10] == [302] * 10
    assert set(statuses[10:]) == {429}
    assert Nomination.objects.count() == len(mail.outbox) == 10


def test_a_robot_that_fills_in_everything_is_told_so(client, monkeypatch):
    edition = edition_at()
    response = client.post(
        address(edition), filled_in(edition, organisation_name="Onbekend BV", homepage="https://spam.example")
    )
    assert response.status_code == 422
    monkeypatch.setattr("deventer_intl.people_only.SHORTEST", 3)
    assert client.post(address(edition), filled_in(edition, organisation_name="Onbekend BV")).status_code == 422
    assert not Nomination.objects.exists()
