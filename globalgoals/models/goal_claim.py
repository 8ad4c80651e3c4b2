"""That a record works on a Global Goal: a claim with why, which somebody else can confirm.

Each kind of record has a concrete class in its own app, which adds `<record>`, `goal` (related_name `<record>_tags`) and
`targets`, and lets `<record>.goals` go through it.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

MOST_GOALS = 3

SMALLEST_FREE_RANK = """
NEW.rank := (
    SELECT min(free) FROM generate_series(1, 4) free
    WHERE NOT EXISTS (SELECT FROM {table} other WHERE other.{record}_id = NEW.{record}_id AND other.rank = free));
RETURN NEW;
"""
# Also when the peer is removed: its confirmation would read as one of the International Office.
CONFIRMATION_GOES = """
IF (NEW.{record}_id, NEW.goal_id, NEW.motivation_nl, NEW.motivation_en, NEW.motivation_de)
        IS DISTINCT FROM (OLD.{record}_id, OLD.goal_id, OLD.motivation_nl, OLD.motivation_en, OLD.motivation_de)
    OR (OLD.confirmed_for_id IS NOT NULL AND NEW.confirmed_for_id IS NULL) THEN
    NEW.confirmed_on := NULL;
    NEW.confirmed_by_id := NULL;
    NEW.confirmed_for_id := NULL;
END IF;
RETURN NEW;
"""
CONFIRMATION_GOES_WITH_TARGETS = """
UPDATE {table} SET confirmed_on = NULL, confirmed_by_id = NULL, confirmed_for_id = NULL
WHERE confirmed_on IS NOT NULL AND id IN (
    CASE WHEN TG_OP <> 'INSERT' THEN OLD.{claim}_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.{claim}_id END);
RETURN NULL;
"""


def keep_claim(record, table):
    """Return the triggers of a table of claims about a `record`.

    The smallest free rank where none is given, so that `record.goals.set(…)` works: with four goals it is 4, which the
    constraint refuses. And a confirmation goes when what it was about changes.
    """
    names = {"record": record, "table": f'"{table}"'}
    return [
        pgtrigger.Trigger(
            name="smallest_free_rank",
            operation=pgtrigger.Insert,
            when=pgtrigger.Before,
            condition=pgtrigger.Q(new__rank__isnull=True),
            func=SMALLEST_FREE_RANK.format(**names),
        ),
        pgtrigger.Trigger(
            name="confirmation_goes",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.Q(old__confirmed_on__isnull=False),
            func=CONFIRMATION_GOES.format(**names),
        ),
    ]


def follow_targets(claim, table):
    """Return the triggers of the table of targets of a `claim`, whose own table is `table`."""
    return [
        pgtrigger.Trigger(
            name="confirmation_goes_with_targets",
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.After,
            func=CONFIRMATION_GOES_WITH_TARGETS.format(claim=claim, table=f'"{table}"'),
        )
    ]


class GoalClaimQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_on=None)

    def unconfirmed(self):
        return self.filter(confirmed_on=None)


class GoalClaim(models.Model):
    """A goal that a record works on: one primary, at most two secondary, each with why and by whom it was confirmed."""

    class Rank(models.IntegerChoices):
        PRIMARY = 1, _("primary goal")
        SECOND = 2, _("secondary goal")
        THIRD = 3, _("another secondary goal")

    # Where none is given, the database takes the smallest that is free.
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank)
    motivation_nl, motivation_en, motivation_de = in_three_languages(_("why this goal"), max_length=500)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    # Empty: the International Office.
    confirmed_for = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed in the name of"),
    )

    motivation = Translated()

    objects = GoalClaimQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            # With one claim for each rank: one primary goal and at most two others.
            models.CheckConstraint(
                condition=Q(rank__range=(1, MOST_GOALS)),
                name="%(class)s_rank",
                violation_error_message=_("Choose no more than three goals."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=False) | Q(confirmed_by=None, confirmed_for=None),
                name="%(class)s_confirmed_on",
            ),
        ]

    def __str__(self):
        return f"{self.goal_id} ({self.get_rank_display()})"

    @property
    def is_primary(self):
        return self.rank == self.Rank.PRIMARY

    @property
    def is_confirmed(self):
        return self.confirmed_on is not None
