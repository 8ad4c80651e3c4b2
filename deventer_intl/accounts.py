"""What the portal wants otherwise than allauth, and who counts as signed in for the back-office."""

from allauth.account.authentication import get_authentication_records
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm, SignupForm
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
    pass


class LoginCodeForm(NotTooLong, RequestLoginCodeForm):
    pass


class PasswordResetForm(NotTooLong, ResetPasswordForm):
    pass


def has_second_factor(request) -> bool:
    """Return whether whoever signed in showed a second factor, or a passkey, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
