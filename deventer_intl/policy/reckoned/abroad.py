"""What is reckoned of missions, visits, Hanseatic cities and Shelter City; the year is that of the first day."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.city_activity import held
from events.missions.results import public_missions, result_of
from events.models import EventCity, FollowUp, Mission, MissionCompany, MissionPlace, PastEvent, ShelterTotal, Visit
from globalgoals.models import Unit
from organisations.models import HanseCity, Place

from .reckoner import Reckoner, Record, years_of


def added(*parts: Iterable[tuple[int, int]]) -> dict[int, Decimal]:
    """Add up (year, number) by year."""
    found = {}
    for part in parts:
        for year, number in part:
            found[year] = found.get(year, Decimal()) + number
    return found


def imported(kind: PastEvent.Kind, years: Iterable[int]):
    return PastEvent.objects.filter(kind=kind, year__in=list(years)).order_by()


def imported_records(kind: PastEvent.Kind, year: int) -> Iterator[Record]:
    for event in imported(kind, [year]).order_by("held_on", "title", "pk"):
        yield Record(event.title, "", event.held_on, Decimal(1), event.source)


def missions_in(years: Iterable[int]):
    """Return the public missions that began in years and took place."""
    return Mission.objects.public().held().filter(starts_on__year__in=list(years)).order_by()


def missions_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    years = list(years)
    found = missions_in(years).values("starts_on__year").annotate(number=Count("pk"))
    before = imported(PastEvent.Kind.MISSION, years).values("year").annotate(number=Count("pk"))
    return added(found.values_list("starts_on__year", "number"), before.values_list("year", "number"))


def mission_records(year: int) -> Iterator[Record]:
    for mission in missions_in([year]).order_by("starts_on", "pk"):
        yield Record(str(mission.title), mission.get_absolute_url(), mission.starts_on)
    yield from imported_records(PastEvent.Kind.MISSION, year)


def going(years: Iterable[int]):
    return MissionCompany.objects.going().filter(mission__in=missions_in(years)).order_by()


def companies_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    years = list(years)
    found = going(years).values("mission__starts_on__year").annotate(number=Count("pk"))
    before = imported(PastEvent.Kind.MISSION, years).exclude(companies=None)
    before = before.values("year").annotate(number=Sum("companies"))
    return added(found.values_list("mission__starts_on__year", "number"), before.values_list("year", "number"))


def company_records(year: int) -> Iterator[Record]:
    numbers = dict(going([year]).values_list("mission").annotate(number=Count("pk")))
    for mission in missions_in([year]).order_by("starts_on", "pk"):
        if number := numbers.get(mission.pk):
            yield Record(str(mission.title), mission.get_absolute_url(), mission.starts_on, Decimal(number))
    for event in imported(PastEvent.Kind.MISSION, [year]).exclude(companies=None).order_by("held_on", "title", "pk"):
        yield Record(event.title, "", event.held_on, Decimal(event.companies), event.source)


def contracts_in(years: Iterable[int]) -> Iterator[tuple[Mission, int]]:
    """Yield missions with the contracts that may be shown of them: small numbers are withheld, as on their pages."""
    answered = FollowUp.objects.filter(confirmed_at__isnull=False).order_by().values("company__mission")
    for mission in public_missions().filter(starts_on__year__in=list(years), pk__in=answered):
        contracts = result_of(mission).figures.sums["contracts"]
        if contracts.is_shown:
            yield mission, contracts.together


def contracts_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    return added((mission.starts_on.year, number) for mission, number in contracts_in(years))


def contract_records(year: int) -> Iterator[Record]:
    for mission, number in contracts_in([year]):
        yield Record(str(mission.title), mission.get_absolute_url(), mission.starts_on, Decimal(number))


def visits_in(years: Iterable[int]):
    return Visit.objects.public().begun().filter(starts_on__year__in=list(years)).order_by()


def visits_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = visits_in(years).values("starts_on__year").annotate(number=Count("pk"))
    return added(found.values_list("starts_on__year", "number"))


def visit_records(year: int) -> Iterator[Record]:
    for visit in visits_in([year]).order_by("starts_on", "pk").select_related("place"):
        yield Record(f"{visit.title} ({visit.place})", visit.place.get_absolute_url(), visit.starts_on)


def members() -> set[int]:
    standing = [HanseCity.Status.MEMBER, HanseCity.Status.MEMBER_TO_VERIFY]
    return set(HanseCity.objects.filter(status__in=standing).values_list("place", flat=True))


def hanse_cities_in(years: Iterable[int]) -> set[tuple[int, int]]:
    """Return (year, place) of members of the Hanse in or about which something was done."""
    years, there = list(years), members()
    events = held().filter(starts_at__year__in=years).order_by()
    about = EventCity.objects.filter(event__in=events).order_by()
    missions = MissionPlace.objects.filter(mission__in=missions_in(years)).order_by()
    found = {
        *visits_in(years).values_list("starts_on__year", "place"),
        *events.exclude(place=None).values_list("starts_at__year", "place"),
        *about.values_list("event__starts_at__year", "place"),
        *missions.values_list("mission__starts_on__year", "place"),
    }
    return {(year, place) for year, place in found if place in there}


def hanse_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    return added((year, 1) for year, _place in hanse_cities_in(years))


def hanse_records(year: int) -> Iterator[Record]:
    there = [place for _year, place in hanse_cities_in([year])]
    for place in Place.objects.filter(pk__in=there).order_by("name_nl"):
        yield Record(str(place), place.get_absolute_url())


def guests_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    """Return the one total that is public: of another year nothing is said, so that nobody can tell when a guest came."""
    total, years = ShelterTotal.objects.shown(), set(years)
    return {total.year: Decimal(total.guests)} if total and total.year in years else {}


def guest_records(year: int) -> Iterator[Record]:
    total = ShelterTotal.objects.shown()
    if total and total.year == year:
        yield Record(_("Guests of Shelter City"), reverse("events:shelter"), None, Decimal(total.guests))


RECKONERS = {
    "missions": Reckoner(
        gettext_lazy("trade missions"),
        Unit.NUMBER,
        missions_by_year,
        mission_records,
        imported=lambda years: years_of(imported(PastEvent.Kind.MISSION, years)),
    ),
    "mission_companies": Reckoner(
        gettext_lazy("companies on trade missions"),
        Unit.NUMBER,
        companies_by_year,
        company_records,
        imported=lambda years: years_of(imported(PastEvent.Kind.MISSION, years).exclude(companies=None)),
    ),
    "mission_contracts": Reckoner(
        gettext_lazy("contracts after trade missions"), Unit.NUMBER, contracts_by_year, contract_records, is_zero=False
    ),
    "visits": Reckoner(gettext_lazy("visits of cities"), Unit.NUMBER, visits_by_year, visit_records),
    "hanse_cities": Reckoner(
        gettext_lazy("Hanseatic cities visited or received"), Unit.NUMBER, hanse_by_year, hanse_records
    ),
    "shelter_guests": Reckoner(
        gettext_lazy("guests of Shelter City"), Unit.NUMBER, guests_by_year, guest_records, is_zero=False
    ),
}
