"""What came of projects, on pages of organisations and countries: these know nothing of subsidies."""

from django import template

from .. import results

register = template.Library()


@register.inclusion_tag("subsidies/_results.html")
def results_of_organisation(organisation):
    return {"found": results.of_organisation(organisation), "names_organisation": False}


@register.inclusion_tag("subsidies/_results.html")
def results_in_country(country):
    return {"found": results.in_country(country), "names_organisation": True}
