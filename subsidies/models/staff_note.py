"""What civil servants say with what they do in a case."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application


@pghistory.track(pghistory.InsertEvent())
class StaffNote(models.Model):
    """Why an application went back to its assessor; or who asked to do something for the applicant, and how.

    `action` is the name of what was done, as in `states.py` and `permissions.py`.
    """

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        LETTER = "letter", _("on paper")
        EMAIL = "email", _("by e-mail")
        DESK = "desk", _("at the desk")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="staff_notes", verbose_name=_("application")
    )
    action = models.CharField(_("action"), max_length=20)
    text = models.TextField(_("note"), max_length=2_000)
    # Of what was done for an applicant.
    channel = models.CharField(_("how it was asked"), max_length=9, choices=Channel, blank=True, default="")
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name = _("note of staff")
        verbose_name_plural = _("notes of staff")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="staff_note_says_something"),
            models.CheckConstraint(
                condition=Q(action="send_back", channel="") | ~Q(action="send_back") & ~Q(channel=""),
                name="staff_note_says_how",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="note_stays", operation=pgtrigger.Delete),
            # Whoever leaves is forgotten.
            pgtrigger.Protect(
                name="note_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["noted_by"]),
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.noted_at:%Y-%m-%d}"
