"""An objection (bezwaar) against exactly one decision, and the appeal (beroep) after it. The committee that hears has its own system."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Channel
from .decision import Decision
from .decision_kinds import ObjectionResult

# Nobody can object to what was not made known (Awb 6:8, 6:10).
DECISION_ANNOUNCED = pgtrigger.Trigger(
    name="decision_is_announced",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        IF NOT EXISTS (SELECT 1 FROM subsidies_decision WHERE id = NEW.decision_id AND announced_at IS NOT NULL
                       AND (announced_at AT TIME ZONE 'Europe/Amsterdam')::date <= NEW.received_on) THEN
            RAISE EXCEPTION 'the decision was not announced by then'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'objection_after_announcement';
        END IF;
        RETURN NEW;
    """,
)


class ObjectionQuerySet(models.QuerySet):
    def open(self):
        """Those on which nothing is decided and that were not withdrawn."""
        return self.filter(result="", withdrawn_on=None)


@pghistory.track()
class Objection(models.Model):
    """An objection against a decision. Whether it is in time is reckoned from its days (`reckoning.deadlines`), never kept."""

    Result = ObjectionResult

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="objections", verbose_name=_("against"))
    channel = models.CharField(_("came by"), max_length=6, choices=Channel, default=Channel.PAPER)
    received_on = models.DateField(_("received on"))
    # Awb 6:9 lid 2: by post, within the term, and received no more than a week later.
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    text = models.TextField(_("why"), max_length=10_000)
    kept_at = models.DateTimeField(_("kept"), default=timezone.now, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by"), editable=False
    )
    # What who objects says of being late.
    late_reason = models.TextField(_("why it is late"), max_length=4_000, blank=True, default="", db_default="")
    # Awb 6:11: why being late is not held against who objects; empty where it is.
    excuse = models.TextField(_("why being late is excused"), max_length=4_000, blank=True, default="")
    # Awb 7:13: then the term is twelve weeks, else six (7:10 lid 1).
    has_committee = models.BooleanField(_("a committee advises"), default=True)
    # Awb 6:6, 7:10 lid 2: what is missing is asked for, and the term stands still.
    repair_asked_on = models.DateField(_("repair asked on"), null=True, blank=True)
    repair_due_on = models.DateField(_("to be repaired by"), null=True, blank=True)
    repaired_on = models.DateField(_("repaired on"), null=True, blank=True)
    # Awb 7:10 lid 3: once, by six weeks.
    extended_on = models.DateField(_("term extended on"), null=True, blank=True)
    # Awb 7:10 lid 4: with consent of who objects.
    postponed_until = models.DateField(_("postponed until"), null=True, blank=True)
    postponed_why = models.CharField(_("with whose consent"), max_length=400, blank=True, default="")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True, default="", editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_why"),
            models.CheckConstraint(
                condition=Q(posted_on=None) | Q(posted_on__lte=F("received_on")), name="objection_posted_first"
            ),
            models.CheckConstraint(
                condition=Q(repair_asked_on=None, repair_due_on=None, repaired_on=None)
                | Q(repair_asked_on__isnull=False, repair_due_on__isnull=False, repair_due_on__gt=F("repair_asked_on"))
                & (Q(repaired_on=None) | Q(repaired_on__gte=F("repair_asked_on"))),
                name="objection_repair",
            ),
            models.CheckConstraint(
                condition=Q(postponed_until=None, postponed_why="")
                | Q(postponed_until__isnull=False) & ~Q(postponed_why=""),
                name="objection_postponed_why",
            ),
            models.CheckConstraint(condition=Q(result="") | Q(withdrawn_on=None), name="objection_ended_once"),
        ]
        triggers = [
            DECISION_ANNOUNCED,
            pgtrigger.Protect(name="objection_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="objection_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "decision", "channel", "received_on", "text", "late_reason", "kept_at", "kept_by"
                ),
            ),
            pgtrigger.Protect(
                name="objection_ended_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__result="") | pgtrigger.Q(old__withdrawn_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.decision.application}, {self.received_on}"

    @property
    def is_open(self):
        return not self.result and self.withdrawn_on is None

    @property
    def is_unrepaired(self):
        """Tell whether what was missing was asked for and did not come (Awb 6:6)."""
        return self.repair_asked_on is not None and self.repaired_on is None

    @property
    def answer(self):
        """Return the decision on it, as it is where it was corrected; None while there is none."""
        return self.decisions.filter(corrections=None).last()


@pghistory.track()
class Appeal(models.Model):
    """An appeal to the court against a decision on an objection (beroep, Awb 8:1): what the municipality notes of it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals", verbose_name=_("against"))
    lodged_on = models.DateField(_("lodged on"))
    court = models.CharField(_("court"), max_length=120)
    case_number = models.CharField(_("case number of the court"), max_length=60, blank=True, default="")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=400, blank=True, default="")
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by"), editable=False
    )

    class Meta:
        ordering = ["lodged_on", "pk"]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="") | Q(ended_on__gte=F("lodged_on")) & ~Q(outcome=""),
                name="appeal_ended_with_outcome",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="appeal_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="appeal_is_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange("decision", "kept_by")
            ),
        ]

    def __str__(self):
        return f"{self.decision.application}, {self.lodged_on}"
