"""Shelter City as everybody reads about it: what it is, and how many guests there were over all years."""

from datetime import date

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from ..shelter.half_years import FIRST_YEAR, LAST_YEAR

# Until the first of this month of the year after, the total of a year is shown to nobody: a guest stays three months.
SHOWN_FROM_MONTH = 7


class ShelterProgramme(models.Model):
    """One row: what the programme is. Not tracked: what should not have been written there does not live on."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), required=True, max_length=300)
    text_nl, text_en, text_de = in_three_languages(_("text (Markdown)"), long=True)
    since_year = models.PositiveSmallIntegerField(_("a Shelter City since"))
    cities = models.PositiveSmallIntegerField(_("Shelter Cities in the Netherlands"))
    months = models.PositiveSmallIntegerField(_("how long somebody stays, in months"))
    partners = models.ManyToManyField(
        "organisations.Organisation", blank=True, related_name="+", verbose_name=_("partners of the municipality")
    )
    source = models.CharField(_("source"), max_length=500, blank=True, default="")

    summary = Translated()
    text = Translated()

    class Meta:
        verbose_name = _("public text of Shelter City")
        verbose_name_plural = _("public text of Shelter City")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_shelter_programme"),
            models.CheckConstraint(condition=~Q(summary_nl=""), name="shelter_programme_says_something"),
        ]

    def __str__(self):
        return "Shelter City"


class ShelterTotalQuerySet(models.QuerySet):
    def public(self):
        """Those of years that ended half a year ago: whoever came in such a year left at least three months ago."""
        today = timezone.localdate()
        return self.filter(year__lt=today.year - (1 if today.month < SHOWN_FROM_MONTH else 0))

    def shown(self):
        """The one total that everybody reads, or None."""
        return self.public().order_by("-year").first()


class ShelterTotal(models.Model):
    """How many guests there were from the beginning until the end of a calendar year, as staff write down afterwards."""

    class Source(models.TextChoices):
        NOTE = "note", "Ambitienota Internationaal Beleid 2021-2026, § 3.2"
        OFFICE = "office", "International Office Deventer"

    year = models.PositiveSmallIntegerField(_("until the end of"), unique=True)
    guests = models.PositiveSmallIntegerField(_("guests since the beginning"))
    source = models.CharField(_("source"), max_length=6, choices=Source, default=Source.OFFICE)

    objects = ShelterTotalQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        default_permissions = ()
        verbose_name = _("number of guests of Shelter City")
        verbose_name_plural = _("numbers of guests of Shelter City")
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="shelter_total_year"),
            models.CheckConstraint(condition=Q(source__in=["note", "office"]), name="shelter_total_source"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="shelter_total_of_a_past_year",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    PERFORM pg_advisory_xact_lock(hashtext('events: total of shelter city'));
                    IF NEW.year >= extract(year FROM current_date) THEN
                        RAISE EXCEPTION 'a year is counted once it is over'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'shelter_total_of_a_past_year';
                    END IF;
                    IF EXISTS (
                        SELECT FROM events_sheltertotal other WHERE other.id <> NEW.id
                        AND (other.year < NEW.year AND other.guests > NEW.guests
                             OR other.year > NEW.year AND other.guests < NEW.guests)
                    ) THEN
                        RAISE EXCEPTION 'the total over all years never falls'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'shelter_total_never_falls';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # What everybody read changes only with the number of a next year: else a change would tell of this week.
            pgtrigger.Trigger(
                name="shelter_total_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=f"""
                    IF current_date >= make_date(OLD.year + 1, {SHOWN_FROM_MONTH}, 1) THEN
                        RAISE EXCEPTION 'a total that is public stays as it is'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'shelter_total_stays';
                    END IF;
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.guests}"

    @property
    def shown_from(self):
        """The day from which everybody may know it."""
        return date(self.year + 1, SHOWN_FROM_MONTH, 1)

    @property
    def is_public(self):
        return self.shown_from <= timezone.localdate()

    def clean(self):
        """Say at the field what the triggers refuse."""
        if self.year is None or self.guests is None:
            return
        if not FIRST_YEAR <= self.year < timezone.localdate().year:
            raise ValidationError({"year": _("A year is counted once it is over, from 2018 on.")})
        others = ShelterTotal.objects.exclude(pk=self.pk)
        later, earlier = Q(year__gt=self.year, guests__lt=self.guests), Q(year__lt=self.year, guests__gt=self.guests)
        if others.filter(later | earlier).exists():
            raise ValidationError({"guests": _("The total over all years never falls: look at the other years.")})
