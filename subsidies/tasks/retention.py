"""The job by which goes what is due; procrastinate runs it in the worker."""

from procrastinate.contrib.django import app

from ..actions import retaining


# In the night to Sunday, in UTC.
@app.periodic(cron="23 1 * * 0")
@app.task(queueing_lock="remove_what_is_due")
def remove_what_is_due(timestamp: int):
    """Retention: drafts, contacts and closed cases whose term ended, each by itself; what is held stays."""
    retaining.remove_all()
