"""The forms about introductions: what a visitor asks, and what the organisation answers."""

import time

from django import forms
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Country, Place
from ..models.introduction import LONGEST_MESSAGE

# A person takes longer than three seconds to fill in the form, and sends it on the day it was opened.
SHORTEST, LONGEST = 3, 24 * 3600
SALT = "organisations.contact"
BIGGEST = 2**63 - 1


class AboutForm(forms.Form):
    """What a visitor came from, in the address of the page. What means nothing is left out."""

    land = forms.SlugField(required=False)
    stad = forms.SlugField(required=False)
    aanbod = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def about(self, organisation):
        """Return at most one of `offer`, `place` and `country`, by name."""
        self.is_valid()
        asked = self.cleaned_data
        found = {
            "offer": organisation.offers_and_needs.filter(pk=asked.get("aanbod")).first(),
            "place": Place.objects.filter(slug=asked.get("stad")).first(),
            "country": Country.objects.filter(iso2=(asked.get("land") or "").upper()).first(),
        }
        return next(({name: item} for name, item in found.items() if item), {})


class Trap(forms.TextInput):
    """A field that no person sees, by eye, by ear or with the keyboard; a robot that fills in everything does."""

    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        return format_html("<div hidden>{}</div>", super().render(name, value, attrs, renderer))


class MessageField(forms.CharField):
    """A text whose ends of lines count once, as in the browser it was typed in."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


one_line = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]",
    _("Use one line, without control characters."),
    inverse_match=True,
)


class ContactForm(forms.Form):
    """A message to an organisation.

    What looks like a robot is told so, with all it typed kept: a person may be quick too, and sends it once more.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The organisation sees it only if it accepts."),
    )
    affiliation = forms.CharField(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    message = MessageField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who you are, what you look for, and why here. At most 2,000 characters."),
    )
    consent = forms.BooleanField(
        label=_("The organisation may see this"),
        help_text=_("Your name, your organisation and your message now; your e-mail address once it accepts."),
        error_messages={"required": _("Without your consent we cannot pass your message on.")},
    )
    homepage = forms.CharField(required=False, widget=Trap(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = signing.dumps(time.time(), salt=SALT)
        # What is too long is answered with a message; a browser would cut it off unseen.
        del self.fields["message"].widget.attrs["maxlength"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("homepage"):
            self.again("homepage", "", _("This looks as if a robot sent it. Are you a person? Then send it once more."))
        try:
            opened = signing.loads(cleaned.get("opened") or "", salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            fresh = self.initial["opened"]
            self.again(
                "opened", fresh, _("This page was open for too long. Look at your message, and send it once more.")
            )
        else:
            # Who has something to correct sends it once more anyway.
            if time.time() - opened < SHORTEST and not self.errors:
                self.add_error(None, _("That was as quick as a robot. Wait a few seconds, and send it once more."))
        return cleaned

    def again(self, name, value, text):
        """Ask to send it once more, with another value in a field that a person does not see."""
        self.data = self.data.copy()
        self.data[name] = value
        self.add_error(None, text)


class AnswerForm(forms.Form):
    """What an organisation answers."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("ja", _("Accept: we both get each other's name and e-mail address")),
            ("nee", _("Decline: the asker gets mail that we cannot help")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only when you decline. It is mailed to the asker, in these words."),
    )
