"""Jobs of the policy; procrastinate runs them in the worker."""

from functools import cache

from procrastinate.contrib.django import app

from organisations.models import User

from ...jobs import defer_once
from ...models import ChapterSubscription
from .. import following

BATCH = 100


@app.periodic(cron="20 5 * * *")
@app.task(queueing_lock="mail_changed_figures")
def mail_changed_figures(timestamp: int):
    """Start the jobs that mail who follows a chapter what changed in it."""
    followers = ChapterSubscription.objects.order_by("user").values_list("user", flat=True).distinct()
    waiting = list(followers)
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        defer_once(mail_followers, first=batch[0], last=batch[-1])


@app.task(retry=5)
def mail_followers(first: int, last: int):
    """Mail those followers, from the first number to the last; each chapter is reckoned once for all of them."""
    state = cache(following.state_of)
    followers = User.objects.filter(pk__range=(first, last), is_active=True, chapter_subscriptions__isnull=False)
    for user in followers.distinct().order_by("pk"):
        following.tell(user=user, state=state)
