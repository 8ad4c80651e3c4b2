"""How a programme is written, on the pages of a mission."""

from django import template

from ..missions.programme import in_words

register = template.Library()


@register.simple_tag
def hours_of(item, mission):
    """Return from when until when an item lasts, below its day."""
    return in_words(item, mission.zone)


@register.filter
def goes_on(item):
    """Say whether an item goes on after the day it stands under."""
    return item.local_start.date() != item.local_end.date()
