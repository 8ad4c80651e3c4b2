"""Many decisions at once: each is an item that is done by itself, or says why not."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .application import Application


@pghistory.track()
class Batch(models.Model):
    """Something that one person does with many applications, by a job in the worker."""

    class Kind(models.TextChoices):
        DECIDE = "decide", _("decide")
        PROPOSE = "propose", _("propose to settle as granted")
        SETTLE = "settle", _("settle")
        ANNOUNCE = "announce", _("announce")

    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    made_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by"), editable=False
    )

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self):
        moment = date_format(timezone.localtime(self.made_at), "DATETIME_FORMAT")
        return capfirst(f"{self.get_kind_display()}, {moment}")


class BatchItemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None, failed_at=None)


class BatchItem(models.Model):
    """One application in a batch. What is done with it and that it is done are one transaction."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name=_("batch"))
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="batch_items", verbose_name=_("application")
    )
    # What changes with everything that is done in a case, as it was when the batch began.
    stamp = models.CharField(max_length=200, blank=True, default="", editable=False)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    failed_at = models.DateTimeField(_("failed"), null=True, editable=False)
    error = models.CharField(_("why not"), max_length=1_000, blank=True, default="", editable=False)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of a batch")
        verbose_name_plural = _("items of batches")
        constraints = [
            models.UniqueConstraint(fields=["batch", "application"], name="batch_item_once"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(failed_at=None), name="batch_item_done_or_failed"),
        ]

    def __str__(self):
        return f"{self.batch}: {self.application}"
