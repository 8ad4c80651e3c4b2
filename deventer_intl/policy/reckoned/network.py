"""What is reckoned of the network and the Global Goals. How it was at the end of an earlier year is read from the history."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.models import PastEvent
from globalgoals.models import GoodPractice, PastWinner, PrizeEdition, Unit
from organisations.models import GoalTag, Organisation, SchoolExchange
from organisations.models.organisation import Sector

from ...goals.community import theme_meetings
from .abroad import added, imported, imported_records
from .reckoner import Breakdown, Part, Reckoner, Record, years_of

HISTORY = Organisation.pgh_event_model


def confirmed_in(years: Iterable[int]):
    """Return (organisation, year) of those in the directory that confirmed their page in a year."""
    found = HISTORY.objects.filter(confirmed_on__year__in=list(years), pgh_obj__status=Organisation.Status.ACTIVE)
    return found.order_by().values_list("pgh_obj", "confirmed_on__year").distinct()


def confirmed_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    return added((year, 1) for _organisation, year in confirmed_in(years))


def confirmed_records(year: int) -> Iterator[Record]:
    confirmed = [organisation for organisation, _year in confirmed_in([year])]
    for organisation in Organisation.objects.filter(pk__in=confirmed).order_by("name"):
        yield Record(organisation.name, organisation.get_absolute_url())


def end_of(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year + 1, 1, 1), time.min))


def public_at_end_of(year: int) -> dict[int, int | None]:
    """Return the organisations that were in the directory when a year ended, or are now, each with its sector."""
    last = HISTORY.objects.filter(pgh_created_at__lt=end_of(year)).order_by("pgh_obj", "-pgh_created_at", "-pgh_id")
    versions = last.distinct("pgh_obj").values_list("pgh_obj", "status", "sector", "pgh_label")
    return {
        key: sector
        for key, status, sector, label in versions
        if status == Organisation.Status.ACTIVE and label != "delete"
    }


def sectors_at_end_of(year: int) -> set[int]:
    return set(public_at_end_of(year).values()) - {None}


def sectors_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = {year: len(sectors_at_end_of(year)) for year in years}
    return {year: Decimal(number) for year, number in found.items() if number}


def sector_records(year: int) -> Iterator[Record]:
    for sector in sorted(sectors_at_end_of(year)):
        yield Record(str(Sector(sector).label))


def by_sector(organisations: Iterable[int], year: int) -> list[Part]:
    """Return how many of some organisations were in each sector when a year ended, of those in the directory then."""
    sectors = public_at_end_of(year)
    numbers = Counter(sectors[each] for each in organisations if each in sectors)
    return [Part(str(Sector(sector).label), "", Decimal(number)) for sector, number in sorted(numbers.items())]


def parts_of_confirmed(year: int) -> list[Part]:
    return by_sector([organisation for organisation, _year in confirmed_in([year])], year)


def exchanges_in(years: Iterable[int]):
    return SchoolExchange.objects.public().filter(school_year__in=list(years)).exclude(pupils=None, students=None)


def people():
    return Coalesce(F("pupils"), 0) + Coalesce(F("students"), 0)


def youth_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = exchanges_in(years).order_by().values("school_year").annotate(number=Sum(people()))
    return added(found.values_list("school_year", "number"))


def youth_records(year: int) -> Iterator[Record]:
    found = exchanges_in([year]).select_related("organisation", "country").annotate(number=people())
    for exchange in found.order_by("organisation__name", "pk"):
        title = f"{exchange.organisation.name}: {exchange.get_kind_display()}, {exchange.country}"
        yield Record(title, exchange.organisation.get_absolute_url(), None, Decimal(exchange.number))


def with_goal():
    return GoalTag.objects.filter(organisation__status=Organisation.Status.ACTIVE).exclude(confirmed_on=None).order_by()


def with_goal_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    """Return by year how many organisations had a goal that was confirmed in it or before, of those that still have it."""
    first = {}
    for organisation, year in with_goal().values_list("organisation", "confirmed_on__year"):
        first[organisation] = min(year, first.get(organisation, year))
    counts = {year: sum(1 for begun in first.values() if begun <= year) for year in years}
    return {year: Decimal(number) for year, number in counts.items() if number}


def with_goal_records(year: int) -> Iterator[Record]:
    confirmed = with_goal().filter(confirmed_on__year__lte=year).values("organisation")
    for organisation in Organisation.objects.filter(pk__in=confirmed).order_by("name"):
        yield Record(organisation.name, organisation.get_absolute_url())


def practices_in(years: Iterable[int]):
    return GoodPractice.objects.public().filter(published_at__year__in=list(years)).order_by()


def practices_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    found = practices_in(years).annotate(year=ExtractYear("published_at")).values("year").annotate(number=Count("pk"))
    return added(found.values_list("year", "number"))


def practice_records(year: int) -> Iterator[Record]:
    for practice in practices_in([year]).order_by("published_at", "pk"):
        yield Record(str(practice.title), practice.get_absolute_url(), timezone.localdate(practice.published_at))


def meetings_in(years: Iterable[int]):
    """Return the theme meetings that are over, by the year of their last day, as the page of the community counts them."""
    today, years = timezone.localdate(), set(years)
    return [each for each in theme_meetings() if each.last_day < today and each.last_day.year in years]


def meetings_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    years = list(years)
    before = imported(PastEvent.Kind.THEME_MEETING, years).values("year").annotate(number=Count("pk"))
    return added(((each.last_day.year, 1) for each in meetings_in(years)), before.values_list("year", "number"))


def meeting_records(year: int) -> Iterator[Record]:
    for event in meetings_in([year]):
        yield Record(str(event.title), event.get_absolute_url(), event.last_day)
    yield from imported_records(PastEvent.Kind.THEME_MEETING, year)


def prize_by_year(years: Iterable[int]) -> dict[int, Decimal]:
    years = list(years)
    won = {
        *PrizeEdition.objects.announced().filter(year__in=years).values_list("year", flat=True),
        *PastWinner.objects.filter(year__in=years).values_list("year", flat=True),
    }
    return {year: Decimal(1) for year in won}


def prize_records(year: int) -> Iterator[Record]:
    """Yield the prize of a year once, whether it was awarded here or before."""
    editions = [*PrizeEdition.objects.announced().filter(year=year)]
    for edition in editions:
        yield Record(str(edition.title), edition.get_absolute_url(), edition.announced_on)
    for winner in PastWinner.objects.filter(year=year) if not editions else ():
        yield Record(winner.name, "", None, Decimal(1), winner.source)


BY_SECTOR = gettext_lazy("Organisations by sector")
RECKONERS = {
    "confirmed_profiles": Reckoner(
        gettext_lazy("organisations that confirmed their page"),
        Unit.NUMBER,
        confirmed_by_year,
        confirmed_records,
        breakdowns=(Breakdown(BY_SECTOR, parts_of_confirmed),),
    ),
    "sectors": Reckoner(
        gettext_lazy("sectors in the directory"),
        Unit.NUMBER,
        sectors_by_year,
        sector_records,
        breakdowns=(Breakdown(BY_SECTOR, lambda year: by_sector(public_at_end_of(year), year)),),
    ),
    "youth": Reckoner(
        gettext_lazy("pupils and students in exchanges"), Unit.NUMBER, youth_by_year, youth_records, is_zero=False
    ),
    "organisations_with_goal": Reckoner(
        gettext_lazy("organisations with a confirmed goal"), Unit.NUMBER, with_goal_by_year, with_goal_records
    ),
    "practices": Reckoner(gettext_lazy("good practices published"), Unit.NUMBER, practices_by_year, practice_records),
    "theme_meetings": Reckoner(
        gettext_lazy("theme meetings"),
        Unit.NUMBER,
        meetings_by_year,
        meeting_records,
        imported=lambda years: years_of(imported(PastEvent.Kind.THEME_MEETING, years)),
    ),
    "prize": Reckoner(
        gettext_lazy("whether the prize was awarded"),
        Unit.YES_NO,
        prize_by_year,
        prize_records,
        imported=lambda years: years_of(PastWinner.objects.filter(year__in=list(years))),
    ),
}
