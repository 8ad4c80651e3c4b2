"""How long what a page says counts as true: the mark it bears, what is due when nobody confirms it, and what was confirmed.

Days are days in Amsterdam, months are those of the calendar. Nothing here asks the database.
"""

import calendar
import json
from datetime import date, timedelta
from enum import IntEnum
from hashlib import sha256

from django.conf import settings

# Between one mail and the next about the same confirmation.
BETWEEN_MAILS = timedelta(weeks=2)
# Who answered none of the mails is asked anew.
ASKED_AGAIN = timedelta(days=365)


class Step(IntEnum):
    """What is done about a page that nobody confirms, in this order. The numbers are kept in the database."""

    ASK = 0
    FIRST_REMINDER = 1
    SECOND_REMINDER = 2
    UNPUBLISH = 3


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is too short.

    >>> months_after(date(2023, 8, 31), 6)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def mark(confirmed_on: date | None, today: date) -> str:
    """Return the mark of a page: `ok` (green), `old` (yellow), or red: `late` after twice as long, `none` if never confirmed."""
    if confirmed_on is None:
        return "none"
    if today < months_after(confirmed_on, settings.FRESH_MONTHS):
        return "ok"
    return "old" if today < months_after(confirmed_on, 2 * settings.FRESH_MONTHS) else "late"


def due(*, since: date, today: date, is_kept: bool, last: tuple[Step, date] | None = None) -> Step | None:
    """Return what is to be done today about a published page, or None.

    `since` is when it was last confirmed, else when somebody came to keep it; `is_kept` says whether there is an owner to
    mail; `last` is what was last done towards its owners, and when. One step a call, and two weeks between them, however
    long nobody called: an outage makes it later, never a burst. No page goes whose owners were not asked first.
    """
    if last and (last[1] <= since or today >= last[1] + ASKED_AGAIN):
        last = None
    if is_kept:
        if last is None:
            return Step.ASK if today >= months_after(since, settings.FRESH_MONTHS) else None
        step, day = last
        if today < day + BETWEEN_MAILS:
            return None
        if step < Step.SECOND_REMINDER:
            return Step(step + 1)
    return Step.UNPUBLISH if today >= months_after(since, settings.UNPUBLISH_MONTHS) else None


def fingerprint(content: dict) -> str:
    """Return 64 hexadecimal digits that are others as soon as anything in the content is (see `page_content.py`)."""
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
