"""Jobs about organisations and their people; procrastinate runs them in the worker."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django import app

from deventer_intl import picture_files

from .actions import confirmation
from .actions import introduction as actions
from .models import Claim, ConfirmationRequest, ContactRequest, Draft, Introduction, Invitation, Paper, RoomMessage
from .models.introduction import TO_ANSWER

KEPT, DRAFTS_KEPT = timedelta(days=365), timedelta(days=90)
MESSAGES_KEPT = timedelta(days=2 * 365)
# After the answer; what nobody answered goes a year after it was asked.
ANSWERED_KEPT = timedelta(days=180)


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_old_requests")
def forget_old_requests(timestamp: int):
    """Retention: a request a year after it was decided, an invitation a year after it ended, a mail about a confirmation."""
    long_ago = timezone.now() - KEPT
    Claim.objects.filter(decided_at__lt=long_ago).delete()
    Invitation.objects.filter(expires_at__lt=long_ago).delete()
    ConfirmationRequest.objects.filter(sent_at__lt=long_ago).delete()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_old_drafts")
def forget_old_drafts(timestamp: int):
    """Retention: what was typed and never saved, after three months."""
    Draft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()


@app.periodic(cron="47 5 * * *")
@app.task(queueing_lock="follow_up_confirmations")
def follow_up_confirmations(timestamp: int):
    """Ask owners whether their page is still right, remind them, and unpublish what nobody confirms.

    A day that was missed is made up for by the next: what is due depends on dates alone.
    """
    confirmation.follow_up()


@app.periodic(cron="7 8 * * *")
@app.task(queueing_lock="chase_introductions")
def chase_introductions(timestamp: int):
    """Remind an organisation after two weeks of what it did not answer; after thirty days it is over."""
    now = timezone.now()
    waiting = Introduction.objects.waiting()
    too_late = waiting.filter(sent_at__lte=now - TO_ANSWER)
    unanswered = waiting.filter(sent_at__range=(now - TO_ANSWER, now - actions.UNTIL_REMINDER), reminded_at=None)
    for action, introductions in ((actions.lapse, too_late), (actions.remind, unanswered)):
        for introduction in introductions:
            # Somebody answers at this very moment.
            with suppress(ValidationError):
                action(introduction=introduction)


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_introductions")
def forget_introductions(timestamp: int):
    """Retention: what was not confirmed for two days, and who asked what thirty days after it ended."""
    now = timezone.now()
    unconfirmed = Introduction.objects.in_state(Introduction.State.UNCONFIRMED)
    unconfirmed.filter(requested_at__lte=now - actions.TO_CONFIRM).delete()
    actions.empty(introductions=Introduction.objects.ended_before(now - actions.CONTENT_KEPT))


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_old_room_messages")
def forget_old_room_messages(timestamp: int):
    """Retention: a message to the members of a network two years after it was sent."""
    RoomMessage.objects.filter(sent_at__lt=timezone.now() - MESSAGES_KEPT).delete()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_contact_requests")
def forget_contact_requests(timestamp: int):
    """Retention: that a school asked for a contact, half a year after the answer; without one, a year after it was asked."""
    now = timezone.now()
    ContactRequest.objects.filter(decided_at__lt=now - ANSWERED_KEPT).delete()
    ContactRequest.objects.undecided().filter(asked_at__lt=now - KEPT).delete()


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="remove_files_without_paper")
def remove_files_without_paper(timestamp: int):
    """Remove files that no paper names: of a network that was removed, or of an upload that was broken off."""
    storage = storages["private"]
    try:
        _folders, names = storage.listdir("papers")
    except FileNotFoundError:
        return
    named = set(Paper.objects.values_list("file", flat=True))
    yesterday = timezone.now() - timedelta(days=1)
    for file in {f"papers/{name}" for name in names} - named:
        # One that is younger may be on its way into the database.
        if storage.get_modified_time(file) < yesterday:
            storage.delete(file)


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="remove_files_of_pictures")
def remove_files_of_pictures(timestamp: int):
    """Retention: the files of a picture go a month after it was removed."""
    picture_files.remove_unneeded()
