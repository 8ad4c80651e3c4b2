"""Amounts and accounts in templates: `{{ cents|euros }}`, `{{ iban|masked }}`."""

from django import template

from ..bank_accounts import masked
from ..fields import shown

register = template.Library()
register.filter("euros", shown)
register.filter("masked", masked)
