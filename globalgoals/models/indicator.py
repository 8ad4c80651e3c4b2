"""What the policy is measured by, and the measurements: each with its day and source, added to and never changed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Cast, ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deventer_intl.translation import Translated, in_three_languages

from .past_import import PastImport
from .policy import YEARS, Ambition
from .prize import FIRST_YEAR, LAST_YEAR


class Unit(models.TextChoices):
    NUMBER = "number", _("number")
    # In euros, not cents: two decimals.
    EURO = "euro", _("euros")
    PERCENT = "percent", _("per cent")
    HOURS = "hours", _("hours")
    RATIO = "ratio", _("ratio")
    # 1 and 0.
    YES_NO = "yes-no", _("yes or no")


class Side(models.TextChoices):
    EFFORT = "effort", _("effort: what is done and paid")
    OUTCOME = "outcome", _("result: what changed")


class Direction(models.TextChoices):
    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NONE = "none", _("neither")


def months(number):
    """Return so many months of the calendar, as PostgreSQL adds them to a day."""
    return Func(number, template="make_interval(months => %(expressions)s)", output_field=models.DurationField())


class IndicatorQuerySet(models.QuerySet):
    def public(self):
        """Those of plans that everyone can read."""
        return self.filter(ambition__chapter__plan__published_on__isnull=False)

    def in_use(self):
        return self.filter(retired_on=None)

    def due(self, today):
        """Those in use of which the newest typed figure is no longer up to date, or of which there is none."""
        newest = Measurement.objects.current().filter(indicator=OuterRef("pk")).order_by("-year").values("measured_on")
        moment = ExpressionWrapper(F("newest") + months(F("fresh_for")), output_field=models.DateTimeField())
        fresh_until = Cast(moment, models.DateField())
        found = self.in_use().filter(reckoned_by="").annotate(newest=Subquery(newest[:1]))
        return found.alias(fresh_until=fresh_until).filter(Q(newest=None) | Q(fresh_until__lte=today))


@pghistory.track()
class Indicator(models.Model):
    """What an ambition is measured by, a year at a time: reckoned from the portal, or typed with its source."""

    ambition = models.ForeignKey(Ambition, models.PROTECT, related_name="indicators", verbose_name=_("ambition"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    meaning_nl, meaning_en, meaning_de = in_three_languages(_("what is counted, and what not"), max_length=600)
    side = models.CharField(_("effort or result"), max_length=7, choices=Side)
    unit = models.CharField(_("unit"), max_length=7, choices=Unit, default=Unit.NUMBER)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    target = models.DecimalField(_("target by year"), max_digits=16, decimal_places=2, null=True, blank=True)
    # "2 à 3": of which the first is the target.
    target_most = models.DecimalField(_("at most"), max_digits=16, decimal_places=2, null=True, blank=True)
    # A name of `deventer_intl.policy.reckoned`, which lies on top of all apps; empty where it is typed.
    reckoned_by = models.SlugField(_("reckoned from the portal"), max_length=40, blank=True, default="")
    source = models.CharField(_("source"), max_length=300, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        limit_choices_to={"is_staff": True},
        verbose_name=_("kept by"),
    )
    fresh_for = models.PositiveSmallIntegerField(
        _("up to date for"), default=6, help_text=_("Months after which a typed figure is called old.")
    )
    retired_on = models.DateField(_("no longer kept since"), null=True, blank=True)

    name = Translated()
    meaning = Translated()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["ambition__chapter__number", "ambition__position", "position", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("policy: indicators")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="indicator_side"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_unit"),
            models.CheckConstraint(
                condition=Q(target_most=None) | Q(target_most__gte=F("target"), target__isnull=False),
                name="indicator_target_range",
                violation_error_message=_("What it is at most is not below the target."),
            ),
            models.CheckConstraint(
                condition=~Q(reckoned_by="") | ~Q(source=""),
                name="indicator_typed_names_source",
                violation_error_message=_("Say where the figures come from, or by what the portal reckons them."),
            ),
            models.CheckConstraint(condition=Q(fresh_for__range=(1, 60)), name="indicator_fresh_for"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="indicator_unit_stays",
                operation=pgtrigger.UpdateOf("unit"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__unit__df=pgtrigger.F("new__unit")),
                func="""
                    IF EXISTS (SELECT FROM globalgoals_measurement WHERE indicator_id = NEW.id) THEN
                        RAISE EXCEPTION 'an indicator that was measured keeps its unit'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_unit_stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("policy:indicator", args=[self.slug])

    @property
    def is_reckoned(self):
        return bool(self.reckoned_by)


class MeasurementQuerySet(models.QuerySet):
    def current(self):
        """Those that hold: what was corrected does not."""
        return self.filter(corrected_by=None)


class Measurement(models.Model):
    """The value of an indicator in a year. A correction is one more row, with the reason, and the first stays to be read."""

    class Origin(models.TextChoices):
        TYPED = "typed", pgettext_lazy("figure", "entered")
        IMPORTED = "imported", _("imported")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements", verbose_name=_("indicator"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    # Of the indicator: a figure says itself in what it is.
    unit = models.CharField(_("unit"), max_length=7, choices=Unit, editable=False)
    measured_on = models.DateField(_("measured on"))
    source = models.CharField(
        _("source"), max_length=300, help_text=_("A page, a table, a letter: so that others find it.")
    )
    origin = models.CharField(_("how it came in"), max_length=8, choices=Origin, default=Origin.TYPED, editable=False)
    imported_with = models.ForeignKey(
        PastImport, models.PROTECT, null=True, related_name="measurements", verbose_name=_("import"), editable=False
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
        editable=False,
    )
    reason = models.CharField(_("why it was corrected"), max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "year", "pk"]
        verbose_name = _("measurement")
        verbose_name_plural = _("policy: measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=Q(corrects=None),
                name="measurement_once_a_year",
                violation_error_message=_("There is a figure of this year: correct that."),
            ),
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="measurement_year"),
            models.CheckConstraint(
                condition=Q(year__lte=ExtractYear("measured_on")),
                name="measurement_not_of_the_future",
                violation_error_message=_("A figure cannot be of a year after the day on which it was measured."),
            ),
            models.CheckConstraint(
                condition=Q(measured_on__lte=F("recorded_at__date")),
                name="measured_before_recorded",
                violation_error_message=_("The day of the measurement lies in the future."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="measurement_source"),
            models.CheckConstraint(
                condition=Q(origin="typed", imported_with=None) | Q(origin="imported", imported_with__isnull=False),
                name="measurement_origin",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="measurement_corrected_with_reason",
                violation_error_message=_("Say why the figure is corrected."),
            ),
            models.CheckConstraint(
                condition=~Q(unit="yes-no") | Q(value__in=(0, 1)),
                name="measurement_yes_or_no",
                violation_error_message=_("Of yes or no, enter 1 or 0."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="measurements_stay", operation=pgtrigger.Delete),
            # But for who recorded it, which goes when that person does.
            pgtrigger.ReadOnly(name="measurements_never_change", exclude=["recorded_by"]),
            pgtrigger.Trigger(
                name="measurement_fits",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    PERFORM FROM globalgoals_indicator WHERE id = NEW.indicator_id AND unit = NEW.unit FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'a measurement is in the unit of its indicator'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_unit';
                    END IF;
                    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM globalgoals_measurement
                        WHERE id = NEW.corrects_id AND indicator_id = NEW.indicator_id AND year = NEW.year
                    ) THEN
                        RAISE EXCEPTION 'a correction is of the same indicator and year'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_corrects_its_own';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.year}"
