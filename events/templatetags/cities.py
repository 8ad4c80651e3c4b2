"""What goes on with a city, on its page and that of its country: these know nothing of events."""

from django import template

from ..city_activity import with_last_activity
from ..models import Visit
from ..models.shown import public_organisations

register = template.Library()

# On the page of a city.
MOST_SHOWN = 10


@register.inclusion_tag("events/_city_ties.html")
def ties_of_city(place):
    """The ties with a city, each with when something was last done."""
    return {"ties": with_last_activity(place.ties.prefetch_related(public_organisations()))}


@register.inclusion_tag("events/_city_visits.html")
def visits_of_city(place):
    return {"place": place, "visits": Visit.objects.public().filter(place=place).for_lists()[:MOST_SHOWN]}


@register.inclusion_tag("events/_city_hanse.html")
def hanse_of_city(place):
    """The standing of a Hanse city, and the years in which it is host."""
    return {"city": place.hanse, "years": place.hanseatic_days.order_by("year")}
