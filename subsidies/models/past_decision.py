"""Subsidies granted before this portal was, as a file of those years says it: apart from the register and the ledger."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from globalgoals.models.policy import YEARS

from ..fields import AmountField
from .scheme import Scheme

WITHIN_THE_CEILING = """
    PERFORM FROM subsidies_scheme WHERE id = NEW.scheme_id FOR UPDATE;
    SELECT ceiling INTO most FROM subsidies_pastdecision
        WHERE scheme_id = NEW.scheme_id AND year = NEW.year AND ceiling <> NEW.ceiling LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'a year of a scheme has one ceiling'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'past_decision_one_ceiling';
    END IF;
    IF (SELECT coalesce(sum(amount), 0) FROM subsidies_pastdecision
        WHERE scheme_id = NEW.scheme_id AND year = NEW.year) > NEW.ceiling THEN
        RAISE EXCEPTION 'more was granted than the ceiling of the year'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'past_decision_within_ceiling';
    END IF;
    RETURN NULL;
"""


class PastDecisionQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year)


@pghistory.track()
class PastDecision(models.Model):
    """A grant of an earlier year, in cents. It moves no money: no row of the ledger hangs on it."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="past_decisions", verbose_name=_("scheme"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    # What could be granted in that year, as the same source says it.
    ceiling = AmountField(_("ceiling of the year"), validators=[MinValueValidator(1)])
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="past_decisions",
        verbose_name=_("organisation"),
    )
    purpose = models.CharField(_("what for"), max_length=300)
    amount = AmountField(_("granted"), validators=[MinValueValidator(1)])
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    country = models.ForeignKey(
        "organisations.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="past_decisions",
        verbose_name=_("country"),
    )
    goal = models.ForeignKey(
        "globalgoals.Goal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="past_decisions",
        verbose_name=_("Global Goal"),
    )
    source = models.CharField(_("source"), max_length=300)
    imported_with = models.ForeignKey(
        "globalgoals.PastImport", models.PROTECT, related_name="decisions", verbose_name=_("import")
    )

    objects = PastDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "scheme", "organisation__name", "pk"]
        verbose_name = _("decision of before the portal")
        verbose_name_plural = _("decisions of before the portal")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, ceiling__gt=0), name="past_decision_amount"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(purpose=""), name="past_decision_source"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="past_decision_within_ceiling",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                declare=[("most", "bigint")],
                func=WITHIN_THE_CEILING,
            ),
            pgtrigger.Trigger(
                name="past_decision_before_the_portal",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (
                        SELECT FROM subsidies_ledgerentry entry JOIN subsidies_ceiling ON subsidies_ceiling.id = entry.ceiling_id
                        WHERE subsidies_ceiling.scheme_id = NEW.scheme_id AND subsidies_ceiling.year = NEW.year
                    ) THEN
                        RAISE EXCEPTION 'this year of the scheme is kept in the ledger'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'past_decision_before_the_portal';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.organisation}"
