"""What changes the agenda. Each is one transaction; `by` is whoever does it, and stands in the history.

What cannot be done raises `ValidationError` with a text for that person. Who changes the time or the place of an event, or
cancels it, writes to everyone registered.
"""

import secrets

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from globalgoals.claims import lay_down

from ..emails import agenda as emails
from ..models import Event

Status = Event.Status
WHEN = ("starts_at", "ends_at", "zone", "is_all_day")
WHERE = ("place_id", "venue", "online_url")
# What calendars show: a change of it is a next version of the event (RFC 5545, 3.8.7.4).
IN_CALENDARS = (*WHEN, *WHERE, "title_nl", "title_en", "title_de", "status")
TO_PUBLISH = (Status.DRAFT, Status.PROPOSED, Status.REFUSED)


def slug_for(event):
    """Return an address that nobody has: of the title and the day."""
    slug = f"{slugify(event.title_nl)[:80].strip('-') or 'agenda'}-{event.first_day}"
    while Event.objects.filter(slug=slug).exclude(pk=event.pk).exists():
        slug = f"{slug[:92].rstrip('-')}-{secrets.token_hex(3)}"
    return slug


def locked(event):
    """Return an event as it is in the database, where nobody else changes it until the transaction ends."""
    found = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else removed this event."), code="gone")
    return found


def take_along(event, related):
    """Set what hangs on an event: countries, cities, organisations and, as claims, goals, by name of the relation."""
    for name, values in (related or {}).items():
        if name == "goals":
            lay_down(event, values)
        else:
            getattr(event, name).set(values)


def save(event):
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        if "no_umbrellas_in_a_circle" not in str(error):
            raise
        text = _("That event is a part of this one, so this one cannot be a part of it.")
        raise ValidationError({"umbrella": text}) from error


@transaction.atomic
def propose(*, event, by, related=None):
    """Put an event (not saved yet) before the editors."""
    with pghistory.context(user=by.pk):
        event.slug, event.status, event.proposed_by = slug_for(event), Status.PROPOSED, by
        save(event)
        take_along(event, related)
    return event


@transaction.atomic
def publish(*, event, by):
    """Put an event in the agenda, where everyone it is for sees it. Who proposed it is told."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.status not in TO_PUBLISH:
            raise ValidationError(_("This event is in the agenda already, or it was cancelled."), code="status")
        was_proposed = event.status == Status.PROPOSED
        event.status, event.published_at = Status.PUBLISHED, timezone.now()
        event.reason_nl = event.reason_en = event.reason_de = ""
        save(event)
        if was_proposed:
            emails.published(event=event)
    return event


@transaction.atomic
def refuse(*, event, reason, by):
    """Leave a proposed event out of the agenda, and tell who proposed it why."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.status != Status.PROPOSED:
            raise ValidationError(_("Somebody decided this already."), code="status")
        event.status = Status.REFUSED
        event.reason_nl = reason
        save(event)
        emails.refused(event=event)
    return event


@transaction.atomic
def change(*, event, by, related=None):
    """Save what was changed of an event, at once also where it is published. Who registered is told of a time or place.

    One of a series then differs from it. One that was refused is proposed anew.
    """
    with pghistory.context(user=by.pk):
        changed(event)
        take_along(event, related)
    return event


@transaction.atomic
def bring_back(*, event):
    """Save an event as it was before, by the same way; who asks for it stands in the history as of every request."""
    return changed(event)


def changed(event):
    before = locked(event)
    refuse_stale(before)
    take_over(event, before)
    event.differs_from_series = event.series_id is not None
    note_change(event, before)
    return event


def refuse_stale(event):
    if event.is_cancelled:
        raise ValidationError(_("This event was cancelled. It cannot be changed any more."), code="cancelled")


def take_over(event, before):
    """Take what a form does not change from what is in the database: somebody else may have been there meanwhile."""
    for name in ("status", "sequence", "published_at", "cancelled_at", "series_id", "series_day", "slug", "uid"):
        setattr(event, name, getattr(before, name))
    if event.status == Status.REFUSED:
        event.status, event.reason_nl = Status.PROPOSED, ""


def note_change(event, before):
    """Save an event; count a new version where calendars must know, and write to who registered where they must."""
    if any(getattr(event, name) != getattr(before, name) for name in IN_CALENDARS):
        event.sequence = before.sequence + 1
    save(event)
    moved = any(getattr(event, name) != getattr(before, name) for name in WHEN)
    elsewhere = any(getattr(event, name) != getattr(before, name) for name in WHERE)
    if event.is_published and not event.is_over and (moved or elsewhere):
        emails.changed(event=event, before=before, moved=moved, elsewhere=elsewhere)


@transaction.atomic
def cancel(*, event, reasons, by):
    """Cancel an event for good. It stays in the agenda, so that who planned to come reads it; who registered is told.

    `reasons` are texts by language, of which one at least says why.
    """
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.status != Status.PUBLISHED:
            raise ValidationError(_("Only an event that is in the agenda can be cancelled."), code="status")
        if event.is_over:
            raise ValidationError(_("This event is over."), code="over")
        for language, text in reasons.items():
            setattr(event, f"reason_{language}", text)
        event.status, event.cancelled_at, event.sequence = Status.CANCELLED, timezone.now(), event.sequence + 1
        event.differs_from_series = event.series_id is not None
        save(event)
        emails.cancelled(event=event)
    return event


@transaction.atomic
def withdraw(*, event, by):
    """Remove an event that is not in the agenda: nobody saw it but who proposed it and the editors."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if event.is_published:
            raise ValidationError(_("This event is in the agenda. Cancel it instead."), code="status")
        event.delete()


@transaction.atomic
def report(*, event, texts, by):
    """Say afterwards what came of an event; `texts` by language."""
    with pghistory.context(user=by.pk):
        event = locked(event)
        if not event.is_published or event.is_cancelled or event.starts_at > timezone.now():
            raise ValidationError(_("A report is written once the event has begun."), code="early")
        for language, text in texts.items():
            setattr(event, f"report_{language}", text)
        event.save()
    return event
