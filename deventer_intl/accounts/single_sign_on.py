"""Signing in at the municipality or with eHerkenning: who is let in, and what that gives here.

The municipality makes civil servants of people, by the groups it says they are in. eHerkenning ties people to the
organisation whose KvK number it gives. Neither does what the other does.
"""

import re

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from organisations.actions.membership import admit_by_number
from organisations.models import Organisation, User
from organisations.roles import ROLES

from .identity_providers import ASSURANCE, EHERKENNING, LEVELS, STAFF
from .openid_connect import FAILED, Refused, listed, uid_of

LONGEST_ADDRESS = User._meta.get_field("email").max_length
LONGEST_NAME = User._meta.get_field("name").max_length

NO_GROUP = _("Your account at %(provider)s gives you no role here. Ask your manager for one.")
OTHER_ADDRESS = _("%(provider)s gives us no e-mail address of the municipality for you. Ask its service desk for help.")
TOO_LOW = _("You used %(provider)s at a level that is too low. You need level %(level)s or higher.")
NO_NUMBER = _("%(provider)s gives us no KvK number for you. Sign in for an organisation that has one.")
UNKNOWN = _(
    "We know no organisation with KvK number %(number)s. Is your organisation in our directory? "
    "Then ask the International Office to add the number."
)
TAKEN = _("Your account at %(provider)s already belongs to another account of ours.")


def check_groups(app_configs, **kwargs):
    """A system check: who comes by a group that is not there would be a civil servant without any right."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    named = {ours for app in apps for _value, ours in app["settings"].get("groups", [])}
    text = f"OIDC_STAFF_GROUPS names a group that is not there: %s; there are {', '.join(ROLES)}"
    return [checks.Error(text % name, id="portal.E001") for name in sorted(named.difference(ROLES))]


def known_of(provider, claims) -> tuple[dict, dict]:
    """Return what allauth may know of a person, and what the sign-in must remember; raises `Refused`.

    Nothing else of what a provider says goes further than this.
    """
    check = {STAFF: civil_servant, EHERKENNING: of_an_organisation}[provider.sub_id]
    known, facts = check(provider.app.settings, claims)
    return {"uid": uid_of(claims), **known}, facts


def civil_servant(options, claims):
    groups = mapped_groups(options, claims)
    if not groups:
        withdraw(options, uid_of(claims))
        raise Refused("in no group that is mapped", NO_GROUP, 403)
    email = address_of(options, claims)
    name = claims.get("name") if isinstance(claims.get("name"), str) else ""
    facts = {"email": email, "groups": groups, "has_second_factor": holds(claims, options["second_factor"])}
    return {"email": email, "name": "".join(filter(str.isprintable, name))[:LONGEST_NAME]}, facts


def mapped_groups(options, claims):
    """Return our groups that the groups of the municipality stand for."""
    claim = options["groups_claim"]
    if claim not in claims and claim in (claims.get("_claim_names") or {}):
        # Entra ID leaves out groups beyond two hundred: that tells nothing about those of ours.
        raise Refused("too many groups for the ID token", FAILED, 403)
    theirs = listed(claims.get(claim))
    return sorted({ours for value, ours in options["groups"] if value in theirs})


def address_of(options, claims):
    """Return the address, if the municipality can vouch for it: Entra ID lets anyone put any address in `email`."""
    email = str(claims.get("email")).lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("no e-mail address", OTHER_ADDRESS, 403) from None
    denied = any(claims.get(name) in (False, 0, "false", "0") for name in ("email_verified", "xms_edov"))
    if denied or len(email) > LONGEST_ADDRESS or email.rpartition("@")[2] not in options["email_domains"]:
        raise Refused("an e-mail address that is not vouched for", OTHER_ADDRESS, 403)
    return email


def holds(claims, pairs):
    """Return whether a claim holds the value that says that a second factor was shown."""
    return any(value in listed(claims.get(name)) for name, value in pairs)


def of_an_organisation(options, claims):
    order = [ASSURANCE + level for level in LEVELS]
    if claims.get("acr") not in order[order.index(ASSURANCE + options["level"]) :]:
        raise Refused("level too low or unknown", TOO_LOW, 403, level=LEVELS[options["level"]])
    number = claims.get(options["kvk_claim"])
    if not isinstance(number, str) or not re.fullmatch("[0-9]{8}", number):
        raise Refused("no KvK number", NO_NUMBER, 403)
    if not organisation_of(number):
        raise Refused("KvK number of no active organisation", UNKNOWN, 403, number=number)
    return {}, {"kvk_number": number}


def organisation_of(number):
    return Organisation.objects.public().filter(kvk_number=number).first()


def begin(request, user, login):
    """Before anything is asked for here: take over what the municipality vouches for."""
    if login.account.provider != STAFF:
        return
    has_address = EmailAddress.objects.filter(user=user, verified=True).exists()
    if not has_address and user.email.lower() == login.state["email"]:
        EmailAddress.objects.update_or_create(
            user=user, email=login.state["email"], defaults={"verified": True, "primary": True}
        )
    if login.state["has_second_factor"]:
        record_authentication(request, user, method="mfa", type=STAFF)


@transaction.atomic
def complete(request, user, login, is_new):
    """Once somebody is signed in, and not before: tie the account at the provider, and give what it stands for.

    Returns whether it was tied just now.
    """
    ours = {"provider": login.account.provider, "uid": login.account.uid}
    account, is_tied_now = SocialAccount.objects.get_or_create(**ours, defaults={"user": user})
    if account.user != user:
        raise Refused("the account belongs to somebody else", TAKEN, 403)
    if is_tied_now and not is_new:
        mail = "socialaccount/email/account_connected"
        get_adapter().send_notification_mail(mail, user, {"account": account, "provider": login.provider})
    if account.provider == STAFF:
        follow(account, login.state["groups"], login.provider.app.settings)
        return is_tied_now
    number = login.state["kvk_number"]
    record_authentication(request, user, method="socialaccount", **ours, kvk_number=number)
    # It may have ended since.
    if organisation := organisation_of(number):
        admit_by_number(organisation=organisation, user=user)
    return is_tied_now


def follow(account, groups, options):
    """Give and take groups as the municipality says; a group that was given by hand stays."""
    theirs = {*account.extra_data.get("groups", []), *(ours for _value, ours in options["groups"])}
    user = account.user
    user.groups.remove(*Group.objects.filter(name__in=theirs.difference(groups)))
    user.groups.add(*Group.objects.filter(name__in=groups))
    user.is_staff = bool(groups)
    user.save(update_fields=["is_staff"])
    # Who became staff by this, so that it can be taken away again.
    account.extra_data = {"groups": groups} if groups else {}
    account.save(update_fields=["extra_data"])


@transaction.atomic
def withdraw(options, uid):
    """Take away what the municipality gave."""
    account = SocialAccount.objects.filter(provider=STAFF, uid=uid).select_related("user").first()
    if account and account.extra_data.get("groups"):
        follow(account, [], options)


class SecondFactorStage(AuthenticateStage):
    """Asks for a second factor, unless the municipality saw one."""

    def handle(self):
        login = (self.login.signal_kwargs or {}).get("sociallogin")
        if login and login.state.get("has_second_factor"):
            return None, True
        return super().handle()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """Return what the environment names; a row in the database makes no provider."""
        return [app for app in super().list_apps(request, provider, client_id) if not app.pk]

    def authenticate_by_email(self, sociallogin):
        """Return whom an address of the municipality is the own one of; one that was only added to an account is not."""
        found = super().authenticate_by_email(sociallogin)
        return found if found and found[0].email.lower() == found[1] else None

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name", "")
        return user

    def save_user(self, request, sociallogin, form=None):
        """Save a new user; the account at the provider is tied to it once the address is confirmed (`complete`)."""
        unfinished = form and form.unfinished
        user = sociallogin.user = unfinished or sociallogin.user
        if form:
            get_account_adapter().save_user(request, user, form)
        else:
            user.language = translation.get_language()
            user.save()
        if not unfinished:
            setup_user_email(request, user, sociallogin.email_addresses)
        return user
