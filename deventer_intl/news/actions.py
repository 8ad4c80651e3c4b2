"""What changes who is mailed the news, and mailing it. Nothing here says whether an address was known."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import emails
from .models import CONFIRMED_WITHIN, Delivery, Subscription

SIGNER = signing.TimestampSigner(salt="deventer_intl.news.confirm", sep=".")


@transaction.atomic
def subscribe(*, email, language):
    """Mail somebody a link that confirms it; who is subscribed already is told so, by mail too."""
    Subscription.objects.bulk_create([Subscription(email=email.lower(), language=language)], ignore_conflicts=True)
    subscription = Subscription.objects.select_for_update().get(email=email.lower())
    if subscription.confirmed_at:
        emails.subscribed_already(subscription=subscription)
        return
    subscription.language, subscription.asked_at = language, timezone.now()
    subscription.save()
    emails.confirm(subscription=subscription, token=SIGNER.sign(subscription.key.hex))


def asked_for(token):
    """Return the subscription that a link confirms; raises `ValidationError` for one that is wrong, old or used."""
    try:
        key = SIGNER.unsign(token, max_age=CONFIRMED_WITHIN)
        subscription = Subscription.objects.select_for_update().get(key=key)
    except (signing.BadSignature, Subscription.DoesNotExist):
        raise ValidationError(_("This link no longer works."), code="link") from None
    if subscription.confirmed_at:
        # Whoever has the link has the address, so this tells nobody else.
        raise ValidationError(_("You get the news already"), code="confirmed")
    return subscription


@transaction.atomic
def confirm(*, token):
    subscription = asked_for(token)
    subscription.confirmed_at = timezone.now()
    subscription.save()


@transaction.atomic
def unsubscribe(*, key):
    """Forget a subscription at once, with all that hangs on it. A link that was used before changes nothing."""
    Subscription.objects.filter(key=key).delete()


def deliver(*, item, subscription):
    """Mail an item to a subscriber, once: the row and the mail are there together, or neither is."""
    try:
        with transaction.atomic():
            Delivery.objects.create(item=item, subscription=subscription)
            emails.news(item=item, subscription=subscription)
    except IntegrityError:
        # Another worker was first, or the subscription has ended meanwhile.
        pass
