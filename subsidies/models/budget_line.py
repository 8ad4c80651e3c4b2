"""The budget of an application that was sent in."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from ..reckoning.budget import Source
from .application import Application


@pghistory.track()
class BudgetLine(models.Model):
    """A line of the budget of what was sent in: what it costs, or who pays for it, in cents."""

    class Kind(models.TextChoices):
        COST = "cost", _("costs")
        OWN = "own", _("own means")
        FUNDRAISING = "fundraising", _("fundraising and gifts")
        OTHER_GRANT = "other-grant", _("other subsidies")
        REQUEST = "request", _("this request")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="budget_lines", verbose_name=_("application")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    label = models.CharField(_("item"), max_length=120)
    amount = AmountField(_("amount"))

    class Meta:
        ordering = ["application", "position"]
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of budgets")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_amount"),
            models.UniqueConstraint(fields=["application", "position"], name="budget_line_position"),
        ]

    def __str__(self):
        return self.label


# How each kind of cover is called where it is reckoned with.
SOURCE = {
    BudgetLine.Kind.OWN: Source.OWN_MEANS,
    BudgetLine.Kind.FUNDRAISING: Source.FUNDRAISING,
    BudgetLine.Kind.OTHER_GRANT: Source.OTHER_GRANTS,
    BudgetLine.Kind.REQUEST: Source.REQUEST,
}
