from django.contrib import admin

from .history_admin import HistoryAdmin
from .models import Page


@admin.register(Page)
class PageAdmin(HistoryAdmin):
    list_display = ["slug", "title_nl", "updated_on"]
    search_fields = ["slug", "title_nl", "body_nl"]
