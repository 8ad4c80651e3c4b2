"""What the portal wants otherwise than allauth, and who counts as signed in for the back-office."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm, SignupForm
from django.core.validators import MaxLengthValidator
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Longer ones cannot be mailed (RFC 5321), and allauth would cut them.
LONGEST_ADDRESS = 254


class AccountAdapter(DefaultAccountAdapter):
    """Gives the mail of allauth a second part, in HTML."""

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        frame = {"subject": message.subject, "text": message.body, "LANGUAGE_CODE": get_language()}
        message.attach_alternative(render_to_string("mail.html", frame), "text/html")
        return message


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
