"""What is reckoned of subsidies, as the register shows them; the year is that of the ceiling."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from globalgoals.models import Goal, Unit
from organisations.models import Country, Organisation
from subsidies import register
from subsidies.models import Application, GoalOfApplication, PastDecision, PublicResult

from ...goals.kinds import standing_grants
from .reckoner import Breakdown, Part, Reckoner, Record, years_of

YEAR, SCHEME = "application__ceiling__year", "application__ceiling__scheme__slug"
COOPERATION, PUBLIC_EVENTS = "internationale-samenwerking", "publieksevenementen"
CENT = Decimal("0.01")


def euros(cents: int) -> Decimal:
    """Return cents as euros with two decimals.

    >>> euros(125050)
    Decimal('1250.50')
    """
    return Decimal(cents) * CENT


def granted_in(years: Iterable[int], scheme: str = "") -> QuerySet:
    """Return the grants of years that still hold, of one scheme or of all."""
    found = standing_grants().order_by().filter(**{f"{YEAR}__in": list(years)})
    return found.filter(**{SCHEME: scheme}) if scheme else found


def imported_in(years: Iterable[int], scheme: str = "") -> QuerySet:
    found = PastDecision.objects.filter(year__in=list(years)).order_by()
    return found.filter(scheme__slug=scheme) if scheme else found


def both(granted, imported) -> dict[int, int]:
    """Add up by year what the register and what the imports hold, both as (year, number)."""
    found = {}
    for year, number in [*granted, *imported]:
        found[year] = found.get(year, 0) + number
    return found


def amounts(years: Iterable[int], scheme: str = "") -> dict[int, Decimal]:
    """Return the euros granted by year that still hold."""
    years = list(years)
    granted = granted_in(years, scheme).values(YEAR).annotate(total=Sum("still_granted")).values_list(YEAR, "total")
    imported = imported_in(years, scheme).values("year").annotate(total=Sum("amount")).values_list("year", "total")
    return {year: euros(cents) for year, cents in both(granted, imported).items()}


def numbers(years: Iterable[int], scheme: str = "") -> dict[int, Decimal]:
    """Return the number of grants by year that still hold."""
    years = list(years)
    granted = granted_in(years, scheme).values(YEAR).annotate(number=Count("pk")).values_list(YEAR, "number")
    imported = imported_in(years, scheme).values("year").annotate(number=Count("pk")).values_list("year", "number")
    return {year: Decimal(number) for year, number in both(granted, imported).items()}


def name_of(organisation: Organisation) -> str:
    """Return the name of an organisation, as the register publishes it."""
    if organisation.legal_form == Organisation.LegalForm.SOLE_TRADER:
        return _("Sole trader, name not published")
    return organisation.name


def imported_record(decision: PastDecision, value: Decimal) -> Record:
    title = f"{name_of(decision.organisation)}: {decision.purpose}"
    return Record(title, "", decision.decided_on, value, decision.source)


def records_of(year: int, scheme: str, *, as_euros: bool) -> Iterator[Record]:
    """Yield the grants of a year, each with its euros, or as one."""
    for entry in register.entries(granted_in([year], scheme).order_by("-announced_at", "-pk")):
        value = euros(entry.granted) if as_euros else Decimal(1)
        yield Record(
            f"{entry.reference} {entry.title} ({entry.organisation})",
            reverse("subsidies:register_entry", args=[entry.reference]),
            entry.decided_on,
            value,
        )
    for decision in imported_in([year], scheme).select_related("organisation").order_by("organisation__name", "pk"):
        yield imported_record(decision, euros(decision.amount) if as_euros else Decimal(1))


# By what something is divided, and where it is from ("" of the portal): how many grants, and their cents.
Sums = dict[tuple[int | None, str], tuple[int, int]]


def add(sums: Sums, key: tuple[int | None, str], cents: int) -> None:
    number, total = sums.get(key, (0, 0))
    sums[key] = (number + 1, total + cents)


def sums_by_goal(year: int, scheme: str = "") -> Sums:
    """Return by goal, None for none, what was granted for it as the primary goal: together all that was granted."""
    grants = granted_in([year], scheme)
    first = GoalOfApplication.objects.filter(rank=1, application__in=grants.values("application"))
    goals, sums = dict(first.values_list("application", "goal")), {}
    for application, cents in grants.values_list("application", "still_granted"):
        add(sums, (goals.get(application), ""), cents)
    for goal, cents, source in imported_in([year], scheme).values_list("goal", "amount", "source"):
        add(sums, (goal, source), cents)
    return sums


def sums_by_country(year: int, scheme: str = "") -> Sums:
    """Return by country what was granted for it, whole; one of two countries stands at both."""
    cents_of, sums = dict(granted_in([year], scheme).values_list("application", "still_granted")), {}
    through = Application.countries.through.objects.filter(application__in=cents_of)
    for application, country in through.values_list("application", "country"):
        add(sums, (country, ""), cents_of[application])
    imported = imported_in([year], scheme).exclude(country=None)
    for country, cents, source in imported.values_list("country", "amount", "source"):
        add(sums, (country, source), cents)
    return sums


def euros_of(sums: Sums) -> dict[int | None, Decimal]:
    """Return the euros of sums, wherever they are from."""
    found = {}
    for (key, _source), (_number, cents) in sums.items():
        found[key] = found.get(key, 0) + cents
    return {key: euros(cents) for key, cents in found.items()}


def parts_by_goal(year: int, scheme: str) -> list[Part]:
    found = euros_of(sums_by_goal(year, scheme))
    goals = Goal.objects.in_bulk([key for key in found if key])
    parts = [Part(f"{key}. {goals[key].name}", goals[key].get_absolute_url(), found[key]) for key in sorted(goals)]
    return [*parts, Part(_("Without a goal"), "", found[None])] if None in found else parts


def parts_by_country(year: int, scheme: str) -> list[Part]:
    found = euros_of(sums_by_country(year, scheme))
    countries = Country.objects.in_bulk(found).values()
    parts = [Part(str(country), country.get_absolute_url(), found[country.pk]) for country in countries]
    return sorted(parts, key=lambda part: (-part.value, part.title))


AT_BOTH = gettext_lazy("A subsidy for two countries stands whole at both, and one for no country at none.")


def granted(scheme: str, label: str) -> Reckoner:
    return Reckoner(
        label,
        Unit.EURO,
        lambda years: amounts(years, scheme),
        lambda year: records_of(year, scheme, as_euros=True),
        imported=lambda years: years_of(imported_in(years, scheme)),
        breakdowns=(
            Breakdown(gettext_lazy("By Global Goal"), lambda year: parts_by_goal(year, scheme)),
            Breakdown(gettext_lazy("By country"), lambda year: parts_by_country(year, scheme), AT_BOTH),
        ),
    )


def results_in(years: Iterable[int]) -> QuerySet:
    """Return what came of grants of years that still hold, as it was published."""
    grants = granted_in(years).values("application")
    return PublicResult.objects.published().filter(application__in=grants).order_by()


def people_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = results_in(years).exclude(people=None).values(YEAR).annotate(total=Sum("people")).values_list(YEAR, "total")
    return {year: Decimal(number) for year, number in found}


def people_records(year: int) -> Iterator[Record]:
    for result in results_in([year]).exclude(people=None).select_related("application__ceiling__scheme"):
        reference = result.application.reference
        address = reverse("subsidies:register_entry", args=[reference])
        yield Record(f"{reference} {result.title}", address, None, Decimal(result.people))


def costs_in(years: Iterable[int]) -> Iterator[tuple[int, str, int, int]]:
    """Yield (year, reference, real costs, settled) of completed projects whose costs are public, in cents."""
    found = results_in(years).exclude(costs=None)
    settled = {
        row["application"]: row
        for row in granted_in(years)
        .filter(application__in=found.values("application"), settled_at__gt=0)
        .values("application", "settled_at", YEAR)
    }
    for result in found.select_related("application__ceiling__scheme").order_by("application"):
        if row := settled.get(result.application_id):
            yield row[YEAR], result.application.reference, result.costs, row["settled_at"]


def multiplier_by_year(years: Iterable[int]) -> dict[int, Decimal | None]:
    """Return by year what completed projects cost, divided by what was settled for them; nothing where there is none."""
    sums = {}
    for year, _reference, costs, settled in costs_in(years):
        sums[year] = tuple(map(sum, zip(sums.get(year, (0, 0)), (costs, settled), strict=True)))
    return {year: (Decimal(costs) / settled).quantize(CENT) for year, (costs, settled) in sums.items() if settled}


def multiplier_records(year: int) -> Iterator[Record]:
    for _year, reference, costs, settled in costs_in([year]):
        address = reverse("subsidies:register_entry", args=[reference])
        yield Record(reference, address, None, (Decimal(costs) / settled).quantize(CENT))


def countries_in(years: Iterable[int]) -> set[tuple[int, int]]:
    """Return (year, country) of the grants of years."""
    through = Application.countries.through.objects.filter(application__in=granted_in(years).values("application"))
    found = through.values_list("application__ceiling__year", "country")
    imported = imported_in(years).exclude(country=None).values_list("year", "country")
    return {*found, *imported}


def countries_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = {}
    for year, _country in countries_in(list(years)):
        found[year] = found.get(year, Decimal()) + 1
    return found


def countries_records(year: int) -> Iterator[Record]:
    there = [country for _year, country in countries_in([year])]
    for country in Country.objects.filter(pk__in=there).order_by("name_nl"):
        yield Record(str(country), country.get_absolute_url())


RECKONERS = {
    "granted_cooperation": granted(COOPERATION, gettext_lazy("euros granted: international cooperation")),
    "granted_public_events": granted(PUBLIC_EVENTS, gettext_lazy("euros granted: public events")),
    "public_events": Reckoner(
        gettext_lazy("number of grants: public events"),
        Unit.NUMBER,
        lambda years: numbers(years, PUBLIC_EVENTS),
        lambda year: records_of(year, PUBLIC_EVENTS, as_euros=False),
        imported=lambda years: years_of(imported_in(years, PUBLIC_EVENTS)),
    ),
    "people_reached": Reckoner(
        gettext_lazy("people reached, in published results"), Unit.NUMBER, people_by_year, people_records, is_zero=False
    ),
    "multiplier": Reckoner(
        gettext_lazy("real costs divided by what was settled"),
        Unit.RATIO,
        multiplier_by_year,
        multiplier_records,
        is_zero=False,
        adds_up=False,
    ),
    "countries_granted": Reckoner(
        gettext_lazy("countries of grants"),
        Unit.NUMBER,
        countries_by_year,
        countries_records,
        imported=lambda years: years_of(imported_in(years).exclude(country=None)),
    ),
}
