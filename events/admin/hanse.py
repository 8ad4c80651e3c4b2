from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..models import HanseaticDays, HanseProgrammeItem, HanseResult


class ProgrammeInline(admin.StackedInline):
    model = HanseProgrammeItem
    raw_id_fields = ["event"]
    filter_horizontal = ["organisations"]
    extra = 0


class ResultInline(admin.StackedInline):
    model = HanseResult
    extra = 0


@admin.register(HanseaticDays)
class HanseaticDaysAdmin(HistoryAdmin):
    list_display = ["year", "host", "status", "went", "led_by_nl"]
    list_filter = ["status"]
    list_select_related = ["host"]
    search_fields = ["year", "host__name_nl", "host__name_en", "host__name_de"]
    autocomplete_fields = ["host"]
    filter_horizontal = ["organisations"]
    inlines = [ProgrammeInline, ResultInline]
    fieldsets = [
        (None, {"fields": ["year", "host", "status", "event", "note_nl", "note_en", "note_de", "source"]}),
        (
            _("The delegation of Deventer"),
            {
                "fields": [
                    "organisations",
                    *("led_by_nl", "led_by_en", "led_by_de"),
                    *("delegation_nl", "delegation_en", "delegation_de"),
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(went=Count("organisations"))

    @admin.display(description=_("organisations that went"), ordering="went")
    def went(self, days):
        return days.went


@admin.register(HanseProgrammeItem)
class HanseProgrammeItemAdmin(HistoryAdmin):
    list_display = ["title_nl", "days", "strand"]
    list_filter = ["strand", "days__year"]
    list_select_related = ["days__host"]
    search_fields = ["title_nl", "title_en", "title_de"]
    autocomplete_fields = ["days"]
    filter_horizontal = ["organisations"]


@admin.register(HanseResult)
class HanseResultAdmin(HistoryAdmin):
    list_display = ["days", "strand", "text_nl"]
    list_filter = ["strand"]
    list_select_related = ["days__host"]
    search_fields = ["text_nl", "text_en", "text_de"]
    autocomplete_fields = ["days"]
