"""What is there before a batch, made in a database of its own by a process of its own: `test_faults.py` starts it."""

import sys
from asyncio import run
from types import SimpleNamespace

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection
from procrastinate.contrib.django import app

from deventer_intl.tasks import retry_stalled_jobs
from organisations.models import User
from subsidies.actions import batch as batches
from tests.subsidy_factories import DeciderFactory, SchemeVersionFactory, composed, publish, ready, submitted


def begin(kind: str, number: int) -> int:
    """Begin a batch over so many applications, the only job in the queue; return its number in the database."""
    decider = User.objects.filter(groups__name="deciders").first()
    if decider is None:
        decider = DeciderFactory()
        publish(SchemeVersionFactory(path_b_up_to=5_000_00))
        for n in range(number):
            composed(ready(submitted(requested=1_000_00 + n)), by=decider)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    return batches.begin(kind=kind, applications=batches.candidates(kind, decider), by=decider).pk


def give_back() -> None:
    """Do what the portal does each ten minutes with the jobs of workers that died."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:

        async def retry():
            async with worker.open_async():
                await retry_stalled_jobs.func(SimpleNamespace(app=worker), 0)

        run(retry())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["give-back"]:
            give_back()
        case [kind, number]:
            print(begin(kind, int(number)))
