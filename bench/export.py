"""Stream the register as 360Giving from a scratch database, and print, as JSON, what it took of time and memory."""

import json
import os
import resource
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")


def peak_memory() -> float:
    """Return the largest resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> dict:
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    # For what a process keeps: templates, addresses, the names of choices.
    client.get("/subsidies/register/")
    before, since = peak_memory(), time.perf_counter()
    response = client.get("/subsidies/register/360giving.json")
    first = time.perf_counter() - since
    grants = size = 0
    for part in response.streaming_content:
        grants, size = grants + part.count(b'"awardDate"'), size + len(part)
    seconds = time.perf_counter() - since
    return {
        "grants": grants, "MB": size / 1e6, "first": first, "seconds": seconds,
        "before": before, "growth": peak_memory() - before,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main()))
