"""A third scheme with nothing but data: fictitious vouchers, divided by lot."""

from datetime import date, timedelta

from django.utils import timezone

from subsidies.actions import ceiling as ceilings
from subsidies.actions import scheme as schemes
from subsidies.models import Ceiling, ClockStart, Distribution, EligibilityQuestion, Purpose, Scheme, SchemeVersion


def scheme_of_vouchers(year, *, by) -> Ceiling:
    """Make the scheme, its amount, its rules and the sealed seed of its draw, as a civil servant would; return its ceiling."""
    scheme, _made = Scheme.objects.get_or_create(
        slug="voorbeeld-exportvouchers",
        defaults={
            "code": "EV",
            "position": 9,
            "name_nl": "Exportvouchers (verzonnen)",
            "name_en": "Export vouchers (fictitious)",
            "name_de": "Exportgutscheine (erfunden)",
        },
    )
    ceiling, _made = Ceiling.objects.get_or_create(scheme=scheme, year=year)
    if ceiling.scheme_versions.exists():
        return ceiling
    today = timezone.localdate()
    ceilings.publish_amount(ceiling=ceiling, amount=2_000_00, published_on=today, in_force_from=today, by=by)
    version = rules_of_vouchers(ceiling, today)
    ceilings.make_seed(ceiling=ceiling, by=by)
    schemes.publish(version=version, by=by)
    ceiling.refresh_from_db()
    return ceiling


def rules_of_vouchers(ceiling, today) -> SchemeVersion:
    opens_at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    version = SchemeVersion(
        ceiling=ceiling,
        in_force_from=today,
        summary_nl="Een verzonnen regeling: een voucher voor een bedrijf dat voor het eerst wil exporteren.",
        summary_en="A fictitious scheme: a voucher for a company that wants to export for the first time.",
        summary_de="Eine erfundene Regelung: ein Gutschein für ein Unternehmen, das erstmals exportieren will.",
        conditions_nl="Dit is **verzonnen**, om te laten zien dat een regeling uit gegevens bestaat.",
        rules_nl="Deze regels zijn verzonnen.",
        legal_basis="Verzonnen regeling",
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=70),
        activity_from=date(ceiling.year, 1, 1),
        activity_until=date(ceiling.year, 12, 31),
        maximum_amount=2_000_00,
        advance_share=50,
        path_a_up_to=2_500_00,
        clock_start=ClockStart.CLOSING,
        extension_weeks=4,
        distribution=Distribution.LOTTERY,
    )
    schemes.number(version)
    version.save()
    Purpose.objects.create(version=version, label_nl="een eerste stap over de grens (verzonnen)")
    EligibilityQuestion.objects.create(
        version=version,
        label_nl="Is uw bedrijf in Deventer?",
        reason_nl="Deze (verzonnen) vouchers zijn voor bedrijven in Deventer.",
    )
    return version
