"""Starting jobs that may be waiting already."""

from django.db import transaction
from procrastinate import exceptions
from procrastinate.tasks import Task


def defer_once(task: Task, **arguments) -> None:
    """Start a job, in the transaction that is open; not once more while one with the same arguments waits for a worker."""
    lock = " ".join([task.name, *(f"{name}={value}" for name, value in sorted(arguments.items()))])
    try:
        with transaction.atomic():
            task.configure(queueing_lock=lock).defer(**arguments)
    except exceptions.AlreadyEnqueued:
        pass
