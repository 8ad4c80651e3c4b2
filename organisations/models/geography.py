"""Countries, places abroad, and what ties Deventer to them."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .organisation import Organisation
from .sourced import Sourced

# Addresses of other pages below /steden/.
TAKEN = ["bezoeken"]


class CountryManager(models.Manager):
    def get_by_natural_key(self, iso2):
        return self.get(iso2=iso2)


class Continent(models.IntegerChoices):
    EUROPE = 1, _("Europe")
    AFRICA = 2, _("Africa")
    ASIA = 3, _("Asia")
    NORTH_AMERICA = 4, _("North America")
    SOUTH_AMERICA = 5, _("South America")
    OCEANIA = 6, _("Oceania")


@pghistory.track()
class Country(models.Model):
    """A country as the world map draws it: ISO 3166-1 codes, with XK for Kosovo."""

    iso2 = models.CharField(_("code"), max_length=2, unique=True)
    iso3 = models.CharField(max_length=3, unique=True)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    continent = models.PositiveSmallIntegerField(_("continent"), choices=Continent)
    x = models.FloatField(help_text=_("Centre on the map, in units of its viewBox (0 0 960 460)."))
    y = models.FloatField()
    is_drawn = models.BooleanField(
        default=True, help_text=_("False for a state too small for the map: it is shown as a dot.")
    )

    name = Translated()

    objects = CountryManager()

    class Meta:
        ordering = ["name_nl"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [models.CheckConstraint(condition=Q(iso2__regex=r"^[A-Z]{2}$"), name="country_iso2")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:country", args=[self.iso2.lower()])

    def natural_key(self):
        return (self.iso2,)


class PlaceManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@pghistory.track()
class Place(Sourced):
    """A city or region, mostly abroad."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        REGION = "region", _("region or district")

    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CITY)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="places", verbose_name=_("country"))
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees north."))
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees east."))
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)

    name = Translated()
    description = Translated()

    objects = PlaceManager()

    class Meta:
        ordering = ["name_nl", "country"]
        verbose_name = _("city or region")
        verbose_name_plural = _("cities and regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_coordinates",
                violation_error_message=_("Give both coordinates, in degrees, or neither."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="place_slug_not_taken",
                violation_error_message=_("This address is taken by another page."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:place", args=[self.slug])

    def natural_key(self):
        return (self.slug,)


@pghistory.track()
class CityTie(Sourced):
    """What ties Deventer to a place: a twin city, a cooperation, trade contacts."""

    class Kind(models.TextChoices):
        TWIN = "twin", _("twin city")
        COOPERATION = "cooperation", _("cooperation between municipalities")
        PROGRAMME = "programme", _("programme")
        TRADE = "trade", _("trade")
        CONTACT = "contact", _("contact")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("on hold")
        ENDED = "ended", _("ended")
        UNKNOWN = "unknown", _("not known")

    place = models.ForeignKey(Place, models.PROTECT, related_name="ties", verbose_name=_("place"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status)
    status_on = models.DateField(_("status as of"), help_text=_("The date for which the status is known."))
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)
    agreement_nl, agreement_en, agreement_de = in_three_languages(_("what was agreed"), max_length=500)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreement_document = models.CharField(_("document of the agreement"), max_length=200, blank=True, default="")
    agreement_url = models.URLField(_("address of the document"), max_length=500, blank=True, default="")
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="city_ties", verbose_name=_("organisations involved")
    )

    description = Translated()
    agreement = Translated()

    class Meta:
        ordering = ["place", "kind"]
        verbose_name = _("tie with a city")
        verbose_name_plural = _("ties with cities")
        constraints = [
            models.UniqueConstraint(fields=["place", "kind"], name="tie_once_per_kind"),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(since_year=None) | Q(until_year__gte=F("since_year")),
                name="tie_until_after_since",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(agreement_url="") | ~Q(agreement_document=""),
                name="tie_document_has_a_name",
                violation_error_message=_("Give the document a name: that is what people read of the link."),
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.get_kind_display()}"


@pghistory.track()
class CityTieOrganisation(CityTie.organisations.through):
    class Meta:
        proxy = True


@pghistory.track()
class HanseCity(Sourced):
    """The standing of a place in the modern Hanseatic League (Städtebund DIE HANSE), as its sources have it."""

    class Status(models.TextChoices):
        MEMBER = "member", _("member")
        MEMBER_TO_VERIFY = "member-verify", _("member, to be verified")
        EXCLUDED = "excluded", _("excluded")
        SUSPENDED = "suspended", _("suspended")
        TITLE_ONLY = "title-only", _("carries the title only")
        HISTORIC = "historic", _("historic Hanseatic city")
        NOT_MEMBER = "not-member", _("not a member")

    place = models.OneToOneField(Place, models.PROTECT, related_name="hanse", verbose_name=_("place"))
    status = models.CharField(_("status"), max_length=14, choices=Status)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["place"]
        verbose_name = _("Hanseatic city")
        verbose_name_plural = _("Hanseatic cities")

    def __str__(self):
        return str(self.place)

    @property
    def standing(self):
        """What the public reads: who is to be verified is a member until then."""
        return (self.Status.MEMBER if self.is_member else self.Status(self.status)).label

    @property
    def is_member(self):
        return self.status in {self.Status.MEMBER, self.Status.MEMBER_TO_VERIFY}
