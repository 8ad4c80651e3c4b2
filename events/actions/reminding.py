from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..emails import registration as emails
from ..models import Registration


def end_of_tomorrow():
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=2)


def remind_all():
    """Remind who has a place at something of today or tomorrow, once; a day that was missed is made up for by the next."""
    due = Registration.objects.due_to_be_reminded(end_of_tomorrow())
    for pk in due.values_list("pk", flat=True):
        remind(pk)


@transaction.atomic
def remind(pk):
    due = Registration.objects.due_to_be_reminded(end_of_tomorrow()).select_for_update(of=["self"])
    if registration := due.select_related("event__place").filter(pk=pk).first():
        registration.reminded_at = timezone.now()
        registration.save(update_fields=["reminded_at"])
        emails.reminder(registration=registration)
