"""What changes a series: how often an event comes back, and what holds for this one or for all that follow.

Each is one transaction; `by` is whoever does it. What cannot be done raises `ValidationError` with a text for that person.
"""

from copy import copy

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from globalgoals.claims import claims_of

from .. import moments
from ..models import Event, Series
from ..recurrence import days
from .agenda import WHEN, cancel, locked, note_change, refuse_stale, save, slug_for, take_along, take_over

RELATED = ("countries", "cities", "organisations")
# What belongs to one time alone, and is not taken over by others of the series.
OF_ITS_OWN = {
    "id", "uid", "slug", "status", "starts_at", "ends_at", "series", "series_day", "differs_from_series", "sequence", "created_at",
    "updated_at", "proposed_by", "published_at", "cancelled_at", "reason_nl", "reason_en", "reason_de", "report_nl", "report_en",
    "report_de",
}  # fmt: skip
SHARED = [field.name for field in Event._meta.concrete_fields if field.name not in OF_ITS_OWN]


def put_on(event, day, pattern):
    """Let an event begin on a day, at the hours of another: those of the wall clock, summer or winter."""
    start, end = pattern.local_start, pattern.local_end
    later = end.date() - start.date()
    try:
        if pattern.is_all_day:
            event.starts_at = moments.midnight(day, pattern.zone)
            event.ends_at = moments.midnight(day + later, pattern.zone)
        else:
            event.starts_at = moments.moment(day, start.time(), pattern.zone)
            event.ends_at = moments.moment(day + later, end.time(), pattern.zone)
    except ValidationError as error:
        text = _("On %(day)s this cannot be: %(why)s") % {"day": day.isoformat(), "why": " ".join(error.messages)}
        raise ValidationError(text, code=error.code if hasattr(error, "code") else "hour") from error


@transaction.atomic
def repeat(*, event, frequency, interval, until, by):
    """Let an event come back: one for each day of the series, in the same state. Returns the series."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        refuse_stale(event)
        if event.series_id:
            raise ValidationError(_("This event belongs to a series already."), code="series")
        if event.parts.exists():
            raise ValidationError(_("Other events are part of this one, so it cannot come back."), code="umbrella")
        found = days(frequency, event.first_day, until, interval)
        series = Series.objects.create(frequency=frequency, interval=interval, first_on=event.first_day, until=until)
        related = {name: list(getattr(event, name).all()) for name in RELATED} | {"goals": claims_of(event)}
        event.series, event.series_day = series, event.first_day
        event.save()
        for day in found[1:]:
            add_time(event, day, related)
    return series


def add_time(event, day, related):
    """Add one time of a series, like an event that is in it."""
    another = Event(**{name: getattr(event, name) for name in SHARED})
    another.status, another.published_at, another.proposed_by = event.status, event.published_at, event.proposed_by
    another.series, another.series_day = event.series, day
    put_on(another, day, event)
    another.slug = slug_for(another)
    save(another)
    take_along(another, related)


def followers(event):
    """Return the later ones of a series that go along with a change: not those that differ, or were cancelled."""
    later = event.series.occasions.filter(series_day__gt=event.series_day, differs_from_series=False)
    return later.exclude(status=Event.Status.CANCELLED).order_by("series_day")


def moved_along(event, before):
    """Return (one that follows, how it was) for each that goes along, at its new moments; nothing is saved."""
    days_later = event.first_day - before.first_day
    is_moved = any(getattr(event, name) != getattr(before, name) for name in WHEN)
    found = []
    for other in followers(before):
        found.append((other, copy(other)))
        if is_moved:
            put_on(other, other.first_day + days_later, event)
    return found


@transaction.atomic
def change_following(*, event, by, related=None):
    """Save what was changed of an event, and of all that follow and do not differ; if moved by days, they move as many."""
    with pghistory.context(user=by.pk):
        before = locked(event)
        refuse_stale(before)
        take_over(event, before)
        if event.series is None:
            raise ValidationError(_("This event is not one of a series."), code="series")
        for other, was in moved_along(event, before):
            for name in SHARED:
                setattr(other, name, getattr(event, name))
            note_change(other, was)
            take_along(other, related)
        note_change(event, before)
        take_along(event, related)
    return event


@transaction.atomic
def leave_out(*, event, by):
    """Take one time out of a series, as if it had never been. Where people registered, it is cancelled instead."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.series_id is None:
            raise ValidationError(_("This event is not one of a series."), code="series")
        if event.registrations.exists():
            text = _("People registered for this one. Cancel it, so that they hear of it.")
            raise ValidationError(text, code="registered")
        if event.is_over:
            raise ValidationError(_("This event is over."), code="over")
        event.delete()


@transaction.atomic
def end(*, event, reasons, by):
    """Let a series end with this event: what follows goes, or is cancelled where people registered."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.series_id is None:
            raise ValidationError(_("This event is not one of a series."), code="series")
        later = event.series.occasions.filter(series_day__gt=event.series_day).exclude(status=Event.Status.CANCELLED)
        for other in later:
            if other.is_published and other.registrations.exists():
                cancel(event=other, reasons=reasons, by=by)
            else:
                other.delete()
        event.series.until = max(event.series_day, event.series.first_on)
        event.series.save()
    return event
