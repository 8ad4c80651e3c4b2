"""The jury of a year of the prize: who is in it, what ties them, how they score, what they decide."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .nomination import Nomination, kept_and_left
from .prize import PrizeCriterion, PrizeEdition

LOWEST, HIGHEST = 1, 10
LONGEST_GROUND, LONGEST_NOTE = 500, 2_000

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


class Juror(models.Model):
    """A seat in the jury. Whose account is gone keeps the seat, without a name: what was scored stays."""

    edition = models.ForeignKey(
        PrizeEdition, models.PROTECT, related_name="jurors", verbose_name=_("year of the prize")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jury_seats", verbose_name=_("user")
    )
    is_chair = models.BooleanField(_("chairs the jury"), default=False)
    shows_name = models.BooleanField(_("agrees to be named on the website"), default=False, editable=False)
    appointed_at = models.DateTimeField(_("appointed"), default=timezone.now, editable=False)
    # That there are no ties is a declaration too.
    declared_at = models.DateTimeField(_("ties declared"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["edition", "-is_chair", "pk"]
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"],
                name="juror_once",
                violation_error_message=_("This person is in the jury of this year already."),
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(is_chair=True),
                name="jury_has_one_chair",
                violation_error_message=_("A jury has one chair."),
            ),
        ]

    def __str__(self):
        return str(self.user) if self.user else str(_("a user who is gone"))


class PrizeTie(models.Model):
    """A juror says to have to do with a nominee, and so neither sees nor judges it."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="ties", verbose_name=_("juror"))
    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="ties", verbose_name=_("nomination for the prize")
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("tie of a juror")
        verbose_name_plural = _("ties of jurors")
        constraints = [models.UniqueConstraint(fields=["juror", "nomination"], name="prize_tie_once")]
        triggers = [
            pgtrigger.Trigger(
                name="prize_tie_of_one_year",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM globalgoals_juror juror
                        JOIN globalgoals_nomination nomination ON nomination.edition_id = juror.edition_id
                        WHERE juror.id = NEW.juror_id AND nomination.id = NEW.nomination_id
                    ) THEN
                        RAISE EXCEPTION 'juror and nominee are of different years'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_tie_of_one_year';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.juror}: {self.nomination}"


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


class JuryNote(models.Model):
    """What a juror says about a nominee while the jury discusses; read by jurors without a tie."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="notes", verbose_name=_("juror"))
    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="notes", verbose_name=_("nomination for the prize")
    )
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("note of the jury")
        verbose_name_plural = _("notes of the jury")

    def __str__(self):
        return f"{self.juror}: {self.nomination}"


class PrizeDecision(models.Model):
    """Who wins and why, with the minutes (PDF) as they were made that moment. Never changed, never removed."""

    edition = models.OneToOneField(
        PrizeEdition, models.PROTECT, related_name="decision", verbose_name=_("year of the prize")
    )
    winner = models.ForeignKey(Nomination, models.PROTECT, related_name="+", verbose_name=_("winner"))
    chair = models.ForeignKey(Juror, models.PROTECT, related_name="+", verbose_name=_("chair"))
    reason_nl, reason_en, reason_de = in_three_languages(_("why the jury chose this winner"), long=True, required=True)
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    minutes = models.BinaryField(_("minutes (PDF)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    reason = Translated()

    class Meta:
        verbose_name = _("decision of the jury")
        verbose_name_plural = _("decisions of the jury")
        constraints = [
            models.CheckConstraint(condition=~Q(reason_nl=""), name="prize_decision_with_a_reason"),
        ]
        triggers = [
            pgtrigger.Protect(name="prize_decision_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="prize_decision_may_be",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF NEW.sha256 <> encode(sha256(NEW.minutes), 'hex') THEN
                        RAISE EXCEPTION 'the hash is not that of the minutes'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_decision_hash';
                    END IF;
                    IF NOT EXISTS (
                        SELECT FROM globalgoals_prizeedition edition
                        JOIN globalgoals_nomination nomination ON nomination.edition_id = edition.id
                        JOIN globalgoals_juror juror ON juror.edition_id = edition.id
                        WHERE edition.id = NEW.edition_id AND edition.stage = 'discussing'
                        AND nomination.id = NEW.winner_id AND nomination.state = 'eligible'
                        AND juror.id = NEW.chair_id AND juror.is_chair
                    ) THEN
                        RAISE EXCEPTION 'the chair decides on a nominee of this year while the jury discusses'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prize_decision_may_be';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.winner}"
