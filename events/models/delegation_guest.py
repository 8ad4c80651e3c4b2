from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .delegation import Delegation


class DelegationGuest(models.Model):
    """Somebody who comes with a delegation, for the list at the door. Never a number of a passport.

    Personal data: no history, gone two weeks after the visit. What somebody cannot eat may tell of health or belief (AVG
    art. 9): only with consent, and no list or print holds it beside a name.
    """

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="guests", verbose_name=_("delegation that asks to come")
    )
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(pgettext_lazy("person", "position"), max_length=100, blank=True, default="")
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, default="")
    diet = models.CharField(_("dietary needs"), max_length=300, blank=True, default="")
    diet_consented_at = models.DateTimeField(_("consent given"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("participant of a delegation")
        verbose_name_plural = _("participants of the delegation")
        constraints = [
            models.UniqueConstraint(
                "delegation",
                Lower("name"),
                Lower("organisation"),
                name="delegation_guest_once",
                violation_error_message=_("This person stands in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(diet="", diet_consented_at=None) | ~Q(diet="") & Q(diet_consented_at__isnull=False),
                name="delegation_guest_diet_with_consent",
            ),
        ]

    def __str__(self):
        return self.name
