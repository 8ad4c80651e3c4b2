"""Jobs about what comes with applications and what the portal makes of them; procrastinate runs them in the worker."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django import app

from deventer_intl.virus_scanner import ScannerDown

from ..actions import attachment as attachments
from ..letters import receipt
from ..models import Application, Attachment, Document, ReportPhoto

logger = logging.getLogger(__name__)


@app.task(retry=5)
def make_receipt(application_id: int):
    """Make the receipt of an application and mail it: once, however often this runs."""
    receipt.make(Application.objects.with_names().get(pk=application_id))


@app.periodic(cron="*/20 * * * *")
@app.task(queueing_lock="make_missing_receipts")
def make_missing_receipts(timestamp: int):
    """Make the receipts that could not be made; what was mailed without one is not mailed again."""
    made = Document.objects.filter(kind=Document.Kind.RECEIPT).exclude(file="")
    for application in Application.objects.submitted().with_names().exclude(documents__in=made)[:50]:
        receipt.make(application)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="rescan_attachments")
def rescan_attachments(timestamp: int):
    """Ask the virus scanner about what came in while it was away, the oldest first."""
    for attachment in Attachment.objects.filter(scan=Attachment.Scan.WAITING).select_related("application", "added_by"):
        try:
            attachments.rescan(attachment=attachment)
        except ScannerDown as error:
            logger.warning("The virus scanner is down: %s", error)
            return
        except FileNotFoundError:
            logger.error("The file of attachment %s is lost", attachment.pk)


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="remove_files_without_case")
def remove_files_without_case(timestamp: int):
    """Remove files that no case names: of a draft that was thrown away, or of an upload that was broken off."""
    storage = storages["private"]
    yesterday = timezone.now() - timedelta(days=1)
    for folder, model in (("attachments", Attachment), ("documents", Document), ("report-photos", ReportPhoto)):
        # No folder yet: nobody added anything.
        with suppress(FileNotFoundError):
            names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
            for file in names - set(model.objects.values_list("file", flat=True)):
                # One that is younger may be on its way into the database.
                if storage.get_modified_time(file) < yesterday:
                    storage.delete(file)
