"""The check of a settled grant that was drawn for a sample (steekproefcontrole): proof is asked, comes or not, and is judged."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application
from .sample import Sample

# Nobody is checked by hand: the case is among the first of the order, as many as the sample is large.
AMONG_THE_DRAWN = pgtrigger.Trigger(
    name="among_the_drawn",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM subsidies_sample s
            JOIN subsidies_ceiling c ON c.id = s.ceiling_id
            JOIN subsidies_scheme r ON r.id = c.scheme_id
            JOIN subsidies_application a ON a.ceiling_id = c.id AND a.id = NEW.application_id
            CROSS JOIN jsonb_array_elements_text(s.candidates) WITH ORDINALITY AS lot(reference, place)
            WHERE s.id = NEW.sample_id AND s.drawn_at IS NOT NULL AND lot.place <= s.size
            AND lot.reference = r.code || '-' || c.year || '-'
                || lpad(a.number::text, greatest(4, length(a.number::text)), '0')
        ) THEN
            RAISE EXCEPTION 'this application was not drawn'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sample_check_drawn';
        END IF;
        RETURN NEW;
    """,
)


class SampleCheckQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody closed."""
        return self.filter(closed_at=None)

    def unanswered(self):
        return self.open().filter(received_at=None)

    def to_judge(self, today):
        """Those in which an officer has something to do: proof came, or the last day for it is over."""
        return self.open().filter(Q(received_at__isnull=False) | Q(due_on__lt=today))


@pghistory.track()
class SampleCheck(models.Model):
    """A settled grant that was drawn: proof is asked, comes or not, and an officer finds what it comes to."""

    class Outcome(models.TextChoices):
        IN_ORDER = "in-order", _("in order")
        FAULT = "fault", _("a fault")
        NO_ANSWER = "no-answer", _("no answer")

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="checks", verbose_name=_("sample"))
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="sample_check", verbose_name=_("application")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    due_on = models.DateField(_("last day"))
    received_at = models.DateTimeField(_("proof received"), null=True, editable=False)
    text = models.TextField(_("text of the applicant"), max_length=4_000, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
        editable=False,
    )
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True, default="")
    note = models.TextField(_("note"), max_length=4_000, blank=True, default="")
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
        editable=False,
    )

    objects = SampleCheckQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("check by sample")
        verbose_name_plural = _("checks by sample")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", "in-order", "fault", "no-answer"]), name="sample_check_outcome"
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=False) | Q(text="", answered_by=None), name="sample_check_received"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(received_at__gte=F("asked_at")), name="sample_check_asked_first"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", note="", closed_at=None, closed_by=None)
                | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="sample_check_closed_whole",
            ),
            # Whoever gets to hear that something is wrong can ask why (Awb 3:46).
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(note="") | Q(outcome="in-order", received_at__isnull=False),
                name="sample_check_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="no-answer") | Q(received_at=None), name="sample_check_no_answer"
            ),
        ]
        triggers = [
            AMONG_THE_DRAWN,
            pgtrigger.Protect(name="check_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="check_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("sample", "application", "asked_at", "due_on"),
            ),
            pgtrigger.Protect(
                name="answer_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__received_at__isnull=False)
                & (
                    pgtrigger.Q(old__received_at__df=pgtrigger.F("new__received_at"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                ),
            ),
            # Whoever leaves is forgotten; all else stays as it was found.
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False)
                & (
                    pgtrigger.Q(old__closed_at__df=pgtrigger.F("new__closed_at"))
                    | pgtrigger.Q(old__outcome__df=pgtrigger.F("new__outcome"))
                    | pgtrigger.Q(old__note__df=pgtrigger.F("new__note"))
                    | pgtrigger.Q(old__received_at__df=pgtrigger.F("new__received_at"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def waits_for_answer(self):
        return self.is_open and self.received_at is None

    def is_late(self, today):
        return self.waits_for_answer and self.due_on < today

    @property
    def documents(self):
        """Return what came with the answer: nothing else comes into a settled case."""
        return [each for each in self.application.attachments.all() if each.added_at >= self.asked_at]
