"""When something was last done in or with a city: reckoned in the database from what stands in the portal.

What counts: events held there or about it, visits, trade missions there or from there, and projects in its country by an organisation that is active there.
Of a project only years are known: it counts until the last day of its last year.
"""

from datetime import date, timedelta

from django.db.models import Case, DateField, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate
from django.utils import timezone

from organisations.models import CityTie, Organisation, Project

from .models import Event, EventCity, Mission, MissionPlace, Visit

# A tie sleeps when nothing was done for so many years.
YEARS_AWAKE = 2
# The last moment of an event: midnight belongs to the day before.
BEFORE_MIDNIGHT = timedelta(microseconds=1)


class MakeDate(Func):
    function = "make_date"
    output_field = DateField()


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February for a leap day that was not there.

    >>> years_before(date(2024, 2, 29), 2)
    datetime.date(2022, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def held():
    """Return the public events that took place, or are going on."""
    return Event.objects.public().exclude(status=Event.Status.CANCELLED).filter(starts_at__lte=timezone.now())


def until_today(day):
    """Return a day, or today where it still lies ahead: of what is going on."""
    return Least(day, timezone.localdate(), output_field=DateField())


def last_event_in():
    events = held().filter(place=OuterRef("place")).order_by("-ends_at")
    return Subquery(events.values(day=until_today(TruncDate(F("ends_at") - BEFORE_MIDNIGHT)))[:1])


def last_event_about():
    about = EventCity.objects.filter(place=OuterRef("place"), event__in=held()).order_by("-event__ends_at")
    return Subquery(about.values(day=until_today(TruncDate(F("event__ends_at") - BEFORE_MIDNIGHT)))[:1])


def last_visit():
    visits = Visit.objects.public().begun().filter(place=OuterRef("place")).order_by("-ends_on")
    return Subquery(visits.values(day=until_today(F("ends_on")))[:1])


def last_mission():
    held = Mission.objects.public().held()
    missions = MissionPlace.objects.filter(place=OuterRef("place"), mission__in=held).order_by("-mission__ends_on")
    return Subquery(missions.values(day=until_today(F("mission__ends_on")))[:1])


def last_project():
    there = Project.objects.filter(
        organisation__status=Organisation.Status.ACTIVE,
        organisation__presences__place=OuterRef("place"),
        country=OuterRef("place__country"),
    )
    begun = there.filter(Q(since_year__lte=timezone.localdate().year) | Q(since_year=None, until_year__isnull=False))
    days = begun.annotate(last_year=Coalesce("until_year", "since_year")).order_by("-last_year")
    return Subquery(days.values(day=until_today(MakeDate("last_year", 12, 31)))[:1])


def with_last_activity(ties):
    """Add to ties `last_active_on`, the day of the last activity known (None for none), and `is_sleeping`.

    Only a tie that is active, or of which that is not known, can sleep.
    """
    over = [CityTie.Status.ENDED, CityTie.Status.SUSPENDED]
    awake_since = years_before(timezone.localdate(), YEARS_AWAKE)
    # GREATEST passes over what is null.
    found = [last_event_in(), last_event_about(), last_visit(), last_mission(), last_project()]
    last = Greatest(*found, output_field=DateField())
    return ties.annotate(last_active_on=last).annotate(
        is_sleeping=Case(
            When(status__in=over, then=Value(False)),
            When(last_active_on__gte=awake_since, then=Value(False)),
            default=Value(True),
        )
    )
