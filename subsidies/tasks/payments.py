"""Jobs about payments; procrastinate runs them in the worker."""

from procrastinate.contrib.django import app

from ..actions import paying


# Each hour: what an outage kept back is done the same day. The dates decide, not the hour.
@app.periodic(cron="3 * * * *")
@app.task(queueing_lock="end_suspensions_of_payment")
def end_suspensions(timestamp: int):
    """End the suspensions of payment whose term is over (Awb 4:56)."""
    paying.end_suspensions()
