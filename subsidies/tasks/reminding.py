"""Jobs that remind: applicants of what they must do, civil servants of what waits."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from deventer_intl.jobs import defer_once

from .. import reminders
from ..actions import reminding

logger = logging.getLogger(__name__)


# By day, and again each hour: what an outage kept back goes out the same day. The dates decide, not the hour. In UTC.
@app.periodic(cron="7 6-16 * * *")
@app.task(queueing_lock="remind_applicants")
def remind_applicants(timestamp: int):
    """Start a job for each application of which there is something to remind."""
    for application in reminders.candidates(timezone.localdate()).select_related("ceiling").iterator():
        try:
            if reminders.due(application):
                defer_once(remind_applicant, application_id=application.pk)
        except Exception:
            # One application that cannot be reckoned keeps nobody else from being reminded.
            logger.exception("What is to be reminded of application %s cannot be reckoned", application.pk)


@app.periodic(cron="17 5-10 * * 1-5")
@app.task(queueing_lock="digest_for_staff")
def digest_for_staff(timestamp: int):
    """Start a job for each civil servant who may have something waiting."""
    for pk in reminding.staff().values_list("pk", flat=True):
        defer_once(mail_digest, user_id=pk)


@app.task(retry=5)
def remind_applicant(application_id: int):
    """Send what is due about one application, if it still is."""
    reminding.remind(application_id=application_id)


@app.task(retry=5)
def mail_digest(user_id: int):
    """Mail one civil servant what waits, unless it was mailed today."""
    reminding.send_digest(user_id=user_id)
