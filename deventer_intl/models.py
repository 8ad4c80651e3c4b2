import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .translation import Translated, in_three_languages


class ContentStamp(models.Model):
    """One row: a number that grows with every transaction that changed content (see `guards.py`).

    Part of the key of every cached page, so that no process shows a page older than the last change.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    stamp = models.BigIntegerField(default=0)

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
