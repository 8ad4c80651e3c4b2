"""Days of meetings at tables, in rounds, and who meets whom there."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Zone
from .mission import Mission

# What `events.matching` can plan, and what fits a room.
MOST_ROUNDS, MOST_TABLES = 24, 250


def between(least, most):
    return [MinValueValidator(least), MaxValueValidator(most)]


class MeetingDay(models.Model):
    """A day, or part of one, on which parties meet two by two at tables, all in the same rounds.

    A draft until it is fixed: then everybody has been mailed their meetings, and is mailed what changes of them.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="meeting_days", verbose_name=_("trade mission"))
    starts_at = models.DateTimeField(_("begins"))
    zone = models.CharField(_("time zone"), max_length=20, choices=Zone)
    venue = models.CharField(_("venue and address"), max_length=300, blank=True, default="")
    rounds = models.PositiveSmallIntegerField(_("number of rounds"), validators=between(1, MOST_ROUNDS))
    minutes = models.PositiveSmallIntegerField(_("minutes a round"), default=20, validators=between(5, 120))
    minutes_between = models.PositiveSmallIntegerField(
        _("minutes between rounds"), default=5, validators=between(0, 60)
    )
    tables = models.PositiveSmallIntegerField(_("number of tables"), validators=between(1, MOST_TABLES))
    # Raised by every change of the plan: who changes it says which one they saw.
    version = models.PositiveIntegerField(default=0, editable=False)
    planned_at = models.DateTimeField(_("planned"), null=True, blank=True, editable=False)
    # Since when a job makes the plan; none does when it is empty.
    planning_since = models.DateTimeField(null=True, blank=True, editable=False)
    fixed_at = models.DateTimeField(_("fixed"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("day of meetings")
        verbose_name_plural = _("days of meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(rounds__range=(1, MOST_ROUNDS), tables__range=(1, MOST_TABLES))
                & Q(minutes__range=(5, 120), minutes_between__range=(0, 60)),
                name="meeting_day_sizes",
            ),
            models.CheckConstraint(condition=Q(zone__in=Zone.values), name="meeting_day_zone"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="meeting_day_holds_its_meetings",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF (NEW.starts_at AT TIME ZONE NEW.zone)::date <> ((NEW.starts_at + make_interval(
                        mins => NEW.rounds * NEW.minutes + (NEW.rounds - 1) * NEW.minutes_between - 1
                    )) AT TIME ZONE NEW.zone)::date THEN
                        RAISE EXCEPTION 'the last round ends after midnight'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_day_before_midnight';
                    END IF;
                    IF TG_OP = 'UPDATE' AND EXISTS (
                        SELECT FROM events_missionmeeting WHERE day_id = NEW.id AND cancelled_at IS NULL
                        AND (round > NEW.rounds OR "table" > NEW.tables)
                    ) THEN
                        RAISE EXCEPTION 'a meeting would lose its round or table'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_day_holds_its_meetings';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.mission} {self.local_start:%Y-%m-%d}"

    @property
    def is_fixed(self):
        return self.fixed_at is not None

    @property
    def local_start(self):
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def ends_at(self):
        return self.end_of(self.rounds)

    def start_of(self, number):
        """When a round begins, on the clock of where it is."""
        after = timedelta(minutes=(number - 1) * (self.minutes + self.minutes_between))
        return (self.starts_at + after).astimezone(ZoneInfo(self.zone))

    def end_of(self, number):
        return self.start_of(number) + timedelta(minutes=self.minutes)

    def hours_of(self, number):
        """Return from when until when a round is, on the clock there, whatever the clock of the reader."""
        return f"{self.start_of(number):%H:%M}–{self.end_of(number):%H:%M}"

    @property
    def hours(self):
        return f"{self.local_start:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def all_rounds(self):
        return range(1, self.rounds + 1)


class MissionMeetingQuerySet(models.QuerySet):
    def going_on(self):
        """Those that are to be held, or were."""
        return self.filter(cancelled_at=None)

    def of(self, party):
        """Those of a party."""
        return self.filter(Q(here=party) | Q(there=party))

    def of_any(self, parties):
        """Those of one of some parties, by number."""
        return self.filter(Q(here__in=parties) | Q(there__in=parties))

    def announced(self):
        """Those of plans that are fixed: nobody is shown a draft."""
        return self.filter(day__fixed_at__isnull=False)

    def for_lists(self):
        names = ["day__mission", "here__company__organisation", "there__counterpart"]
        return self.select_related(*names).order_by("day__starts_at", "round", "table", "pk")


class MissionMeeting(models.Model):
    """That two parties meet in a round, at a table. One record a pair and day, whatever becomes of it: calendars know it."""

    # Stays, whatever else changes: calendars know it by it (RFC 5545, 3.8.4.7).
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="meetings", verbose_name=_("day of meetings"))
    round = models.PositiveSmallIntegerField(_("round"))
    table = models.PositiveSmallIntegerField(_("table"))
    here = models.ForeignKey(
        "events.Party", models.CASCADE, related_name="meetings_here", verbose_name=_("company of the delegation")
    )
    there = models.ForeignKey(
        "events.Party", models.CASCADE, related_name="meetings_there", verbose_name=_("counterpart")
    )
    is_pinned = models.BooleanField(_("stays when a new plan is made"), default=False)
    cancelled_at = models.DateTimeField(_("taken out of the plan"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = MissionMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["day", "round", "table", "pk"]
        verbose_name = _("meeting at a table")
        verbose_name_plural = _("meetings at tables")
        constraints = [
            models.UniqueConstraint(fields=["day", "here", "there"], name="meeting_of_a_pair_once"),
            *(
                models.UniqueConstraint(
                    fields=["day", "round", name], condition=Q(cancelled_at=None), name=f"meeting_{name}_once_a_round"
                )
                for name in ("here", "there", "table")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="meeting_can_be",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__cancelled_at__isnull=True),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM events_meetingday day
                        JOIN events_party here ON here.id = NEW.here_id AND here.company_id IS NOT NULL
                        JOIN events_party there ON there.id = NEW.there_id AND there.counterpart_id IS NOT NULL
                        WHERE day.id = NEW.day_id
                        AND here.mission_id = day.mission_id AND there.mission_id = day.mission_id
                        AND NEW.round BETWEEN 1 AND day.rounds AND NEW."table" BETWEEN 1 AND day.tables
                    ) THEN
                        RAISE EXCEPTION 'no such round, table or parties on day %', NEW.day_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_can_be';
                    END IF;
                    IF EXISTS (
                        SELECT FROM events_refusal WHERE (by_id = NEW.here_id AND about_id = NEW.there_id)
                        OR (by_id = NEW.there_id AND about_id = NEW.here_id)
                    ) THEN
                        RAISE EXCEPTION 'one of the two does not want to meet the other'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_not_refused';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.day_id}: {self.round}/{self.table}"

    def other(self, party):
        """Return whom a party meets."""
        return self.there if party.pk == self.here_id else self.here

    @property
    def starts_at(self):
        return self.day.start_of(self.round)

    @property
    def ends_at(self):
        return self.day.end_of(self.round)

    @property
    def hours(self):
        return self.day.hours_of(self.round)
