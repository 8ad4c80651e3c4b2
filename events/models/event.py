"""What stands in the agenda."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pghistory
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from ..moments import LONGEST, midnight
from ..when import in_words
from .series import Series

SEARCHED = [f"{name}_{code}" for name in ("title", "summary") for code in ("nl", "en", "de")] + ["venue"]
# Addresses of other pages below /agenda/.
TAKEN = ["feed", "maand", "voorstellen", "mijn", "inschrijving"]


class Zone(models.TextChoices):
    """Where the clock hangs: time zones of the tz database in which Deventer has its events."""

    AMSTERDAM = "Europe/Amsterdam", _("Deventer, Central Europe")
    LONDON = "Europe/London", _("United Kingdom")
    RIGA = "Europe/Riga", _("Riga, the Baltic")
    BUCHAREST = "Europe/Bucharest", _("Sibiu, Romania")
    KAMPALA = "Africa/Kampala", _("Uganda")


class EventQuerySet(models.QuerySet):
    def published(self):
        """Those that stand in the agenda, also cancelled ones: who planned to come must be able to read that."""
        return self.filter(status__in=[Event.Status.PUBLISHED, Event.Status.CANCELLED])

    def public(self):
        """Those that everyone sees."""
        return self.published().filter(audience=Event.Audience.EVERYONE)

    def visible_to(self, user):
        """Those a visitor sees: staff with the right all, others what is published for them or is of their organisation."""
        if user.has_perm("events.view_event") and user.is_staff:
            return self
        seen = Q(audience=Event.Audience.EVERYONE)
        if user.is_authenticated:
            seen |= Q(network__in=apps.get_model("organisations.Network").objects.entered_by(user))
        seen &= Q(status__in=[Event.Status.PUBLISHED, Event.Status.CANCELLED])
        if user.is_authenticated:
            kept = apps.get_model("organisations.Organisation").objects.kept_by(user)
            seen |= Q(organiser__in=kept)
        return self.filter(seen)

    def upcoming(self):
        """Those that take place today or later. By the day, as public pages are kept: `is_over` says it by the minute."""
        return self.filter(ends_at__gt=midnight(timezone.localdate()))

    def past(self):
        """Those that were over before today."""
        return self.filter(ends_at__lte=midnight(timezone.localdate()))

    def between(self, start, end):
        """Those that take place, if only in part, from `start` until just before `end` (aware moments)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def about_country(self, country):
        """Those that are about a country, or held there."""
        about = EventCountry.objects.filter(country=country)
        return self.filter(Q(place__country=country) | Q(pk__in=about.values("event")))

    def about_city(self, place):
        """Those that are about a city, or held there."""
        return self.filter(Q(place=place) | Q(pk__in=EventCity.objects.filter(place=place).values("event")))

    def about_goal(self, goal):
        return self.filter(pk__in=EventGoal.objects.filter(goal=goal).values("event"))

    def with_text(self, text):
        """Those with all words of a text in their title, summary or venue, in whichever language."""
        found = self
        for word in text.replace("\0", " ").split()[:10]:
            found = found.filter(Q(*((f"{name}__icontains", word) for name in SEARCHED), _connector=Q.OR))
        return found

    def with_names(self):
        """The same, each with what a list says of it: where, and whose it is."""
        return self.select_related("place__country", "organiser", "network")

    def of_organisation(self, organisation):
        """Those an organisation organises or takes part in."""
        part = EventOrganisation.objects.filter(organisation=organisation)
        return self.filter(Q(organiser=organisation) | Q(pk__in=part.values("event")))


@pghistory.track()
class Event(models.Model):
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
        CANCELLED = "cancelled", _("cancelled")
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
        "globalgoals.Goal", blank=True, related_name="agenda", verbose_name=_("Global Goals")
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
    reason_nl, reason_en, reason_de = in_three_languages(_("why it was cancelled"), max_length=500)

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
        triggers = [
            # Two who change at once wait for each other: else each would see no circle.
            pgtrigger.Trigger(
                name="no_umbrellas_in_a_circle",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("umbrella_id"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__umbrella__isnull=False),
                func="""
                    PERFORM pg_advisory_xact_lock(hashtext('events: umbrellas'));
                    IF EXISTS (
                        WITH RECURSIVE above (id) AS (
                            SELECT NEW.umbrella_id
                            UNION SELECT event.umbrella_id FROM events_event event JOIN above ON event.id = above.id
                            WHERE event.umbrella_id IS NOT NULL
                        )
                        SELECT FROM above WHERE id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'event % would be part of itself', NEW.id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_umbrellas_in_a_circle';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.slug])

    @property
    def is_published(self):
        return self.status in {self.Status.PUBLISHED, self.Status.CANCELLED}

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def when(self):
        """When it takes place, in words of the active language."""
        return in_words(self)

    @property
    def local_start(self):
        """When it begins, on the clock of where it is held."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self):
        return self.ends_at.astimezone(ZoneInfo(self.zone))

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
class EventGoal(Event.goals.through):
    class Meta:
        proxy = True


@pghistory.track()
class EventOrganisation(Event.organisations.through):
    class Meta:
        proxy = True
