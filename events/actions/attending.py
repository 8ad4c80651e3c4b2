"""What an organiser does with the list of who comes, and writes to those on it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import registration as emails
from ..models import Event, Question

# Who presses the button twice mails nobody twice.
SAME_MESSAGE = timedelta(hours=1)


@transaction.atomic
def mark_attendance(*, registration, was_there, by):
    """Note that somebody was there, or was not after all; only of who has a place, from the day on which it begins."""
    if not registration.has_place:
        raise ValidationError(_("This person has no place."), code="place")
    if timezone.localdate() < timezone.localdate(registration.event.starts_at):
        raise ValidationError(_("The event has not begun yet."), code="early")
    registration.attended_at = (registration.attended_at or timezone.now()) if was_there else None
    registration.save(update_fields=["attended_at"])


@transaction.atomic
def send_message(*, event, registrations, filter, subject, text, by):
    """Mail those of the registrations that are active and have an address, each in the own language; keep what was sent."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    same = event.messages.filter(subject=subject, text=text, filter=filter)
    if same.filter(sent_at__gt=timezone.now() - SAME_MESSAGE).exists():
        raise ValidationError(_("This very message was sent already."), code="sent")
    readers = list(registrations.reachable().select_related("event__place"))
    if not readers:
        raise ValidationError(_("Nobody on this list can get mail."), code="nobody")
    message = event.messages.create(subject=subject, text=text, filter=filter, sent_by=by, recipients=len(readers))
    for registration in readers:
        emails.message(message=message, registration=registration)
    return message


@transaction.atomic
def save_question(*, event, question, by):
    """Add a question at the end of the form, or change one. Answers that were given to it stay."""
    if question.pk is None:
        last = Question.objects.filter(event=event).order_by("-position").first()
        question.event, question.position = event, last.position + 1 if last else 1
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def remove_question(*, question, by):
    """Remove a question with its answers."""
    question.delete()
