"""Until when a place that came free is kept for who is asked."""

from datetime import datetime, timedelta

# An offer is over an hour before the event begins, so that the next can still be asked, and come.
BEFORE_IT_BEGINS = timedelta(hours=1)
# Who gets less than this to answer is not asked: nobody reads mail that fast.
SHORTEST = timedelta(minutes=30)


def offer_end(now: datetime, hours: int, begins: datetime) -> datetime | None:
    """Return until when an offer stands that is made now; None where it is too late to make one.

    It stands for `hours`, and never longer than until an hour before the event begins. All moments are aware.
    """
    ends = min(now + timedelta(hours=hours), begins - BEFORE_IT_BEGINS)
    return ends if ends - now >= SHORTEST else None
