"""The content stamp: a number that grows with every transaction that changed content (see `guards.py`); and that of the office."""

from django.db import connection


def current() -> int:
    """Return the content stamp as it is now.

    Every visit asks this: in SQL, because building a queryset takes longer than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM deventer_intl_contentstamp")
        row = cursor.fetchone()
    return row[0] if row else 0


def with_office() -> tuple[int, int]:
    """Return the content stamp, and that of what the start page of the back-office reads beside content; of one moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp, office FROM deventer_intl_contentstamp")
        return cursor.fetchone() or (0, 0)
