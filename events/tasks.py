"""Jobs about events; procrastinate runs them in the worker."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django import app

from .actions import (
    delegation_forgetting,
    forgetting,
    mission_guests,
    mission_planning,
    mission_results,
    mission_travelling,
    registering,
    reminding,
)
from .models import Event, MeetingDay, MissionDocument, Registration
from .shelter import tasks as shelter_tasks

__all__ = ["shelter_tasks"]


@app.task
def lapse_offer(registration_id: int):
    """End an offer at its moment, unless somebody answered it."""
    if registration := Registration.objects.select_related("event").filter(pk=registration_id).first():
        registering.lapse(registration=registration)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="follow_up_waiting_lists")
def follow_up_waiting_lists(timestamp: int):
    """Do what a job of its own should have done, had it not been lost: end offers, and offer what is free."""
    offers = Registration.objects.filter(state=Registration.State.OFFERED, offer_ends_at__lte=timezone.now())
    for registration in offers.select_related("event"):
        registering.lapse(registration=registration)
    waiting = Registration.objects.filter(state=Registration.State.WAITING, event__starts_at__gt=timezone.now())
    for event in Event.objects.filter(pk__in=waiting.values("event")):
        registering.move_up(event=event)


@app.periodic(cron="7 9 * * *")
@app.task(queueing_lock="remind_registered")
def remind_registered(timestamp: int):
    """Remind who has a place, the day before."""
    reminding.remind_all()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_dietary_needs")
def forget_dietary_needs(timestamp: int):
    """Retention: what somebody cannot eat, some days after the event (`DIET_DAYS`)."""
    forgetting.forget_dietary_needs()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_registrations")
def forget_registrations(timestamp: int):
    """Retention: who registered and what they answered, and what was mailed to them, after `REGISTRATION_DAYS`."""
    forgetting.forget_names()


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
