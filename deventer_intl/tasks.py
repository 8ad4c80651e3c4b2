"""Jobs of the portal itself; procrastinate runs them in the worker."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app

from .mail import deliver
from .models import OutgoingMail
from .news import tasks as news_tasks

__all__ = ["news_tasks", "remove_expired_sessions", "remove_sent_mail", "retry_stalled_jobs", "send_mail"]

# A mail server that is away for a weekend loses nothing; between attempts, at most ten minutes.
LONGEST_PATIENCE, LONGEST_WAIT = timedelta(days=4), timedelta(minutes=10)
KEPT = timedelta(days=31)


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


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="remove_expired_sessions")
def remove_expired_sessions(timestamp: int):
    """Retention: a session is removed the night after it ended, with the browser and IP address it was seen from."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="remove_sent_mail")
def remove_sent_mail(timestamp: int):
    """Retention: that a mail was sent is forgotten after a month."""
    OutgoingMail.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
