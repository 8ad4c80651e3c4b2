"""How a programme and its amounts are written, on the pages of a mission."""

from django import template

from ..missions.money import in_euros
from ..missions.programme import in_words
from ..models import MissionCompany, Stage

register = template.Library()
register.filter("euros", in_euros)


@register.simple_tag
def hours_of(item, mission):
    """Return from when until when an item lasts, below its day."""
    return in_words(item, mission.zone)


@register.filter
def goes_on(item):
    """Say whether an item goes on after the day it stands under."""
    return item.local_start.date() != item.local_end.date()


@register.filter
def as_told(company):
    """Return the state of a company that it may read: a choice only once the company was told of it (`Mission.told_at`)."""
    mission, state = company.mission, MissionCompany.State
    is_told = mission.told_at and company.decided_at and company.decided_at <= mission.told_at
    if company.is_withdrawn or is_told or mission.stage not in {Stage.OPEN, Stage.CANCELLED}:
        return state(company.state)
    return state.APPLIED
