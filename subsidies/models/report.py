"""How an applicant accounts for a grant (verantwoording, Awb 4:44, 4:45): the report, its figures and photos, a final term."""

from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from deventer_intl.media import private_storage

from ..fields import AmountField
from ..reckoning.accounting import Figures
from ..reckoning.budget import Budget, Cost, Cover
from .application import Application, Channel
from .budget_line import SOURCE, BudgetLine

MOST_PHOTOS = 6

# A report is asked of who has a grant: before there is one, and once it is settled or revoked, there is nothing to report.
ONLY_OF_A_GRANT = """
    PERFORM 1 FROM subsidies_application WHERE id = NEW.application_id AND state = 'granted' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only of a grant a report is asked'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_of_a_grant';
    END IF;
    RETURN NEW;
"""
SENT_IN_STAYS = """
    IF to_jsonb(NEW) - 'submitted_by_id' IS DISTINCT FROM to_jsonb(OLD) - 'submitted_by_id' THEN
        RAISE EXCEPTION 'a report that was sent in stays as it is'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_is_fixed';
    END IF;
    RETURN NEW;
"""
WITH_ITS_REPORT = """
    IF EXISTS (SELECT 1 FROM subsidies_accountabilityreport
               WHERE id = ANY(CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.report_id] WHEN 'DELETE' THEN ARRAY[OLD.report_id]
                   ELSE ARRAY[OLD.report_id, NEW.report_id] END) AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a report that was sent in stays as it is'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_is_fixed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
FINAL_TERM_OF_A_GRANT = (
    """
    IF EXISTS (SELECT 1 FROM subsidies_accountabilityreport
               WHERE application_id = NEW.application_id AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the report was sent in: no term is set for it any more'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'final_term_without_report';
    END IF;
"""
    + ONLY_OF_A_GRANT
)


def fixed_with_report(name):
    return pgtrigger.Trigger(
        name=f"fixed_with_report_{name}",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=WITH_ITS_REPORT,
    )


def somewhere(photo, name):
    return f"report-photos/{uuid4().hex}"


@pghistory.track()
class AccountabilityReport(models.Model):
    """What was done with a grant, beside what was planned. Until it is sent in, what is typed is in `Answers`.

    Whether it came in late is reckoned (`accounting.py`), never kept.
    """

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="report", verbose_name=_("application")
    )
    result = models.TextField(_("what was done"), max_length=10_000, blank=True, default="")
    difference = models.TextField(_("what went otherwise, and why"), max_length=5_000, blank=True, default="")
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    benefit = models.TextField(_("what it brought"), max_length=5_000, blank=True, default="")
    # Proposed to be published; an editor decides.
    public_result = models.TextField(_("text for publication"), max_length=2_000, blank=True, default="")
    channel = models.CharField(_("came by"), max_length=6, choices=Channel, default=Channel.ONLINE, editable=False)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("received"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("sent in by"),
        editable=False,
    )

    class Meta:
        ordering = ["application"]
        verbose_name = _("report of an applicant")
        verbose_name_plural = _("reports of applicants")
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False) & ~Q(result="") & ~Q(benefit="") & Q(people__isnull=False),
                name="report_whole_when_sent_in",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="report_of_a_grant", operation=pgtrigger.Insert, when=pgtrigger.Before, func=ONLY_OF_A_GRANT
            ),
            pgtrigger.Trigger(
                name="report_sent_in_of_a_grant",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__submitted_at__isnull=True),
                func=ONLY_OF_A_GRANT,
            ),
            # Whoever leaves is forgotten.
            pgtrigger.Trigger(
                name="report_is_fixed",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
                func=SENT_IN_STAYS,
            ),
            pgtrigger.Protect(
                name="report_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.application}"

    @property
    def is_sent(self) -> bool:
        return self.submitted_at is not None

    @cached_property
    def figures(self) -> Figures:
        """Return what it cost and who paid, beside what was planned."""
        return Figures(budget_of(self.application.budget_lines.all()), budget_of(self.lines.all()))


def budget_of(lines) -> Budget:
    """Return lines, planned or real, as they are reckoned with."""
    costs = tuple(Cost(line.label, line.amount) for line in lines if line.kind == BudgetLine.Kind.COST)
    cover = tuple(Cover(SOURCE[line.kind], line.label, line.amount) for line in lines if line.kind in SOURCE)
    return Budget(costs, cover)


@pghistory.track()
class ReportLine(models.Model):
    """What something really cost, or who really paid for it, in cents; beside the line of the budget, if that had one."""

    report = models.ForeignKey(AccountabilityReport, models.CASCADE, related_name="lines", verbose_name=_("report"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=11, choices=BudgetLine.Kind)
    label = models.CharField(_("item"), max_length=120)
    budget_line = models.ForeignKey(
        BudgetLine, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("line of the budget")
    )
    amount = AmountField(_("amount"), validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["report", "position"]
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="report_line_amount"),
            models.UniqueConstraint(fields=["report", "position"], name="report_line_position"),
            models.UniqueConstraint(fields=["report", "budget_line"], name="report_line_once_a_budget_line"),
        ]
        triggers = [fixed_with_report("line")]

    def __str__(self):
        return self.label


@pghistory.track()
class ReportPhoto(models.Model):
    """A photo with a report, made anew of what was uploaded. It is kept privately: publishing it is another step.

    The words by which was said that everybody in it agrees to publication are kept as they stood there.
    """

    report = models.ForeignKey(AccountabilityReport, models.CASCADE, related_name="photos", verbose_name=_("report"))
    position = models.PositiveSmallIntegerField(_("place"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=somewhere, max_length=200, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    alt = models.CharField(_("what one sees"), max_length=250)
    credit = models.CharField(_("made by"), max_length=120)
    consent = models.CharField(_("consent"), max_length=500, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
        editable=False,
    )

    class Meta:
        ordering = ["report", "position"]
        verbose_name = _("photo with a report")
        verbose_name_plural = _("photos with reports")
        constraints = [
            models.CheckConstraint(condition=Q(position__range=(1, MOST_PHOTOS)), name="report_photo_position"),
            models.UniqueConstraint(fields=["report", "position"], name="report_photo_position_once"),
            models.CheckConstraint(
                condition=~Q(alt="") & ~Q(credit="") & ~Q(consent=""), name="report_photo_says_what_and_consent"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fixed_with_report_photo",
                operation=pgtrigger.Insert | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=WITH_ITS_REPORT,
            ),
            # What is said of it does not change, before or after; whoever leaves is forgotten.
            pgtrigger.Protect(
                name="report_photo_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["added_by"]),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def file_name(self) -> str:
        return f"foto-{self.position}.webp"


@pghistory.track()
class FinalTerm(models.Model):
    """The report did not come: a last day is set for it, after which the grant can be settled without (Awb 4:44 lid 3, 4)."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="final_term", verbose_name=_("application")
    )
    due_on = models.DateField(_("last day"))
    set_at = models.DateTimeField(_("set"), default=timezone.now, editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("set by")
    )

    class Meta:
        ordering = ["set_at"]
        verbose_name = _("final term for a report")
        verbose_name_plural = _("final terms for reports")
        triggers = [
            pgtrigger.Trigger(
                name="final_term_of_a_grant",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=FINAL_TERM_OF_A_GRANT,
            ),
            pgtrigger.Protect(name="final_term_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="final_term_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["set_by"]),
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.due_on}"
