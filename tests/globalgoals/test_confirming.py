"""Who confirms which goals, and what everybody sees of it."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from globalgoals import actions

from ..conftest import sign_in
from ..factories import GoalTagFactory, MembershipFactory, OrganisationFactory, UserFactory
from ..goal_factories import EventGoalFactory, GoalOfResultFactory, MissionGoalFactory, ProjectGoalFactory, peers

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="editors"))
    return user


@pytest.fixture
def pair():
    return peers()


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def address(member):
    return f"/mijn/organisaties/{member.organisation.slug}/doelen-bevestigen/"


def refused(claim, member, organisation=None):
    with pytest.raises(ValidationError) as error:
        actions.confirm(claim=claim, by=member.user, organisation=organisation or member.organisation)
    claim.refresh_from_db()
    assert not claim.is_confirmed
    return error.value.code


def test_an_editor_confirms_in_the_name_of_the_office_and_takes_it_back(editor):
    claim = GoalTagFactory()
    found = actions.confirm(claim=claim, by=editor)
    assert (found.confirmed_on, found.confirmed_by, found.confirmed_for) == (timezone.localdate(), editor, None)
    with pytest.raises(ValidationError, match="al bevestigd"):
        actions.confirm(claim=claim, by=editor)
    assert not actions.withdraw_confirmation(claim=claim, by=editor).is_confirmed
    with pytest.raises(ValidationError):
        actions.withdraw_confirmation(claim=claim, by=editor)


def test_nobody_else_confirms_in_the_name_of_the_office(editor):
    claim = GoalTagFactory()
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    for user in (reader, MembershipFactory().user):
        with pytest.raises(PermissionDenied):
            actions.confirm(claim=claim, by=user)
    MembershipFactory(organisation=claim.organisation, user=editor)
    with pytest.raises(ValidationError, match="houdt zelf"):
        actions.confirm(claim=claim, by=editor)


def test_a_peer_in_the_same_network_confirms(pair):
    one, other = pair
    claims = [
        GoalTagFactory(organisation=other.organisation),
        ProjectGoalFactory(project__organisation=other.organisation),
    ]
    for claim in claims:
        found = actions.confirm(claim=claim, by=one.user, organisation=one.organisation)
        assert (found.confirmed_by, found.confirmed_for) == (one.user, one.organisation)
    with pytest.raises(PermissionDenied):
        actions.withdraw_confirmation(claim=claims[0], by=other.user)
    assert not actions.withdraw_confirmation(claim=claims[0], by=one.user).is_confirmed


def test_a_peer_confirms_nothing_of_its_own_nor_outside_its_networks(pair):
    one, other = pair
    assert refused(GoalTagFactory(organisation=one.organisation), one) == "own"
    assert refused(GoalTagFactory(), one) == "network"
    # Of the office itself there is no peer.
    assert refused(MissionGoalFactory(mission__led_by=None), one) == "network"
    claim = GoalTagFactory(organisation=other.organisation)
    with pytest.raises(PermissionDenied):
        actions.confirm(claim=claim, by=one.user, organisation=OrganisationFactory())
    MembershipFactory(organisation=other.organisation, user=one.user)
    assert refused(claim, one) == "own"


def test_only_a_public_organisation_confirms(pair):
    one, other = pair
    claim = GoalTagFactory(organisation=other.organisation)
    one.organisation.status = "hidden"
    assert refused(claim, one) == "not_public"


def test_the_page_lists_what_one_can_confirm_and_confirms_it(pair):
    one, other = pair
    claim = GoalTagFactory(organisation=other.organisation, motivation_nl="Wij boren putten.")
    event = EventGoalFactory(event__organiser=other.organisation)
    (
        GoalTagFactory(organisation=one.organisation, motivation_nl="Van onszelf"),
        GoalTagFactory(motivation_nl="Een vreemde"),
    )
    EventGoalFactory(event__organiser=other.organisation, event__status="draft", event__title_nl="Nog geheim")
    client = client_of(one.user)
    page = client.get(address(one)).content.decode()
    assert "Wij boren putten." in page and "Nog niet gemotiveerd" in page
    assert not any(text in page for text in ("Van onszelf", "Een vreemde", "Nog geheim"))
    both = [f"goaltag-{claim.pk}", f"eventgoal-{event.pk}"]
    page = client.post(address(one), {"claims": both, "what": "confirm"}, follow=True)
    assert "2 doelen zijn bevestigd." in page.content.decode()
    for each in (claim, event):
        each.refresh_from_db()
        assert each.confirmed_for == one.organisation
    client.post(address(one), {"claims": both[:1], "what": "withdraw"})
    claim.refresh_from_db(), event.refresh_from_db()
    assert (claim.is_confirmed, event.is_confirmed) == (False, True)


def test_what_cannot_be_confirmed_is_refused_and_nothing_is_lost(pair):
    one, other = pair
    right, own = GoalTagFactory(organisation=other.organisation), GoalTagFactory(organisation=one.organisation)
    client = client_of(one.user)
    for sent in ([], [f"goaltag-{own.pk}"], ["goaltag-0"], ["niets"], ["goaltag-" + "9" * 30], ["\0"]):
        response = client.post(
            address(one), {"claims": [f"goaltag-{right.pk}", *sent] if sent else [], "what": "confirm"}
        )
        assert response.status_code == 422
        page = response.content.decode()
        assert "error-summary" in page
        assert f'value="goaltag-{right.pk}" id="id_claims_0"{" checked" if sent else ""}>' in page
    right.refresh_from_db(), own.refresh_from_db()
    assert not right.is_confirmed and not own.is_confirmed


def test_the_page_of_an_organisation_that_is_not_public_confirms_nothing(pair):
    one, other = pair
    claim = GoalTagFactory(organisation=other.organisation)
    one.organisation.status = "hidden"
    one.organisation.save()
    client = client_of(one.user)
    assert "niet openbaar" in client.get(address(one)).content.decode()
    assert client.post(address(one), {"claims": [f"goaltag-{claim.pk}"]}).status_code == 422
    assert client_of(other.user).get(address(one)).status_code == 404


def test_editors_confirm_many_of_all_kinds(admin_client):
    claims = [GoalTagFactory(), ProjectGoalFactory(), EventGoalFactory(), MissionGoalFactory(), GoalOfResultFactory()]
    keys = [f"{claim._meta.model_name}-{claim.pk}" for claim in claims[:4]]
    page = admin_client.get("/beheer/doelen-bevestigen/").content.decode()
    assert all(f'value="{key}"' in page for key in keys)
    # A result that is not published is nobody's business here.
    assert f"goalofresult-{claims[4].pk}" not in page
    assert admin_client.post("/beheer/doelen-bevestigen/", {"what": "confirm"}).status_code == 422
    assert admin_client.post("/beheer/doelen-bevestigen/", {"claims": keys, "what": "confirm"}).status_code == 302
    for claim in claims[:4]:
        claim.refresh_from_db()
        assert claim.is_confirmed and claim.confirmed_for is None
    page = admin_client.get("/beheer/doelen-bevestigen/?toon=bevestigd").content.decode()
    assert all(f'value="{key}"' in page for key in keys)
    admin_client.post("/beheer/doelen-bevestigen/?toon=bevestigd", {"claims": keys[:1], "what": "withdraw"})
    claims[0].refresh_from_db()
    assert not claims[0].is_confirmed


def test_everybody_sees_what_is_not_confirmed_yet(client, pair, editor):
    one, other = pair
    claim = GoalTagFactory(organisation=other.organisation)
    event, mission = EventGoalFactory(), MissionGoalFactory(mission__is_published=True)
    addresses = {
        claim: other.organisation.get_absolute_url(),
        event: event.event.get_absolute_url(),
        mission: mission.mission.get_absolute_url(),
    }
    for address_of_page in addresses.values():
        page = client.get(address_of_page).content.decode()
        assert "sdg-open" in page and "nog niet bevestigd" in page and "Nog niet gemotiveerd" in page
    actions.confirm(claim=claim, by=one.user, organisation=one.organisation)
    for each in (event, mission):
        actions.confirm(claim=each, by=editor)
    for of, address_of_page in addresses.items():
        page = client.get(f"{address_of_page}?opnieuw").content.decode()
        assert "sdg-open" not in page and "nog niet bevestigd" not in page
        assert (one.organisation.name if of is claim else "door het International Office") in page
    # A peer that is not public is not named.
    type(one.organisation).objects.filter(pk=one.organisation.pk).update(status="lapsed")
    page = client.get(f"{addresses[claim]}?nog-eens").content.decode()
    assert "Bevestigd op" in page and one.organisation.name not in page
