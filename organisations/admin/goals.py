from django.contrib import admin

from globalgoals.admin import GoalClaimAdmin

from ..models import GoalTag, ProjectGoal


@admin.register(GoalTag)
class GoalTagAdmin(GoalClaimAdmin):
    search_fields = ["organisation__name", "motivation_nl"]


@admin.register(ProjectGoal)
class ProjectGoalAdmin(GoalClaimAdmin):
    search_fields = ["project__title_nl", "project__organisation__name", "motivation_nl"]
