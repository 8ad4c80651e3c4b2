"""The 17 Global Goals (Sustainable Development Goals) of the United Nations and their 169 targets."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages


class GoalManager(models.Manager):
    def get_by_natural_key(self, number):
        return self.get(number=number)


@pghistory.track()
class Goal(models.Model):
    """One of the 17 goals; its number is its identity."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    text_nl, text_en, text_de = in_three_languages(_("what Deventer does (Markdown)"), long=True)
    colour = models.CharField(_("official colour"), max_length=7, validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}$")])
    uri = models.URLField(_("official address"))

    name = Translated()
    text = Translated()

    objects = GoalManager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("Global Goal")
        verbose_name_plural = _("Global Goals")
        constraints = [
            models.CheckConstraint(condition=Q(number__range=(1, 17)), name="goal_1_to_17"),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    def get_absolute_url(self):
        return reverse("globalgoals:goal", args=[self.number])

    def natural_key(self):
        return (self.number,)


class TargetManager(models.Manager):
    def get_by_natural_key(self, code):
        return self.get(code=code)


@pghistory.track()
class Target(models.Model):
    """One of the 169 targets (Dutch: subdoel). The English text is official, the short labels are ours."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets", verbose_name=_("goal"))
    position = models.PositiveSmallIntegerField(_("position"))
    title_en = models.TextField(_("official text (English)"))
    label_nl = models.CharField(_("short Dutch label of our own"), max_length=200, blank=True, default="")
    uri = models.URLField(_("official address"))

    objects = TargetManager()

    class Meta:
        ordering = ["goal", "position"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="target_position_in_goal"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^([1-9]|1[0-7])\.([1-9][0-9]?|[a-d])$"), name="target_code"
            ),
        ]

    def __str__(self):
        return self.code

    def natural_key(self):
        return (self.code,)
