"""The schemes that come with the portal."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from subsidies.models import Ceiling, CeilingVersion, Scheme, SchemeVersion

pytestmark = pytest.mark.django_db


def test_the_schemes_of_the_portal_load_once_and_stay(loaded, client):
    call_command("load_data", verbosity=0)
    assert list(Scheme.objects.values_list("code", flat=True)) == ["IS", "PE"]
    assert list(CeilingVersion.objects.order_by("amount").values_list("amount", flat=True)) == [5_400_00, 43_000_00]
    versions = SchemeVersion.objects.published()
    assert versions.count() == SchemeVersion.objects.count() == Ceiling.objects.count() == 2
    for version in versions:
        assert 1 <= version.eligibilityquestion_set.count() <= 6
        for part in (
            version,
            *version.purpose_set.all(),
            *version.evidence_set.all(),
            *version.eligibilityquestion_set.all(),
        ):
            texts = [field.name for field in part._meta.fields if field.name.endswith(("_nl", "_en", "_de"))]
            for name in texts:
                # All three languages, or none of them.
                assert bool(getattr(part, name)) == bool(getattr(part, name[:-3] + "_nl")), (part, name)
    assert Ceiling.objects.first().rules(date(2026, 1, 1)).opens_at == datetime(2025, 12, 31, 23, tzinfo=UTC)
