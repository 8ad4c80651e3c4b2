"""Send in drafts at one ceiling over many connections at once, and print, as JSON, what was measured."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

from .applications import fill, send_in


def main(clients: int, submits: int):
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    # A connection for each client, kept; a pool would let them wait for one another.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    drafts = fill(submits)

    def one(pk):
        started = time.perf_counter()
        send_in(pk)
        return time.perf_counter() - started

    with ThreadPoolExecutor(clients, initializer=connection.ensure_connection) as pool:
        started = time.perf_counter()
        took = list(pool.map(one, drafts))
        rate = submits / (time.perf_counter() - started)
    points = quantiles(took, n=100, method="inclusive")
    figures = {"p50": points[49] * 1000, "p95": points[94] * 1000, "p99": points[98] * 1000}
    print(json.dumps({"clients": clients, "submits": submits, "rate": rate, **figures}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
