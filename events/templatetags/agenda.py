"""What is to come and what is over, on pages that know nothing of events; and on the home page."""

from django import template
from django.urls import reverse

from ..models import Event

register = template.Library()
SHOWN = 3


def agenda_of(events, **narrow):
    """Return the next events and the last that are over, with where to find all of them."""
    events = events.with_names()
    query = "&".join(f"{name}={value}" for name, value in narrow.items())
    return {
        "coming": events.upcoming()[:SHOWN],
        "past": events.past().order_by("-starts_at", "-pk")[:SHOWN],
        "agenda_url": f"{reverse('events:agenda')}?{query}",
    }


@register.inclusion_tag("events/_agenda_of.html")
def agenda_of_organisation(organisation):
    return agenda_of(Event.objects.public().of_organisation(organisation), organisatie=organisation.slug)


@register.inclusion_tag("events/_agenda_of.html")
def agenda_of_country(country):
    return agenda_of(Event.objects.public().about_country(country), land=country.iso2.lower())


@register.inclusion_tag("events/_agenda_of.html")
def agenda_of_city(place):
    return agenda_of(Event.objects.public().about_city(place), stad=place.slug)


@register.inclusion_tag("events/_agenda_of.html")
def agenda_of_network(network):
    return agenda_of(Event.objects.public().filter(network=network), netwerk=network.slug)


@register.inclusion_tag("events/_agenda_of.html")
def agenda_of_room(network):
    """Also the meetings that are for members alone: whoever enters the room is one."""
    return agenda_of(Event.objects.published().filter(network=network), netwerk=network.slug)
