from django.contrib import admin

from globalgoals.admin import GoalClaimAdmin

from ..models import EventGoal, MissionGoal


@admin.register(EventGoal)
class EventGoalAdmin(GoalClaimAdmin):
    search_fields = ["event__title_nl", "motivation_nl"]


@admin.register(MissionGoal)
class MissionGoalAdmin(GoalClaimAdmin):
    search_fields = ["mission__title_nl", "motivation_nl"]
