"""What stands in the agenda."""

import uuid
from datetime import timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deventer_intl.translation import Translated, in_three_languages

from ..moments import LONGEST
from ..when import in_words
from .clock import OnItsClock, Zone
from .event_queryset import EventQuerySet
from .series import Series
from .umbrella import NO_CIRCLES

# Addresses of other pages below /agenda/.
TAKEN = ["feed", "maand", "voorstellen", "mijn", "inschrijving"]


@pghistory.track()
class Event(OnItsClock, models.Model):
    """Something that happens at a moment and a place: a meeting, a lecture, a fair, the Hanseatic Days.

    Moments are kept in UTC; `zone` says on whose clock people read them. Of an event of whole days, `starts_at` is the
    first midnight of that clock and `ends_at` the midnight after the last day.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("network meeting")
        THEME = "theme", _("theme meeting")
        LECTURE = "lecture", _("lecture")
        FAIR = "fair", _("fair or market")
        SPORT = "sport", _("sport")
        CULTURE = "culture", _("culture")
        HANSE = "hanse", _("Hanseatic Days")
        OTHER = "other", _("other event")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed, to be published by an editor")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")
        REFUSED = "refused", _("not published")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        NETWORK = "network", _("members of the network")

    # Stays, whatever else changes: calendars know the event by it (RFC 5545, 3.8.4.7).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), max_length=300)
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)
    report_nl, report_en, report_de = in_three_languages(_("report afterwards (Markdown)"), long=True)

    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    zone = models.CharField(_("time zone"), max_length=20, choices=Zone, default=Zone.AMSTERDAM)
    is_all_day = models.BooleanField(_("whole days"), default=False)

    venue = models.CharField(_("venue and address"), max_length=300, blank=True, default="")
    online_url = models.URLField(_("address to take part online"), blank=True, default="", max_length=500)
    place = models.ForeignKey(
        "organisations.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda",
        verbose_name=_("city"),
        help_text=_("Where it is held."),
    )
    countries = models.ManyToManyField(
        "organisations.Country", blank=True, related_name="events_about", verbose_name=_("countries it is about")
    )
    cities = models.ManyToManyField(
        "organisations.Place", blank=True, related_name="events_about", verbose_name=_("cities it is about")
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal", through="EventGoal", blank=True, related_name="agenda", verbose_name=_("Global Goals")
    )
    organiser = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda",
        verbose_name=_("organised by"),
        help_text=_("Empty: the International Office."),
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation", blank=True, related_name="agenda_joined", verbose_name=_("who takes part")
    )
    network = models.ForeignKey(
        "organisations.Network",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda",
        verbose_name=_("network"),
    )
    umbrella = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The Hanseatic Days, for their economic forum."),
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="occasions",
        verbose_name=_("series"),
    )
    # The day of the series that this one stands for, also where it was moved to another.
    series_day = models.DateField(null=True, blank=True, editable=False)
    differs_from_series = models.BooleanField(_("differs from its series"), default=False, editable=False)

    # How often it changed in what calendars must know (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="events_proposed"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    reason_nl, reason_en, reason_de = in_three_languages(_("why it was cancelled or not published"), max_length=500)

    title = Translated()
    summary = Translated()
    description = Translated()
    report = Translated()
    reason = Translated()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("The event ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="event_lasts_a_year_at_most",
                violation_error_message=_("An event lasts a year at most."),
            ),
            models.CheckConstraint(condition=Q(zone__in=Zone.values), name="event_zone"),
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="event_slug_not_taken",
                violation_error_message=_("This address is taken by another page."),
            ),
            models.CheckConstraint(
                condition=Q(audience="everyone") | Q(network__isnull=False),
                name="event_for_members_of_a_network",
                violation_error_message=_("Say which network it is for."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | ~Q(status="cancelled") & Q(cancelled_at=None),
                name="event_cancelled_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "cancelled"]) | Q(published_at__isnull=False),
                name="event_published_when",
            ),
            models.CheckConstraint(
                condition=Q(series=None, series_day=None) | Q(series__isnull=False, series_day__isnull=False),
                name="event_of_series_has_its_day",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="event_once_on_a_day_of_its_series"),
        ]
        triggers = [NO_CIRCLES]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        # The trigger holds it; here it is said to whoever chooses.
        if self.umbrella and self.pk and self in self.umbrella.with_all_above():
            text = _("That event is a part of this one, so this one cannot be a part of it.")
            raise ValidationError({"umbrella": ValidationError(text, code="circle")})

    def get_absolute_url(self):
        return reverse("events:event", args=[self.slug])

    def with_all_above(self):
        """Return this event and all it is part of, the nearest first."""
        found = [self]
        while found[-1].umbrella and found[-1].umbrella not in found:
            found.append(found[-1].umbrella)
        return found

    @property
    def is_published(self):
        return self.status in {self.Status.PUBLISHED, self.Status.CANCELLED}

    @property
    def is_public(self):
        """Whether everyone sees it."""
        return self.is_published and self.audience == self.Audience.EVERYONE

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def when(self):
        """When it takes place, in words of the active language."""
        return in_words(self)

    @property
    def where(self):
        """Where it is held, in words: venue, city, or that it is online."""
        city = self.place.name if self.place else ""
        said = [self.venue, city if city.lower() not in self.venue.lower() else "", self.online_url]
        return ", ".join(part for part in said if part)

    @property
    def first_day(self):
        return self.local_start.date()

    @property
    def last_day(self):
        """The last day on which it takes place; midnight belongs to the day before."""
        return (self.local_end - timedelta(microseconds=1)).date()


@pghistory.track()
class EventCountry(Event.countries.through):
    class Meta:
        proxy = True


@pghistory.track()
class EventCity(Event.cities.through):
    class Meta:
        proxy = True


@pghistory.track()
class EventOrganisation(Event.organisations.through):
    class Meta:
        proxy = True
