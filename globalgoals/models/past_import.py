"""What is known of the years before this portal, as a file that staff imported says it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PastImport(models.Model):
    """A file with decisions, events or figures of earlier years; each of its rows names this. It stays as it is."""

    class Kind(models.TextChoices):
        DECISIONS = "decisions", _("decisions on subsidies")
        EVENTS = "events", _("events")
        FIGURES = "figures", _("figures")

    kind = models.CharField(_("what it holds"), max_length=9, choices=Kind)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_("Where the file comes from: the archive, the annual accounts of a year."),
    )
    rows = models.PositiveIntegerField(_("rows"))
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )

    class Meta:
        ordering = ["-imported_at", "-pk"]
        verbose_name = _("import of earlier years")
        verbose_name_plural = _("policy: imports of earlier years")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"],
                name="past_import_once",
                violation_error_message=_("This file was imported before."),
            ),
            models.CheckConstraint(
                condition=~Q(source="") & Q(sha256__regex=r"^[0-9a-f]{64}$"), name="past_import_source"
            ),
        ]

    def __str__(self):
        return f"{self.file_name} ({self.get_kind_display()})"
