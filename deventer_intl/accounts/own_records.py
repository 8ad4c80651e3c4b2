"""Which records are somebody's own: under an address that the person proved to have."""

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from events.models import Delegation, Registration, Traveller
from organisations.models import Introduction


def travelling_as(user):
    """Return the travellers under an address of a user, if the user proved to have it."""
    proved = EmailAddress.objects.filter(user=user, verified=True).annotate(lower=Lower("email"))
    return Traveller.objects.annotate(lower=Lower("email")).filter(lower__in=proved.values("lower"))


def asked_by(user):
    """Return the introductions that were asked with an address of a user, if the user proved to have it."""
    proved = EmailAddress.objects.filter(user=user, verified=True).annotate(lower=Lower("email"))
    return Introduction.objects.filter(email__in=proved.values("lower"))


def registered_by(user):
    """Return the registrations for events under an address of a user, if the user proved to have it."""
    proved = EmailAddress.objects.filter(user=user, verified=True).annotate(lower=Lower("email"))
    registrations = Registration.objects.named().annotate(lower=Lower("email")).filter(lower__in=proved.values("lower"))
    return registrations.select_related("event", "dietary_need").prefetch_related("answers__question")


def delegations_of(user):
    """Return the delegations that asked to come under an address of a user, if the user proved to have it."""
    proved = EmailAddress.objects.filter(user=user, verified=True).annotate(lower=Lower("email"))
    return Delegation.objects.named().filter(email__in=proved.values("lower"))


def addresses_of(user):
    """Return the addresses that are or were of a user, and are of nobody else now."""
    all_ = {user.email, *user.events.values_list("email", flat=True)}
    all_.update(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
    elsewhere = EmailAddress.objects.filter(email__in=all_, verified=True).exclude(user=user)
    return sorted(all_.difference(elsewhere.values_list("email", flat=True)))
