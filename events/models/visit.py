"""Visits between Deventer and cities elsewhere."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages
from organisations.models.sourced import Sourced

from .shown import public_organisations

LONGEST = timedelta(days=60)
# What lies outside is a typing error.
EARLIEST, LATEST = date(1945, 1, 1), date(2100, 12, 31)


class VisitQuerySet(models.QuerySet):
    def public(self):
        """Those that everyone sees."""
        return self.filter(is_published=True)

    def begun(self):
        """Those that took place, or do so today."""
        return self.filter(starts_on__lte=timezone.localdate())

    def for_lists(self):
        """The same, each with what a list says of it: where, with whom."""
        found = self.select_related("place__country", "network", "hanseatic_days")
        return found.prefetch_related(public_organisations())


@pghistory.track()
class Visit(Sourced):
    """A delegation that came to Deventer, or went from there. No name of a private person is asked."""

    class Direction(models.TextChoices):
        RECEIVED = "received", _("visit received")
        PAID = "paid", _("visit paid")

    direction = models.CharField(
        _("received or paid"),
        max_length=8,
        choices=Direction,
        help_text=_("Received: they came to Deventer. Paid: Deventer went there."),
    )
    place = models.ForeignKey(
        "organisations.Place", models.PROTECT, related_name="visits", verbose_name=_("city or region")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    programme_nl, programme_en, programme_de = in_three_languages(
        _("programme (Markdown; no names of private persons)"), long=True
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation",
        blank=True,
        related_name="visits",
        verbose_name=_("organisations of Deventer that hosted or went along"),
    )
    host_nl, host_en, host_de = in_three_languages(_("who hosted (no names of private persons)"), max_length=300)
    network = models.ForeignKey(
        "organisations.Network",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("network"),
    )
    hanseatic_days = models.ForeignKey(
        "events.HanseaticDays",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("Hanseatic Days"),
    )
    is_published = models.BooleanField(_("on the website"), default=False)

    title = Translated()
    programme = Translated()
    host = Translated()

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="visit_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lt=F("starts_on") + LONGEST),
                name="visit_lasts_60_days_at_most",
                violation_error_message=_("A visit lasts 60 days at most."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__range=(EARLIEST, LATEST)),
                name="visit_in_our_time",
                violation_error_message=_("Give days between 1945 and 2100."),
            ),
            models.CheckConstraint(condition=Q(direction__in=["received", "paid"]), name="visit_direction"),
        ]
        indexes = [models.Index("place", F("starts_on").desc(), name="visit_by_place")]

    def __str__(self):
        return f"{self.title} ({self.place}, {self.starts_on.year})"

    def get_absolute_url(self):
        return f"{reverse('events:visits')}?stad={self.place.slug}&jaar={self.starts_on.year}#bezoek-{self.pk}"


@pghistory.track()
class VisitOrganisation(Visit.organisations.through):
    class Meta:
        proxy = True
