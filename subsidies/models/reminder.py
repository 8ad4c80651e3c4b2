"""What the clock mailed by itself: kept so that nothing is mailed twice."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .application import Application


class Reminder(models.Model):
    """A reminder to an applicant. `for_day` is the day it is about, so that a term that moves is reminded of anew."""

    class Kind(models.TextChoices):
        UNTOUCHED = "untouched", "a draft nobody wrote in for two weeks"
        CLOSES_SOON = "closes-soon", "a draft, two weeks before the window closes"
        CLOSES = "closes", "a draft, three days before the window closes"
        SUPPLEMENT_SOON = "supplement-soon", "a supplement, five days before its last day"
        SUPPLEMENT = "supplement", "a supplement, a day before its last day"
        VIEW = "view", "a view, three days before its last day"
        OFFER = "offer", "an offer, three days before its last day"
        REPORT_SOON = "report-soon", "a report, four weeks before its last day"
        REPORT = "report", "a report, a week before its last day"
        REPORT_LATE = "report-late", "a report that did not come in time"
        SAMPLE = "sample", "proof for a sample, three days before its last day"

    application = models.ForeignKey(Application, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=15, choices=Kind)
    for_day = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "for_day"], name="reminded_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "untouched",
                        "closes-soon",
                        "closes",
                        "supplement-soon",
                        "supplement",
                        "view",
                        "offer",
                        "report-soon",
                        "report",
                        "report-late",
                        "sample",
                    ]
                ),
                name="reminder_kind",
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_kind_display()}"


class Digest(models.Model):
    """The mail of a working day to a civil servant, about all that waits."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    for_day = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sent_at"]
        constraints = [models.UniqueConstraint(fields=["user", "for_day"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.user}, {self.for_day}"
