"""The Hanseatic Days, year by year: where they are, who of Deventer goes, what is done there and what comes of it."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages
from organisations.models.sourced import Sourced

from .event import Event

# The first since the Hanseatic League was founded anew; hosts are known some ten years ahead.
FIRST_YEAR, LAST_YEAR = 1980, 2100


class Strand(models.TextChoices):
    """The five kinds of what is done at the Hanseatic Days."""

    TOURISM = "tourism", _("tourism")
    YOUTH = "youth", _("youth")
    CULTURE = "culture", _("culture")
    ECONOMY = "economy", _("economy")
    POLITICS = "politics", _("politics")


@pghistory.track()
class HanseaticDays(Sourced):
    """The Hanseatic Days of a year in their host city."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("took place")
        CANCELLED = "cancelled", _("called off")
        UNKNOWN = "unknown", _("not yet filled in")

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    host = models.ForeignKey(
        "organisations.Place", models.PROTECT, related_name="hanseatic_days", verbose_name=_("host city")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.UNKNOWN,
        help_text=_("Took place: only with a source that says so."),
    )
    note_nl, note_en, note_de = in_three_languages(_("note"), max_length=500)
    event = models.OneToOneField(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"kind": Event.Kind.HANSE},
        related_name="hanseatic_days",
        verbose_name=_("in the agenda"),
        help_text=_("The event of the Hanseatic Days as a whole; what is part of it is shown too."),
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation",
        blank=True,
        related_name="hanseatic_days",
        verbose_name=_("organisations that went"),
    )
    led_by_nl, led_by_en, led_by_de = in_three_languages(_("who led the delegation (an office, no name)"))
    delegation_nl, delegation_en, delegation_de = in_three_languages(
        _("the delegation (Markdown; no names of private persons)"), long=True
    )

    note = Translated()
    led_by = Translated()
    delegation = Translated()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("Hanseatic Days")
        verbose_name_plural = _("Hanseatic Days")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="hanseatic_days_year",
                violation_error_message=_("The Hanseatic Days are held since 1980; give a year up to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "held", "cancelled", "unknown"]), name="hanseatic_days_status"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="event_is_of_the_hanse",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("event_id"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__event__isnull=False),
                func="""
                    IF NOT EXISTS (SELECT FROM events_event WHERE id = NEW.event_id AND kind = 'hanse') THEN
                        RAISE EXCEPTION 'event % is of another kind', NEW.event_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_of_the_hanse';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return _("Hanseatic Days %(year)s, %(city)s") % {"year": self.year, "city": self.host}

    def get_absolute_url(self):
        return reverse("events:hanseatic_days", args=[self.year])

    def clean(self):
        if self.event and self.event.kind != Event.Kind.HANSE:
            raise ValidationError({"event": _("This event is not of the kind Hanseatic Days.")})

    @property
    def is_open(self):
        """Whether nobody filled in yet if they were held, although their year is over."""
        is_over = self.year < timezone.localdate().year
        return self.status == self.Status.UNKNOWN or (self.status == self.Status.PLANNED and is_over)


@pghistory.track()
class HanseaticDaysOrganisation(HanseaticDays.organisations.through):
    class Meta:
        proxy = True


@pghistory.track()
class HanseProgrammeItem(models.Model):
    """Something Deventer does at the Hanseatic Days."""

    days = models.ForeignKey(HanseaticDays, models.CASCADE, related_name="programme", verbose_name=_("Hanseatic Days"))
    strand = models.CharField(_("kind"), max_length=10, choices=Strand)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    text_nl, text_en, text_de = in_three_languages(_("text (Markdown)"), long=True)
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hanse_programme",
        verbose_name=_("in the agenda"),
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation", blank=True, related_name="hanse_programme", verbose_name=_("who takes part")
    )

    title = Translated()
    text = Translated()

    class Meta:
        ordering = ["days", "strand", "pk"]
        verbose_name = _("part of the programme")
        verbose_name_plural = _("programme")
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=Strand.values), name="hanse_programme_strand"),
        ]

    def __str__(self):
        return self.title


@pghistory.track()
class HanseProgrammeItemOrganisation(HanseProgrammeItem.organisations.through):
    class Meta:
        proxy = True


@pghistory.track()
class HanseResult(Sourced):
    """What came of the Hanseatic Days in one of the five kinds."""

    days = models.ForeignKey(HanseaticDays, models.CASCADE, related_name="results", verbose_name=_("Hanseatic Days"))
    strand = models.CharField(_("kind"), max_length=10, choices=Strand)
    text_nl, text_en, text_de = in_three_languages(_("what came of it (Markdown)"), required=True, long=True)

    text = Translated()

    class Meta:
        ordering = ["days", "strand"]
        verbose_name = _("result of the Hanseatic Days")
        verbose_name_plural = _("results of the Hanseatic Days")
        constraints = [
            models.UniqueConstraint(fields=["days", "strand"], name="hanse_result_once_per_strand"),
            models.CheckConstraint(condition=Q(strand__in=Strand.values), name="hanse_result_strand"),
        ]

    def __str__(self):
        return f"{self.days}: {self.get_strand_display()}"
