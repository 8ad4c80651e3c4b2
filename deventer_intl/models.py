import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .news.models import Delivery, NewsItem, Subscription
from .outages import Pulse
from .policy.models import (
    ChapterSubscription,
    PolicyActivity,
    PolicySnapshot,
    ReportBuild,
    ReportText,
)
from .search.models import SearchChange, SearchEntry
from .translation import Translated, in_three_languages

__all__ = [
    "ChapterSubscription",
    "ContentStamp",
    "Delivery",
    "Erasure",
    "NewsItem",
    "OutgoingMail",
    "Page",
    "PolicyActivity",
    "PolicySnapshot",
    "Pulse",
    "ReportBuild",
    "ReportText",
    "SearchChange",
    "SearchEntry",
    "Subscription",
]


class ContentStamp(models.Model):
    """One row: a number that grows with every transaction that changed content (see `guards.py`).

    Part of the key of every cached page, so that no process shows a page older than the last change.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    stamp = models.BigIntegerField(default=0)
    # Grows with every transaction that changed what the start page of the back-office reads beside content.
    office = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_content_stamp")]

    def __str__(self):
        return str(self.stamp)


@pghistory.track()
class Page(models.Model):
    """A page of text that staff write themselves: about, privacy, accessibility."""

    slug = models.SlugField(_("address"), unique=True)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    body_nl, body_en, body_de = in_three_languages(_("text (Markdown)"), required=True, long=True)
    updated_on = models.DateField(_("last changed"), auto_now=True)

    title = Translated()
    body = Translated()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def __str__(self):
        return self.title_nl

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def natural_key(self):
        return (self.slug,)


class OutgoingMail(models.Model):
    """A mail on its way (`mail.py`); once sent, only that it was sent is kept, for a month."""

    sender = models.CharField(_("from"), max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), verbose_name=_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    content = models.BinaryField(help_text="The message as it goes to the mail server, its Message-ID included.")
    queued_at = models.DateTimeField(_("queued"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")

    def __str__(self):
        return self.subject


class Erasure(models.Model):
    """That the history of a record was emptied of what retention law removes; only `erase_user_history` writes it."""

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.BigIntegerField(_("number of the record"))
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self):
        return f"{self.model} {self.key}"
