"""What passes between an applicant and the municipality: questions, answers, views, messages, a notice of default."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application
from .version_parts import Evidence

# What passed in a case goes with the case, or not at all (`subsidies_remove`).
STAYS = [pgtrigger.Protect(name="stays_in_case", operation=pgtrigger.Delete)]


class SupplementRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(supplied_at=None, closed_at=None)


@pghistory.track()
class SupplementRequest(models.Model):
    """Something is missing, and is asked for (verzoek om aanvulling, Awb 4:5 lid 1); meanwhile the decision clock stands still."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="supplement_requests", verbose_name=_("application")
    )
    text = models.TextField(_("what is missing"), max_length=4_000)
    # Steps of the form that must be filled in anew, by their address.
    steps = models.JSONField(_("parts of the form"), default=list, blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+", verbose_name=_("documents"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    due_on = models.DateField(_("last day"))
    supplied_at = models.DateTimeField(_("supplied"), null=True, editable=False)
    supplied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # The application was decided on, withdrawn or found complete without it.
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)

    objects = SupplementRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("request for a supplement")
        verbose_name_plural = _("requests for a supplement")
        triggers = STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(supplied_at=None, closed_at=None),
                name="supplement_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="supplement_says_what"),
        ]

    def __str__(self):
        return f"{self.application}, {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self):
        return self.supplied_at is None and self.closed_at is None


@pghistory.track()
class RequestedEvidence(SupplementRequest.evidence.through):
    class Meta:
        proxy = True


@pghistory.track()
class Suspension(models.Model):
    """The decision clock stands still for another reason than a supplement (opschorting, Awb 4:15)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="suspensions", verbose_name=_("application")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    article = models.CharField(_("article"), max_length=40, default="Awb 4:15 lid 2 a")
    reason = models.CharField(_("reason"), max_length=400)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("suspension of the term")
        verbose_name_plural = _("suspensions of terms")
        triggers = STAYS
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")), name="suspension_period"
            )
        ]

    def __str__(self):
        return f"{self.application}, {self.first_day}"


@pghistory.track()
class Intention(models.Model):
    """The municipality means to decide against the applicant, and first asks for a view (zienswijze, Awb 4:7, 4:8, 4:12)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="intentions", verbose_name=_("application")
    )
    text = models.TextField(_("what is intended, and why"), max_length=10_000)
    announced_at = models.DateTimeField(_("announced"), default=timezone.now, editable=False)
    view_due_on = models.DateField(_("view until"))
    view = models.TextField(_("view of the applicant"), max_length=10_000, blank=True, default="")
    view_given_at = models.DateTimeField(_("view given"), null=True, editable=False)
    view_given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["announced_at"]
        verbose_name = _("intention")
        verbose_name_plural = _("intentions")
        triggers = STAYS
        constraints = [
            models.CheckConstraint(
                condition=Q(view="", view_given_at=None) | ~Q(view="") & Q(view_given_at__isnull=False),
                name="intention_view_and_moment",
            )
        ]

    def __str__(self):
        return f"{self.application}, {self.announced_at:%Y-%m-%d}"


@pghistory.track()
class Message(models.Model):
    """A message in a case, from the applicant or from the municipality."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages", verbose_name=_("application"))
    text = models.TextField(_("message"), max_length=4_000)
    is_from_staff = models.BooleanField(_("from the municipality"), default=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        ordering = ["sent_at"]
        verbose_name = _("message in a case")
        verbose_name_plural = _("messages in cases")
        triggers = STAYS

    def __str__(self):
        return f"{self.application}, {self.sent_at:%Y-%m-%d}"


@pghistory.track()
class DefaultNotice(models.Model):
    """The applicant puts the municipality in default: the decision is too late (ingebrekestelling, Awb 4:17 lid 3)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="default_notices", verbose_name=_("application")
    )
    received_on = models.DateField(_("received on"))
    note = models.CharField(_("note"), max_length=400, blank=True, default="")
    kept_at = models.DateTimeField(_("kept"), default=timezone.now, editable=False)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("notice of default")
        verbose_name_plural = _("notices of default")
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["application", "received_on"], name="default_notice_once_a_day")]

    def __str__(self):
        return f"{self.application}, {self.received_on}"


@pghistory.track()
class EqualDay(models.Model):
    """A day made equal to a public holiday by decree (Atw art. 3 lid 3): no term ends on it."""

    day = models.DateField(_("day"), unique=True)
    decree = models.CharField(_("decree"), max_length=200, help_text=_("Where it was published."))

    class Meta:
        ordering = ["day"]
        verbose_name = _("day equal to a holiday")
        verbose_name_plural = _("days equal to a holiday")

    def __str__(self):
        return f"{self.day}"
