"""What is being written in a draft, step by step."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .application import Application


class Answers(models.Model):
    """What was typed into one step of a draft, as typed: right or wrong, nothing is lost. Colleagues share it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    step = models.CharField(max_length=20)
    # The texts a browser sends, by name of the field.
    data = models.JSONField(default=dict)
    # Who changed a field last, by its name.
    changed_by = models.JSONField(default=dict)
    # What somebody typed while a colleague changed the same: kept for that person until it is settled.
    set_aside = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["application", "step"]
        constraints = [models.UniqueConstraint(fields=["application", "step"], name="answers_once_a_step")]

    def __str__(self):
        return f"{self.application}: {self.step}"
