"""Jobs about trade missions and delegations."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django import app

from ..actions import (
    delegation_forgetting,
    mission_guests,
    mission_planning,
    mission_results,
    mission_travelling,
)
from ..models import MeetingDay, MissionDocument


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="forget_delegations")
def forget_delegations(timestamp: int):
    """Retention: who came with a delegation, two weeks after it; who asked and what was written, half a year after."""
    delegation_forgetting.forget_guests()
    delegation_forgetting.forget_requests()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_mission_people")
def forget_mission_people(timestamp: int):
    """Retention: who travelled on a mission, and the guests abroad, some time after it ended or was called off."""
    mission_travelling.forget_people()


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="remove_files_without_mission")
def remove_files_without_mission(timestamp: int):
    """Remove files that no document of a mission names: of one that was removed, or of an upload that was broken off."""
    storage = storages["private"]
    try:
        _folders, names = storage.listdir("missions")
    except FileNotFoundError:
        return
    named = set(MissionDocument.objects.values_list("file", flat=True))
    yesterday = timezone.now() - timedelta(days=1)
    for file in {f"missions/{name}" for name in names} - named:
        # One that is younger may be on its way into the database.
        if storage.get_modified_time(file) < yesterday:
            storage.delete(file)


@app.periodic(cron="27 8 * * *")
@app.task(queueing_lock="follow_up_missions")
def follow_up_missions(timestamp: int):
    """Ask companies what came of a mission, and remind those that did not answer. A day that was missed is made up for."""
    mission_results.ask_all()
    mission_results.remind_all()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_mission_results")
def forget_mission_results(timestamp: int):
    """Retention: what companies wrote in their own words, and links to answer with. Figures stay."""
    mission_results.forget()


@app.task
def make_meeting_plan(day_id: int, version: int, from_round: int):
    """Make the plan of a day that is too large for a visitor to wait for. Who changed the plan since is not overruled."""
    day = MeetingDay.objects.filter(pk=day_id, version=version).first()
    if day is None:
        return
    try:
        mission_planning.make_plan(day=day, version=version, from_round=from_round, by=None)
    except ValidationError:
        # It was changed while this was at work, or can no longer be planned: the page says what is wrong with it.
        MeetingDay.objects.filter(pk=day_id, version=version).update(planning_since=None)


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="forget_mission_guests")
def forget_mission_guests(timestamp: int):
    """Retention: guests of trade missions, and who wished to meet whom, after `GUEST_DAYS`."""
    mission_guests.forget_guests()
