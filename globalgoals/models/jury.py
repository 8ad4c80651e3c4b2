"""The jury of a year of the prize: who is in it, what ties them, what they say to each other."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .nomination import Nomination
from .prize import PrizeEdition

LONGEST_NOTE = 2_000


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
