"""What the portal itself writes into a case (stukken): the receipt, and later decisions."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.media import private_storage

from .application import Application


def somewhere(document, name):
    return f"documents/{uuid4().hex}"


@pghistory.track()
class Document(models.Model):
    """A PDF that the portal made of a case, as it was that day; kept privately, given out to who may see the case."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="documents", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # Empty where it could not be made yet: the mail went without it, and it is tried again.
    file = models.FileField(_("file"), blank=True, storage=private_storage, upload_to=somewhere, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, default="", blank=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("document of a case")
        verbose_name_plural = _("documents of cases")
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(kind="receipt"), name="document_one_receipt"),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_kind_display()}"
