"""What the jury decided, with its minutes."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .jury import Juror
from .nomination import Nomination
from .prize import PrizeEdition


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
