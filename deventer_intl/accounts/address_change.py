"""Undoing a change of e-mail address, by a link in the mail that tells the old one of it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import User

from .identity_providers import STAFF
from .my_data import remove

SALT = "deventer_intl.address_change"
VALID = timedelta(days=7)


def undo_url(user, old: str) -> str:
    """Return the address at which whoever reads the mail of the old address can undo the change, once, for a week."""
    change = user.events.latest("pgh_id").pk
    return settings.PORTAL_URL + reverse(
        "undo_change_of_address", args=[signing.dumps([user.pk, change, old], salt=SALT)]
    )


def read(token: str):
    """Return the account that a link is about, and its old address; raises `ValidationError` for one that does not work.

    It works however often the address was changed since: a thief would else change it twice.
    """
    try:
        pk, change, old = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        raise ValidationError(_("This link is not right, or older than a week."), code="signature") from None
    user = User.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if user is None or user.events.filter(pgh_id__gt=change, email=old).exists():
        raise ValidationError(_("This was undone already, or the account is gone."), code="used")
    if holders_of(old, user).exclude(pk__in=User.objects.unfinished()).exists():
        raise ValidationError(_("This address has an account of its own since."), code="taken")
    return user, old


def holders_of(email, user):
    """Return the other accounts with an address."""
    of_it = Q(email=email) | Q(emailaddress__email=email, emailaddress__verified=True)
    return User.objects.exclude(pk=user.pk).filter(of_it).distinct()


@transaction.atomic
def undo(token: str):
    """Give an account its old address back, and shut out whoever is in: sessions, password, passkeys and apps end."""
    user, old = read(token)
    # Somebody who only typed this address to sign up does not stand in the way.
    for pretender in holders_of(old, user):
        remove(pretender)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=old, verified=True, primary=True)
    user.email = old
    # Every session hangs on it.
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    # That of the municipality says what it made of the account; nobody but the municipality could add it.
    SocialAccount.objects.filter(user=user).exclude(provider=STAFF).delete()
