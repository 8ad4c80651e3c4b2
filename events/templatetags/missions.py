"""Trade missions on the pages of what they are about: these know nothing of missions."""

from django import template
from django.urls import reverse

from ..models import Mission

register = template.Library()
SHOWN = 5


def missions_of(missions, **narrow):
    """Return the first missions of a queryset, and where to find all of them; None where that is no filter of the list."""
    query = "&".join(f"{name}={value}" for name, value in narrow.items())
    return {
        "missions": missions.grouped()[:SHOWN],
        "all_url": f"{reverse('events:missions')}?{query}" if query else None,
    }


@register.inclusion_tag("events/missions/_missions_of.html")
def missions_of_city(place):
    return missions_of(Mission.objects.public().about_city(place), stad=place.slug)


@register.inclusion_tag("events/missions/_missions_of.html")
def missions_of_country(country):
    return missions_of(Mission.objects.public().about_country(country), land=country.iso2.lower())


@register.inclusion_tag("events/missions/_missions_of.html")
def missions_of_organisation(organisation):
    return missions_of(Mission.objects.public().of_organisation(organisation))


@register.inclusion_tag("events/missions/_missions_of.html")
def newest_missions():
    """The first that can be applied for or are to come, else what was last."""
    return missions_of(Mission.objects.public()) | {"all_url": reverse("events:missions")}
