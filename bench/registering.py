"""Register for one event over many connections at once, and print, as JSON, what was measured and what is left in the tables."""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import quantiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")


def an_event(capacity: int):
    """Return an event of next week with so many places."""
    from django.utils import timezone

    from events.models import Event, RegistrationTerms

    starts = timezone.now() + timedelta(days=7)
    event = Event.objects.create(
        slug=f"bench-{timezone.now().timestamp():.0f}",
        kind=Event.Kind.OTHER,
        title_nl="Bench",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        status=Event.Status.PUBLISHED,
        published_at=timezone.now(),
    )
    RegistrationTerms.objects.create(event=event, capacity=capacity)
    return event


def left_of(event) -> dict:
    """Return how many stand in each state, and what the database counted as taken."""
    from django.db.models import Count

    states = dict(event.registrations.order_by().values_list("state").annotate(number=Count("pk")))
    event.registration_terms.refresh_from_db()
    return {
        "placed": states.get("placed", 0),
        "waiting": states.get("waiting", 0),
        "taken": event.registration_terms.taken,
    }


def main(clients: int, number: int):
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection

    from events.actions import registering

    # A connection for each client, kept; a pool would let them wait for one another.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    event = an_event(number // 2)

    def one(n):
        started = time.perf_counter()
        registering.register(
            event=event, name=f"Nummer {n}", email=f"nummer-{n}@example.org", language="nl", by=AnonymousUser()
        )
        return time.perf_counter() - started

    with ThreadPoolExecutor(clients, initializer=connection.ensure_connection) as pool:
        started = time.perf_counter()
        took = list(pool.map(one, range(number)))
        rate = number / (time.perf_counter() - started)
    points = quantiles(took, n=100, method="inclusive")
    figures = {"p50": points[49] * 1000, "p95": points[94] * 1000, "p99": points[98] * 1000}
    print(json.dumps({"clients": clients, "number": number, "rate": rate, **figures, **left_of(event)}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
