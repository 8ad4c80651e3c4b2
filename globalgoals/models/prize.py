"""The Deventer4GlobalGoals prize: its years, what nominees are judged by, and who won before this portal was."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .prize_stage import STEPS, PrizeStage

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
WHOLE = 100


class PrizeEditionQuerySet(models.QuerySet):
    def public(self):
        """Those that everyone can read about: nominations were opened."""
        return self.exclude(stage=PrizeStage.PREPARED)

    def announced(self):
        return self.filter(stage=PrizeStage.ANNOUNCED)


@pghistory.track()
class PrizeEdition(models.Model):
    """A year of the prize, with its calendar. Days are whole days in Amsterdam, the last one included."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=YEARS)
    stage = models.CharField(_("stage"), max_length=10, choices=PrizeStage, default=PrizeStage.PREPARED, editable=False)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    text_nl, text_en, text_de = in_three_languages(_("what it is about (Markdown)"), long=True)
    nominations_open_on = models.DateField(_("nominations from"))
    nominations_close_on = models.DateField(_("nominations until and including"))
    scoring_opens_on = models.DateField(_("the jury scores from"))
    scoring_closes_on = models.DateField(_("the jury scores until and including"))
    announced_on = models.DateField(_("day of the announcement"))
    event = models.ForeignKey(
        "events.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="prizes_announced",
        verbose_name=_("event at which it is announced"),
        help_text=_("The Deventer Ondernemers Event, mostly."),
    )
    # Numbers of `organisations.models.Sector`, which lies to the right.
    sectors = ArrayField(
        models.PositiveSmallIntegerField(),
        blank=True,
        default=list,
        verbose_name=_("sectors that can win"),
        help_text=_("None chosen: every sector."),
    )
    # Since when a juror who keeps the page of a nominee is tied, even after leaving it.
    opened_at = models.DateTimeField(_("nominations opened"), null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True, editable=False)

    title = Translated()
    text = Translated()

    objects = PrizeEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("year of the prize")
        verbose_name_plural = _("prize: years")
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="prize_year"),
            models.CheckConstraint(condition=Q(stage__in=PrizeStage.values), name="prize_stage"),
            models.CheckConstraint(
                condition=Q(nominations_close_on__gte=F("nominations_open_on"))
                & Q(scoring_opens_on__gt=F("nominations_close_on"))
                & Q(scoring_closes_on__gte=F("scoring_opens_on"))
                & Q(announced_on__gt=F("scoring_closes_on")),
                name="prize_days_in_order",
                violation_error_message=_(
                    "Put the days in order: nominations, then the jury, then the announcement. The jury begins after the "
                    "last day of nominations and is done before the announcement."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stage="prepared", opened_at=None) | (~Q(stage="prepared") & Q(opened_at__isnull=False)),
                name="prize_stage_and_opened_at",
            ),
            models.CheckConstraint(
                condition=Q(stage="announced", announced_at__isnull=False)
                | (~Q(stage="announced") & Q(announced_at=None)),
                name="prize_stage_and_announced_at",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="prize_stage_by_stage",
                field="stage",
                transitions=[(start.value, end.value) for start, ends in STEPS.items() for end in ends],
            ),
            pgtrigger.Trigger(
                name="prize_opens_with_criteria",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=~pgtrigger.Q(new__stage="prepared"),
                func=f"""
                    IF (SELECT coalesce(sum(weight), 0) FROM globalgoals_prizecriterion WHERE edition_id = NEW.id)
                        <> {WHOLE} THEN
                        RAISE EXCEPTION 'the weights of the criteria do not add up to {WHOLE}'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_weights_add_up';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title or str(self.year)

    def get_absolute_url(self):
        return reverse("globalgoals:prize", args=[self.year])

    @property
    def takes_nominations(self):
        """Whether one can nominate today."""
        days = (self.nominations_open_on, self.nominations_close_on)
        return self.stage == PrizeStage.OPEN and days[0] <= timezone.localdate() <= days[1]

    @property
    def is_early(self):
        """Whether nominating is still to begin."""
        return timezone.localdate() < self.nominations_open_on

    @property
    def takes_scores(self):
        """Whether jurors can score today."""
        days = (self.scoring_opens_on, self.scoring_closes_on)
        return self.stage == PrizeStage.ASSESSING and days[0] <= timezone.localdate() <= days[1]

    @property
    def is_announced(self):
        return self.stage == PrizeStage.ANNOUNCED

    @property
    def sector_names(self):
        """The sectors that can win, in words; none: every sector."""
        names = dict(sector_choices())
        return [str(names[number]) for number in self.sectors if number in names]


def sector_choices():
    """Return the sectors of the directory, which lies to the right: through the relation of a nomination."""
    organisations = PrizeEdition._meta.apps.get_model("organisations.Organisation")
    return organisations._meta.get_field("sector").choices


@pghistory.track()
class PrizeCriterion(models.Model):
    """What nominees are judged by. The weights of a year add up to 100; once nominations open they stay."""

    edition = models.ForeignKey(
        PrizeEdition, models.CASCADE, related_name="criteria", verbose_name=_("year of the prize")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MinValueValidator(1), MaxValueValidator(WHOLE)])
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    text_nl, text_en, text_de = in_three_languages(_("what the jury looks at"), max_length=500)

    name = Translated()
    text = Translated()

    class Meta:
        ordering = ["edition", "position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, WHOLE)),
                name="prize_weight_1_to_100",
                violation_error_message=_("A weight is a number from 1 to 100."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="prize_weights_add_up",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                # At the commit: who changes one weight changes another.
                timing=pgtrigger.Deferred,
                func=f"""
                    IF (
                        SELECT sum(weight) FROM globalgoals_prizecriterion
                        WHERE edition_id = coalesce(NEW.edition_id, OLD.edition_id)
                    ) <> {WHOLE} THEN
                        RAISE EXCEPTION 'the weights of the criteria do not add up to {WHOLE}'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_weights_add_up';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="prize_criteria_stay",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF TG_OP = 'UPDATE' AND NEW.weight = OLD.weight AND NEW.edition_id = OLD.edition_id THEN
                        RETURN NEW;
                    END IF;
                    IF EXISTS (
                        SELECT FROM globalgoals_prizeedition
                        WHERE id IN (NEW.edition_id, OLD.edition_id) AND stage <> 'prepared'
                    ) THEN
                        RAISE EXCEPTION 'criteria stay as they are once nominations open'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_criteria_stay';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track()
class PastWinner(models.Model):
    """Who won in a year before this portal was, as a source says that anyone can read."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=YEARS)
    name = models.CharField(_("winner"), max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="prizes_won_before",
        verbose_name=_("organisation in the directory"),
    )
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Where everyone can read it: an address, a paper.")
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = _("earlier winner of the prize")
        verbose_name_plural = _("prize: earlier winners")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="past_winner_has_a_source"),
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="past_winner_year"),
        ]

    def __str__(self):
        return f"{self.year}: {self.name}"
