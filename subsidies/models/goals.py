"""The Global Goals that an application serves, and those that its result served."""

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from globalgoals.models import GoalClaim, follow_targets, keep_claim, once_per

from .application import Application
from .result import PublicResult

# What somebody else says of it, a confirmation, may still come.
SENT_IN_STAYS = """
IF EXISTS (SELECT FROM subsidies_application a WHERE a.state <> 'draft'
        AND a.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.application_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.application_id END))
    AND (TG_OP <> 'UPDATE' OR (NEW.application_id, NEW.goal_id, NEW.rank, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)
        IS DISTINCT FROM (OLD.application_id, OLD.goal_id, OLD.rank, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)) THEN
    RAISE EXCEPTION 'what was sent in keeps its goals'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sent_in_keeps_its_goals';
END IF;
RETURN COALESCE(NEW, OLD);
"""


@pghistory.track()
class GoalOfApplication(GoalClaim):
    """A Global Goal an application serves. What was sent in keeps its goals; others may confirm them."""

    about = "application"
    claimed_by = "application__organisation"

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="goal_tags", verbose_name=_("application")
    )
    goal = models.ForeignKey(
        "globalgoals.Goal", models.PROTECT, related_name="application_tags", verbose_name=_("goal")
    )
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="application_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        db_table = "subsidies_application_goals"
        ordering = ["application", "rank"]
        verbose_name = _("goal of an application")
        verbose_name_plural = _("goals of applications")
        constraints = [*GoalClaim.Meta.constraints, *once_per("application", "goalofapplication")]
        triggers = [
            *keep_claim("application", "subsidies_application_goals", "goalofapplication"),
            pgtrigger.Trigger(
                name="sent_in_keeps_its_goals",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=SENT_IN_STAYS,
            ),
        ]


@pghistory.track()
class GoalOfApplicationTarget(GoalOfApplication.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("goalofapplication", "subsidies_application_goals")


@pghistory.track()
class GoalOfResult(GoalClaim):
    """A Global Goal that a project served, now that it is done."""

    about = "publicresult"
    claimed_by = "publicresult__application__organisation"

    publicresult = models.ForeignKey(
        PublicResult, models.CASCADE, related_name="goal_tags", verbose_name=_("public result")
    )
    goal = models.ForeignKey("globalgoals.Goal", models.PROTECT, related_name="result_tags", verbose_name=_("goal"))
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="result_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        db_table = "subsidies_publicresult_goals"
        ordering = ["publicresult", "rank"]
        verbose_name = _("goal of a public result")
        verbose_name_plural = _("goals of public results")
        constraints = [*GoalClaim.Meta.constraints, *once_per("publicresult", "goalofresult")]
        triggers = keep_claim("publicresult", "subsidies_publicresult_goals", "goalofresult")


@pghistory.track()
class GoalOfResultTarget(GoalOfResult.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("goalofresult", "subsidies_publicresult_goals")


def goals_in_words(application):
    """Return the goals of an application in one line, the primary one first, each with why."""
    tags = application.goal_tags.select_related("goal").order_by("rank")
    return "; ".join(f"{tag.goal}: {tag.motivation}" if tag.motivation else str(tag.goal) for tag in tags)
