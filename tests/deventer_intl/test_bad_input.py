"""What no page of the back-office sends: answered with 400, or as if it had not been said; never an error of ours."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.conftest import sign_in
from tests.factories import UserFactory
from tests.subsidy_factories import submitted

pytestmark = pytest.mark.django_db

LISTS = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
]
ODD = [
    "q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=" + "a" * 5_000, "q=%E2%80%AE", "p=-1", "p=99999999999999999999", "p=abc", "o=abc",
    "o=-99", "o=1.2.3.-99", "e=1", "all=", "pk__exact=abc", "id__exact=abc", "id__exact=99999999999999999999", "id__in=1,a",
    "verzonnen=1", "_to_field=password", "_popup=x", "id__isnull=x", "_facets=x", "id__regex=(",
]  # fmt: skip


@pytest.fixture
def chief(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    # Who may do everything enters Shelter City only when named for it.
    user.groups.add(Group.objects.get(name="shelter city"))
    sign_in(client, user)
    return client


@pytest.mark.parametrize("address", LISTS)
def test_odd_addresses_of_a_list_are_no_error(chief, address):
    for query in ODD:
        assert chief.get(f"{address}?{query}").status_code in (200, 302, 400), query
    for name in filters_of(address):
        for value in ["%00", "abc", "99999999999999999999", "-1", "2026-02-30"]:
            for suffix in ("", "__exact", "__year"):
                query = f"{name}{suffix}={value}"
                assert chief.get(f"{address}?{query}").status_code in (200, 302, 400), query


def filters_of(address):
    model_admin = next(a for m, a in admin.site._registry.items() if f"/{m._meta.model_name}/" in address)
    if "/procrastinate/" in address:
        # Refused by the database, which in a test ends the transaction of the test too.
        return []
    found = [each[0] if isinstance(each, tuple) else each for each in model_admin.list_filter]
    found = [each if isinstance(each, str) else each.parameter_name for each in found]
    return [*found, *([model_admin.date_hierarchy] if model_admin.date_hierarchy else [])]


@pytest.mark.parametrize("address", LISTS)
def test_a_forged_choice_of_records_is_refused(chief, address):
    submitted()
    names = ["delete_selected", "verzonnen", ""]
    model_admin = next(a for m, a in admin.site._registry.items() if f"/{m._meta.model_name}/" in address)
    names += [getattr(action, "__name__", action) for action in model_admin.actions or ()]
    for action in names:
        for chosen in ["abc", "99999999999999999999", "\0"]:
            for across in ("0", "1"):
                sent = {"action": action, "_selected_action": chosen, "select_across": across, "index": "0"}
                answer = chief.post(address, sent)
                assert answer.status_code in (200, 302, 400, 403, 405, 422), (sent, answer.status_code)
    for index in ("abc", "-1", "99999999999999999999"):
        sent = {"action": "delete_selected", "_selected_action": "1", "index": index}
        assert chief.post(address, sent).status_code in (200, 302, 400, 403, 422), sent


def test_what_is_odd_in_an_address_is_said_to_be_so(chief):
    for address in [
        reverse("admin:subsidies_application_changelist") + "?state__exact=%00",
        reverse("admin:organisations_organisation_changelist") + "?q=%00",
        reverse("admin:organisations_user_changelist") + "?password__iregex=.*",
    ]:
        assert chief.get(address).status_code == 400
    address = reverse("admin:organisations_organisation_changelist")
    answer = chief.post(address, {"action": "delete_selected", "_selected_action": "abc"})
    assert answer.status_code == 400


def test_records_that_are_nowhere_are_not_found(chief):
    for model in admin.site._registry:
        for page in ("change", "delete", "history"):
            for pk in ["abc", "99999999999999999999", "%00", "-1", "1%0a"]:
                address = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/{pk}/{page}/"
                assert chief.get(address).status_code in (302, 400, 403, 404), address
                assert chief.post(address, {"post": "yes"}).status_code in (302, 400, 403, 404), address


def test_autocomplete_takes_no_odd_words(chief):
    for query in ["term=%00", "term=a&app_label=x", "app_label=%00&model_name=a&field_name=b", "p=abc", ""]:
        assert chief.get(f"/beheer/autocomplete/?{query}").status_code in (400, 403, 404), query
