from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event


class EventMessage(models.Model):
    """What an organiser mailed to those who registered. It goes when their names go."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="messages", verbose_name=_("event"))
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("message"), max_length=5_000)
    # As in the address of the list; empty means everyone on it. Never what was searched for: that is a name.
    filter = models.CharField(_("to whom"), max_length=50, blank=True, default="", editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="event_messages",
        verbose_name=_("sent by"),
    )
    recipients = models.PositiveIntegerField(_("number of people it was mailed to"), editable=False)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message about an event")
        verbose_name_plural = _("messages about events")

    def __str__(self):
        return self.subject
