"""The room of a network: the papers of its meetings, and what its secretary wrote to all."""

from pathlib import PurePath
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deventer_intl.media import private_storage

from .network import Network


@pghistory.track()
class Meeting(models.Model):
    """A network met, or is going to."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="meetings", verbose_name=_("network"))
    held_on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("meeting of a network")
        verbose_name_plural = _("meetings of networks")

    def __str__(self):
        return self.title


def somewhere(paper, name):
    """Return where a file is kept. What its sender called it has no say in that."""
    return f"papers/{uuid4().hex}"


@pghistory.track()
class Paper(models.Model):
    """A file that belongs to a meeting, for the members of the room alone."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", pgettext_lazy("paper of a meeting", "Agenda")
        PAPER = "paper", _("Paper")
        MINUTES = "minutes", _("Minutes")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers", verbose_name=_("meeting"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.PAPER)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), storage=private_storage, upload_to=somewhere, max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="papers_added",
        verbose_name=_("added by"),
        editable=False,
    )

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of meetings")
        constraints = [models.CheckConstraint(condition=Q(kind__in=["agenda", "paper", "minutes"]), name="paper_kind")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("organisations:paper", args=[self.meeting.network.slug, self.pk])

    @property
    def format(self):
        """Return what a reader wants to know before opening it: PDF, ODT, DOCX."""
        return PurePath(self.file_name).suffix.removeprefix(".").upper()


class RoomMessage(models.Model):
    """What the secretary wrote to all members of the room."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="messages", verbose_name=_("network"))
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("message"), max_length=5_000)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="room_messages",
        verbose_name=_("sent by"),
        editable=False,
    )
    recipients = models.PositiveIntegerField(_("number of people it was mailed to"), editable=False)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to a network")
        verbose_name_plural = _("messages to networks")

    def __str__(self):
        return self.subject
