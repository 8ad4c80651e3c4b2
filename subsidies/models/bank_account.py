"""Another bank account for an application that was sent in: proposed by the applicant, confirmed by somebody else."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application


class IbanChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")


@pghistory.track()
class IbanChange(models.Model):
    """A proposal to pay to another account. It holds only once a civil servant confirmed it (four eyes)."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        REPLACED = "replaced", _("replaced by a later one")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="iban_changes", verbose_name=_("application")
    )
    old_iban = models.CharField(_("IBAN until then"), max_length=34, blank=True, default="")
    old_holder = models.CharField(_("account holder until then"), max_length=140, blank=True, default="")
    iban = models.CharField(_("IBAN"), max_length=34)
    holder = models.CharField(_("account holder"), max_length=140)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by")
    )
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True, default="")
    # How it was checked, or why it was refused.
    note = models.TextField(_("note"), max_length=1_000, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )

    objects = IbanChangeQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        verbose_name = _("change of a bank account")
        verbose_name_plural = _("changes of bank accounts")
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(outcome=""), name="iban_change_one_waits"),
            models.CheckConstraint(condition=~Q(iban="") & ~Q(holder=""), name="iban_change_to_what"),
            # Four eyes: nobody confirms an account of his own making.
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
                name="iban_change_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None, note="")
                | Q(outcome="replaced", decided_at__isnull=False)
                | Q(outcome__in=["confirmed", "refused"], decided_at__isnull=False) & ~Q(note=""),
                name="iban_change_decided_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="iban_change_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="iban_change_begins_open", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__outcome="")
            ),
            pgtrigger.Protect(
                name="iban_change_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["outcome", "note", "decided_at", "decided_by", "proposed_by"]),
            ),
            # Who it was can only be forgotten.
            pgtrigger.Protect(
                name="iban_change_proposer_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__proposed_by__isnull=False)
                & pgtrigger.Q(old__proposed_by__df=pgtrigger.F("new__proposed_by")),
            ),
            pgtrigger.Protect(
                name="iban_change_outcome_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__outcome="")
                & (
                    pgtrigger.Q(old__outcome__df=pgtrigger.F("new__outcome"))
                    | pgtrigger.Q(old__note__df=pgtrigger.F("new__note"))
                    | pgtrigger.Q(new__decided_by__isnull=False)
                    & pgtrigger.Q(old__decided_by__df=pgtrigger.F("new__decided_by"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.proposed_at:%Y-%m-%d}"
