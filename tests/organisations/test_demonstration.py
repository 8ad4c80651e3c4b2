"""The demonstration: companies that nobody takes for real ones, the same when run again."""

import pytest
from django.core.management import call_command

from organisations.models import ExportProfile, InternshipOffer

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_companies_that_export_once(loaded, settings, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    assert not ExportProfile.objects.exists(), "nothing is invented about real companies"
    call_command("demo")
    profiles = ExportProfile.objects.all()
    assert profiles.listed().count() == profiles.count() - 1 == 4
    assert all("verzonnen" in profile.organisation.name for profile in profiles)
    assert all(profile.countries.exists() for profile in profiles.listed())
    fitting = InternshipOffer.objects.open().fitting(industries=["machines", "water"])
    assert {offer.kind for offer in fitting} == {"traineeship", "internship"}
    call_command("demo")
    assert (
        ExportProfile.objects.count(),
        InternshipOffer.objects.filter(organisation__slug__startswith="voorbeeld-").count(),
    ) == (5, 2)
