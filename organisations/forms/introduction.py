"""The forms about introductions: what a visitor asks, and what the organisation answers."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.people_only import PeopleOnly

from ..models import Country, Place
from ..models.introduction import LONGEST_MESSAGE

BIGGEST = 2**63 - 1


class AboutForm(forms.Form):
    """What a visitor came from, in the address of the page. What means nothing is left out."""

    land = forms.SlugField(required=False)
    stad = forms.SlugField(required=False)
    aanbod = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    stage = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def internship(self, organisation):
        """Return the internship that a visitor read about, or None; the message begins with it."""
        self.is_valid()
        return organisation.internships.open().filter(pk=self.cleaned_data.get("stage")).first()

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


class MessageField(forms.CharField):
    """A text whose ends of lines count once, as in the browser it was typed in."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


one_line = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]",
    _("Use one line, without control characters."),
    inverse_match=True,
)


class ContactForm(PeopleOnly):
    """A message to an organisation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(
        label=_("Your e-mail address"),
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What is too long is answered with a message; a browser would cut it off unseen.
        del self.fields["message"].widget.attrs["maxlength"]


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
