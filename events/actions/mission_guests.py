"""Counterparts of a mission and the links of their guests; `by` is whoever does it, None for a guest."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.secret_links import digest_of

from ..emails import mission_meetings as emails
from ..missions.guest_links import token_of
from ..models import Counterpart, MissionMeeting, Party, Presence, Refusal, Stage, Wish
from ..models.mission_partner import LINK
from .mission_planning import leave, must_be_open

OVER = [Stage.CLOSED, Stage.CANCELLED]


@transaction.atomic
def save_counterpart(*, counterpart, by):
    """Add a counterpart, or change it. With another address the link no longer works: somebody else has it."""
    if counterpart.mission.stage in OVER:
        raise ValidationError(_("This mission is over: nothing can be added to it."), code="stage")
    if counterpart.pk:
        before = Counterpart.objects.select_for_update(no_key=True).get(pk=counterpart.pk)
        if before.guest_email != counterpart.guest_email:
            counterpart.digest = None
    counterpart.full_clean()
    counterpart.save()
    return counterpart


@transaction.atomic
def remove(*, counterpart, by):
    """Take a counterpart off the list. One that others have been told to meet is withdrawn instead."""
    counterpart = locked(counterpart)
    if MissionMeeting.objects.of(counterpart.party).announced().exists():
        text = _("Others were told that they meet this organisation. Let it withdraw: then they are told that as well.")
        raise ValidationError(text, code="announced")
    counterpart.delete()


def locked(counterpart):
    found = Counterpart.objects.select_related("mission", "place__country")
    return found.select_for_update(no_key=True, of=["self"]).get(pk=counterpart.pk)


@transaction.atomic
def invite(*, counterpart, by):
    """Mail the guest a link of their own. One that was mailed before no longer works."""
    counterpart = locked(counterpart)
    must_be_open(counterpart.mission)
    if not counterpart.guest_email:
        raise ValidationError(_("There is no e-mail address to send a link to. Fill it in first."), code="no_address")
    if counterpart.withdrawn_at:
        raise ValidationError(_("This organisation withdrew. Let it take part again first."), code="withdrawn")
    counterpart.invited_at = timezone.now()
    counterpart.digest = digest_of(token_of(counterpart), purpose=LINK)
    counterpart.save(update_fields=["invited_at", "digest"])
    emails.invitation(counterpart=counterpart)
    return counterpart


@transaction.atomic
def revoke(*, counterpart, by):
    """Let the link of a guest stop to work."""
    Counterpart.objects.filter(pk=counterpart.pk).update(digest=None)


@transaction.atomic
def describe(*, counterpart, offers, seeks, industries, languages, by):
    """Keep what a guest says of the own organisation."""
    counterpart = locked(counterpart)
    must_be_open(counterpart.mission)
    counterpart.offers, counterpart.seeks = offers, seeks
    counterpart.industries, counterpart.languages = industries, languages
    counterpart.answered_at = timezone.now()
    counterpart.save(update_fields=["offers", "seeks", "industries", "languages", "answered_at"])
    return counterpart


@transaction.atomic
def withdraw(*, counterpart, by):
    """Let a counterpart take part no more; its meetings to come are off, and the others are told. Twice is once."""
    counterpart = locked(counterpart)
    must_be_open(counterpart.mission)
    if counterpart.withdrawn_at is None:
        counterpart.withdrawn_at = timezone.now()
        counterpart.save(update_fields=["withdrawn_at"])
        leave(party=counterpart.party, by=by)
    return counterpart


@transaction.atomic
def come_back(*, counterpart, by):
    """Let a counterpart take part again; meetings come with the next plan."""
    counterpart = locked(counterpart)
    must_be_open(counterpart.mission)
    counterpart.withdrawn_at = None
    counterpart.save(update_fields=["withdrawn_at"])
    return counterpart


def forget_guests():
    """Remove who came as a guest, and who wished and refused what, some time after the mission."""
    now = timezone.now()
    last = timezone.localdate() - timedelta(days=settings.GUEST_DAYS)
    over = Q(mission__ends_on__lt=last) | Q(
        mission__ends_on=None, mission__stage__in=OVER, created_at__lt=now - timedelta(days=settings.GUEST_DAYS)
    )
    with transaction.atomic():
        Counterpart.objects.filter(over).exclude(guest_name="", guest_email="", digest=None).update(
            guest_name="", guest_email="", digest=None
        )
        parties = Party.objects.filter(mission__ends_on__lt=last)
        parties.exclude(contact_name="", contact_phone="").update(contact_name="", contact_phone="")
        Wish.objects.filter(by__in=parties).delete()
        Refusal.objects.filter(by__in=parties).delete()
        Presence.objects.filter(party__in=parties).delete()
