"""Who enters the back-office: nobody without an account of the staff, and with one what their rights give."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from deventer_intl.guards import OUR_APPS
from subsidies.models import Tie

from ..conftest import sign_in
from ..factories import UserFactory
from .back_office import addresses_in_the_back_office

pytestmark = pytest.mark.django_db


def test_a_stranger_reaches_nothing_of_the_back_office(client):
    asked = [reverse("admin:index"), reverse("admin:autocomplete"), reverse("admin:jsi18n")]
    asked += [address for _model, address in addresses_in_the_back_office()]
    for address in asked:
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith("/beheer/login/"), address
    assert len(asked) > 50


def test_staff_without_a_right_see_nothing_in_the_back_office(client):
    sign_in(client, UserFactory(is_staff=True))
    for _model, address in addresses_in_the_back_office():
        for method in (client.get, client.post):
            assert method(address).status_code == 403, address


def test_readers_read_the_directory_and_no_people(client):
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    sign_in(client, reader)
    seen = {
        model._meta.object_name
        for model in admin.site._registry
        if model._meta.app_label in OUR_APPS
        and client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")).status_code == 200
    }
    assert seen == {
        "Page", "Goal", "Target", "GoalTag", "ProjectGoal", "EventGoal", "MissionGoal", "Organisation", "Country", "Place", "Network", "Theme", "NewsItem", "Picture", "Scheme",
        "SchemeVersion", "Ceiling", "LedgerEntry", "Tie", "SchoolExchange", "InternshipOffer", "OpenContact",
        "ExportProfile",
        "CityTie", "HanseCity", "HanseaticDays", "HanseProgrammeItem", "HanseResult", "Visit",
        "Event", "EventPhoto", "Series", "Mission", "MissionCompany",
        "GoodPractice", "PrizeEdition", "PastWinner",
        "PolicyPlan", "PolicyChapter", "Ambition", "Indicator", "Measurement", "PastImport", "PastDecision", "PastEvent",
        "PolicySnapshot", "ReportText", "ReportBuild",
    }  # fmt: skip
    for model, address in addresses_in_the_back_office():
        # A tie of one's own is declared by everybody with a role.
        if model is not Tie and ("/change/" in address or "/add/" in address):
            response = client.post(address)
            assert response.status_code == 403, (model, address)
