"""Jobs about settling; procrastinate runs them in the worker."""

import logging

from procrastinate.contrib.django import app

from ..actions import settling
from ..models import Application
from ..states import State

logger = logging.getLogger(__name__)


# Each hour: what an outage kept back is done the same day. The dates decide, not the hour.
@app.periodic(cron="8 * * * *")
@app.task(queueing_lock="settle_kept_offers")
def settle_kept_offers(timestamp: int):
    """Settle what remained and was offered on path A, of which the term to decline it is over (Awb 4:42)."""
    offered = Application.objects.filter(
        state=State.GRANTED, decisions__settlement_path="A", decisions__announced_at__isnull=False
    )
    for application in offered.distinct():
        try:
            settling.settle_kept_offer(application=application)
        except Exception:
            # One case that cannot be settled keeps no other from it.
            logger.exception("Application %s cannot be settled", application.pk)
