"""Places of Shelter City, by half-year, and what partners do for each.

Nothing here says who a guest is, or when exactly somebody comes: numbers and choices alone, no text, no day, no history.
Who may look is decided in `events/shelter/access.py`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..shelter.half_years import FIRST_YEAR, LAST_YEAR, HalfYear


class Half(models.IntegerChoices):
    FIRST = 1, _("first half")
    SECOND = 2, _("second half")


class ShelterPlaceQuerySet(models.QuerySet):
    def before(self, half_year):
        """Those of half-years before this one."""
        return self.filter(Q(year__lt=half_year.year) | Q(year=half_year.year, half__lt=half_year.half))


class ShelterPlace(models.Model):
    """Room for one guest in a half-year. Not tracked: a row of history would say when it was taken."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        TAKEN = "taken", _("taken")
        FREE = "free", _("free")

    year = models.PositiveSmallIntegerField(_("year"))
    half = models.PositiveSmallIntegerField(_("half-year"), choices=Half)
    number = models.PositiveSmallIntegerField(_("number of the place"), default=1)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PLANNED)

    objects = ShelterPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-half", "number"]
        default_permissions = ()
        verbose_name = _("place of Shelter City")
        verbose_name_plural = _("places of Shelter City")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "half", "number"],
                name="shelter_place_once",
                violation_error_message=_("There is a place with this number in this half-year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="shelter_place_year",
                violation_error_message=_("Deventer is a Shelter City since 2018."),
            ),
            models.CheckConstraint(condition=Q(half__in=Half.values), name="shelter_place_half"),
            models.CheckConstraint(
                condition=Q(number__range=(1, 9)),
                name="shelter_place_number",
                violation_error_message=_("Number the places of a half-year from 1 to 9."),
            ),
            models.CheckConstraint(condition=Q(state__in=["planned", "taken", "free"]), name="shelter_place_state"),
        ]

    def __str__(self):
        return _("%(year)s, %(half)s, place %(number)s") % {
            "year": self.year,
            "half": self.get_half_display(),
            "number": self.number,
        }

    @property
    def half_year(self):
        return HalfYear(self.year, self.half)


class ShelterTask(models.Model):
    """Something a partner does for a place, from a list that is fixed: nobody can write a name in it."""

    class Kind(models.TextChoices):
        HOUSING = "housing", _("room and keys ready")
        INSURANCE = "insurance", _("insurance and allowance arranged")
        SAFETY = "safety", _("safety agreements made")
        TRAINING = "training", _("training and lessons arranged")
        WELCOME = "welcome", _("welcome and contact persons arranged")
        DEPARTURE = "departure", _("departure prepared")
        EVALUATION = "evaluation", _("evaluated with the partners")

    class Partner(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality of Deventer")
        HUMANITAS = "humanitas", "Humanitas Woon- en Zorgcentrum"
        SAXION = "saxion", "Saxion"

    place = models.ForeignKey(ShelterPlace, models.CASCADE, related_name="tasks", verbose_name=_("place"))
    kind = models.CharField(_("task"), max_length=10, choices=Kind)
    partner = models.CharField(_("who does it"), max_length=12, choices=Partner, default=Partner.MUNICIPALITY)
    due_year = models.PositiveSmallIntegerField(_("ready in the year"))
    due_half = models.PositiveSmallIntegerField(_("ready in the half-year"), choices=Half)
    is_done = models.BooleanField(_("done"), default=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("ticked off by"),
    )

    class Meta:
        ordering = ["place", "due_year", "due_half", "pk"]
        default_permissions = ()
        verbose_name = _("task of Shelter City")
        verbose_name_plural = _("tasks of Shelter City")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"],
                name="shelter_task_once",
                violation_error_message=_("This task is on the list already."),
            ),
            models.CheckConstraint(condition=Q(is_done=True) | Q(done_by=None), name="shelter_task_done_by"),
            models.CheckConstraint(
                condition=Q(due_year__range=(FIRST_YEAR - 1, LAST_YEAR + 1)),
                name="shelter_task_year",
                violation_error_message=_("Deventer is a Shelter City since 2018."),
            ),
            models.CheckConstraint(condition=Q(due_half__in=Half.values), name="shelter_task_half"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["housing", "insurance", "safety", "training", "welcome", "departure", "evaluation"]
                ),
                name="shelter_task_kind",
            ),
            models.CheckConstraint(
                condition=Q(partner__in=["municipality", "humanitas", "saxion"]), name="shelter_task_partner"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
