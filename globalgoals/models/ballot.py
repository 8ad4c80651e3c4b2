"""What jurors think of nominees: points and grounds, a draft until they are sent for good."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from ..prize_result import HIGHEST, LOWEST
from .jury import Juror, PrizeTie
from .nomination import Nomination, kept_and_left
from .prize import PrizeCriterion

LONGEST_GROUND = 500

# Of a row with `nomination_id` and `juror_id`: whether this juror may not judge this nominee.
TIED = """
    EXISTS (SELECT FROM globalgoals_prizetie
            WHERE juror_id = NEW.juror_id AND nomination_id = NEW.nomination_id)
    OR EXISTS (SELECT FROM globalgoals_juror juror
               JOIN globalgoals_nomination nomination ON nomination.id = NEW.nomination_id
               JOIN organisations_membership membership ON membership.user_id = juror.user_id
                   AND membership.organisation_id = nomination.organisation_id
               WHERE juror.id = NEW.juror_id)
"""


class BallotQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)

    def with_ties(self):
        """Say of each why it does not count: `tie`, "declared" or "page" (kept at any time since nominations opened), or ""."""
        declared = PrizeTie.objects.filter(juror=OuterRef("juror"), nomination=OuterRef("nomination"))
        kept, left = kept_and_left(
            OuterRef("juror__user"), OuterRef("nomination__organisation"), OuterRef("juror__edition__opened_at")
        )
        return self.annotate(
            tie=Case(
                When(Exists(declared), then=Value("declared")),
                When(Exists(kept) | Exists(left), then=Value("page")),
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def counting(self):
        """Those that were sent by who has no tie, about nominees that are still to be judged."""
        return self.sent().with_ties().filter(tie="", nomination__state=Nomination.State.ELIGIBLE)


class Ballot(models.Model):
    """What a juror thinks of a nominee: a draft, until it is sent for good."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="ballots", verbose_name=_("juror"))
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, related_name="ballots", verbose_name=_("nomination for the prize")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["nomination", "juror"]
        verbose_name = _("scores of a juror")
        verbose_name_plural = _("scores of jurors")
        constraints = [models.UniqueConstraint(fields=["juror", "nomination"], name="ballot_once")]
        triggers = [
            pgtrigger.Protect(
                name="ballot_sent_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="ballot_may_be",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=f"""
                    IF NOT EXISTS (
                        SELECT FROM globalgoals_juror juror
                        JOIN globalgoals_nomination nomination ON nomination.edition_id = juror.edition_id
                        JOIN globalgoals_prizeedition edition ON edition.id = juror.edition_id
                        WHERE juror.id = NEW.juror_id AND nomination.id = NEW.nomination_id
                        AND juror.declared_at IS NOT NULL AND nomination.state = 'eligible'
                        AND edition.stage = 'assessing'
                    ) THEN
                        RAISE EXCEPTION 'this juror cannot score this nominee now'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_in_time';
                    END IF;
                    IF {TIED} THEN
                        RAISE EXCEPTION 'this juror has a tie with this nominee'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_without_tie';
                    END IF;
                    IF NEW.sent_at IS NOT NULL AND EXISTS (
                        SELECT FROM globalgoals_prizecriterion criterion
                        JOIN globalgoals_nomination nomination ON nomination.edition_id = criterion.edition_id
                        WHERE nomination.id = NEW.nomination_id AND NOT EXISTS (
                            SELECT FROM globalgoals_ballotscore score
                            WHERE score.ballot_id = NEW.id AND score.criterion_id = criterion.id
                            AND score.points IS NOT NULL AND score.ground <> ''
                        )
                    ) THEN
                        RAISE EXCEPTION 'a criterion has no score, or no ground'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_sent_whole';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.juror}: {self.nomination}"


class BallotScore(models.Model):
    """Points for one criterion, 1 to 10, with a short ground; both may be empty in a draft."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="scores", verbose_name=_("scores of a juror"))
    criterion = models.ForeignKey(PrizeCriterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(
        _("points"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    ground = models.CharField(_("why"), max_length=LONGEST_GROUND, blank=True, default="")

    class Meta:
        ordering = ["ballot", "criterion__position", "pk"]
        verbose_name = _("score for a criterion")
        verbose_name_plural = _("scores for criteria")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="ballot_score_once"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__range=(LOWEST, HIGHEST)), name="ballot_score_1_to_10"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ballot_score_of_a_draft",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    -- Grounds go some weeks after the announcement; points stay.
                    IF TG_OP = 'UPDATE' AND NEW.points IS NOT DISTINCT FROM OLD.points AND NEW.ground = ''
                        AND NEW.ballot_id = OLD.ballot_id AND NEW.criterion_id = OLD.criterion_id AND EXISTS (
                            SELECT FROM globalgoals_ballot ballot
                            JOIN globalgoals_nomination nomination ON nomination.id = ballot.nomination_id
                            JOIN globalgoals_prizeedition edition ON edition.id = nomination.edition_id
                            WHERE ballot.id = OLD.ballot_id AND edition.stage = 'announced'
                        ) THEN
                        RETURN NEW;
                    END IF;
                    IF EXISTS (
                        SELECT FROM globalgoals_ballot ballot
                        JOIN globalgoals_nomination nomination ON nomination.id = ballot.nomination_id
                        JOIN globalgoals_prizeedition edition ON edition.id = nomination.edition_id
                        WHERE ballot.id IN (NEW.ballot_id, OLD.ballot_id)
                        AND (ballot.sent_at IS NOT NULL OR edition.stage <> 'assessing')
                    ) THEN
                        RAISE EXCEPTION 'scores that were sent stay as they are'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_score_of_a_draft';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points or '-'}"
