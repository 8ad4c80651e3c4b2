"""Good practices and theme meetings on pages that know nothing of them."""

from django import template
from django.urls import reverse
from django.utils.formats import number_format

from globalgoals.models import GoodPractice

from ..goals.community import KERNGROEP, counted

register = template.Library()
SHOWN = 3


@register.filter
def plain_number(number):
    """Return a number as people read it, without zeros behind the comma: 1.250 or 12,5."""
    return number_format(f"{number.normalize():f}", force_grouping=True)


@register.inclusion_tag("practices/_practices_of.html")
def practices_of_organisation(organisation):
    practices = GoodPractice.objects.public().filter(organisation=organisation).latest_first()[:SHOWN]
    return {"practices": practices, "all_url": f"{reverse('practices:practices')}?organisatie={organisation.slug}"}


@register.inclusion_tag("practices/_practices_of.html")
def practices_of_goal(goal):
    practices = GoodPractice.objects.public().filter(goal_tags__goal=goal).latest_first()[:SHOWN]
    return {"practices": practices, "all_url": f"{reverse('practices:practices')}?doel={goal.number}"}


@register.inclusion_tag("community/_theme_meetings_of.html")
def theme_meetings_of_network(network):
    """Show how many theme meetings there were, for the one network of which the note promises them."""
    return counted() if network.slug == KERNGROEP else {}
