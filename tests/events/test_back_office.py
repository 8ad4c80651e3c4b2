"""What the back-office shows of events to whom."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.conftest import sign_in

from ..access.back_office import objects
from ..event_factories import EventFactory, MissionFactory
from ..factories import UserFactory

pytestmark = pytest.mark.django_db


def civil_servant(client, group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    sign_in(client, user)


@pytest.mark.parametrize("group", ["readers", "trade office", "subsidy officers"])
def test_who_only_reads_sees_when_it_is_and_changes_nothing(client, group):
    civil_servant(client, group)
    event = EventFactory(title_nl="Lezing over water")
    address = f"/beheer/events/event/{event.pk}/change/"
    page = client.get(address)
    assert (page.status_code, "Lezing over water" in page.text, event.when in page.text) == (200, True, True)
    assert 'name="_save"' not in page.text
    assert client.post(address, {"title_nl": "Anders"}).status_code == 403
    assert client.get("/beheer/events/event/add/").status_code == 403


def test_editor_sees_the_fields_of_days_and_hours(client):
    civil_servant(client, "editors")
    page = client.get(f"/beheer/events/event/{EventFactory().pk}/change/").text
    assert all(f'name="{name}"' in page for name in ("starts_on", "starts_time", "ends_on", "ends_time", "_save"))


@pytest.mark.parametrize("groups", [["editors"], ["readers"], ["trade office"], ["editors", "shelter city"]])
def test_whatever_is_in_a_list_opens(client, groups):
    user = UserFactory(is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=groups))
    sign_in(client, user)
    opened = {}
    ours = {model: pk for model, pk in objects().items() if model._meta.app_label in {"events", "organisations"}}
    for model, pk in ours.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if client.get(reverse(f"{name}_changelist")).status_code == 200:
            opened[model.__name__] = client.get(reverse(f"{name}_change", args=[pk])).status_code
    assert set(opened.values()) == {200}, opened
    assert "Event" in opened and "EventPhoto" in opened


def test_lists_fit_beside_their_filters_and_speak_dutch(client):
    civil_servant(client, "trade office")
    MissionFactory()
    listed = client.get("/beheer/events/mission/")
    page = listed.text
    assert "Op op" not in page and "<summary> Op de website</summary>" in page
    assert "Filter op eerste dag" in page
    assert [name for name in listed.context["cl"].list_display if name != "action_checkbox"] == [
        "title_nl", "stage", "starts_on", "going", "is_published",
    ]  # fmt: skip
    header = client.get("/beheer/events/mission/export.csv").content.decode("utf-8-sig").splitlines()[0]
    assert len(header.split(";" if ";" in header else ",")) == 9, "an export has room for all"


def test_scripts_of_the_back_office_speak_dutch(client):
    civil_servant(client, "editors")
    said = client.get("/beheer/jsi18n/").text
    assert "Let op: vul tijden in" in said and "You are %(offset)s" in said, "found by what Django says in English"
