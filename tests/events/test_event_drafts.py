"""What a member types about an event is kept until it is saved: by script, by a button, and whenever the form is refused."""

import pytest
from django.test import Client

from events.models import Event
from organisations.models import Draft

from ..conftest import sign_in
from ..event_factories import EventFactory
from ..factories import MembershipFactory, UserFactory
from .test_keeping import form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
OWN = "/mijn/organisaties/eigen/agenda/"


def opened(client, address):
    """Return what a browser sends of a form that was just opened."""
    shown = client.get(address).context["form"]
    return {each.name: each.value() for each in shown if each.value() not in (None, "", False)}


@pytest.fixture
def member():
    return MembershipFactory(organisation__slug="eigen")


@pytest.fixture
def keeper(client, member):
    client.force_login(member.user)
    return client


def test_a_proposal_half_written_is_kept_and_gone_once_it_is_sent(keeper, member):
    kept = keeper.post(f"{OWN}0/concept/", {"title_nl": "Lezing over wa\0", "kwaad": "x", "is_all_day": "on"})
    assert kept.json()["text"].startswith("Bewaard om")
    assert Draft.objects.get().data == {"title_nl": ["Lezing over wa"], "is_all_day": ["on"]}
    assert "Verder met het voorstel" in keeper.get(OWN).text
    page = keeper.get(f"{OWN}nieuw/")
    assert page.context["form"]["title_nl"].value() == "Lezing over wa" and "sloeg het nog niet op" in page.text
    assert 'name="is_all_day"' in page.text and "checked" in page.text.split('name="is_all_day"')[1][:60]
    assert keeper.post(f"{OWN}nieuw/", form()).status_code == 302
    assert (Draft.objects.count(), Event.objects.count()) == (0, 1)
    # What was typed last arrives after the form itself: it is no draft of another proposal.
    sent = opened(keeper, f"{OWN}{Event.objects.get().pk}/")
    late = keeper.post(f"{OWN}0/concept/", sent)
    assert (late.json()["text"], Draft.objects.count()) == ("Dit is wat is opgeslagen.", 0)


def test_without_script_a_button_keeps_it_right_or_not(keeper):
    response = keeper.post(f"{OWN}nieuw/", {"title_nl": "Nog zonder dag", "later": "on"}, follow=True)
    assert "Bewaard voor later" in response.text and not Event.objects.exists()
    assert keeper.get(f"{OWN}nieuw/").context["form"]["title_nl"].value() == "Nog zonder dag"
    assert keeper.post(f"{OWN}0/concept/", {"throw-away": "on"})["Location"] == f"{OWN}nieuw/"
    assert not Draft.objects.exists()


def test_what_is_refused_or_in_conflict_is_kept_as_it_was_typed(keeper, member):
    assert keeper.post(f"{OWN}nieuw/", form(ends_time="18:00")).status_code == 422
    assert Draft.objects.get(item=0).data["ends_time"] == ["18:00"]
    event = EventFactory(organiser=member.organisation, title_nl="Lezing", status="proposed")
    address = f"{OWN}{event.pk}/"
    sent = opened(keeper, address)
    Event.objects.update(title_nl="Van een ander")
    assert keeper.post(address, {**sent, "title_nl": "Van mij"}).status_code == 409
    assert "nog niet opgeslagen" in keeper.get(OWN).text
    again = keeper.get(address).context["form"]
    assert again["title_nl"].value() == "Van mij"
    # Opened once more, it still knows on what it was typed: the other is not overwritten unseen.
    values = {each.name: each.value() for each in again if each.value() not in (None, "")}
    assert keeper.post(address, values).status_code == 409
    assert keeper.post(address, {**values, "theirs-title_nl": "on"}).status_code == 302
    assert Event.objects.get().title_nl == "Van een ander"
    assert not Draft.objects.filter(item=event.pk).exists()


def test_what_says_what_is_there_is_no_draft(keeper, member):
    event = EventFactory(organiser=member.organisation, status="proposed")
    address = f"{OWN}{event.pk}/"
    sent = opened(keeper, address)
    keeper.post(f"{address}concept/", {**sent, "venue": "Zaal 3"})
    assert Draft.objects.get().item == event.pk
    assert keeper.post(f"{address}concept/", sent).json()["text"] == "Dit is wat is opgeslagen."
    assert not Draft.objects.exists()


def test_a_draft_is_for_its_writer_has_bounds_and_is_of_an_own_event(keeper, member):
    keeper.post(f"{OWN}0/concept/", {"title_nl": "Van mij alleen"})
    colleague = Client()
    colleague.force_login(MembershipFactory(organisation=member.organisation).user)
    assert "Van mij alleen" not in colleague.get(f"{OWN}nieuw/").text
    assert "Verder met het voorstel" not in colleague.get(OWN).text
    stranger = Client()
    sign_in(stranger, UserFactory())
    assert stranger.post(f"{OWN}0/concept/", {"title_nl": "x"}).status_code == 404
    theirs = EventFactory(organiser=MembershipFactory().organisation)
    assert keeper.post(f"{OWN}{theirs.pk}/concept/", {"title_nl": "x"}).status_code == 404
    assert keeper.get(f"{OWN}0/concept/").status_code == 405
    too_much = {"description_nl": "x" * 400_000}
    assert keeper.post(f"{OWN}0/concept/", too_much).status_code == 413
    assert keeper.post(f"{OWN}nieuw/", {**too_much, "later": "on"}).status_code == 422
    assert list(Draft.objects.values_list("user", flat=True)) == [member.user.pk]
