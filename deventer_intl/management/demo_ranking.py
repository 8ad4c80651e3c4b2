"""A fourth scheme with nothing but data: fictitious ideas, the best ones first."""

from datetime import date, timedelta

from django.utils import timezone

from subsidies.actions import ceiling as ceilings
from subsidies.actions import scheme as schemes
from subsidies.models import Ceiling, ClockStart, Criterion, Distribution, Purpose, Scheme, SchemeVersion

# What each idea gets on the two criteria, from the first and from the second who assesses.
POINTS = {
    "een uitwisseling van koks": [(8, 9), (7, 9)],
    "een brug van papier": [(6, 7), (7, 6)],
    "een tweetalig straatfeest": [(5, 6), (6, 5)],
}


def scheme_of_ideas(year, *, by) -> Ceiling:
    """Make the scheme, its amount and its rules, as a civil servant would; return its ceiling."""
    scheme, _made = Scheme.objects.get_or_create(
        slug="voorbeeld-ideeen",
        defaults={
            "code": "VI",
            "position": 10,
            "name_nl": "Ideeënwedstrijd (verzonnen)",
            "name_en": "Contest of ideas (fictitious)",
            "name_de": "Ideenwettbewerb (erfunden)",
        },
    )
    ceiling, _made = Ceiling.objects.get_or_create(scheme=scheme, year=year)
    if not ceiling.scheme_versions.exists():
        today = timezone.localdate()
        ceilings.publish_amount(ceiling=ceiling, amount=2_500_00, published_on=today, in_force_from=today, by=by)
        schemes.publish(version=rules_of_ideas(ceiling, today), by=by)
    return ceiling


def rules_of_ideas(ceiling, today) -> SchemeVersion:
    opens_at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    version = SchemeVersion(
        ceiling=ceiling,
        in_force_from=today,
        summary_nl="Een verzonnen regeling: geld voor de beste ideeën.",
        summary_en="A fictitious scheme: money for the best ideas.",
        summary_de="Eine erfundene Regelung: Geld für die besten Ideen.",
        conditions_nl="Dit is **verzonnen**, om te laten zien hoe op punten wordt verdeeld.",
        rules_nl="Deze regels zijn verzonnen.",
        legal_basis="Verzonnen regeling",
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=70),
        activity_from=date(ceiling.year, 1, 1),
        activity_until=date(ceiling.year, 12, 31),
        maximum_amount=1_500_00,
        path_a_up_to=2_500_00,
        clock_start=ClockStart.CLOSING,
        decision_weeks=13,
        distribution=Distribution.TENDER,
        minimum_score=50,
    )
    schemes.number(version)
    version.save()
    Purpose.objects.create(version=version, label_nl="een idee (verzonnen)")
    for position, (label, weight) in enumerate([("Bereik in Deventer", 2), ("Samenwerking over de grens", 1)], 1):
        Criterion.objects.create(version=version, position=position, label_nl=f"{label} (verzonnen)", weight=weight)
    return version
