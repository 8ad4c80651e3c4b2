"""What those named for Shelter City change of its places. None of it is logged, mailed or kept as history."""

from django.db import transaction
from django.utils import timezone

from ..models import ShelterPlace, ShelterTask
from ..shelter.access import require_keeper
from ..shelter.half_years import HalfYear

Kind = ShelterTask.Kind
# When each task is to be ready: in the half-year before, in that itself, or in the one after.
CHECKLIST = {
    Kind.HOUSING: -1,
    Kind.INSURANCE: -1,
    Kind.SAFETY: -1,
    Kind.TRAINING: -1,
    Kind.WELCOME: 0,
    Kind.DEPARTURE: 0,
    Kind.EVALUATION: 1,
}
# A place goes so many half-years after its own, the tasks with it.
KEPT = 2


@transaction.atomic
def add(*, place, by) -> ShelterPlace:
    """Save a new place, with what is to be done for it."""
    require_keeper(by)
    place.save()
    for kind, halves in CHECKLIST.items():
        due = place.half_year.plus(halves)
        ShelterTask.objects.create(place=place, kind=kind, due_year=due.year, due_half=due.half)
    return place


def tick(*, task, by) -> None:
    """Note on a task that is about to be saved who ticked it off, or that it is open again."""
    require_keeper(by)
    if not task.is_done:
        task.done_by = None
    elif task.done_by is None:
        task.done_by = by


def forget_past_places() -> None:
    """Retention: a place goes a year after its half-year."""
    ShelterPlace.objects.before(HalfYear.of(timezone.localdate()).plus(-KEPT)).delete()
