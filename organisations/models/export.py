"""What companies export, and where to: the catalogue "Made in Deventer"."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Prefetch, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .geography import Country
from .organisation import Organisation, Sector
from .picture import Picture

# In years; the oldest company of the Netherlands is younger.
FIRST_YEAR, LAST_YEAR = 700, 2200


class Industry(models.TextChoices):
    """In which trade a company is. The directory's `Sector` says of all of them no more than "business".

    Few and wide, after the top sectors of Dutch trade policy: a catalogue of some dozens has chapters, not a
    classification. Missions and internships name the same.
    """

    FOOD = "food", _("food and agriculture")
    MACHINES = "machines", _("machines, metal and electronics")
    CHEMISTRY = "chemistry", _("chemistry, plastics and materials")
    ENERGY = "energy", _("energy and climate")
    WATER = "water", _("water and environment")
    BUILDING = "building", _("building and infrastructure")
    HEALTH = "health", _("health and life sciences")
    DIGITAL = "digital", _("software and digital services")
    CREATIVE = "creative", _("design, media and games")
    LIVING = "living", _("furniture, textiles and consumer goods")
    LOGISTICS = "logistics", _("transport and logistics")
    SERVICES = "services", _("business services and training")
    OTHER = "other", _("other industry")

    @classmethod
    def by_name(cls) -> list["Industry"]:
        """Return all in the order of their names in the active language, "other" last."""
        return sorted(cls, key=lambda industry: (industry == cls.OTHER, str(industry.label)))


class ExportProfileQuerySet(models.QuerySet):
    def listed(self):
        """Those in the catalogue: of companies that the public directory shows, and that want to be in it."""
        return self.filter(
            is_listed=True, organisation__status=Organisation.Status.ACTIVE, organisation__sector=Sector.BUSINESS
        )

    def by_industry(self):
        """In the order of the catalogue in the active language: by industry, then by name."""
        place = Case(*(When(industry=industry, then=Value(n)) for n, industry in enumerate(Industry.by_name())))
        return self.order_by(place, "organisation__entry__sort_name", "pk")

    def with_entries(self):
        """With all that the catalogue shows of each: its organisation, its countries, its logo. Three queries."""
        logos = Prefetch("organisation__pictures", Picture.objects.logos(), to_attr="logos")
        return self.select_related("organisation").prefetch_related("countries", logos)


@pghistory.track()
class ExportProfile(models.Model):
    """What a company makes for other countries. It is public with the page of the company, and never without."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="export_profile", verbose_name=_("organisation")
    )
    is_listed = models.BooleanField(
        _("in the catalogue “Made in Deventer”"),
        default=True,
        help_text=_("Switch this off when you no longer export, or do not want to be in the catalogue."),
    )
    industry = models.CharField(_("industry"), max_length=10, choices=Industry)
    products_nl, products_en, products_de = in_three_languages(_("what you export"), required=True, max_length=500)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="export_profiles", verbose_name=_("countries you export to")
    )
    since_year = models.PositiveSmallIntegerField(_("exports since"), null=True, blank=True)
    certificates = models.CharField(_("certificates"), max_length=200, blank=True, default="")
    shows_contact = models.BooleanField(
        _("contact person in the printed catalogue"),
        default=False,
        help_text=_(
            "Only with the consent of the person, and only if your page shows the contact person: what was printed cannot be taken back."
        ),
    )

    products = Translated()

    objects = ExportProfileQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        verbose_name = _("export profile")
        verbose_name_plural = _("export profiles")
        constraints = [
            models.CheckConstraint(condition=Q(industry__in=Industry.values), name="export_profile_industry"),
            models.CheckConstraint(condition=~Q(products_nl=""), name="export_profile_has_products"),
            models.CheckConstraint(
                condition=Q(since_year=None) | Q(since_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="export_profile_since_year",
                violation_error_message=_("Give the year in four digits."),
            ),
        ]

    def __str__(self):
        return str(self.organisation)

    def get_absolute_url(self):
        """On the page of the company."""
        return f"{self.organisation.get_absolute_url()}#export"

    @property
    def named_countries(self) -> list[Country]:
        """The countries by their name in the active language."""
        return sorted(self.countries.all(), key=lambda country: country.name)

    @property
    def logo(self) -> Picture | None:
        """Of one that came `with_entries`."""
        return next(iter(self.organisation.logos), None)

    @property
    def prints_contact(self) -> bool:
        """Whether the contact person may stand in print: said here, and shown on the page as well."""
        return self.shows_contact and self.organisation.shows_contact

    def clean(self):
        if self.since_year and self.since_year > timezone.localdate().year:
            raise ValidationError({"since_year": _("This year is still to come.")})


@pghistory.track()
class ExportProfileCountry(ExportProfile.countries.through):
    class Meta:
        proxy = True
