"""What stands between a member and the page: text that is not saved yet, and changes that staff look at first."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisation import Organisation
from .user import User


class Draft(models.Model):
    """What somebody typed into a form and did not save: kept so that nothing is lost; nobody else sees it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="drafts")
    section = models.CharField(max_length=20)
    # Which of several, or 0 for a new one.
    item = models.BigIntegerField(default=0)
    data = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "section", "item"], name="draft_once_per_form")
        ]

    def __str__(self):
        return f"{self.organisation}: {self.section}"


class ProposedChangeQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decided_at=None)


class ProposedChange(models.Model):
    """What a member wants an organisation to be called, its KvK number or its website: public once staff approve."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="proposed_changes", verbose_name=_("organisation")
    )
    values = models.JSONField(help_text="The new values by field name.")
    proposed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by"), editable=False
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)
    promised_on = models.DateField(_("answer promised by"), editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True, default="")
    reason = models.TextField(_("reason"), max_length=1_000, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by"), editable=False
    )

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at"]
        verbose_name = _("change of name, number or website")
        verbose_name_plural = _("changes of name, number or website")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(decided_at=None), name="proposed_change_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | Q(decided_at__isnull=False, outcome__in=["approved", "refused"]),
                name="proposed_change_outcome_and_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="proposed_change_refused_with_reason"
            ),
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def differences(self):
        """Return what would change: field name, label, value now, value proposed."""
        return [
            (name, Organisation._meta.get_field(name).verbose_name, getattr(self.organisation, name) or "", value or "")
            for name, value in self.values.items()
        ]
