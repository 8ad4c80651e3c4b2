"""That a record works on a Global Goal: a claim with why, which somebody else can confirm.

Each kind of record has a concrete class in its own app, which adds `<record>`, `goal` (related_name `<record>_tags`) and
`targets`, and lets `<record>.goals` go through it.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q
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


OF_ITS_GOAL = """
IF NOT EXISTS (
    SELECT FROM {table} claim JOIN globalgoals_target target ON target.goal_id = claim.goal_id
    WHERE claim.id = NEW.{claim}_id AND target.id = NEW.target_id) THEN
    RAISE EXCEPTION 'a target of another goal'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'target_of_its_goal';
END IF;
RETURN NEW;
"""
# Its targets are those of the goal before.
TARGETS_GO = "DELETE FROM {targets} WHERE {claim}_id = NEW.id; RETURN NULL;"


def keep_claim(record, table, claim):
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
        pgtrigger.Trigger(
            name="targets_go_with_goal",
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            condition=pgtrigger.Q(old__goal__df=pgtrigger.F("new__goal")),
            func=TARGETS_GO.format(claim=claim, targets=f'"{table}_targets"'),
        ),
    ]


def follow_targets(claim, table):
    """Return the triggers of the table of targets of a `claim`, whose own table is `table`."""
    names = {"claim": claim, "table": f'"{table}"'}
    return [
        pgtrigger.Trigger(
            name="target_of_its_goal",
            operation=pgtrigger.Insert | pgtrigger.Update,
            when=pgtrigger.Before,
            func=OF_ITS_GOAL.format(**names),
        ),
        pgtrigger.Trigger(
            name="confirmation_goes_with_targets",
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.After,
            func=CONFIRMATION_GOES_WITH_TARGETS.format(**names),
        ),
    ]


def once_per(record, claim):
    """Return the constraints by which a record claims a goal once, and has one goal of each rank.

    At the end of a statement, so that two can change places.
    """
    return [
        models.UniqueConstraint(
            fields=[record, "goal"],
            name=f"{claim}_once",
            violation_error_message=_("This goal is in the list already."),
        ),
        models.UniqueConstraint(
            fields=[record, "rank"],
            name=f"{claim}_rank_once",
            deferrable=Deferrable.IMMEDIATE,
            violation_error_message=_("There is a goal of this rank already. Change that one first."),
        ),
    ]


class GoalClaimQuerySet(models.QuerySet):
    def confirmed(self):
        return self.exclude(confirmed_on=None)

    def unconfirmed(self):
        return self.filter(confirmed_on=None)


class GoalClaim(models.Model):
    """A goal that a record works on: one primary, at most two secondary, each with why and by whom it was confirmed.

    A concrete class says in `about` by which field it names its record, and in `claimed_by` by which way its organisation.
    """

    about: str
    claimed_by: str

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
        return f"{self.record}: {self.goal_id}"

    @property
    def record(self):
        return getattr(self, self.about)

    @property
    def claimant(self):
        """The organisation that claims it, None where it is the International Office."""
        found = self
        for name in self.claimed_by.split("__"):
            found = found and getattr(found, name)
        return found

    @property
    def is_primary(self):
        return self.rank == self.Rank.PRIMARY

    @property
    def is_confirmed(self):
        return self.confirmed_on is not None
