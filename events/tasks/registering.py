"""Jobs about who registered for an event."""

from django.utils import timezone
from procrastinate.contrib.django import app

from ..actions import forgetting, registering, reminding
from ..models import Event, Registration


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
