"""What the clock mails by itself: each mail once, however often and by however many workers it is tried."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from .. import emails, reminders
from ..clock import equal_days
from ..digest import sheet_for
from ..models import Application, Digest, Reminder
from ..reckoning.deadlines import is_working_day

Kind = Reminder.Kind
STAFF = ["subsidy officers", "deciders"]
# Of whom no digest went out yet, or long ago.
VIEWS_SHOWN = timedelta(days=14)
MAIL = {
    Kind.UNTOUCHED: lambda due: emails.draft_untouched(
        application=due.about, closes_on=due.about.ceiling.rules().last_day
    ),
    Kind.CLOSES_SOON: lambda due: emails.draft_closes(application=due.about, closes_on=due.day),
    Kind.CLOSES: lambda due: emails.draft_closes(application=due.about, closes_on=due.day),
    Kind.SUPPLEMENT_SOON: lambda due: emails.supplement_reminder(request=due.about),
    Kind.SUPPLEMENT: lambda due: emails.supplement_reminder(request=due.about),
    Kind.VIEW: lambda due: emails.view_reminder(intention=due.about),
    Kind.SAMPLE: lambda due: emails.sample_reminder(check=due.about),
    Kind.OFFER: lambda due: emails.offer_reminder(decision=due.about),
    Kind.REPORT_SOON: lambda due: emails.report_reminder(application=due.about, due_on=due.day),
    Kind.REPORT: lambda due: emails.report_reminder(application=due.about, due_on=due.day),
    Kind.REPORT_LATE: lambda due: emails.report_late(application=due.about, due_on=due.day),
}


@transaction.atomic
def remind(*, application_id: int) -> list[Reminder]:
    """Send the reminders of an application that are due now, and return them.

    What became pointless since it was queued is not due any more; the lock makes a second worker wait, and then find it sent.
    """
    application = (
        Application.objects.select_for_update(no_key=True, of=["self"]).with_names().filter(pk=application_id).first()
    )
    sent = []
    for due in reminders.due(application) if application else []:
        sent.append(Reminder.objects.create(application=application, kind=due.kind, for_day=due.day))
        MAIL[due.kind](due)
        if due.kind in (Kind.SUPPLEMENT_SOON, Kind.SUPPLEMENT):
            due.about.reminded_at = timezone.now()
            due.about.save(update_fields=["reminded_at"])
    return sent


def staff():
    """Return the civil servants who get the mail of a working day."""
    return get_user_model().objects.filter(is_active=True, is_staff=True, groups__name__in=STAFF).distinct()


@transaction.atomic
def send_digest(*, user_id: int) -> Digest | None:
    """Mail somebody of the staff what waits, once a working day, and not at all when nothing does."""
    today = timezone.localdate()
    user = (
        get_user_model().objects.select_for_update(no_key=True).filter(pk__in=staff().values("pk"), pk=user_id).first()
    )
    if user is None or not is_working_day(today, equal_days()) or user.digests.filter(for_day=today).exists():
        return None
    last = user.digests.last()
    long_ago = timezone.now() - VIEWS_SHOWN
    sheet = sheet_for(user, today, since=max(last.sent_at, long_ago) if last else long_ago)
    if not sheet:
        return None
    emails.digest(user=user, sheet=sheet)
    return Digest.objects.create(user=user, for_day=today)
