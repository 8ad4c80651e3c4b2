"""Jobs of the portal itself; procrastinate runs them in the worker."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app

from . import outages
from .accounts.my_data import remove
from .mail import deliver
from .models import OutgoingMail, SearchEntry
from .news import tasks as news_tasks
from .policy import report_tasks, snapshot_tasks
from .policy.following import tasks as following_tasks

__all__ = [
    "catch_up_search",
    "following_tasks",
    "news_tasks",
    "remove_expired_sessions",
    "remove_sent_mail",
    "report_tasks",
    "retry_stalled_jobs",
    "send_mail",
    "snapshot_tasks",
]

# A mail server that is away for a weekend loses nothing; between attempts, at most ten minutes.
LONGEST_PATIENCE, LONGEST_WAIT = timedelta(days=4), timedelta(minutes=10)
KEPT, UNFINISHED_KEPT = timedelta(days=31), timedelta(days=7)


class Patience(BaseRetryStrategy):
    """Try again after 5, 10, 20… seconds, up to every ten minutes, for four days."""

    def get_retry_decision(self, *, exception, job):
        if job.attempts * LONGEST_WAIT > LONGEST_PATIENCE:
            return None
        wait = min(timedelta(seconds=5) * 2 ** min(job.attempts, 10), LONGEST_WAIT)
        return RetryDecision(retry_in={"seconds": int(wait.total_seconds())})


@app.task(retry=Patience())
def send_mail(mail_id: int):
    """Send a queued mail, unless it was sent already."""
    mail = OutgoingMail.objects.filter(pk=mail_id, sent_at=None).first()
    if mail:
        deliver(mail)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int):
    """Give a job whose worker died back to the queue."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(queue="pulse", queueing_lock="note_pulse")
def note_pulse(timestamp: int):
    """Note that the portal lives, so that an outage shows afterwards (`outages.py`)."""
    outages.note()


@app.periodic(cron="* * * * *")
@app.task(queue="pulse", queueing_lock="catch_up_search")
def catch_up_search(timestamp: int):
    """Bring the index of the search up to date before anybody waits for it; retention: a text goes the day after it was public."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_catch_up()")
    SearchEntry.objects.filter(shown_until__lt=timezone.localdate()).delete()


@app.periodic(cron="52 * * * *")
@app.task(queue="pulse", queueing_lock="forget_pulses", pass_context=True)
async def forget_pulses(context: JobContext, timestamp: int):
    """Retention: a pulse after five weeks; the jobs that noted them within a day."""
    await sync_to_async(outages.forget)()
    await context.app.job_manager.delete_old_jobs(nb_hours=24, queue="pulse", include_failed=True)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="remove_expired_sessions")
def remove_expired_sessions(timestamp: int):
    """Retention: a session is removed the night after it ended, with the browser and IP address it was seen from."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="remove_sent_mail")
def remove_sent_mail(timestamp: int):
    """Retention: that a mail was sent is forgotten after a month, and so is one that never could be sent."""
    long_ago = timezone.now() - KEPT
    OutgoingMail.objects.filter(Q(sent_at__lt=long_ago) | Q(sent_at=None, queued_at__lt=long_ago)).delete()


@app.periodic(cron="7 4 * * *")
@app.task(queueing_lock="remove_unfinished_sign_ups")
def remove_unfinished_sign_ups(timestamp: int):
    """Retention: somebody who never proved the address a sign-up named may never have asked for it; gone after a week."""
    for user in get_user_model().objects.unfinished().filter(joined_at__lt=timezone.now() - UNFINISHED_KEPT):
        remove(user)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="remove_expired_attempts")
def remove_expired_attempts(timestamp: int):
    """Retention: attempts, with the IP address they came from, go when they count no longer."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM deventer_intl_cache WHERE expires < %s", [timezone.now()])
