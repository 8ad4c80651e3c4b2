"""What the portal wants otherwise than allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.utils.translation import get_language

from ..message import add_html
from . import single_sign_on
from .address_change import undo_url
from .openid_connect import Refused
from .single_sign_on_views import refuse


class AccountAdapter(DefaultAccountAdapter):
    """Notes the name and language of who signs up, gives the mail of allauth a second part, in HTML, and a sign-in
    elsewhere its meaning here."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if template_prefix == "account/email/email_changed":
            context["undo_url"] = undo_url(user, context["from_email"])
        super().send_notification_mail(template_prefix, user, context, email)

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        add_html(message)
        return message

    def get_login_stages(self):
        instead = {"allauth.mfa.stages.AuthenticateStage": "deventer_intl.accounts.single_sign_on.SecondFactorStage"}
        return [instead.get(stage, stage) for stage in super().get_login_stages()]

    def pre_login(self, request, user, *, signal_kwargs, **kwargs):
        if not kwargs["signup"] and user.last_login is None:
            forget_password_of_another(request, user)
        response = super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        if response is None and (sociallogin := (signal_kwargs or {}).get("sociallogin")):
            single_sign_on.begin(request, user, sociallogin)
        return response

    def post_login(self, request, user, *, signal_kwargs, signup, **kwargs):
        if sociallogin := (signal_kwargs or {}).get("sociallogin"):
            try:
                single_sign_on.complete(request, user, sociallogin, is_new=signup)
            except Refused as refused:
                return refuse(request, sociallogin.provider, refused)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, signup=signup, **kwargs)


def forget_password_of_another(request, user):
    """Drop a password when somebody comes in for the first time without it: who set it never proved to have the address."""
    methods = {record["method"] for record in get_authentication_records(request, user)}
    if user.has_usable_password() and "password" not in methods:
        user.set_unusable_password()
        user.save(update_fields=["password"])
