"""Contacts abroad that the municipality opens to schools, and schools that ask for an introduction there."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .organisation import Organisation
from .sourced import Sourced
from .user import User

LONGEST_QUESTION = 2_000


class OpenContactQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


@pghistory.track()
class OpenContact(Sourced):
    """Where the municipality knows people whom a school may meet: a country, a city in it, or a network of cities."""

    country = models.ForeignKey(
        "organisations.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="open_contacts",
        verbose_name=_("country"),
    )
    place = models.ForeignKey(
        "organisations.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="open_contacts",
        verbose_name=_("place"),
    )
    cities_nl, cities_en, cities_de = in_three_languages(_("network of cities"))
    offers_nl, offers_en, offers_de = in_three_languages(
        _("what the municipality offers"), required=True, max_length=500
    )
    is_active = models.BooleanField(_("schools can ask for it"), default=True)

    cities = Translated()
    offers = Translated()

    objects = OpenContactQuerySet.as_manager()

    class Meta:
        ordering = ["country__name_nl", "pk"]
        verbose_name = _("contact for schools")
        verbose_name_plural = _("contacts for schools")
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False) | Q(place=None) & ~Q(cities_nl=""),
                name="open_contact_somewhere",
                violation_error_message=_("Say which country, or which network of cities."),
            ),
            models.CheckConstraint(condition=~Q(offers_nl=""), name="open_contact_says_what"),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def name(self):
        """A network by its name, else a place with its country."""
        if self.cities:
            return self.cities
        return f"{self.place.name}, {self.country.name}" if self.place_id else self.country.name

    def get_absolute_url(self):
        return reverse("organisations:open_contact", args=[self.pk])

    def clean(self):
        if self.place_id and self.country_id != self.place.country_id:
            raise ValidationError({"place": _("This place lies in another country.")})


class ContactRequestQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decided_at=None)

    def of_schools_kept_by(self, user):
        """Those of the schools whose page a user keeps."""
        return self.filter(organisation__in=Organisation.objects.kept_by(user))


class ContactRequest(models.Model):
    """A school asks the municipality for an introduction to one of its contacts. Removed a while after the answer."""

    class Outcome(models.TextChoices):
        INTRODUCED = "introduced", _("introduced")
        DECLINED = "declined", _("declined")

    contact = models.ForeignKey(OpenContact, models.CASCADE, related_name="requests", verbose_name=_("contact"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contact_requests", verbose_name=_("school")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="contact_requests", verbose_name=_("asked by"))
    message = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, default="")
    reason = models.TextField(_("answer"), max_length=1_000, blank=True, default="")
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by"), editable=False
    )

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("request of a school for a contact")
        verbose_name_plural = _("requests of schools for a contact")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "organisation"],
                condition=Q(decided_at=None),
                name="contact_request_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", reason="", decided_by=None)
                | Q(decided_at__isnull=False, outcome__in=["introduced", "declined"]) & ~Q(reason=""),
                name="contact_request_outcome_and_decided_at",
            ),
            models.CheckConstraint(condition=~Q(message=""), name="contact_request_says_what"),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.contact}"

    @property
    def status(self):
        """Where it stands, in words."""
        return self.get_outcome_display() if self.outcome else _("waits for the International Office")
