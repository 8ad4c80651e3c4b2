"""The forms in which goals are chosen: what they refuse, in words, and that nothing typed is lost."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.forms.mission_record import MissionRecordForm
from events.models import Event
from globalgoals.claims import claims_of
from globalgoals.forms import ClaimsGoals
from organisations.models import Project

from ..conftest import sign_in
from ..event_factories import EventFactory, MissionFactory
from ..factories import GoalFactory, GoalTagFactory, MembershipFactory, TargetFactory

pytestmark = pytest.mark.django_db

# What is sent, at which field it is refused, and a word of the text.
WRONG = [
    ("goal_1=1&goal_1=2&goal_1=3", "goal_1", "één hoofddoel"),
    ("goal_1=6&goal_2=7&goal_3=6", "goal_3", "koos dit doel al"),
    ("goal_1=0", "goal_1", "17 Global Goals"),
    ("goal_1=18", "goal_1", "17 Global Goals"),
    ("goal_1=zes", "goal_1", "17 Global Goals"),
    ("goal_2=6", "goal_1", "eerst het hoofddoel"),
    ("goal_1=6&why_2=Daarom", "goal_2", "waar dit over gaat"),
    ("goal_1=6&why_1=" + "a" * 501, "why_1", "500"),
]


@pytest.fixture(autouse=True)
def goals():
    for number in range(1, 18):
        GoalFactory(number=number, name_nl=f"Doel {number}")


@pytest.fixture
def member(client):
    member = MembershipFactory(organisation__slug="eigen")
    sign_in(client, member.user)
    return member


@pytest.mark.parametrize(("sent", "field", "text"), WRONG)
def test_what_no_record_can_claim_is_refused_at_its_field(sent, field, text):
    form = ClaimsGoals(QueryDict(sent))
    assert set(form.errors) == {field}
    assert text in " ".join(form.errors[field])


def test_goals_are_claimed_in_their_order_whatever_is_left_open_between():
    form = ClaimsGoals(QueryDict("goal_1=7&why_1=Zon &goal_3=6"))
    assert form.is_valid()
    assert [(claim.goal, claim.motivations["motivation_nl"]) for claim in form.claims] == [(7, "Zon"), (6, "")]


def test_a_project_claims_goals_and_says_why(client, member):
    address = "/mijn/organisaties/eigen/bewerken/projecten/0/"
    project = {"kind": "aid", "title_nl": "Pompen", "why_1": "Water is leven.", "goal_2": "7"}
    response = client.post(address, {**project, "goal_1": "7"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "U koos dit doel al." in page and 'href="#id_goal_2"' in page and "Water is leven." in page
    assert client.post(address, {**project, "goal_1": "6"}).status_code == 302
    found = claims_of(Project.objects.get())
    assert [(claim.goal, claim.motivations["motivation_nl"]) for claim in found] == [(6, "Water is leven."), (7, "")]


def test_an_event_claims_goals_and_says_why(client, member):
    day = f"{timezone.localdate().year + 1}-05-01"
    event = {"title_nl": "Lezing", "kind": "lecture", "starts_on": day, "starts_time": "19:30", "ends_time": "21:00"}
    event |= {"zone": "Europe/Amsterdam", "goal_1": "18", "why_1": "Water is leven."}
    address = "/mijn/organisaties/eigen/agenda/nieuw/"
    response = client.post(address, event)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kies een van de 17 Global Goals." in page and "Water is leven." in page
    assert client.post(address, {**event, "goal_1": "6"}).status_code == 302
    assert [claim.goal for claim in claims_of(Event.objects.get())] == [6]


def test_an_editor_changes_the_goals_of_an_event(admin_client):
    event = EventFactory()
    address = reverse("admin:events_event_change", args=[event.pk])
    form = admin_client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value in (None, False) else value for name, value in sent.items()}
    sent |= {
        name: [getattr(value, "pk", value) for value in sent[name]] for name in sent if isinstance(sent[name], list)
    }
    assert "U koos dit doel al." in admin_client.post(address, {**sent, "goal_1": "6", "goal_2": "6"}).content.decode()
    response = admin_client.post(address, {**sent, "goal_1": "6", "why_1": "Daarom", "goal_2": "3"})
    assert response.status_code == 302, response.context["errors"]
    assert [claim.goal for claim in claims_of(event)] == [6, 3]


def test_the_record_of_a_mission_refuses_the_same():
    mission = MissionFactory()
    form = MissionRecordForm(instance=mission)
    sent = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        sent.setlist(name, value if isinstance(value, list) else ["" if value in (None, False) else str(value)])
    sent["goal_1"], sent["goal_2"] = "6", "6"
    assert set(MissionRecordForm(sent, instance=mission).errors) == {"goal_2"}
    sent["goal_2"] = "4"
    form = MissionRecordForm(sent, instance=mission)
    assert form.is_valid(), form.errors
    form.save()
    assert [claim.goal for claim in claims_of(mission)] == [6, 4]


def test_targets_are_those_of_the_goal_also_in_the_back_office(admin_client):
    tag = GoalTagFactory()
    own, other = TargetFactory(), TargetFactory(goal=GoalFactory(number=7), code="7.1")
    address = reverse("admin:organisations_goaltag_change", args=[tag.pk])
    texts = {"motivation_nl": "Daarom", "motivation_en": "", "motivation_de": ""}
    assert b"errornote" in admin_client.post(address, {**texts, "targets": [other.pk]}).content
    assert not tag.targets.exists()
    assert admin_client.post(address, {**texts, "targets": [own.pk]}).status_code == 302
    tag.refresh_from_db()
    assert (tag.motivation_nl, list(tag.targets.all())) == ("Daarom", [own])
    form = {"goal": tag.goal_id, "rank": 1, "motivation_nl": "Anders", "target_codes": "6.1, 7.1"}
    organisation = tag.organisation
    sign_in(admin_client, MembershipFactory(organisation=organisation).user)
    response = admin_client.post(f"/mijn/organisaties/{organisation.slug}/bewerken/doelen/{tag.pk}/", form)
    assert response.status_code == 422
    assert "7.1" in response.content.decode()
