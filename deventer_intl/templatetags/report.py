"""`{{ row|beside:heads }}`: cells of a table, each with its column."""

from django import template

register = template.Library()


@register.filter
def beside(cells, heads):
    return list(zip(cells, heads, strict=True))
