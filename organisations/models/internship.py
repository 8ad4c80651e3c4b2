"""Places for interns and trainees, abroad with an organisation of Deventer and here."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .export import Industry
from .organisation import Organisation

OPEN_FOR = timedelta(days=365)


class Level(models.TextChoices):
    """For which kind of education; each its Dutch name, which no other country has a word for."""

    VMBO = "vmbo", "vmbo"
    HAVO_VWO = "havo-vwo", "havo/vwo"
    MBO = "mbo", "mbo"
    HBO = "hbo", "hbo"
    WO = "wo", _("wo (university)")


class InternshipOfferQuerySet(models.QuerySet):
    def open(self, today=None):
        """Those one can apply for: until the day they say, or a year after they were last published."""
        today = today or timezone.localdate()
        return self.filter(
            Q(apply_before__gte=today) | Q(apply_before=None, published_on__gt=today - OPEN_FOR),
            organisation__status=Organisation.Status.ACTIVE,
        )

    def here(self):
        return self.filter(direction=InternshipOffer.Direction.HERE)

    def fitting(self, *, countries=(), industries=(), after=None):
        """Those that fit a trade mission: abroad in one of its `countries`, in one of its `industries`, not over `after` a day.

        What is not given narrows nothing. An offer that names no industry has that of its company's export profile;
        one of which nobody said the industry stays, after those that are known to fit.
        """
        found = self
        if countries:
            found = found.filter(country__in=countries)
        if after:
            found = found.filter(Q(ends_on=None) | Q(ends_on__gte=after))
        if industries:
            own = Coalesce(NullIf("industry", Value("")), "organisation__export_profile__industry", Value(""))
            found = found.annotate(of_industry=own).filter(of_industry__in=[*industries, ""])
            unknown_last = Case(When(of_industry="", then=1), default=0)
            found = found.order_by(unknown_last, *InternshipOffer._meta.ordering)
        return found


@pghistory.track()
class InternshipOffer(models.Model):
    """A place for an intern or trainee that an organisation offers. It closes by itself."""

    class Kind(models.TextChoices):
        INTERNSHIP = "internship", _("internship")
        TRAINEESHIP = "traineeship", _("traineeship")

    class Direction(models.TextChoices):
        ABROAD = "abroad", _("abroad")
        HERE = "here", _("in Deventer")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="internships", verbose_name=_("organisation")
    )
    kind = models.CharField(
        _("kind"),
        max_length=11,
        choices=Kind,
        default=Kind.INTERNSHIP,
        help_text=_("An internship is part of a study, a traineeship a first job after it."),
    )
    direction = models.CharField(_("where"), max_length=6, choices=Direction)
    country = models.ForeignKey(
        "organisations.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="internships",
        verbose_name=_("country"),
        help_text=_("Only for an internship abroad."),
    )
    place = models.ForeignKey(
        "organisations.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="internships",
        verbose_name=_("place"),
    )
    industry = models.CharField(
        _("industry"),
        max_length=10,
        choices=Industry,
        blank=True,
        default="",
        help_text=_("Trade missions show the offers that fit. Empty: the industry of your export profile."),
    )
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True, max_length=120)
    text_nl, text_en, text_de = in_three_languages(_("what it is"), required=True, max_length=2_000)
    levels = ArrayField(models.CharField(max_length=8, choices=Level), verbose_name=_("for which level"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    apply_before = models.DateField(
        _("apply at the latest on"),
        null=True,
        blank=True,
        help_text=_("After that day nobody sees the offer any more. Without a day it stays for a year."),
    )
    published_on = models.DateField(_("published on"), default=timezone.localdate, editable=False)

    title = Translated()
    text = Translated()

    objects = InternshipOfferQuerySet.as_manager()

    class Meta:
        ordering = [F("apply_before").asc(nulls_last=True), "-published_on", "pk"]
        verbose_name = _("internship offer")
        verbose_name_plural = _("internship offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="abroad", country__isnull=False) | Q(direction="here", country=None, place=None),
                name="internship_abroad_has_country",
                violation_error_message=_("Say in which country, and only for an internship abroad."),
            ),
            models.CheckConstraint(
                condition=Q(levels__len__gte=1, levels__contained_by=Level.values), name="internship_levels"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="internship_until_after_from",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(apply_before=None)
                | Q(apply_before__gte=F("published_on"), apply_before__lte=F("published_on") + OPEN_FOR),
                name="internship_apply_before_within_a_year",
                violation_error_message=_("The day to apply lies between today and a year from now."),
            ),
            models.CheckConstraint(condition=~Q(title_nl="") & ~Q(text_nl=""), name="internship_has_a_text"),
            models.CheckConstraint(condition=Q(kind__in=["internship", "traineeship"]), name="internship_kind"),
            models.CheckConstraint(condition=Q(industry__in=["", *Industry.values]), name="internship_industry"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """On the page of the organisation."""
        return f"{reverse('organisations:organisation', args=[self.organisation.slug])}#stage-{self.pk}"

    @property
    def title_of_item(self):
        return self.title if self.is_open else f"{self.title} ({_('closed')})"

    @property
    def closes_on(self):
        """The last day on which it is shown."""
        return self.apply_before or self.published_on + OPEN_FOR - timedelta(days=1)

    @property
    def is_open(self):
        return timezone.localdate() <= self.closes_on

    @property
    def shown_levels(self):
        return [Level(level).label for level in self.levels if level in Level]

    def clean(self):
        wrong = {}
        if self.direction == self.Direction.ABROAD and not self.country_id:
            wrong["country"] = _("Say in which country.")
        if self.direction == self.Direction.HERE and self.country_id:
            wrong["country"] = _("An internship in Deventer has no country. Leave this empty.")
        if self.place_id and self.country_id and self.place.country_id != self.country_id:
            wrong["place"] = _("This place lies in another country.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            wrong["ends_on"] = _("The last day cannot lie before the first.")
        if self.apply_before and self.apply_before < self.published_on:
            wrong["apply_before"] = _("This day has passed.")
        elif self.apply_before and self.apply_before > self.published_on + OPEN_FOR:
            wrong["apply_before"] = _("This day is more than a year away.")
        if wrong:
            raise ValidationError(wrong)
