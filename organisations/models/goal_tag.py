"""The Global Goals an organisation works on, and those of its projects."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from globalgoals.models import GoalClaim, follow_targets, keep_claim, once_per

from .activity import Project
from .organisation import Organisation


@pghistory.track()
class GoalTag(GoalClaim):
    """A Global Goal an organisation works on."""

    about = "organisation"
    claimed_by = "organisation"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="goal_tags", verbose_name=_("organisation")
    )
    goal = models.ForeignKey(
        "globalgoals.Goal", models.PROTECT, related_name="organisation_tags", verbose_name=_("goal")
    )
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="organisation_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        ordering = ["organisation", "rank"]
        verbose_name = _("goal of an organisation")
        verbose_name_plural = _("goals of organisations")
        constraints = [
            *GoalClaim.Meta.constraints,
            *once_per("organisation", "goaltag"),
            models.CheckConstraint(
                condition=Q(confirmed_for=None) | ~Q(confirmed_for=F("organisation")),
                name="goaltag_confirmed_by_another",
                violation_error_message=_("An organisation does not confirm its own goals."),
            ),
        ]
        triggers = keep_claim("organisation", "organisations_goaltag", "goaltag")

    @property
    def title_of_item(self):
        return f"{self.goal} ({self.get_rank_display()})"


@pghistory.track()
class GoalTagTarget(GoalTag.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("goaltag", "organisations_goaltag")


@pghistory.track()
class ProjectGoal(GoalClaim):
    """A Global Goal a project serves."""

    about = "project"
    claimed_by = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="goal_tags", verbose_name=_("project"))
    goal = models.ForeignKey("globalgoals.Goal", models.PROTECT, related_name="project_tags", verbose_name=_("goal"))
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="project_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        db_table = "organisations_project_goals"
        ordering = ["project", "rank"]
        verbose_name = _("goal of a project")
        verbose_name_plural = _("goals of projects")
        constraints = [*GoalClaim.Meta.constraints, *once_per("project", "projectgoal")]
        triggers = keep_claim("project", "organisations_project_goals", "projectgoal")


@pghistory.track()
class ProjectGoalTarget(ProjectGoal.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("projectgoal", "organisations_project_goals")
