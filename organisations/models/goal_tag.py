"""The Global Goals an organisation works on."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .organisation import Organisation


@pghistory.track()
class GoalTag(models.Model):
    """A Global Goal an organisation works on: one primary, at most two secondary, each with why."""

    class Rank(models.IntegerChoices):
        PRIMARY = 1, _("primary goal")
        SECOND = 2, _("secondary goal")
        THIRD = 3, _("another secondary goal")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="goal_tags", verbose_name=_("organisation")
    )
    goal = models.ForeignKey(
        "globalgoals.Goal", models.PROTECT, related_name="organisation_tags", verbose_name=_("goal")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank)
    motivation_nl, motivation_en, motivation_de = in_three_languages(_("why this goal"), max_length=500)
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="organisation_tags", verbose_name=_("targets")
    )

    motivation = Translated()

    class Meta:
        ordering = ["organisation", "rank"]
        verbose_name = _("goal of an organisation")
        verbose_name_plural = _("goals of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "goal"],
                name="goal_once_per_organisation",
                violation_error_message=_("This goal is in the list already."),
            ),
            # With the check below: one primary goal and at most two others.
            models.UniqueConstraint(
                fields=["organisation", "rank"],
                name="goal_rank_once_per_organisation",
                violation_error_message=_("There is a goal of this rank already. Change that one first."),
            ),
            models.CheckConstraint(condition=Q(rank__range=(1, 3)), name="goal_rank"),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.goal_id}"

    @property
    def title_of_item(self):
        return f"{self.goal} ({self.get_rank_display()})"

    @property
    def is_primary(self):
        return self.rank == self.Rank.PRIMARY


@pghistory.track()
class GoalTagTarget(GoalTag.targets.through):
    class Meta:
        proxy = True
