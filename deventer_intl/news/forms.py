"""The form of who wants to be mailed the news: for people, not for programs that fill in every form."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

SIGNER = signing.TimestampSigner(salt="deventer_intl.news.subscribe")
# Nobody fills in the form faster, or leaves it open for longer.
SHORTEST, LONGEST = timedelta(seconds=2), timedelta(hours=8)


def opened_now():
    return SIGNER.sign("opened")


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    # When the form was opened, signed.
    opened = forms.CharField(widget=forms.HiddenInput, initial=opened_now, required=False)

    def clean(self):
        # A field that people do not see (`subscribe.html`).
        if self.data.get("website"):
            raise forms.ValidationError(_("Leave the field “website” empty, and send the form again."))
        if not self.took_as_long_as_people_do():
            # The next attempt starts from now.
            self.data = {**self.data.dict(), "opened": opened_now()}
            raise forms.ValidationError(_("Wait a few seconds, and send the form again."))
        return self.cleaned_data

    def took_as_long_as_people_do(self):
        opened = self.cleaned_data.get("opened", "")
        try:
            SIGNER.unsign(opened, max_age=LONGEST)
        except signing.BadSignature:
            return False
        try:
            SIGNER.unsign(opened, max_age=SHORTEST)
        except signing.SignatureExpired:
            return True
        return False
