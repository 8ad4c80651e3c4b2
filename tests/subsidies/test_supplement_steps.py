"""A part of the form that is asked once more: filled in as when applying, and counting only when it is sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from subsidies import steps
from subsidies.actions import application as actions
from subsidies.actions import handling, supplement
from subsidies.models import Application
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import DECLARED, OfficerFactory, SchemeVersionFactory, answered, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def user(client):
    user = MembershipFactory().user
    sign_in(client, user)
    return user


@pytest.fixture
def case(user):
    """A case in which the budget, the activity, the places and the organisation are asked once more."""
    rules = publish(SchemeVersionFactory())
    draft = answered(rules=rules, by=user, organisation=user.memberships.get().organisation)
    case = actions.submit(application=draft, by=user, declared=DECLARED)
    asked(case, "begroting", "activiteit", "doelen")
    return case


def asked(case, *parts):
    return handling.ask_supplement(application=case, text="Leg uit.", steps=parts, by=OfficerFactory())


def address(case, step=""):
    return f"/mijn/aanvragen/{case.reference}/aanvulling/{step and step + '/'}"


def opened(client, case, step, **typed):
    """Return what a browser sends: what the form shows, with what is typed."""
    form = client.get(address(case, step)).context["form"]
    texts = {name: form.data.getlist(name) for name in [*form.names, "opened_on"]}
    return {name: values for name, values in {**texts, **typed}.items() if values}


BALANCED = {"costs": ["Pompen", "2.000", "Reis", "450,50"], "cover": ["own", "", "1.250,50", "request", "", "1200"]}


def test_what_was_filled_in_anew_stands_in_the_record_once_it_is_sent(case, user, client, settings):
    settings.OFFICE_EMAIL = "office@voorbeeld.example"
    for step, typed in (("begroting", BALANCED), ("activiteit", {"title": ["Nieuw"]}), ("doelen", {})):
        assert client.post(address(case, step), opened(client, case, step, **typed)).status_code == 302
    assert client.get(address(case, "begroting")).context["form"].budget.costs[0].amount == 2_000_00
    case.refresh_from_db()
    assert case.title == "Water bij vijf scholen"
    for _ in range(2):
        # The second of two clicks, too.
        assert client.post(address(case), {"send": "1"}).status_code == 302
    case.refresh_from_db()
    assert (case.title, case.state) == ("Nieuw", State.SUBMITTED)
    assert [line.amount for line in case.budget_lines.all()][:2] == [2_000_00, 450_50]
    assert not case.answers.exists()
    assert [message.to for message in mail.outbox].count(["office@voorbeeld.example"]) == 1


def test_a_mistake_is_shown_in_its_row_and_kept_and_stops_the_sending(case, client):
    wrong = {**BALANCED, "costs": ["Pompen", "1.2.3"]}
    response = client.post(address(case, "begroting"), opened(client, case, "begroting", **wrong))
    assert response.status_code == 422
    assert 'href="#id_costs_0_amount"' in response.text
    assert 'value="1.2.3"' in client.get(address(case, "begroting")).text
    assert client.post(address(case), {"send": "1"}).status_code == 422


def test_the_amount_that_is_asked_stays(case, client):
    more = {"costs": ["Pompen", "3.000"], "cover": ["own", "", "1.500", "request", "", "1.500"]}
    response = client.post(address(case, "begroting"), opened(client, case, "begroting", **more))
    assert response.status_code == 422
    assert "1.200" in response.text


def test_a_row_is_added_without_javascript(case, client):
    typed = {**opened(client, case, "begroting"), "add": ["costs"]}
    response = client.post(address(case, "begroting"), typed)
    assert response.url.endswith("#id_costs_3_label")
    assert 'id="id_costs_3_label"' in client.get(address(case, "begroting")).text
    # Adding a row is not yet saying that it is done.
    assert supplement.answered_since(case) == set()


def test_two_colleagues_at_once_overwrite_nothing(case, user, client):
    mine = opened(client, case, "activiteit", title=["Van mij"])
    colleague = MembershipFactory(organisation=case.organisation).user
    supplement.answer_anew(
        application=case, step="activiteit", data=opened(client, case, "activiteit", title=["Van haar"]), by=colleague
    )
    response = client.post(address(case, "activiteit"), mine)
    assert response.status_code == 409
    assert "Van mij" in response.text and "Van haar" in response.text


@pytest.mark.parametrize("text", ["a\0b", "\ud800".encode("utf-8", "surrogatepass"), "\u202egro", "x" * 60_000])
@pytest.mark.parametrize(("step", "name"), [("doelen", "countries"), ("begroting", "costs"), ("activiteit", "title")])
def test_odd_signs_break_nothing(case, client, step, name, text):
    values = [text, "1"] if name == "costs" else [text]
    response = client.post(address(case, step), opened(client, case, step, **{name: values}))
    assert response.status_code in (302, 422)


def test_too_much_is_refused(case, client):
    response = client.post(address(case, "activiteit"), opened(client, case, "activiteit", plan=["x" * 200_000]))
    assert response.status_code == 422


def test_what_is_not_asked_stays_as_it_is(case, user, client):
    with pytest.raises(ValidationError) as error:
        supplement.answer_anew(application=case, step="organisatie", data={}, by=user)
    assert error.value.code == "not-asked"
    assert client.post(address(case, "organisatie"), {"contact_name": "X"}).status_code == 409
    assert client.get(address(case, "verzonnen")).status_code == 302


def test_what_was_left_of_an_earlier_request_is_not_taken_for_an_answer(case, user, client):
    client.post(address(case, "activiteit"), opened(client, case, "activiteit", title=["Oud"]))
    handling.declare_complete(application=case, by=OfficerFactory())
    case.answers.update(saved_at=timezone.now() - timedelta(minutes=1))
    assert steps.texts_of(case)["activiteit"]["title"] == ["Water bij vijf scholen"]
    asked(case, "activiteit")
    assert supplement.answered_since(case) == set()
    assert client.post(address(case, "activiteit"), opened(client, case, "activiteit")).status_code == 302
    assert client.post(address(case), {"send": "1"}).status_code == 302
    assert Application.objects.get(pk=case.pk).title == "Water bij vijf scholen"
