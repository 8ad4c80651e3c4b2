"""What companies export, as staff see it."""

from django.contrib import admin

from deventer_intl.history_admin import HistoryAdmin

from ..models import ExportProfile


@admin.register(ExportProfile)
class ExportProfileAdmin(HistoryAdmin):
    list_display = ["organisation", "industry", "products_nl", "since_year", "is_listed", "shows_contact"]
    list_filter = ["is_listed", "industry", ("countries", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "products_nl", "products_en", "products_de", "certificates"]
    autocomplete_fields = ["organisation"]
    # Not an autocomplete: the one for several values has no label for a screen reader.
    filter_horizontal = ["countries"]
