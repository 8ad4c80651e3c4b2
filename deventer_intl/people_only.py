"""Forms that anyone can send without an account: for people, not for programs that fill in every form.

What looks like a robot is told so, with all it typed kept: a person may be quick too, and sends it once more. Nothing is
asked of a visitor for this, and no cookie set: when the form was opened travels with it, signed, and counts once.
"""

import secrets
import time

from django import forms
from django.core import signing
from django.core.cache import cache
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

# A person takes longer than three seconds to fill in the form, and sends it on the day it was opened.
SHORTEST, LONGEST = 3, 24 * 3600


class Trap(forms.TextInput):
    """A field that no person sees, by eye, by ear or with the keyboard; a robot that fills in everything does."""

    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        return format_html("<div hidden>{}</div>", super().render(name, value, attrs, renderer))


class PeopleOnly(forms.Form):
    """Adds what a person does not see: a trap, and when the form was opened. Each kind of form has a seal of its own."""

    homepage = forms.CharField(required=False, widget=Trap(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.seal()

    def seal(self):
        return signing.dumps([time.time(), secrets.token_urlsafe(12)], salt=type(self).__qualname__)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("homepage"):
            self.again("homepage", "", _("This looks as if a robot sent it. Are you a person? Then send it once more."))
        try:
            opened, number = signing.loads(cleaned.get("opened") or "", salt=type(self).__qualname__, max_age=LONGEST)
        except signing.BadSignature:
            self.again(
                "opened",
                self.seal(),
                _("This page was open for too long. Look at what you typed, and send it once more."),
            )
            return cleaned
        # Who has something to correct sends it once more anyway.
        if not self.errors:
            if time.time() - opened < SHORTEST:
                self.add_error(None, _("That was as quick as a robot. Wait a few seconds, and send it once more."))
            elif not cache.add(f"form-sent:{number}", True, timeout=LONGEST):
                text = _(
                    "You sent this already. Do you want to send it again? Wait a few seconds, and send it once more."
                )
                self.again("opened", self.seal(), text)
            else:
                # What is found wrong after this is shown in a form that can be sent again.
                self.put("opened", self.seal())
        return cleaned

    def again(self, name, value, text):
        """Ask to send it once more, with another value in a field that a person does not see."""
        self.put(name, value)
        self.add_error(None, text)

    def put(self, name, value):
        self.data = self.data.copy()
        self.data[name] = value
