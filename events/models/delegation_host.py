"""Who in Deventer receives a delegation, and what it does when and where."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deventer_intl.translation import Translated, in_three_languages

from .delegation import Delegation


class DelegationHostQuerySet(models.QuerySet):
    def willing(self):
        """Those that said yes."""
        return self.filter(state=DelegationHost.State.YES)

    def in_time(self):
        """Those of delegations that still come, or came a moment ago: what hosts still want to read."""
        coming = [Delegation.State.ASKED, Delegation.State.ACCEPTED, Delegation.State.RECEIVED]
        return self.filter(delegation__state__in=coming)

    def of_pages_kept_by(self, user):
        """Those of organisations whose page a user keeps."""
        return self.filter(organisation__memberships__user=user)


class DelegationHost(models.Model):
    """That an organisation is asked to receive a delegation, and what it answered. Emptied with the delegation."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("host", "waits for an answer")
        YES = "yes", pgettext_lazy("host", "receives them")
        NO = "no", pgettext_lazy("host", "cannot receive them")

    # The secret part of the address in the mail: whoever has it answers, and reads nobody's name.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="hosts", verbose_name=_("delegation that asks to come")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="hosting", verbose_name=_("organisation")
    )
    state = models.CharField(_("answer"), max_length=5, choices=State, default=State.ASKED, editable=False)
    message = models.TextField(_("what is asked"), max_length=1_000, blank=True, default="")
    note = models.TextField(_("remark of the host"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="hosts_answered",
        verbose_name=_("answered by"),
    )

    objects = DelegationHostQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name = _("host of a delegation")
        verbose_name_plural = _("hosts of delegations")
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "organisation"],
                name="delegation_host_once",
                violation_error_message=_("This organisation was asked already."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None, answered_by=None)
                | Q(state__in=["yes", "no"], answered_at__isnull=False),
                name="delegation_host_answer_and_moment",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.delegation}"

    def get_absolute_url(self):
        return reverse("events:delegation_host", args=[self.key])

    @property
    def is_waiting(self):
        return self.state == self.State.ASKED

    @property
    def is_willing(self):
        return self.state == self.State.YES


class DelegationItem(models.Model):
    """One thing on the programme of a delegation. Moments in UTC; people read them on the clock of Deventer."""

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="programme", verbose_name=_("delegation that asks to come")
    )
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("venue and address"), max_length=300, blank=True, default="")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="delegation_items",
        verbose_name=_("who receives"),
    )

    title = Translated()

    class Meta:
        ordering = ["starts_at", "ends_at", "pk"]
        verbose_name = _("item of the programme of a delegation")
        verbose_name_plural = _("programme of the delegation")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="delegation_item_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self):
        return self.title
