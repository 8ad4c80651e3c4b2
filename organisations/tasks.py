"""Jobs about organisations and their people; procrastinate runs them in the worker."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from . import picture_files
from .models import Claim, Invitation

KEPT = timedelta(days=365)


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_old_requests")
def forget_old_requests(timestamp: int):
    """Retention: a request a year after it was decided, an invitation a year after it ended."""
    long_ago = timezone.now() - KEPT
    Claim.objects.filter(decided_at__lt=long_ago).delete()
    Invitation.objects.filter(expires_at__lt=long_ago).delete()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="remove_files_of_pictures")
def remove_files_of_pictures(timestamp: int):
    """Retention: the files of a picture go a month after it was removed."""
    picture_files.remove_unneeded()
