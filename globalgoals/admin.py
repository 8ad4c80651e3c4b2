from django.contrib import admin

from deventer_intl.history_admin import HistoryAdmin

from .models import Goal, Target
from .prize import admin as prize_admin
from .prize import nomination_admin

__all__ = ["nomination_admin", "prize_admin"]


class TargetInline(admin.TabularInline):
    model = Target
    fields = ["code", "label_nl", "title_en"]
    readonly_fields = ["code", "title_en"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Goal)
class GoalAdmin(HistoryAdmin):
    list_display = ["number", "name_nl", "name_en"]
    list_display_links = ["name_nl"]
    search_fields = ["number", "name_nl", "name_en"]
    fields = ["number", "name_nl", "name_en", "name_de", "text_nl", "text_en", "text_de"]
    readonly_fields = ["number"]
    inlines = [TargetInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Target)
class TargetAdmin(HistoryAdmin):
    list_display = ["code", "label_nl", "title_en"]
    list_filter = ["goal"]
    search_fields = ["code", "label_nl", "title_en"]
    fields = ["code", "goal", "title_en", "label_nl", "uri"]
    readonly_fields = ["code", "goal", "title_en", "uri"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
