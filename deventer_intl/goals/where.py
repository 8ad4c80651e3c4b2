"""In which countries a goal is worked on."""

from django.db.models import Count, QuerySet

from events.models import Mission
from organisations.models import Country, CountryPresence, Project

from .kinds import of_missions, of_organisations, of_projects


def countries_of(goal: int) -> dict[Country, int]:
    """Return how many organisations, projects and missions with a public claim on a goal each country has: two queries."""
    first, *others = [
        counted(
            CountryPresence.objects.filter(organisation__in=on(of_organisations(), goal, "organisation")),
            "organisation",
        ),
        counted(Project.objects.filter(pk__in=on(of_projects(), goal, "project"), country__isnull=False), "pk"),
        counted(Mission.countries.through.objects.filter(mission__in=on(of_missions(), goal, "mission")), "mission"),
    ]
    numbers = {}
    for country, number in first.union(*others, all=True).order_by():
        numbers[country] = numbers.get(country, 0) + number
    found = Country.objects.in_bulk(numbers)
    return {found[pk]: number for pk, number in numbers.items()}


def on(claims: QuerySet, goal: int, record: str) -> QuerySet:
    return claims.filter(goal=goal).values(record)


def counted(places: QuerySet, record: str) -> QuerySet:
    """Return how many records are in each country: an organisation counts once where it has several places."""
    return places.order_by().values_list("country").annotate(number=Count(record, distinct=True))
