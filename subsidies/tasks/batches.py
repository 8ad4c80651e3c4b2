"""The job that does a batch; procrastinate runs it in the worker."""

from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ..actions import batch as batches
from ..models import Batch


# A database that restarts is back within the minute; what was done stays done.
@app.task(retry=RetryStrategy(max_attempts=20, exponential_wait=2))
def run_batch(batch_id: int):
    """Do what is left of a batch."""
    batch = Batch.objects.select_related("made_by").get(pk=batch_id)
    with translation.override(batch.made_by.language):
        batches.run(batch)
