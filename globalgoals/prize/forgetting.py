"""What of a year of the prize goes, and when: who nominated, what jurors wrote. Points, winner and minutes stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import BallotScore, ConsentLink, JuryNote, Nomination, NominationReason, PrizeEdition
from .nominating import TO_CONFIRM

State = Nomination.State
# After the announcement; of a year that was never announced, after its last day of nominations.
KEPT, KEPT_UNANNOUNCED = timedelta(days=42), timedelta(days=365)
EMPTY = {"name": "", "email": "", "digest": None, "consent_note": ""}


def forget_unconfirmed():
    """Remove what was not confirmed within two days."""
    Nomination.objects.filter(state=State.RECEIVED, received_at__lte=timezone.now() - TO_CONFIRM).delete()


def long_over():
    """Return the years of which nobody needs the nominators any more."""
    now = timezone.now()
    return PrizeEdition.objects.filter(
        Q(announced_at__lte=now - KEPT)
        | Q(announced_at=None, nominations_close_on__lte=timezone.localdate() - KEPT_UNANNOUNCED)
    )


@transaction.atomic
def forget_nominators():
    """Take out who nominated; of what was written, all that is not about a nominee everyone knows."""
    over = long_over()
    nominations = Nomination.objects.filter(edition__in=over, emptied_at=None)
    pks = list(nominations.values_list("pk", flat=True))
    known = Nomination.objects.named().filter(edition__announced_at__isnull=False)
    NominationReason.objects.filter(nomination__in=pks).exclude(nomination__in=known).update(text="")
    ConsentLink.objects.filter(nomination__in=pks).delete()
    JuryNote.objects.filter(nomination__in=pks).delete()
    announced = BallotScore.objects.filter(ballot__nomination__in=pks, ballot__juror__edition__stage="announced")
    announced.exclude(ground="").update(ground="")
    nominations.filter(pk__in=pks).update(**EMPTY, emptied_at=timezone.now())


@transaction.atomic
def forget_nominator(*, nominations):
    """Take out somebody who leaves the portal: what was not confirmed goes, of the rest the name goes."""
    nominations.filter(state=State.RECEIVED).delete()
    nominations.update(**EMPTY, emptied_at=timezone.now())
