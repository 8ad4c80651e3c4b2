"""The Global Goals that events and trade missions are about."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from globalgoals.models import GoalClaim, follow_targets, keep_claim, once_per

from .event import Event
from .mission import Mission


@pghistory.track()
class EventGoal(GoalClaim):
    """A Global Goal an event is about."""

    about = "event"
    claimed_by = "event__organiser"

    event = models.ForeignKey(Event, models.CASCADE, related_name="goal_tags", verbose_name=_("event"))
    goal = models.ForeignKey("globalgoals.Goal", models.PROTECT, related_name="event_tags", verbose_name=_("goal"))
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="event_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        db_table = "events_event_goals"
        ordering = ["event", "rank"]
        verbose_name = _("goal of an event")
        verbose_name_plural = _("goals of events")
        constraints = [*GoalClaim.Meta.constraints, *once_per("event", "eventgoal")]
        triggers = keep_claim("event", "events_event_goals", "eventgoal")


@pghistory.track()
class EventGoalTarget(EventGoal.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("eventgoal", "events_event_goals")


@pghistory.track()
class MissionGoal(GoalClaim):
    """A Global Goal a trade mission serves."""

    about = "mission"
    claimed_by = "mission__led_by"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="goal_tags", verbose_name=_("trade mission"))
    goal = models.ForeignKey("globalgoals.Goal", models.PROTECT, related_name="mission_tags", verbose_name=_("goal"))
    targets = models.ManyToManyField(
        "globalgoals.Target", blank=True, related_name="mission_tags", verbose_name=_("targets")
    )

    class Meta(GoalClaim.Meta):
        db_table = "events_mission_goals"
        ordering = ["mission", "rank"]
        verbose_name = _("goal of a trade mission")
        verbose_name_plural = _("goals of trade missions")
        constraints = [*GoalClaim.Meta.constraints, *once_per("mission", "missiongoal")]
        triggers = keep_claim("mission", "events_mission_goals", "missiongoal")


@pghistory.track()
class MissionGoalTarget(MissionGoal.targets.through):
    class Meta:
        proxy = True
        triggers = follow_targets("missiongoal", "events_mission_goals")
