"""What an organisation does abroad, and what it offers and needs at home."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .organisation import Organisation
from .sourced import Sourced


@pghistory.track()
class CountryPresence(Sourced):
    """An organisation is active in a country: where, doing what, with which local partner, since when."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="presences", verbose_name=_("organisation")
    )
    country = models.ForeignKey(
        "organisations.Country", models.PROTECT, related_name="presences", verbose_name=_("country")
    )
    place = models.ForeignKey(
        "organisations.Place", models.PROTECT, null=True, blank=True, related_name="presences", verbose_name=_("place")
    )
    activity_nl, activity_en, activity_de = in_three_languages(_("what is done there"), max_length=500)
    local_partner = models.CharField(_("local partner"), max_length=200, blank=True, default="")
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)

    activity = Translated()

    class Meta:
        ordering = ["organisation", "country__name_nl"]
        verbose_name = _("presence in a country")
        verbose_name_plural = _("presences in countries")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "country", "place"],
                nulls_distinct=False,
                name="presence_once_per_place",
                violation_error_message=_("This country and place are in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(since_year=None) | Q(until_year__gte=F("since_year")),
                name="presence_until_after_since",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.country}"

    @property
    def title_of_item(self):
        return f"{self.country}, {self.place}" if self.place_id else str(self.country)

    def clean(self):
        if self.place_id and self.country_id and self.place.country_id != self.country_id:
            from django.core.exceptions import ValidationError

            raise ValidationError({"place": _("This place lies in another country.")})


@pghistory.track()
class Project(Sourced):
    """A project or activity of an organisation, ended or going on."""

    class Kind(models.TextChoices):
        AID = "aid", _("aid and cooperation")
        EXCHANGE = "exchange", _("exchange")
        ERASMUS = "erasmus", _("Erasmus+")
        INTERNSHIP = "internship", _("internship")
        TRADE = "trade", _("trade")
        CULTURE = "culture", _("culture")
        SPORT = "sport", _("sport")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="projects", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("what it is"), max_length=500)
    country = models.ForeignKey(
        "organisations.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("country"),
    )
    partner = models.CharField(_("partner institution"), max_length=200, blank=True, default="")
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)

    people_involved = models.PositiveIntegerField(
        _("number of people involved"),
        null=True,
        blank=True,
        help_text=_("Pupils, volunteers, travellers: about how many."),
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal", through="ProjectGoal", blank=True, related_name="projects", verbose_name="Global Goals"
    )
    result_nl, result_en, result_de = in_three_languages(_("what came of it"), max_length=500)

    title = Translated()
    summary = Translated()
    result = Translated()

    class Meta:
        ordering = ["organisation", F("since_year").desc(nulls_last=True), "title_nl"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title_nl"], name="project_title_once_per_organisation"),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(since_year=None) | Q(until_year__gte=F("since_year")),
                name="project_until_after_since",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title_of_item(self):
        return self.title


@pghistory.track()
class OfferOrNeed(models.Model):
    """Something an organisation offers to the others, or looks for among them."""

    class Direction(models.TextChoices):
        OFFER = "offer", _("offers")
        NEED = "need", _("looks for")

    class Kind(models.IntegerChoices):
        """The numbers are part of the directory's facets: never give one a second meaning."""

        KNOWLEDGE = 1, _("knowledge")
        CONTACTS = 2, _("contacts")
        EXPERIENCE = 3, _("experience")
        SPACE = 4, _("space")
        INTERNSHIPS = 5, _("internships")
        VOLUNTEERS = 6, _("volunteers")
        GOODS = 7, _("goods")
        PARTNERS = 8, _("partners")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="offers_and_needs", verbose_name=_("organisation")
    )
    direction = models.CharField(_("offers or looks for"), max_length=5, choices=Direction)
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)
    text_nl, text_en, text_de = in_three_languages(_("in one sentence"), required=True, max_length=300)

    text = Translated()

    class Meta:
        ordering = ["organisation", "direction", "kind", "pk"]
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=["offer", "need"]), name="offer_or_need"),
        ]

    def __str__(self):
        return self.text

    @property
    def title_of_item(self):
        return f"{self.get_direction_display()}: {self.text}"
