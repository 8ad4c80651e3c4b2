"""What goes when: asked of the database, which reckons class, term and hold by itself (`install.py`)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.functional import Promise

from ..models import Application, RetentionClass
from .holds import label_of

# A case that goes whole needs not lose its contact first.
ORDER = (RetentionClass.REFUSED, RetentionClass.GRANTED, RetentionClass.DRAFTS, RetentionClass.CONTACTS)


@dataclass(frozen=True)
class Due:
    """A case of which the term of a class ended; `held` says why nothing of it goes yet."""

    kind: RetentionClass
    application: Application
    # When the term began, and the first day after it.
    since: date
    due_on: date
    held: tuple[Promise, ...]


def due(day: date) -> list[Due]:
    """Return what would go on a day, and what is held back then, by class, what waits longest first.

    A case comes in one class, but for one that is held back whole of which the contact may go.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, application_id, since, due_on, held FROM subsidies_retention_due(%s)", [day])
        rows = cursor.fetchall()
    goes_whole = {pk for kind, pk, *_, held in rows if kind != RetentionClass.CONTACTS and not held}
    rows = [row for row in rows if not (row[0] == RetentionClass.CONTACTS and row[1] in goes_whole)]
    cases = Application.objects.with_names().in_bulk({row[1] for row in rows})
    found = [
        Due(RetentionClass(kind), cases[pk], since, due_on, tuple(label_of(code) for code in held))
        for kind, pk, since, due_on, held in rows
        # One that somebody threw away meanwhile is not there any more.
        if pk in cases
    ]
    return sorted(found, key=lambda each: (ORDER.index(each.kind), each.due_on, each.application.pk))
