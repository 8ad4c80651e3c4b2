"""Jobs about organisations and their people; procrastinate runs them in the worker."""

from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django import app

from .models import Claim, Invitation, Paper, RoomMessage

KEPT = timedelta(days=365)
MESSAGES_KEPT = timedelta(days=2 * 365)


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_old_requests")
def forget_old_requests(timestamp: int):
    """Retention: a request a year after it was decided, an invitation a year after it ended."""
    long_ago = timezone.now() - KEPT
    Claim.objects.filter(decided_at__lt=long_ago).delete()
    Invitation.objects.filter(expires_at__lt=long_ago).delete()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_old_room_messages")
def forget_old_room_messages(timestamp: int):
    """Retention: a message to the members of a network two years after it was sent."""
    RoomMessage.objects.filter(sent_at__lt=timezone.now() - MESSAGES_KEPT).delete()


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
