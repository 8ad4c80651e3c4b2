"""Amounts and accounts in templates: `{{ cents|euros }}`, `{{ iban|masked }}`."""

from django import template

from ..fields import shown
from ..reckoning.bank_accounts import masked

register = template.Library()
register.filter("euros", shown)
register.filter("masked", masked)
