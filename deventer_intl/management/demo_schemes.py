"""Two more schemes with nothing but data: fictitious vouchers by lot, and fictitious ideas, the best ones first."""

from datetime import date, timedelta

from django.utils import timezone

from subsidies.actions import ceiling as ceilings
from subsidies.actions import scheme as schemes
from subsidies.models import (
    Ceiling,
    ClockStart,
    Criterion,
    Distribution,
    EligibilityQuestion,
    Purpose,
    Scheme,
    SchemeVersion,
)

# What each idea gets on the two criteria, from the first and from the second who assesses.
POINTS = {
    "een uitwisseling van koks": [(8, 9), (7, 9)],
    "een brug van papier": [(6, 7), (7, 6)],
    "een tweetalig straatfeest": [(5, 6), (6, 5)],
}


def scheme_of_vouchers(year, *, by) -> Ceiling:
    """Make the scheme, its amount, its rules and the sealed seed of its draw, as a civil servant would; return its ceiling."""
    ceiling = ceiling_of(
        year,
        slug="voorbeeld-exportvouchers",
        code="EV",
        position=9,
        name_nl="Exportvouchers (verzonnen)",
        name_en="Export vouchers (fictitious)",
        name_de="Exportgutscheine (erfunden)",
    )
    if ceiling.scheme_versions.exists():
        return ceiling
    version = rules_of(
        ceiling,
        2_000_00,
        by,
        summary_nl="Een verzonnen regeling: een voucher voor een bedrijf dat voor het eerst wil exporteren.",
        summary_en="A fictitious scheme: a voucher for a company that wants to export for the first time.",
        summary_de="Eine erfundene Regelung: ein Gutschein für ein Unternehmen, das erstmals exportieren will.",
        conditions_nl="Dit is **verzonnen**, om te laten zien dat een regeling uit gegevens bestaat.",
        maximum_amount=2_000_00,
        advance_share=50,
        extension_weeks=4,
        distribution=Distribution.LOTTERY,
    )
    Purpose.objects.create(version=version, label_nl="een eerste stap over de grens (verzonnen)")
    EligibilityQuestion.objects.create(
        version=version,
        label_nl="Is uw bedrijf in Deventer?",
        reason_nl="Deze (verzonnen) vouchers zijn voor bedrijven in Deventer.",
    )
    ceilings.make_seed(ceiling=ceiling, by=by)
    schemes.publish(version=version, by=by)
    ceiling.refresh_from_db()
    return ceiling


def scheme_of_ideas(year, *, by) -> Ceiling:
    """Make the scheme, its amount and its rules, as a civil servant would; return its ceiling."""
    ceiling = ceiling_of(
        year,
        slug="voorbeeld-ideeen",
        code="VI",
        position=10,
        name_nl="Ideeënwedstrijd (verzonnen)",
        name_en="Contest of ideas (fictitious)",
        name_de="Ideenwettbewerb (erfunden)",
    )
    if ceiling.scheme_versions.exists():
        return ceiling
    version = rules_of(
        ceiling,
        2_500_00,
        by,
        summary_nl="Een verzonnen regeling: geld voor de beste ideeën.",
        summary_en="A fictitious scheme: money for the best ideas.",
        summary_de="Eine erfundene Regelung: Geld für die besten Ideen.",
        conditions_nl="Dit is **verzonnen**, om te laten zien hoe op punten wordt verdeeld.",
        maximum_amount=1_500_00,
        decision_weeks=13,
        distribution=Distribution.TENDER,
        minimum_score=50,
    )
    Purpose.objects.create(version=version, label_nl="een idee (verzonnen)")
    for position, (label, weight) in enumerate([("Bereik in Deventer", 2), ("Samenwerking over de grens", 1)], 1):
        Criterion.objects.create(version=version, position=position, label_nl=f"{label} (verzonnen)", weight=weight)
    schemes.publish(version=version, by=by)
    return ceiling


def ceiling_of(year, *, slug, **about) -> Ceiling:
    """Return the ceiling of a scheme, made where it is not there yet."""
    scheme, _made = Scheme.objects.get_or_create(slug=slug, defaults=about)
    return Ceiling.objects.get_or_create(scheme=scheme, year=year)[0]


def rules_of(ceiling, amount, by, **rules) -> SchemeVersion:
    """Publish the amount of a ceiling (in cents), and write rules for it that open today."""
    today = timezone.localdate()
    ceilings.publish_amount(ceiling=ceiling, amount=amount, published_on=today, in_force_from=today, by=by)
    opens_at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    version = SchemeVersion(
        ceiling=ceiling,
        in_force_from=today,
        rules_nl="Deze regels zijn verzonnen.",
        legal_basis="Verzonnen regeling",
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=70),
        activity_from=date(ceiling.year, 1, 1),
        activity_until=date(ceiling.year, 12, 31),
        path_a_up_to=2_500_00,
        clock_start=ClockStart.CLOSING,
        **rules,
    )
    schemes.number(version)
    version.save()
    return version
