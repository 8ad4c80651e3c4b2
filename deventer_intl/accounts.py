"""What the portal wants otherwise than allauth, and who counts as signed in for the back-office."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm, SignupForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import single_sign_on
from .address_change import undo_url
from .message import add_html
from .openid_connect import Refused
from .single_sign_on_views import refuse

# Longer ones cannot be mailed (RFC 5321), and allauth would cut them.
LONGEST_ADDRESS = 254


class AccountAdapter(DefaultAccountAdapter):
    """Notes the name and language of who signs up, gives the mail of allauth a second part, in HTML, and a sign-in
    elsewhere its meaning here."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if template_prefix == "account/email/email_changed":
            context["undo_url"] = undo_url(user, context["from_email"], context["to_email"])
        super().send_notification_mail(template_prefix, user, context, email)

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        add_html(message)
        return message

    def get_login_stages(self):
        instead = {"allauth.mfa.stages.AuthenticateStage": "deventer_intl.single_sign_on.SecondFactorStage"}
        return [instead.get(stage, stage) for stage in super().get_login_stages()]

    def pre_login(self, request, user, *, signal_kwargs, **kwargs):
        response = super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        if response is None and (sociallogin := (signal_kwargs or {}).get("sociallogin")):
            single_sign_on.begin(request, user, sociallogin)
        return response

    def post_login(self, request, user, *, signal_kwargs, signup, **kwargs):
        if sociallogin := (signal_kwargs or {}).get("sociallogin"):
            try:
                single_sign_on.complete(user, sociallogin, is_new=signup)
            except Refused as refused:
                return refuse(request, sociallogin.provider, refused)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, signup=signup, **kwargs)


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
        fields = ["name", "language"]
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


def has_second_factor(request) -> bool:
    """Return whether whoever signed in showed a second factor, or a passkey, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
