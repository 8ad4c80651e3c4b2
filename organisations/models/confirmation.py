"""How owners are asked whether their page is still right."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..freshness import Step
from ..secret_links import digest_of
from .organisation import Organisation
from .user import User

VALID = timedelta(days=30)
LINK = "confirmation"


class ConfirmationRequestQuerySet(models.QuerySet):
    def of(self, token):
        """Return the request that a link belongs to, or None."""
        return self.filter(digest=digest_of(token, purpose=LINK)).select_related("organisation", "user").first()


class ConfirmationRequest(models.Model):
    """A mail to an owner with a link that confirms the page as it was then: once, for thirty days, without signing in.

    Of the link only a digest is kept, of the page a fingerprint.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="confirmation_requests", verbose_name=_("organisation")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="confirmation_requests", verbose_name=_("user"))
    step = models.PositiveSmallIntegerField(
        _("which mail"),
        choices=[
            (Step.ASK.value, _("question")),
            (Step.FIRST_REMINDER.value, _("first reminder")),
            (Step.SECOND_REMINDER.value, _("second reminder")),
            (Step.UNPUBLISH.value, _("unpublished")),
        ],
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("used"), null=True, blank=True, editable=False)

    objects = ConfirmationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("request to confirm a page")
        verbose_name_plural = _("requests to confirm pages")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=[step.value for step in Step]), name="confirmation_step"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="confirmation_digest"),
            models.CheckConstraint(condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="confirmation_fingerprint"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__gte=F("sent_at")), name="confirmation_used_after_sent"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.organisation}"

    @property
    def expires_at(self):
        return self.sent_at + VALID
