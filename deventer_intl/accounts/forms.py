"""The forms of accounts, where the portal wants more than allauth."""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm, SignupForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

# Longer ones cannot be mailed (RFC 5321), and allauth would cut them.
LONGEST_ADDRESS = 254


class NotTooLong:
    """Refuses an address longer than mail knows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(
            MaxLengthValidator(LONGEST_ADDRESS, _("An e-mail address has at most 254 characters."))
        )


class NewAccountForm(NotTooLong, SignupForm):
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]


class PersonForm(forms.ModelForm):
    """What somebody says of himself."""

    class Meta:
        model = get_user_model()
        fields = ["name", "language", "shows_address_to_networks"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class LoginCodeForm(NotTooLong, RequestLoginCodeForm):
    pass


class PasswordResetForm(NotTooLong, ResetPasswordForm):
    pass


class AddressForm(NotTooLong, SocialSignupForm):
    """Asks whoever comes with eHerkenning for the first time for a name and an e-mail address."""

    name = NewAccountForm.declared_fields["name"]
    field_order = ["name", "email"]
    unfinished = None

    def validate_unique_email(self, value):
        """Let somebody who did not get to the mailed code the last time start again with the same address."""
        users = get_user_model().objects.filter(
            email__iexact=value, last_login=None, is_staff=False, is_superuser=False
        )
        self.unfinished = users.exclude(emailaddress__verified=True).first()
        return value if self.unfinished else super().validate_unique_email(value)
