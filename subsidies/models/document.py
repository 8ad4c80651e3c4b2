"""What the portal itself writes into a case (stukken): the receipt, and letters."""

from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.media import private_storage

from .application import Application
from .decision import Decision


def somewhere(document, name):
    return f"documents/{uuid4().hex}"


class DocumentQuerySet(models.QuerySet):
    def made_known(self):
        """Those that were made, and of which the decision was announced where they tell one."""
        return self.exclude(file="").exclude(decision__isnull=False, decision__announced_at=None)

    def letters(self):
        """What the municipality wrote to the applicant; a receipt confirms, and is no letter."""
        return self.made_known().exclude(kind=Document.Kind.RECEIPT)

    def to_post(self):
        """Those that wait to be printed and posted."""
        return self.letters().filter(is_on_paper=True, posted_at=None)


@pghistory.track()
class Document(models.Model):
    """A PDF that the portal made of a case, as it was that day; kept privately, given out to who may see the case."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        SUPPLEMENT = "supplement", _("request for a supplement")
        INTENTION = "intention", _("intention")
        FINAL_TERM = "final-term", _("final term for the report")
        SAMPLE = "sample", _("request for proof")
        DECISION = "decision", _("decision")
        # Of courtesy: the Dutch text is the decision.
        TRANSLATION = "translation", _("English translation of the decision")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="documents", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("decision")
    )
    # Empty where it could not be made yet: the mail went without it, and it is tried again.
    file = models.FileField(_("file"), blank=True, storage=private_storage, upload_to=somewhere, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, default="", blank=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    # A letter for who wants paper waits in the print queue until somebody posted it.
    is_on_paper = models.BooleanField(_("on paper"), default=False)
    posted_at = models.DateTimeField(_("posted"), null=True, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("posted by"),
        editable=False,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("document of a case")
        verbose_name_plural = _("documents of cases")
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(kind="receipt"), name="document_one_receipt"),
            models.UniqueConstraint(
                fields=["decision", "kind"], condition=Q(decision__isnull=False), name="document_once_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["decision", "translation"], decision__isnull=False)
                | ~Q(kind__in=["decision", "translation"]) & Q(decision=None),
                name="document_of_decision",
            ),
            models.CheckConstraint(
                condition=Q(posted_at=None, posted_by=None)
                | Q(posted_at__isnull=False, is_on_paper=True) & ~Q(sha256=""),
                name="document_posted",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="document_stays", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__sha256="")
            ),
            # What was made once is never written over.
            pgtrigger.Protect(
                name="document_is_fixed",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__sha256="")
                & (
                    pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                    | pgtrigger.Q(old__size__df=pgtrigger.F("new__size"))
                    | pgtrigger.Q(old__made_at__df=pgtrigger.F("new__made_at"))
                    | pgtrigger.Q(old__file__df=pgtrigger.F("new__file"))
                    | pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind"))
                    | pgtrigger.Q(old__application__df=pgtrigger.F("new__application"))
                    | pgtrigger.Q(old__decision__df=pgtrigger.F("new__decision"))
                ),
            ),
            # A letter goes into the post once: that day counts (Awb 3:41).
            pgtrigger.Protect(
                name="posted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__posted_at__isnull=False)
                & (
                    pgtrigger.Q(old__posted_at__df=pgtrigger.F("new__posted_at"))
                    | pgtrigger.Q(old__is_on_paper__df=pgtrigger.F("new__is_on_paper"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_kind_display()}"

    @property
    def language(self) -> str:
        """The language it is written in, by its code."""
        return "en" if self.kind == self.Kind.TRANSLATION else settings.LANGUAGE_CODE

    @property
    def file_name(self) -> str:
        return f"{self.application.reference}-{self.kind}-{self.pk}.pdf"
