"""The policy: a plan with its chapters and ambitions, in the words and the order of the note that the council adopted."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .prize import FIRST_YEAR, LAST_YEAR

YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class PolicyPlanQuerySet(models.QuerySet):
    def public(self):
        """Those that everyone can read: the council adopted them."""
        return self.exclude(published_on=None)

    def visible_to(self, user):
        """Those somebody sees: staff with the right also drafts."""
        return self if user.is_staff and user.has_perm("globalgoals.view_policyplan") else self.public()

    def current(self, year):
        """Return the plan of a year, or else the last one before it, or None."""
        return self.public().filter(first_year__lte=year).order_by("-first_year").first()


@pghistory.track()
class PolicyPlan(models.Model):
    """A policy note (ambitienota) and the years that it is for. One that is not published is a draft of the next."""

    slug = models.SlugField(_("address"), unique=True, help_text=_("The years, such as 2021-2026."))
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("last year"), validators=YEARS)
    reckoned_from = models.PositiveSmallIntegerField(
        _("kept in this portal from"),
        validators=YEARS,
        help_text=_(
            "The first year of which everything stands in this portal. What is known of earlier years was imported."
        ),
    )
    source = models.CharField(_("source"), max_length=300, blank=True, default="")
    published_on = models.DateField(
        _("published here on"),
        null=True,
        blank=True,
        help_text=_("Empty while it is a draft: nobody but staff sees it."),
    )
    # What a draft was made from.
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )

    title = Translated()

    objects = PolicyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year"]
        verbose_name = _("policy plan")
        verbose_name_plural = _("policy: plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="policy_plan_years",
                violation_error_message=_("The last year is not before the first."),
            ),
            models.UniqueConstraint(
                fields=["first_year"],
                condition=Q(published_on__isnull=False),
                name="policy_plan_first_year",
                violation_error_message=_("Another plan that is published begins in this year."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("policy:plan", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    @property
    def years(self):
        return range(self.first_year, self.last_year + 1)


@pghistory.track()
class PolicyChapter(models.Model):
    """A chapter of a plan."""

    plan = models.ForeignKey(PolicyPlan, models.CASCADE, related_name="chapters", verbose_name=_("policy plan"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("in one sentence"), max_length=300)
    # The note prints icons that its text does not carry: editors fill this in.
    goals = models.ManyToManyField(
        "globalgoals.Goal", blank=True, related_name="policy_chapters", verbose_name=_("Global Goals")
    )

    title = Translated()
    summary = Translated()

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("chapter")
        verbose_name_plural = _("policy: chapters")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="policy_chapter_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="policy_chapter_from_1"),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        return reverse("policy:chapter", args=[self.plan.slug, self.number])


@pghistory.track()
class PolicyChapterGoal(PolicyChapter.goals.through):
    class Meta:
        proxy = True


@pghistory.track()
class Ambition(models.Model):
    """What a chapter sets out to do (ambitie): the words of the note, which is Dutch, and a short name of our own."""

    chapter = models.ForeignKey(PolicyChapter, models.CASCADE, related_name="ambitions", verbose_name=_("chapter"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    section = models.CharField(_("section of the plan"), max_length=20, blank=True, default="")
    name_nl, name_en, name_de = in_three_languages(_("short name of our own"), required=True)
    text_nl, text_en, text_de = in_three_languages(_("in the words of the plan"), long=True)

    name = Translated()
    text = Translated()

    class Meta:
        ordering = ["chapter", "position"]
        verbose_name = _("ambition")
        verbose_name_plural = _("policy: ambitions")
        constraints = [models.UniqueConstraint(fields=["chapter", "position"], name="ambition_position")]

    def __str__(self):
        return self.name
