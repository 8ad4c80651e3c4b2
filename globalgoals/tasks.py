"""Jobs about the Global Goals; procrastinate runs them in the worker."""

from procrastinate.contrib.django import app

from .prize import forgetting


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_prize")
def forget_prize(timestamp: int):
    """Retention: nominations that were not confirmed for two days; who nominated, six weeks after the announcement."""
    forgetting.forget_unconfirmed()
    forgetting.forget_nominators()
