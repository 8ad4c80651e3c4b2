"""The forms of accounts, where the portal wants more than allauth."""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm, SignupForm
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .. import addresses
from ..names import CleanName


class Mailable:
    """Refuses an address that mail cannot be sent to; one that is longer than mail knows, allauth would cut."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].validators += [
            MaxLengthValidator(addresses.LONGEST, _("An e-mail address has at most 254 characters.")),
            addresses.validate_mailable,
        ]


class NewAccountForm(CleanName, Mailable, SignupForm):
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Two clicks: the form looked before the first of them had made the account.
            self.account_already_exists = True
            return super().try_save(request)


class PersonForm(CleanName, forms.ModelForm):
    """What somebody says of himself."""

    class Meta:
        model = get_user_model()
        fields = ["name", "language", "shows_address_to_networks"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class LoginCodeForm(Mailable, RequestLoginCodeForm):
    pass


class PasswordResetForm(Mailable, ResetPasswordForm):
    pass


class AddressForm(CleanName, Mailable, SocialSignupForm):
    """Asks whoever comes with eHerkenning for the first time for a name and an e-mail address."""

    name = NewAccountForm.declared_fields["name"]
    field_order = ["name", "email"]
    unfinished = None

    def validate_unique_email(self, value):
        """Let somebody who did not get to the mailed code the last time start again with the same address."""
        self.unfinished = get_user_model().objects.unfinished().filter(email=value.lower()).first()
        return value if self.unfinished else super().validate_unique_email(value)


def validate_passkey(credential):
    """Refuse what no browser sends; allauth would fall over it."""
    if not isinstance(credential, dict) or not {"id", "rawId", "type", "response"} <= credential.keys():
        raise forms.ValidationError(_("This passkey does not work here. Try again."))


class Passkey:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"].validators.append(validate_passkey)


class AddPasskeyForm(Passkey, webauthn.AddWebAuthnForm):
    pass


class PasskeyLoginForm(Passkey, webauthn.LoginWebAuthnForm):
    pass


class PasskeyForm(Passkey, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Passkey, webauthn.ReauthenticateWebAuthnForm):
    pass
