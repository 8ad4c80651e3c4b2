"""What is held back and what goes by retention term. Each is one transaction; `by` is whoever does it, None the job."""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import retention
from ..models import RetentionHold, RetentionRun
from ..permissions import require
from .application import locked

logger = logging.getLogger(__name__)


@transaction.atomic
def hold(*, application, reason, note, by) -> RetentionHold:
    """Keep all of a case, whatever its term says, until the hold is ended."""
    application = locked(application)
    require(by, "hold", application)
    if application.is_draft:
        raise ValidationError(_("Only what was sent in can be held."), code="draft")
    if application.retention_holds.open().filter(reason=reason).exists():
        raise ValidationError({"reason": _("The case is held for this reason already.")})
    if not note.strip():
        raise ValidationError({"note": _("Say which objection or request it is about.")})
    return RetentionHold.objects.create(application=application, reason=reason, note=note.strip(), held_by=by)


@transaction.atomic
def end_hold(*, hold, by) -> None:
    """End a hold: from now on the term of the case counts again."""
    application = locked(hold.application)
    require(by, "end_hold", application)
    hold = application.retention_holds.open().filter(pk=hold.pk).first()
    if hold is None:
        raise ValidationError(_("This hold has ended already."), code="ended")
    hold.ended_on, hold.ended_by = max(timezone.localdate(), hold.since), by
    hold.save()


def begin(*, by=None, is_dry=False) -> RetentionRun:
    """Note that it is looked what may go today."""
    today = timezone.localdate()
    until = None if is_dry else today + timedelta(days=settings.BACKUP_RETENTION_DAYS)
    return RetentionRun.objects.create(day=today, by=by, is_dry=is_dry, backups_until=until)


@transaction.atomic
def remove(*, run, due) -> None:
    """Remove what is due of one case, by the function of the owner: that looks by itself whether it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subsidies_remove(%s, %s, %s)", [run.pk, due.kind.value, due.application.pk])
        [files] = cursor.fetchone()
    transaction.on_commit(partial(remove_files, files))


def remove_all(*, by=None) -> tuple[RetentionRun, list]:
    """Remove all that is due today, each case by itself; return the run, and what could not be removed."""
    run, failed = begin(by=by), []
    for due in retention.due(run.day):
        if due.held:
            continue
        try:
            remove(run=run, due=due)
        except Exception:
            # One that cannot be removed keeps no other from it.
            logger.exception("Application %s (%s) cannot be removed", due.application.pk, due.kind)
            failed.append(due)
    return run, failed


def remove_files(names) -> None:
    """Remove files of cases that are gone. What stays behind is found by `tasks.cases.remove_files_without_case`."""
    for name in names:
        try:
            storages["private"].delete(name)
        except Exception:
            logger.exception("The file %s cannot be removed", name)
