"""The agenda for programs, in pages for people: data in JSON-LD, and where to subscribe."""

from django import template
from django.urls import reverse

from ..json_ld import document

register = template.Library()


@register.simple_tag
def data_of_event(event):
    """Return an event as JSON-LD data, or None: what is for some people alone is told to no search engine."""
    return document([event], whole=True) if event.is_public else None


@register.simple_tag
def data_of_list(events):
    """Return the events of a list that everyone may see as JSON-LD data, or None where there are none."""
    public = [event for event in events if event.is_public]
    return document(public) if public else None


@register.simple_tag
def agenda_feeds(agenda):
    """Return where to follow what an agenda shows: the addresses of its calendar file and its feed."""
    query = f"?{agenda.query}" if agenda.query else ""
    return {"ics": reverse("events:agenda_ics") + query, "atom": reverse("events:feed") + query}
