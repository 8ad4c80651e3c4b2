"""Who comes: places, and the list of those who wait for one."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event


class RegistrationTerms(models.Model):
    """That one can register for an event, and how: without this there is no registration.

    `taken` is kept by a trigger on `Registration`: places are given out by PostgreSQL, one transaction after another, and
    never more than there are.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="registration_terms", verbose_name=_("event"))
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: as many as want to come.")
    )
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    most_guests = models.PositiveSmallIntegerField(
        _("guests at most"), default=0, help_text=_("How many people one may bring along.")
    )
    opens_at = models.DateTimeField(_("open from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True, help_text=_("Empty: until it begins."))
    hours_to_confirm = models.PositiveSmallIntegerField(_("hours to confirm a place that came free"), default=48)
    asks_diet = models.BooleanField(_("ask for dietary needs"), default=False)

    class Meta:
        verbose_name = _("registration for an event")
        verbose_name_plural = _("registrations for events")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="registration_no_more_than_places",
                violation_error_message=_("More people than that have a place already."),
            ),
            models.CheckConstraint(condition=Q(most_guests__lte=10), name="registration_most_guests"),
            models.CheckConstraint(condition=Q(hours_to_confirm__range=(1, 336)), name="registration_hours_to_confirm"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="registration_closes_after_it_opens",
                violation_error_message=_("Registration closes before it opens."),
            ),
        ]

    def __str__(self):
        return str(self.event)

    @property
    def left(self):
        """How many places are left; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self):
        return self.left == 0

    @property
    def ends_at(self):
        """Until when one can register: never longer than until it begins."""
        begins = self.event.starts_at
        return begins if self.closes_at is None else min(self.closes_at, begins)

    @property
    def is_still_to_open(self):
        return self.opens_at is not None and timezone.now() < self.opens_at

    @property
    def is_closed(self):
        return timezone.now() >= self.ends_at

    def has_room_for(self, seats):
        return self.left is None or seats <= self.left

    def refusal(self):
        """Say why nobody can register now, "" if one can."""
        if self.event.is_cancelled:
            return _("This event is cancelled.")
        if not self.event.is_published:
            return _("This event is not published yet.")
        if self.event.is_over:
            return _("This event is over.")
        if self.event.has_begun:
            return _("This event has begun.")
        if self.is_still_to_open:
            return _("You cannot register yet.")
        return _("Registration is closed.") if self.is_closed else ""


class RegistrationQuerySet(models.QuerySet):
    def with_place(self):
        """Those who have a place, or whose place is kept until they confirm."""
        return self.filter(state__in=Registration.HAS_PLACE)

    def coming(self):
        return self.filter(state=Registration.State.PLACED)

    def waiting(self):
        """Those on the waiting list, the first first."""
        return self.filter(state=Registration.State.WAITING).order_by("registered_at", "pk")

    def active(self):
        return self.filter(state__in=Registration.ACTIVE)

    def named(self):
        """Those of whom the portal still knows who it is."""
        return self.filter(emptied_at=None)

    def under(self, email):
        """Those under an address, however it is written."""
        return self.filter(email__iexact=email)

    def reachable(self):
        """Those who are still meant to come, and have an address."""
        return self.active().exclude(email="")

    def that_show_their_name(self):
        """Those who come, and agreed that others who come read that."""
        return self.coming().named().filter(shows_name=True).order_by("name", "pk")

    def due_to_be_reminded(self, until):
        """Those who have a place at something that begins before `until`, and did not register within the last day."""
        now = timezone.now()
        return self.coming().filter(
            event__status=Event.Status.PUBLISHED,
            event__starts_at__gt=now,
            event__starts_at__lt=until,
            registered_at__lt=now - timedelta(days=1),
            reminded_at=None,
        )


class Registration(models.Model):
    """Somebody comes to an event, or waits for a place. Nobody needs an account: `key` stands in the links of one's mail.

    No history is kept of it: name and address go some time after the event.
    """

    class State(models.TextChoices):
        PLACED = "placed", _("has a place")
        OFFERED = "offered", _("has a place if it is confirmed in time")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("did not confirm in time")

    HAS_PLACE = ("placed", "offered")
    ACTIVE = (*HAS_PLACE, "waiting")

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", verbose_name=_("event"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State)
    name = models.CharField(_("name"), max_length=100, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    affiliation = models.CharField(_("organisation"), max_length=150, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    guests = models.PositiveSmallIntegerField(_("guests"), default=0)
    shows_name = models.BooleanField(_("others who come may see the name"), default=False)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    offer_ends_at = models.DateTimeField(_("to be confirmed before"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("cancelled or lapsed"), null=True, blank=True, editable=False)
    # Somebody who telephoned or wrote; such a one may have no address.
    is_by_hand = models.BooleanField(_("added by the organiser"), default=False, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    attended_at = models.DateTimeField(_("was there"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("name and address removed"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["event", "registered_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                F("event"),
                Lower("email"),
                condition=Q(state__in=["placed", "offered", "waiting"]) & ~Q(email=""),
                name="registered_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["placed", "offered", "waiting", "cancelled", "lapsed"]),
                name="registration_state",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_ends_at__isnull=False) | ~Q(state="offered"),
                name="registration_offer_ends",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["cancelled", "lapsed"], ended_at__isnull=False)
                | Q(state__in=["placed", "offered", "waiting"], ended_at=None),
                name="registration_ended_when",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None) & ~Q(name="") & (~Q(email="") | Q(is_by_hand=True))
                | Q(emptied_at__isnull=False, name="", email="", affiliation=""),
                name="registration_emptied_whole",
            ),
            models.CheckConstraint(condition=Q(guests__lte=10), name="registration_guests"),
        ]
        triggers = [
            # The row of the terms is locked by its update: no two transactions give out the same place.
            pgtrigger.Trigger(
                name="places_are_counted",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                declare=[("change", "integer := 0")],
                func="""
                    IF TG_OP <> 'INSERT' AND OLD.state IN ('placed', 'offered') THEN
                        change := change - 1 - OLD.guests;
                    END IF;
                    IF TG_OP <> 'DELETE' AND NEW.state IN ('placed', 'offered') THEN
                        change := change + 1 + NEW.guests;
                    END IF;
                    IF TG_OP = 'UPDATE' AND NEW.event_id <> OLD.event_id THEN
                        RAISE EXCEPTION 'a registration stays with its event'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF change <> 0 THEN
                        UPDATE events_registrationterms SET taken = taken + change
                        WHERE event_id = CASE TG_OP WHEN 'DELETE' THEN OLD.event_id ELSE NEW.event_id END;
                        IF NOT FOUND AND TG_OP <> 'DELETE' THEN
                            RAISE EXCEPTION 'one cannot register for event %', NEW.event_id
                                USING ERRCODE = 'integrity_constraint_violation';
                        END IF;
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return self.name or str(self.pk)

    def get_absolute_url(self):
        """The page of whoever registered: the key opens it."""
        return reverse("events:registration", args=[self.key])

    @property
    def is_active(self):
        return self.state in self.ACTIVE

    @property
    def has_place(self):
        return self.state == self.State.PLACED

    @property
    def is_offered(self):
        """That a place is kept for it at this moment."""
        return self.state == self.State.OFFERED and timezone.now() < self.offer_ends_at

    @property
    def seats(self):
        """How many places it takes, guests included."""
        return 1 + self.guests
