"""Sample control (steekproefcontrole): grants that were settled without a report, of which the municipality checks a few afterwards.

VNG model-ASV art. 15 lid 1 a and b; Awb 4:42. Lots decide which, in a way that anyone can repeat (`reckoning/lottery.py`).
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .ceiling import Ceiling

# The seed is the one whose hash was published, at least a day before; the order is that of the lots.
DRAWN_BY_LOT = pgtrigger.Trigger(
    name="drawn_by_lot",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("total", "integer")],
    func="""
        IF NEW.drawn_at IS NULL THEN
            RETURN NEW;
        END IF;
        IF NEW.seed_commitment <> encode(sha256(convert_to(NEW.seed, 'UTF8')), 'hex') THEN
            RAISE EXCEPTION 'this is not the seed whose hash was published'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sample_seed_committed';
        END IF;
        IF (NEW.drawn_at AT TIME ZONE 'Europe/Amsterdam')::date
            <= (NEW.prepared_at AT TIME ZONE 'Europe/Amsterdam')::date THEN
            RAISE EXCEPTION 'the hash was not public before the day of the draw'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sample_hash_first';
        END IF;
        IF NEW.candidates IS DISTINCT FROM (
            SELECT jsonb_agg(lots.reference ORDER BY lots.lot COLLATE "C") FROM (
                SELECT DISTINCT reference, encode(sha256(convert_to(NEW.seed || reference, 'UTF8')), 'hex') AS lot
                FROM jsonb_array_elements_text(NEW.candidates) AS reference
            ) AS lots
        ) THEN
            RAISE EXCEPTION 'this is not the order of the lots'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sample_order';
        END IF;
        total := jsonb_array_length(NEW.candidates);
        IF NEW.size > total OR NEW.percentage IS NOT NULL AND NEW.size <> (total * NEW.percentage + 99) / 100 THEN
            RAISE EXCEPTION 'so many are not drawn from %', total
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sample_size';
        END IF;
        RETURN NEW;
    """,
)


class SampleQuerySet(models.QuerySet):
    def prepared(self):
        """Those of which the hash of the seed is public, and that wait to be drawn."""
        return self.filter(drawn_at=None)


@pghistory.track()
class Sample(models.Model):
    """A sample among the settled grants of a ceiling: first the hash of its seed is published, on a later day it is drawn.

    With the seed, the candidates in the order of their lots and the size, anyone can repeat it.
    """

    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="samples", verbose_name=_("ceiling"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    seed_commitment = models.CharField(_("hash of the seed"), max_length=64, editable=False)
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by"), editable=False
    )
    seed = models.CharField(_("seed"), max_length=64, blank=True, default="", editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("drawn by"),
        editable=False,
    )
    # References, the lowest lot first; the first `size` of them are checked.
    candidates = models.JSONField(_("candidates"), default=list, blank=True, editable=False)
    size = models.PositiveIntegerField(_("how many are checked"), null=True, editable=False)
    # Where the size follows from it, rounded up.
    percentage = models.PositiveSmallIntegerField(
        _("percentage"), null=True, validators=[MinValueValidator(1), MaxValueValidator(100)], editable=False
    )
    with_path_b = models.BooleanField(_("also path B"), default=False, editable=False)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["ceiling", "-number"]
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "number"], name="sample_number"),
            # Else somebody could make seeds until one pleases.
            models.UniqueConstraint(fields=["ceiling"], condition=Q(drawn_at=None), name="sample_prepared_once"),
            models.CheckConstraint(condition=Q(seed_commitment__regex="^[0-9a-f]{64}$"), name="sample_hash"),
            models.CheckConstraint(
                condition=Q(drawn_at=None, drawn_by=None, seed="", size=None, percentage=None, candidates=[])
                | Q(drawn_at__isnull=False, drawn_by__isnull=False, size__gt=0) & ~Q(seed=""),
                name="sample_drawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(percentage=None) | Q(percentage__gte=1, percentage__lte=100), name="sample_percentage"
            ),
        ]
        triggers = [
            DRAWN_BY_LOT,
            pgtrigger.Protect(name="sample_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="sample_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("ceiling", "number", "seed_commitment", "prepared_at", "prepared_by"),
            ),
            pgtrigger.Protect(
                name="drawn_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__drawn_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.ceiling}, {_('sample')} {self.number}"

    @property
    def is_drawn(self):
        return self.drawn_at is not None


class SampleSeed(models.Model):
    """The seed of a sample until it is drawn: in no history and on no page, as `SealedSeed`."""

    sample = models.OneToOneField(Sample, models.PROTECT, related_name="sealed_seed")
    seed = models.CharField(max_length=64)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="seed_of_sample_stays", operation=pgtrigger.Delete | pgtrigger.Update),
        ]

    def __str__(self):
        return f"{self.sample}"
