"""The form of who wants to be mailed the news."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..addresses import MailField
from ..people_only import PeopleOnly


class SubscribeForm(PeopleOnly):
    email = MailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
