"""The documents that come with an application."""

from pathlib import PurePath
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.media import private_storage

from .application import Application
from .version_parts import Evidence


def somewhere(attachment, name):
    """Return where a file is kept. What its sender called it has no say in that."""
    return f"attachments/{uuid4().hex}"


class AttachmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def there(self):
        """Those that count: also what the virus scanner did not see yet."""
        return self.current().exclude(scan=Attachment.Scan.INFECTED)

    def handed_in(self):
        """Those that the municipality has: not what is added to a report that is still being written."""
        return self.exclude(report__isnull=False, report__submitted_at=None)

    def readable(self):
        """Those that a scanner passed, or that need none."""
        return self.filter(scan=Attachment.Scan.PASSED)


@pghistory.track()
class Attachment(models.Model):
    """A document that came with an application; kept privately, given out as a download to who may see the case."""

    class Scan(models.TextChoices):
        PASSED = "passed", _("passed")
        WAITING = "waiting", _("waits for the virus scanner")
        INFECTED = "infected", _("holds a virus")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="attachments", verbose_name=_("application")
    )
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document asked for")
    )
    # What comes with a report; of one that is not sent in, staff see nothing.
    report = models.ForeignKey(
        "subsidies.AccountabilityReport",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("report"),
        editable=False,
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to=somewhere, max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("kind of file"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    scan = models.CharField(_("virus scan"), max_length=8, choices=Scan, default=Scan.PASSED, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="attachments_added",
        verbose_name=_("added by"),
        editable=False,
    )
    # After submitting nothing is removed: a supplement puts another in its place.
    replaced_at = models.DateTimeField(_("replaced"), null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.file_name

    @property
    def format(self):
        """Return what a reader wants to know before opening it: PDF, ODT, JPG."""
        return PurePath(self.file_name).suffix.removeprefix(".").upper()

    @property
    def waits(self):
        return self.scan == self.Scan.WAITING

    @property
    def is_infected(self):
        return self.scan == self.Scan.INFECTED
