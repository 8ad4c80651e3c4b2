"""What schools do with partners abroad, counted; no names of pupils."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from ..school_years import FIRST, LAST, as_text, school_year_of
from .organisation import Organisation, Sector
from .sourced import Sourced

# Of people in one exchange in one year: the largest school of Deventer has more, and does not go abroad as a whole.
MOST_PEOPLE = 5_000


class SchoolExchangeQuerySet(models.QuerySet):
    def public(self):
        """Those of organisations that the public directory shows."""
        return self.filter(organisation__status=Organisation.Status.ACTIVE)

    def without_numbers(self):
        """Those that do not say how many pupils and how many students took part."""
        return self.filter(pupils=None, students=None)


def number_of(label, **kwargs):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)], **kwargs
    )


@pghistory.track()
class SchoolExchange(Sourced):
    """What a school does with a partner abroad in a school year, and how many people take part.

    Of a school year that nobody filled in, `school_year` is empty; so are numbers that nobody gave: that is not 0.
    """

    class Kind(models.TextChoices):
        EXCHANGE = "exchange", _("exchange")
        ERASMUS = "erasmus", _("Erasmus+")
        INTERNSHIP = "internship", _("internship")
        PROJECT = "project", _("project or cooperation")

    class Direction(models.TextChoices):
        THERE = "there", _("from Deventer to there")
        HERE = "here", _("from there to Deventer")
        BOTH = "both", _("both ways")

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="exchanges",
        verbose_name=_("school"),
        limit_choices_to={"sector": Sector.EDUCATION},
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    direction = models.CharField(_("direction"), max_length=5, choices=Direction, blank=True, default="")
    country = models.ForeignKey(
        "organisations.Country", models.PROTECT, related_name="exchanges", verbose_name=_("country")
    )
    place = models.ForeignKey(
        "organisations.Place", models.PROTECT, null=True, blank=True, related_name="exchanges", verbose_name=_("place")
    )
    partner = models.CharField(_("partner institution"), max_length=200, blank=True, default="")
    school_year = models.PositiveSmallIntegerField(
        _("school year"), null=True, blank=True, help_text=_("The year in which it began: 2025 for 2025–2026.")
    )
    pupils = number_of(_("number of pupils"), help_text=_("Of primary and secondary schools. Numbers only, no names."))
    students = number_of(_("number of students"), help_text=_("Of mbo, hbo and university."))
    staff = number_of(_("number of staff"))
    description_nl, description_en, description_de = in_three_languages(_("what it is"), max_length=500)

    description = Translated()

    objects = SchoolExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", models.F("school_year").desc(nulls_last=True), "country__name_nl", "pk"]
        verbose_name = _("exchange or internship of a school")
        verbose_name_plural = _("exchanges and internships of schools")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "country", "place", "partner", "school_year"],
                nulls_distinct=False,
                name="school_exchange_once",
                violation_error_message=_(
                    "This stands in the list already: the same kind, partner and place in the same school year."
                ),
            ),
            models.CheckConstraint(
                condition=Q(school_year=None) | Q(school_year__range=(FIRST, LAST)),
                name="school_exchange_school_year",
                violation_error_message=_("Give the year in which the school year began in four digits."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (0, MOST_PEOPLE)}),
                    name=f"school_exchange_{name}",
                )
                for name in ("pupils", "students", "staff")
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["exchange", "erasmus", "internship", "project"]), name="school_exchange_kind"
            ),
        ]
        triggers = [
            # The school keeps its sector until this transaction ends: `organisation_with_exchanges_is_a_school` waits.
            pgtrigger.Trigger(
                name="exchange_of_a_school",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("organisation_id"),
                when=pgtrigger.Before,
                func="""
                    PERFORM FROM organisations_organisation
                    WHERE id = NEW.organisation_id AND sector = 3 FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'organisation % is not a school', NEW.organisation_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'exchange_of_a_school';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.title_of_item}"

    @property
    def title_of_item(self):
        """What it is in short, in the list of those who keep the page."""
        where = f"{self.country}, {self.place}" if self.place_id else str(self.country)
        return ", ".join(filter(None, [capfirst(self.get_kind_display()), where, self.partner, self.shown_year]))

    @property
    def shown_year(self):
        return as_text(self.school_year)

    @property
    def has_numbers(self):
        return self.pupils is not None or self.students is not None

    def clean(self):
        if self.place_id and self.country_id and self.place.country_id != self.country_id:
            raise ValidationError({"place": _("This place lies in another country.")})
        latest = school_year_of(timezone.localdate()) + 1
        if self.school_year is not None and not FIRST <= self.school_year <= latest:
            raise ValidationError(
                {"school_year": _("Give a year from %(first)s up to %(latest)s.") % {"first": FIRST, "latest": latest}}
            )
        if self.organisation_id and not self.organisation.is_school:
            raise ValidationError(_("Only a school can have exchanges: an organisation of the sector education."))
