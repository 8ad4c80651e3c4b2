"""A case that was taken along for the archive: who did that, when, and what it held."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application


@pghistory.track(pghistory.InsertEvent())
class CaseExport(models.Model):
    """A whole case as one file, made for the archive (Archiefwet); the digest is that of its manifest."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="exports", verbose_name=_("application"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    files = models.PositiveIntegerField(_("files"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("export of a case")
        verbose_name_plural = _("exports of cases")
        triggers = [
            pgtrigger.Protect(name="export_stays", operation=pgtrigger.Delete),
            # Whoever leaves is forgotten.
            pgtrigger.Protect(
                name="export_is_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["made_by"])
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.made_at:%Y-%m-%d}"
