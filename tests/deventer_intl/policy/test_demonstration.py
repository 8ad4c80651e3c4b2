"""The fictitious years of the demonstration: made once, and shown as imported."""

import pytest

from deventer_intl.management.demo_policy import FIGURES, past_years
from deventer_intl.models import PolicySnapshot
from globalgoals.models import Measurement
from subsidies.models import PastDecision

from ...factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_past_years_are_made_once_and_stand_in_report_and_register(loaded, client):
    organisations, by = OrganisationFactory.create_batch(3), UserFactory(is_staff=True)
    past_years(organisations=organisations, by=by)
    past_years(organisations=organisations, by=by)
    assert Measurement.objects.count() == 5 * len(FIGURES)
    assert PastDecision.objects.count() == 5 * 2 * 3
    assert set(PolicySnapshot.objects.values_list("year", flat=True)) >= {2021, 2022, 2023, 2024, 2025}
    assert "Verzonnen, voor de demonstratie" in client.get("/beleid/rapportage/2021-2026/").content.decode()
    assert client.get("/beleid/?jaar=2023").status_code == 200
