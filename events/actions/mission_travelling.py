"""Who travels for a company, and who is forgotten afterwards. Each is one transaction; `by` is whoever does it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Counterpart, Mission, Stage, Traveller
from .mission_applying import locked_company

MOST_TRAVELLERS = 10
# Days: so long after the last day of a mission, and after it was called off, people are still named.
KEPT_DAYS, KEPT_CALLED_OFF_DAYS = 90, 30
NAMED = ["name", "role", "email", "phone", "in_briefing"]


def open_company(company):
    company = locked_company(company)
    if not company.can_name_travellers:
        raise ValidationError(_("The travellers of this company cannot be changed now."), code="closed")
    return company


def refuse_same(company, email, other_than=None):
    if company.travellers.filter(email__iexact=email).exclude(pk=other_than).exists():
        raise ValidationError({"email": ValidationError(_("This person stands in the list already."), code="twice")})


@transaction.atomic
def add_traveller(*, company, by, **values):
    """Add somebody who travels for a company, with consent or without to stand in the briefing."""
    company = open_company(company)
    refuse_same(company, values["email"])
    if company.travellers.count() >= MOST_TRAVELLERS:
        text = ngettext(
            "A company takes %(number)s traveller at most.", "A company takes %(number)s travellers at most.", MOST_TRAVELLERS
        )  # fmt: skip
        raise ValidationError(text % {"number": MOST_TRAVELLERS}, code="too_many")
    return Traveller.objects.create(company=company, **values)


@transaction.atomic
def change_traveller(*, traveller, by, **values):
    company = open_company(traveller.company)
    traveller = company.travellers.filter(pk=traveller.pk).first()
    if traveller is None:
        raise ValidationError(_("This person was removed from the list meanwhile."), code="gone")
    refuse_same(company, values["email"], other_than=traveller.pk)
    for name in NAMED:
        setattr(traveller, name, values[name])
    traveller.save()
    return traveller


@transaction.atomic
def remove_traveller(*, traveller, by):
    """Take somebody off the list, at whatever stage: nobody stands on it against the own wish."""
    Traveller.objects.filter(pk=traveller.pk).delete()


def over_for_long(now):
    """Return the missions of which people are named no longer. When one was called off, its history says."""
    today = timezone.localdate(now)
    ended = Q(ends_on__lt=today - timedelta(days=KEPT_DAYS))
    since = now - timedelta(days=KEPT_CALLED_OFF_DAYS)
    versions = Mission.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"), stage=Stage.CANCELLED)
    return Mission.objects.filter(ended | Q(Exists(versions.filter(pgh_created_at__lte=since)), stage=Stage.CANCELLED))


@transaction.atomic
def forget_people():
    """Remove who travelled, and the names, addresses and links of guests, of missions that are over; companies stay."""
    over = over_for_long(timezone.now()).values("pk")
    Traveller.objects.filter(company__mission__in=over).delete()
    guests = Counterpart.objects.filter(mission__in=over).exclude(guest_name="", guest_email="", digest=None)
    guests.update(guest_name="", guest_email="", digest=None)


@transaction.atomic
def forget_traveller(*, travellers):
    """Take somebody off the lists who leaves the portal."""
    travellers.delete()
