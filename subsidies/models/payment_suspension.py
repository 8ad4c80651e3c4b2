"""Paying that stands still, where there is suspicion."""

from datetime import timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application


@pghistory.track()
class PaymentSuspension(models.Model):
    """Paying stands still on a serious suspicion, told to the applicant in writing, at most 13 weeks (Awb 4:56)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="payment_suspensions", verbose_name=_("application")
    )
    reason = models.TextField(_("the suspicion, as the applicant is told"), max_length=4_000)
    since = models.DateField(_("since"), default=timezone.localdate, editable=False)
    until = models.DateField(_("until"))
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("suspended by"), editable=False
    )

    class Meta:
        ordering = ["since"]
        verbose_name = _("suspension of payment")
        verbose_name_plural = _("suspensions of payment")
        triggers = [pgtrigger.Protect(name="stays_in_case", operation=pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_on=None), name="payment_suspension_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="payment_suspension_says_why"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since"), until__lte=F("since") + timedelta(weeks=13)),
                name="payment_suspension_13_weeks",
            ),
        ]

    def __str__(self):
        return f"{self.application}, {self.since}"
