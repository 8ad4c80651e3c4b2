"""What belongs to a good practice: the goals it serves, figures with their source, and photos."""

import pghistory
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.photo import Photo, photo_constraints
from deventer_intl.translation import Translated, in_three_languages

from .goal import Goal, Target
from .goal_claim import GoalClaim, follow_targets, keep_claim, once_per
from .good_practice import GoodPractice

MOST_FIGURES = 4
MOST_PHOTOS = 6


@pghistory.track()
class PracticeGoal(GoalClaim):
    """A Global Goal a good practice serves."""

    about = "practice"
    claimed_by = "practice__organisation"

    practice = models.ForeignKey(
        GoodPractice, models.CASCADE, related_name="goal_tags", verbose_name=_("good practice")
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="practice_tags", verbose_name=_("goal"))
    targets = models.ManyToManyField(Target, blank=True, related_name="practice_tags", verbose_name=_("targets"))

    class Meta(GoalClaim.Meta):
        ordering = ["practice", "rank"]
        verbose_name = _("goal of a good practice")
        verbose_name_plural = _("goals of good practices")
        constraints = [*GoalClaim.Meta.constraints, *once_per("practice", "practicegoal")]
        triggers = keep_claim("practice", "globalgoals_practicegoal", "practicegoal")


@pghistory.track()
class PracticeGoalTarget(PracticeGoal.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("practicegoal", "globalgoals_practicegoal")


@pghistory.track()
class PracticeFigure(models.Model):
    """A number in a good practice: what it counts, and who says so."""

    practice = models.ForeignKey(GoodPractice, models.CASCADE, related_name="figures", verbose_name=_("good practice"))
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    number = models.DecimalField(_("number"), max_digits=12, decimal_places=2)
    what_nl, what_en, what_de = in_three_languages(_("what it counts"), required=True, max_length=120)
    source = models.CharField(_("source"), max_length=200)

    what = Translated()

    class Meta:
        ordering = ["practice", "position"]
        verbose_name = _("figure of a good practice")
        verbose_name_plural = _("figures of good practices")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "position"], name="practice_figure_once", deferrable=Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(condition=Q(position__range=(1, MOST_FIGURES)), name="practice_figure_position"),
            models.CheckConstraint(condition=~Q(what_nl="") & ~Q(source=""), name="practice_figure_says_what_and_who"),
        ]

    def __str__(self):
        return f"{self.number.normalize():f} {self.what_nl}"


@pghistory.track()
class PracticePhoto(Photo):
    """A photo of a good practice."""

    practice = models.ForeignKey(GoodPractice, models.CASCADE, related_name="photos", verbose_name=_("good practice"))

    class Meta:
        ordering = ["practice", "position"]
        verbose_name = _("photo of a good practice")
        verbose_name_plural = _("photos of good practices")
        constraints = photo_constraints("practice", MOST_PHOTOS)
