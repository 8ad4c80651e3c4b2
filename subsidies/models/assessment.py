"""How an application is assessed, and who may not: scores, ties, and the glass that is broken where nobody is left."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application
from .version_parts import Criterion

MOST_POINTS = 10


@pghistory.track()
class Assessment(models.Model):
    """What one civil servant finds of an application (advies, Awb 3:2)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="assessments", verbose_name=_("application")
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments", verbose_name=_("assessor")
    )
    comment = models.TextField(_("advice"), max_length=10_000, blank=True, default="")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["application", "saved_at"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        triggers = [pgtrigger.Protect(name="stays_in_case", operation=pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["application", "assessor"], name="assessment_once_an_assessor")]

    def __str__(self):
        return f"{self.application}: {self.assessor}"


@pghistory.track()
class Score(models.Model):
    """The points that an assessor gives on one criterion, from 0 to 10."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores", verbose_name=_("assessment"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(MOST_POINTS)])
    comment = models.CharField(_("comment"), max_length=1_000, blank=True, default="")

    class Meta:
        ordering = ["assessment", "criterion__position"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        triggers = [pgtrigger.Protect(name="stays_in_case", operation=pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once_a_criterion"),
            models.CheckConstraint(condition=Q(points__range=(0, MOST_POINTS)), name="score_points"),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"


class TieQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None)


@pghistory.track()
class Tie(models.Model):
    """A civil servant declares a tie with an organisation: its cases are shut to that person (Awb 2:4)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties", verbose_name=_("civil servant")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="ties", verbose_name=_("organisation")
    )
    nature = models.CharField(_("what the tie is"), max_length=400)
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["user", "organisation"]
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], condition=Q(ended_at=None), name="tie_once"),
            models.CheckConstraint(condition=~Q(nature=""), name="tie_says_what"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("declared_at")), name="tie_ends_after_it_began"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.organisation}"


class GlassBreakQuerySet(models.QuerySet):
    def open(self):
        return self.filter(until__gt=timezone.now())


@pghistory.track()
class GlassBreak(models.Model):
    """A case is opened to somebody with a tie, because ties shut out everyone who could do it; all of the staff see it."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="glass_breaks", verbose_name=_("application")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="glass_breaks", verbose_name=_("civil servant")
    )
    reason = models.TextField(_("reason"), max_length=1_000)
    broken_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("open until"), editable=False)

    objects = GlassBreakQuerySet.as_manager()

    class Meta:
        ordering = ["-broken_at"]
        verbose_name = _("broken glass")
        verbose_name_plural = _("broken glass")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="glass_break_says_why"),
            models.CheckConstraint(condition=Q(until__gt=F("broken_at")), name="glass_break_ends"),
        ]
        triggers = [pgtrigger.Protect(name="glass_break_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.application}: {self.user}"
