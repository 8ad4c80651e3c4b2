"""A case that a tie shuts shows nowhere in the back-office: each address is asked, with data that could leak."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from subsidies.actions import ties
from subsidies.models import Application
from tests import subsidy_factories as made
from tests.access.back_office import addresses_in_the_back_office
from tests.conftest import sign_in
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Geheim-plan-7731"


@pytest.fixture
def case():
    """A case with a secret in everything that hangs on it; its organisation is known to all."""
    case = made.submitted(
        organisation=OrganisationFactory(name="Stichting Openbaar"), title=SECRET, plan=SECRET, requested=987_654_3
    )
    # Others who can do what is next, so that there is no glass to break.
    made.OfficerFactory(), made.DeciderFactory()
    made.MessageFactory(application=case, text=SECRET)
    made.AttachmentFactory(application=case, file_name=f"{SECRET}.pdf")
    made.IntentionFactory(application=case, text=SECRET)
    made.DocumentFactory(application=case)
    made.AssessmentFactory(application=case, comment=SECRET)
    made.DecisionDraftFactory(application=case, grounds=SECRET)
    made.BatchItemFactory(application=case, error=SECRET)
    made.PaymentFactory(decision=made.DecisionFactory(application=case, grounds=SECRET))
    return case


def tied(case, how):
    user = UserFactory(is_staff=True, is_superuser=how == "superuser")
    if how != "superuser":
        user.groups.add(Group.objects.get(name=how))
    made.TieFactory(user=user, organisation=case.organisation)
    client = Client()
    sign_in(client, user)
    return client


def addresses_of(case):
    """Return every address of the back-office, those of applications with the case too, and every list with searches."""
    found = [address for _model, address in addresses_in_the_back_office()]
    mine = [address for address in found if "/subsidies/application/" in address]
    pks = {part for address in mine for part in address.split("/") if part.isdigit() and part != "1"}
    found += [address.replace(f"/{pk}/", f"/{case.pk}/") for address in mine for pk in pks]
    for model in admin.site._registry:
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        found += [listed, f"{listed}?q={SECRET}", f"{listed}?q={case.reference}"]
    found += [reverse("admin:index"), reverse("admin:subsidies_ceiling_divide", args=[case.ceiling_id])]
    return dict.fromkeys(found)


@pytest.mark.parametrize("how", ["subsidy officers", "deciders", "finance"])
def test_nothing_of_a_shut_case_shows_on_any_address(case, how):
    client = tied(case, how)
    leaks, seen = [], 0
    for address in addresses_of(case):
        answer = client.get(address)
        text = answer.getvalue() if answer.streaming else answer.content
        seen += answer.status_code == 200
        # What was searched for is said again in the field of the search.
        text = text.decode(errors="replace").replace(f'value="{SECRET}"', "").replace(f'value="{case.reference}"', "")
        for word in (SECRET, case.reference):
            text = text.replace(f"q={word}", "").replace(f"q%3D{word}", "")
        if SECRET in text or case.reference in text or "98.765,43" in text:
            at = max(text.find(SECRET), text.find(case.reference))
            leaks.append((address, text[max(0, at - 60) : at + 40]))
    assert leaks == [] and seen > 20


def test_the_direct_addresses_of_a_shut_case_are_not_there(case):
    client = tied(case, "subsidy officers")
    for name, rest in [("change", []), ("history", []), ("completeness", []), ("act", ["assess"]), ("document", [1])]:
        address = reverse(f"admin:subsidies_application_{name}", args=[case.pk, *rest])
        assert client.get(address).status_code == 404, name
        assert client.post(address).status_code in (404, 403), name


def test_a_membership_shuts_as_a_declared_tie_does_and_its_end_opens(case):
    member, declared = made.OfficerFactory(), made.OfficerFactory()
    MembershipFactory(user=member, organisation=case.organisation)
    tie = made.TieFactory(user=declared, organisation=case.organisation)
    for user in (member, declared):
        assert list(Application.objects.for_staff(user)) == []
        assert list(Application.objects.shut_to(user)) == [case]
    ties.end(tie=tie, by=declared)
    assert list(Application.objects.for_staff(declared)) == [case]
