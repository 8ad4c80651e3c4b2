from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .registration import Registration


class DietaryNeed(models.Model):
    """What somebody cannot eat. It may tell of health or belief (AVG art. 9): kept only with consent, a few days.

    A table of its own, so that no list of who comes holds it by accident.
    """

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="dietary_need", verbose_name=_("registration")
    )
    text = models.CharField(_("dietary needs"), max_length=300)
    consented_at = models.DateTimeField(_("consent given"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["registration__name", "pk"]
        verbose_name = _("dietary need")
        verbose_name_plural = _("dietary needs")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="dietary_need_says_something")]

    def __str__(self):
        return self.text
