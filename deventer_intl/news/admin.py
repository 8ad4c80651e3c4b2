from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..history_admin import HistoryAdmin
from .models import NewsItem, Subscription


@admin.register(NewsItem)
class NewsItemAdmin(HistoryAdmin):
    list_display = ["title_nl", "state", "published_on", "mailed_at"]
    list_filter = [("published_on", admin.EmptyFieldListFilter), "published_on"]
    search_fields = ["title_nl", "title_en", "title_de", "body_nl"]
    prepopulated_fields = {"slug": ["title_nl"]}
    readonly_fields = ["mailed_at"]

    @admin.display(description=_("state"))
    def state(self, item):
        if item.published_on is None:
            return _("draft")
        return _("published") if item.published_on <= timezone.localdate() else _("waits for its day")


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """Who is mailed the news: to take somebody off who asks for it in another way than by the link."""

    list_display = ["email", "language", "asked_at", "confirmed_at"]
    list_filter = [("confirmed_at", admin.EmptyFieldListFilter), "language"]
    search_fields = ["email"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
