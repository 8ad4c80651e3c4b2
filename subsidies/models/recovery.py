"""Recovering what was paid too much (terugvordering, Awb 4:57): in parts, as it comes in, and what is written off."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from ..reckoning.recovery import covered, late
from .ceiling import APPEND_ONLY
from .decision import Decision


class RecoveryQuerySet(models.QuerySet):
    def open(self):
        """Those of which something is still to come in."""
        return self.filter(ended_at=None)


@pghistory.track()
class Recovery(models.Model):
    """What an announced decision claims back. Amounts are in cents; how much is left is summed, never kept."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="recovery", verbose_name=_("decision"))
    # Awb 4:57 lid 4: five years after what it rests on was made known.
    bound_until = models.DateField(_("to be claimed by"))
    # All came in, was written off, or need not be paid back after an objection.
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    # Need not come back after all: an objection succeeded, against this or against what it rests on.
    waived = AmountField(_("need not be paid back after all"), default=0, db_default=0, editable=False)
    written_off = AmountField(_("written off"), default=0, editable=False)
    written_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written off by"),
        editable=False,
    )
    written_off_why = models.CharField(_("why it was written off"), max_length=2_000, blank=True, default="")

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        ordering = ["decision"]
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        constraints = [
            models.CheckConstraint(
                condition=Q(written_off=0, written_off_by=None, written_off_why="")
                | Q(written_off__gt=0, written_off_by__isnull=False, ended_at__isnull=False) & ~Q(written_off_why=""),
                name="recovery_written_off_why",
            ),
            models.CheckConstraint(condition=Q(waived__gte=0), name="recovery_waived"),
        ]
        triggers = [
            pgtrigger.Protect(name="recovery_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="recovery_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("decision", "bound_until"),
            ),
            pgtrigger.Protect(
                name="recovery_ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.decision.application}: {self.decision.get_outcome_display()}"

    @property
    def came_in(self) -> int:
        """Return what was paid back, in cents."""
        return sum(each.amount for each in self.repayments.all())

    @property
    def left(self) -> int:
        """Return what is still to come in, in cents."""
        return self.decision.amount - self.came_in - self.waived - self.written_off

    @property
    def arrangement(self) -> list["Instalment"]:
        """Return the parts that hold now, the first one first."""
        return [each for each in self.instalments.all() if each.replaced_at is None]

    @property
    def lines(self) -> list[tuple["Instalment", int]]:
        """Return each part with how much of it is still to come: what came in counts for the first ones."""
        parts = self.arrangement
        return list(zip(parts, covered([each.amount for each in parts], self.left), strict=True))

    @property
    def next_part(self) -> "Instalment | None":
        """Return the first part of which something is still to come, None where nothing is."""
        return next((part for part, rest in self.lines if rest), None)

    def late_on(self, day) -> int:
        """Return how much should have come in before a day and did not, in cents."""
        return late([(part.due_on, rest) for part, rest in self.lines], day)


@pghistory.track()
class Instalment(models.Model):
    """A part of a recovery, and by when it is paid (betalingsregeling)."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="instalments", verbose_name=_("recovery"))
    number = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("pay back by"))
    amount = AmountField(_("amount"))
    # Another arrangement came in its place.
    replaced_at = models.DateTimeField(_("replaced"), null=True, editable=False)

    class Meta:
        ordering = ["recovery", "due_on", "pk"]
        verbose_name = _("part of a recovery")
        verbose_name_plural = _("parts of recoveries")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_amount"),
            models.UniqueConstraint(
                fields=["recovery", "number"], condition=Q(replaced_at=None), name="instalment_number"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="instalment_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="instalment_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at"]),
            ),
            pgtrigger.Protect(
                name="instalment_replaced_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__replaced_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.recovery}, {self.number}"


@pghistory.track()
class Repayment(models.Model):
    """What came in on a recovery, booked once."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments", verbose_name=_("recovery"))
    received_on = models.DateField(_("received on"))
    amount = AmountField(_("amount"))
    # As the bank names it: nothing is booked twice.
    bank_reference = models.CharField(_("reference of the bank"), max_length=70)
    booked_at = models.DateTimeField(_("booked"), default=timezone.now, editable=False)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("booked by"), editable=False
    )

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_amount"),
            models.UniqueConstraint(fields=["recovery", "bank_reference"], name="repayment_booked_once"),
        ]
        triggers = APPEND_ONLY

    def __str__(self):
        return f"{self.recovery}, {self.received_on}"
