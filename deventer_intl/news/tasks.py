"""Jobs of the news: mailing it in batches, and forgetting what need not be kept."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from ..jobs import defer_once
from . import actions
from .models import CONFIRMED_WITHIN, Delivery, NewsItem, Subscription

BATCH = 100
# Longer than an item is mailed (`MAILED_WITHIN`), so that nobody gets it twice.
DELIVERIES_KEPT = timedelta(days=31)


# In UTC: nobody is woken by it in Deventer, and an editor who made a mistake at night can still put it right.
@app.periodic(cron="*/10 7-18 * * *")
@app.task(queueing_lock="mail_news")
def mail_news(timestamp: int):
    """Start the jobs for what is published and not mailed yet; what an outage left behind is caught up with."""
    for item in NewsItem.objects.to_mail():
        waiting = list(Subscription.objects.without(item).order_by("pk").values_list("pk", flat=True))
        NewsItem.objects.filter(pk=item.pk, mailed_at=None).update(mailed_at=timezone.now())
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            defer_once(mail_batch, item_id=item.pk, first=batch[0], last=batch[-1])


@app.task(retry=5)
def mail_batch(item_id: int, first: int, last: int):
    """Mail an item to those subscribers, from the first number to the last, who did not get it yet."""
    item = NewsItem.objects.to_mail().filter(pk=item_id).first()
    if item:
        for subscription in Subscription.objects.without(item).filter(pk__range=(first, last)).order_by("pk"):
            actions.deliver(item=item, subscription=subscription)


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="forget_unconfirmed_subscriptions")
def forget_unconfirmed_subscriptions(timestamp: int):
    """Retention: an address that nobody confirmed is forgotten when its link stops working."""
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRMED_WITHIN).delete()


@app.periodic(cron="7 4 * * *")
@app.task(queueing_lock="forget_old_deliveries")
def forget_old_deliveries(timestamp: int):
    """Retention: who got which item is forgotten after a month."""
    Delivery.objects.filter(delivered_at__lt=timezone.now() - DELIVERIES_KEPT).delete()
