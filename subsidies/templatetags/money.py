"""Amounts in templates: `{{ cents|euros }}`."""

from django import template

from ..fields import shown

register = template.Library()
register.filter("euros", shown)
