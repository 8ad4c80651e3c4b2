"""Undoing a change of e-mail address, by a link in the mail that tells the old one of it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from .identity_providers import STAFF

SALT = "deventer_intl.address_change"
VALID = timedelta(days=7)


def undo_url(user, old: str, new: str) -> str:
    """Return the address at which whoever reads the mail of the old address can undo the change, once, for a week."""
    address = EmailAddress.objects.get(user=user, email=new)
    return settings.PORTAL_URL + reverse(
        "undo_change_of_address", args=[signing.dumps([address.pk, old, new], salt=SALT)]
    )


def read(token: str):
    """Return the address that a link would change back, and to what; raises `ValidationError` for one that does not work."""
    try:
        pk, old, new = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        raise ValidationError(_("This link is not right, or older than a week."), code="signature") from None
    # Another change since made another record, or this one has been changed back.
    address = EmailAddress.objects.select_for_update().filter(pk=pk, email=new).select_related("user").first()
    if address is None:
        raise ValidationError(_("This was undone already, or the address was changed again since."), code="used")
    if EmailAddress.objects.exclude(pk=pk).filter(email=old, verified=True).exists():
        raise ValidationError(_("This address has an account of its own since."), code="taken")
    return address, old


@transaction.atomic
def undo(token: str):
    """Give an account its old address back, and shut out whoever is in: sessions, password, passkeys and apps end."""
    address, old = read(token)
    user = address.user
    address.email = user.email = old
    address.save()
    # Every session hangs on it.
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    # That of the municipality says what it made of the account; nobody but the municipality could add it.
    SocialAccount.objects.filter(user=user).exclude(provider=STAFF).delete()
