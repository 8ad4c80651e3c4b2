"""The pictures of pages, as staff see them: to look at, and to take off."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..actions import picture as actions
from ..models import Picture


@admin.register(Picture)
class PictureAdmin(HistoryAdmin):
    """All pictures. Members add and change them; staff take off what should not be there."""

    list_display = ["organisation", "shown", "kind", "alt_nl", "project"]
    list_filter = ["kind"]
    list_select_related = ["organisation", "project"]
    search_fields = ["organisation__name", "alt_nl", "alt_en", "alt_de"]
    fields = ["shown", "organisation", "kind", "alt_nl", "alt_en", "alt_de", "project", "position"]
    export_kinds = []

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, picture):
        actions.remove(picture=picture, by=request.user)

    def delete_queryset(self, request, queryset):
        for picture in queryset:
            actions.remove(picture=picture, by=request.user)

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return format_html('<img class="shown-picture" src="{}" alt="">', picture.small)
