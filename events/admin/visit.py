from django.contrib import admin

from deventer_intl.history_admin import HistoryAdmin

from ..models import Visit


@admin.register(Visit)
class VisitAdmin(HistoryAdmin):
    list_display = ["title_nl", "direction", "place", "starts_on", "ends_on", "is_published"]
    list_filter = ["direction", "is_published", "starts_on", "network"]
    list_select_related = ["place"]
    search_fields = ["title_nl", "title_en", "title_de", "place__name_nl", "place__name_en", "place__name_de"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["place", "network", "hanseatic_days"]
    filter_horizontal = ["organisations"]
