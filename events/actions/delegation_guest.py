"""Who comes with a delegation, as its contact says; `by` is nobody who signed in: whoever has the link may."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import DelegationGuest
from .delegation import locked


def open_list(delegation):
    """Lock a delegation whose list of participants can still be changed."""
    delegation = locked(delegation)
    if not delegation.takes_participants:
        raise ValidationError(_("The list of participants cannot be changed any more."), code="closed")
    return delegation


@transaction.atomic
def put_down(*, guest, diet="", by):
    """Keep somebody who comes (saved already, or not yet); what cannot be eaten only with the consent that the form asks."""
    delegation = open_list(guest.delegation)
    if guest.pk is None and delegation.guests.count() >= delegation.people:
        text = ngettext(
            "You asked for %(number)s person. Do more people come? Write to the International Office.",
            "You asked for %(number)s people. Do more people come? Write to the International Office.",
            delegation.people,
        )
        raise ValidationError(text % {"number": delegation.people}, code="full")
    if guest.pk and not delegation.guests.filter(pk=guest.pk).exists():
        raise ValidationError(_("Somebody else removed this."), code="gone")
    guest.diet, guest.diet_consented_at = diet, timezone.now() if diet else None
    guest.full_clean()
    guest.save()
    return guest


@transaction.atomic
def take_off(*, guest, by):
    """Take somebody off the list. A second click changes nothing."""
    delegation = open_list(guest.delegation)
    DelegationGuest.objects.filter(delegation=delegation, pk=guest.pk).delete()
