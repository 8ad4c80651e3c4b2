from django.contrib import admin

from .accounts import admin as accounts
from .history_admin import HistoryAdmin
from .models import OutgoingMail, Page
from .news.admin import NewsItemAdmin, SubscriptionAdmin
from .policy import admin as policy

__all__ = [
    "NewsItemAdmin",
    "OutgoingMailAdmin",
    "PageAdmin",
    "SubscriptionAdmin",
    "accounts",
    "policy",
]


@admin.register(Page)
class PageAdmin(HistoryAdmin):
    list_display = ["slug", "title_nl", "updated_on"]
    search_fields = ["slug", "title_nl", "body_nl"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """Did it arrive at the mail server? Without its text, which is the recipient's."""

    list_display = ["subject", "recipients", "queued_at", "sent_at", "error"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["subject", "recipients"]
    fields = readonly_fields = ["sender", "recipients", "subject", "queued_at", "sent_at", "error"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
